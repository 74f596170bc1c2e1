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


def element_texts(node, drawing="wide"):
    """Give every text that an element shows, speaks or draws, in one drawing of its charts."""
    proto = getattr(node, "proto", None)
    if proto is not None:
        yield from texts(proto, drawing)
    for child in getattr(node, "children", {}).values():
        yield from element_texts(child, drawing)


def texts(message, drawing="wide"):
    """Give the texts of a message of Streamlit; what carries none a reader sees is left out."""
    for field, value in message.ListFields():
        if field.name == "spec":
            yield from chart_texts(json.loads(value), drawing)
        elif field.name not in UNSEEN:
            for item in value if field.is_repeated else [value]:
                if hasattr(item, "ListFields"):
                    yield from texts(item, drawing)
                elif isinstance(item, str):
                    yield item


def chart_texts(part, drawing="wide"):
    """Give the texts of a chart: drawn, in tooltips, read by a screen reader.

    A chart holds a wide and a narrow drawing, of which its width shows one; a long name also stands
    there split into lines.
    """
    if isinstance(part, dict):
        if part.get("only", drawing) != drawing or part.get("split"):
            return
        for name, item in part.items():
            if name in ("text", "title", "description", "t", "d", "label", "tip") and isinstance(
                item, str
            ):
                yield item
            else:
                yield from chart_texts(item, drawing)
    elif isinstance(part, list):
        for item in part:
            yield from chart_texts(item, drawing)


def figures(words, language):
    """Return every figure of texts with its decimals, as English writes it."""
    thousands, decimal = MARKS[language]
    counts = Counter()
    for text in words:
        plain = IDENTIFIER.sub(" ", text.replace("\\", ""))
        for figure in FIGURE[language].findall(plain):
            counts[figure.replace(thousands, "").replace(decimal, ".")] += 1
    return counts


@pytest.mark.parametrize("name", NAMES)
def test_a_page_tells_the_same_figures_in_both_languages(open_app, demo_file, name):
    pages = {language: open_app(demo_file, page=name, lang=language).main for language in MARKS}
    texts_in = {language: list(element_texts(page)) for language, page in pages.items()}

    for drawing in ("wide", "narrow"):
        french, english = (
            figures(element_texts(page, drawing), language) for language, page in pages.items()
        )
        assert french.total() > 1
        assert french - english == Counter()
        assert english - french == Counter()
    assert "[EN]" not in " ".join(texts_in["fr"])
    assert "[FR]" not in " ".join(texts_in["en"])
    assert texts_in["fr"] != texts_in["en"]


def test_a_figure_rounded_otherwise_or_left_out_is_noticed():
    english = figures(["1,234.50 of 2,000 (P03)"], "en")

    assert english == Counter({"1234.50": 1, "2000": 1})
    assert figures(["1\u202f234,50 sur 2\u202f000 (P03)"], "fr") == english
    assert figures(["1\u202f234,5 sur 2\u202f000"], "fr") != english


@pytest.mark.parametrize("name", ["overview", "metric_pairs"])
def test_a_large_amount_is_shown_in_one_scale_on_every_page(open_app, demo_file, name):
    words = " ".join(element_texts(open_app(demo_file, page=name, lang="fr").main)).replace(
        "\\", ""
    )

    assert "1,05\u00a0M€" in words
    assert not re.search(r"### 1\s?050", words)
