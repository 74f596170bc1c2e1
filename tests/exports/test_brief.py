"""The brief of a link: complete by itself, within its pages, in the words of the live pages."""

import re
from html.parser import HTMLParser

import pytest

from lib.exports.brief import State, brief_html
from lib.i18n.translate import LANGUAGES, locale
from lib.views.committee.brief import MOST_PAIRS, brief_view
from lib.views.committee.metric_pairs import metric_pairs_view
from lib.views.snapshot import snapshot
from lib.wording.names import name_of
from tests.builders import a_metric, submit_records

BOTH = ("overview", "metric_pairs")
LIVE = {
    "overview": ("title", "markdown", "caption", "header"),
    "metric_pairs": ("markdown", "caption"),
}
MARKDOWN = re.compile(r":material/\w+:|:\w+-badge\[|:small\[|[\\*\[\]]|\u2060")


class Reader(HTMLParser):
    """Reads what a person would: the texts outside drawings, and the names of drawings."""

    def __init__(self, page):
        super().__init__()
        self.tags, self.texts, self.attributes, self._hidden = set(), [], [], 0
        self.feed(page.decode())

    def handle_starttag(self, tag, attrs):
        self.tags.add(tag)
        self.attributes += attrs
        self._hidden += tag in ("svg", "style")

    def handle_endtag(self, tag):
        self._hidden -= tag in ("svg", "style")

    def handle_data(self, data):
        if not self._hidden:
            self.texts.append(data)

    @property
    def text(self):
        return " ".join(" ".join(self.texts).split())


def page_of(data, *, pages=BOTH, language="fr", is_frozen=False):
    state = State(data.version, is_frozen)
    return brief_html(brief_view(data, pages), state, locale(language))


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_page_needs_nothing_but_itself(demo, language):
    read = Reader(page_of(snapshot(demo), language=language))

    names = {name for name, _ in read.attributes}
    assert read.tags.isdisjoint({"script", "img", "link", "iframe", "form", "object", "base"})
    assert names.isdisjoint({"src", "style", "srcset", "action"})
    assert not any(name.startswith("on") for name in names)
    assert {value for name, value in read.attributes if name == "href"} == {
        f"./?lang={language}",
        f"?lang={'en' if language == 'fr' else 'fr'}",
    }
    assert ("lang", language) in read.attributes


def test_each_pair_has_a_drawing_for_the_desk_and_one_for_the_phone(demo):
    page = page_of(snapshot(demo)).decode()

    pairs = len(brief_view(snapshot(demo), BOTH).pairs)
    assert 0 < pairs <= MOST_PAIRS
    assert page.count('class="desk"') == page.count('class="phone"') == pairs
    assert "prefers-color-scheme:dark" in page
    assert "@media print" in page


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_brief_says_what_the_live_pages_say(open_app, demo_file, demo, language):
    live = {
        name: plain(
            open_app(demo_file, page=name if name != "overview" else "", lang=language), name
        )
        for name in LIVE
    }

    read = Reader(page_of(snapshot(demo), language=language))

    view = brief_view(snapshot(demo), BOTH)
    names = {
        " → ".join(name_of(side.metric, locale(language)) for side in (pair.product, pair.business))
        for pair in (brief_pair.card.series for brief_pair in view.pairs)
    }
    texts = [" ".join(text.split()) for text in read.texts if len(text.split()) > 3]
    unknown = [
        text
        for text in texts
        if MARKDOWN.sub("", text).strip(" —") not in live["overview"] + live["metric_pairs"]
        and not summary(text, len(view.pairs))
        and text not in names
    ]
    assert len(texts) > 10
    gettext = locale(language).gettext
    footer = gettext("Data version {version}.").format(version=snapshot(demo).version)
    assert set(unknown) <= {gettext("Open the live dashboard"), footer}


def plain(app, page):
    """Return every text of a live page as a person reads it."""
    texts = [str(element.value) for kind in LIVE[page] for element in app.get(kind)]
    return " ".join(MARKDOWN.sub("", " ".join(texts)).split())


def summary(text, pairs):
    """Whether a text counts the pairs shown, fewer here than on the wall."""
    return text.startswith(f"{pairs} ") and re.match(r"\d+ (of|paires? sur) \d+", text)


def test_a_part_whose_page_the_link_does_not_open_is_neither_read_nor_shown(demo):
    data = snapshot(demo)

    only_pairs = page_of(data, pages=("metric_pairs",), language="en").decode()
    only_overview = page_of(data, pages=("overview",), language="en").decode()
    neither = page_of(data, pages=("roadmap",), language="en").decode()

    names = [card.series.pair.pair_id for card in metric_pairs_view(data).cards]
    assert names
    assert "To be decided" not in only_pairs
    assert "key results" not in only_pairs
    assert "<figure>" in only_pairs
    assert "Established link" not in only_overview
    assert "To be decided" in only_overview
    assert "<figure>" not in neither
    assert "Open the live dashboard" in neither


def test_an_empty_company_says_so(database):
    read = Reader(page_of(snapshot(database), language="en"))

    assert "Nothing has been loaded yet: no figure can be shown." in read.text


def test_a_frozen_brief_says_which_data_it_shows(demo):
    read = Reader(page_of(snapshot(demo, 12), language="en", is_frozen=True))

    assert "This link shows the data as they stood at version 12." in read.text


def test_names_of_the_data_are_text_and_nothing_else(demo):
    hostile = '<script>alert(1)</script>"><img src=x onerror=alert(1)>'
    metrics = [card.series.product.metric for card in metric_pairs_view(snapshot(demo)).cards]
    submit_records(
        demo,
        *(
            a_metric(metric.metric_id, name_fr=hostile, name_en=hostile, unit=metric.unit)
            for metric in {metric.metric_id: metric for metric in metrics}.values()
        ),
    )

    page = page_of(snapshot(demo))

    assert Reader(page).tags.isdisjoint({"script", "img"})
    assert b"&lt;script&gt;" in page
