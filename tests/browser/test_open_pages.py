"""Pages that stand open while the data change."""

import shutil
import subprocess
import sys

import pytest

from tests.browser.conftest import ROOT, serve, settle
from tests.browser.test_share_links import link
from tests.serving import environment

pytestmark = pytest.mark.browser


@pytest.fixture
def own_dashboard(demo_file, tmp_path):
    """Serve a copy of the demo company that the test may change."""
    path = tmp_path / "company.duckdb"
    shutil.copy(demo_file, path)
    with serve(path) as server:
        yield server


def test_an_open_page_follows_an_upload_and_keeps_filter_and_half_written_text(
    own_dashboard, visit, tmp_path
):
    _, url = link(own_dashboard, "metric_pairs")
    page = visit(f"{url}?lang=en&squad=S2", locale="en-GB")
    page.get_by_text("Something seems wrong?").click()
    page.get_by_role("textbox", name="What seems wrong").fill("Is the basket")
    (tmp_path / "month.csv").write_text("metric;period;value\naverage_basket;2026-10;61,37\n")
    assert page.get_by_text("€61.37").count() == 0

    subprocess.run(
        [sys.executable, "-m", "lib", "load", str(tmp_path / "month.csv")],
        cwd=ROOT,
        env=environment(own_dashboard.database),
        check=True,
    )
    page.get_by_text("€61.37").first.wait_for(timeout=120_000)
    settle(page)

    assert "squad=S2" in page.url
    assert page.locator("[data-testid=stVegaLiteChart]").count() == 3
    typed = page.get_by_role("textbox", name="What seems wrong").input_value()
    assert typed == "Is the basket"
