"""Fuzz tests of the query parameters of every page."""

import shutil
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lib.domain.pages import PAGE_NAMES
from lib.store.database import close_shared
from tests.app_sessions import owner_session
from tests.stress.test_fuzz import cases

LONGEST_SECONDS = 5
CHOICES = (
    "as_of", "blocks", "board", "decision", "initiative", "inputs", "lang", "method", "metric",
    "objective", "pair", "part", "quarter", "scenario", "section", "squad", "state", "story",
    "table", "top", "upload", "weights", "with",
)  # fmt: skip
EXISTING = st.sampled_from(
    ["P03", "I04", "2026-Q3", "conversion", "overview", "history", "fr", "en", "0", "1", "31",
     "metric_value", "atelier_pro_churn"]
)  # fmt: skip
ODD = st.sampled_from(
    ["", "\n", "-1", "1e9", "nan", "31.5", "٣", "²", "0x1F", "9" * 400, "a" * 3_000, "reach:2,x:1",
     '{"a":1}', "' or 1=1--", "%00", "../../etc", "<script>", "\u202e", "$x$", ":red[x]",
     "[a](javascript:x)", "{name}", "%s"]
)  # fmt: skip
VALUES = st.one_of(EXISTING, ODD, st.text(st.characters(exclude_categories=["Cs"]), max_size=12))


@pytest.fixture(scope="module")
def opened(demo_file, tmp_path_factory):
    """Give the application on the demo company, opened once."""
    path = tmp_path_factory.mktemp("fuzzed_pages") / "company.duckdb"
    shutil.copy(demo_file, path)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("TANDEM_DATABASE", str(path))
        yield owner_session().run()
        close_shared(path)


@cases(60)
@given(
    page=st.sampled_from(PAGE_NAMES),
    choices=st.dictionaries(st.sampled_from(CHOICES), VALUES, min_size=1, max_size=4),
)
def test_a_page_opens_with_any_query(opened, page, choices):
    started = time.monotonic()

    opened.query_params.clear()
    for name, value in choices.items():
        opened.query_params[name] = value
    opened.switch_page(f"pages/{page}.py").run()

    assert not opened.exception
    assert not any(sign in error.value for error in opened.error for sign in ("eferenc", "éféren"))
    assert time.monotonic() - started < LONGEST_SECONDS
