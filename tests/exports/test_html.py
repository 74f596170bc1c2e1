"""The page: one file, no script, every text as written, the figures of the report."""

import re
from html import unescape
from html.parser import HTMLParser

from lib.exports.html import html_bytes
from tests.exports.update_reports import HOSTILE, figures_of, hostile_report, short


class Elements(HTMLParser):
    """Collects elements, attributes and visible text."""

    def __init__(self):
        super().__init__()
        self.tags, self.attributes, self.text = [], [], []

    def handle_starttag(self, tag, attrs):
        self.tags.append(tag)
        self.attributes += attrs

    def handle_data(self, data):
        self.text.append(data)


def read(content):
    elements = Elements()
    elements.feed(content.decode())
    return elements


def words(text):
    return re.sub(r"\s+", " ", text).strip()


def test_the_page_holds_every_figure_of_the_report(reports):
    for report in reports.values():
        page = read(html_bytes(short(report)))
        labels = [value for name, value in page.attributes if name == "aria-label"]
        page_words = words(" ".join((*page.text, *map(unescape, labels))))

        assert [text for text in figures_of(short(report)) if words(text) not in page_words] == []


def test_the_page_runs_no_script_and_asks_nothing_of_any_machine(reports):
    page = read(html_bytes(short(reports["fr"])))
    addresses = [value for name, value in page.attributes if name in ("src", "href", "xlink:href")]

    assert "script" not in page.tags
    assert [name for name, _ in page.attributes if name.startswith("on")] == []
    assert all(address.startswith("#") for address in addresses)


def test_the_page_names_its_language_and_each_chart(reports):
    for language, report in reports.items():
        page = read(html_bytes(short(report, 1)))

        assert ("lang", language) in page.attributes
        assert ("role", "img") in page.attributes
        assert page.tags.count("svg") == 2  # for a screen and for a phone


def test_texts_of_charts_are_drawn_as_text(reports):
    page = html_bytes(short(reports["fr"], 1)).decode()

    assert "Temps d’affichage mobile" in page.partition("<svg")[2].partition("</svg>")[0]


def test_hostile_text_stays_text(database):
    page = read(html_bytes(hostile_report(database)))

    assert "script" not in page.tags
    assert "<script>alert(1)</script>" in " ".join(page.text)
    assert HOSTILE.partition("\r")[0] in " ".join(page.text)
