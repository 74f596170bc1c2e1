"""One address, two languages: the same figures with the same rounding, on every page."""

import json
import re
from collections import Counter

import pytest

from lib.domain.pages import PAGES

NAMES = [entry.name for entry in PAGES]
FIGURE = {
    "fr": re.compile(r"\d{1,3}(?:\u202f\d{3})+(?:,\d+)?|\d+(?:,\d+)?"),
    "en": re.compile(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?"),
}
UNSEEN = (
    "id", "form_id", "key", "url", "page_script_hash", "query_string", "data", "deferred_file_id",
)  # fmt: skip
MARKS = {"fr": ("\u202f", ","), "en": (",", ".")}
IDENTIFIER = re.compile(
    r"\d+(?:\.\d+){2,}|[A-Za-z_]+[\d_][\w.-]*|https?://\S+|#[0-9a-fA-F]{3,8}\b|`[^`]*`"
)


def told(node):
    """Give every text that an element shows, speaks or draws, whatever its kind."""
    proto = getattr(node, "proto", None)
    if proto is not None:
        yield from texts(proto)
    for child in getattr(node, "children", {}).values():
        yield from told(child)


def texts(message):
    """Give the texts of a message of Streamlit; what carries none a reader sees is left out."""
    for field, value in message.ListFields():
        if field.name == "spec":
            yield from drawn(json.loads(value))
        elif field.name not in UNSEEN:
            for one in value if field.is_repeated else [value]:
                if hasattr(one, "ListFields"):
                    yield from texts(one)
                elif isinstance(one, str):
                    yield one


def drawn(part):
    """Give the texts of a chart: drawn, told by the pointer, read aloud."""
    if isinstance(part, dict):
        for name, one in part.items():
            if name in ("text", "title", "description", "t", "d", "label", "tip") and isinstance(
                one, str
            ):
                yield one
            else:
                yield from drawn(one)
    elif isinstance(part, list):
        for one in part:
            yield from drawn(one)


def figures(words, language):
    """Return every figure of texts with its decimals, as English writes it."""
    thousands, decimal = MARKS[language]
    found = Counter()
    for text in words:
        plain = IDENTIFIER.sub(" ", text.replace("\\", ""))
        for figure in FIGURE[language].findall(plain):
            found[figure.replace(thousands, "").replace(decimal, ".")] += 1
    return found


@pytest.mark.parametrize("name", NAMES)
def test_a_page_tells_the_same_figures_in_both_languages(open_app, demo_file, name):
    told_in = {
        language: list(told(open_app(demo_file, page=name, lang=language).main))
        for language in MARKS
    }
    french, english = (figures(words, language) for language, words in told_in.items())

    assert french.total() > 1
    assert french - english == Counter()
    assert english - french == Counter()
    assert "[EN]" not in " ".join(told_in["fr"])
    assert "[FR]" not in " ".join(told_in["en"])
    assert told_in["fr"] != told_in["en"]


def test_a_figure_rounded_otherwise_or_left_out_is_noticed():
    english = figures(["1,234.50 of 2,000 (P03)"], "en")

    assert english == Counter({"1234.50": 1, "2000": 1})
    assert figures(["1\u202f234,50 sur 2\u202f000 (P03)"], "fr") == english
    assert figures(["1\u202f234,5 sur 2\u202f000"], "fr") != english


@pytest.mark.parametrize("name", ["overview", "metric_pairs"])
def test_a_large_amount_is_shown_in_one_scale_on_every_page(open_app, demo_file, name):
    words = " ".join(told(open_app(demo_file, page=name, lang="fr").main)).replace("\\", "")

    assert "1,05\u00a0M€" in words
    assert not re.search(r"### 1\s?050", words)
