"""The page of the quarterly update: prepare, comment, freeze, take the files."""

import pytest

from lib.views.committee.quarterly_update import freezes
from lib.views.snapshot import snapshot

NAME = "quarterly_update"


@pytest.fixture
def open_update(open_app, demo_file):
    """Give a function that opens the page, then follows an address of it."""

    def start(*, is_empty=False, **address):
        app = open_app(None if is_empty else demo_file, NAME, lang="en")
        for name, value in address.items():
            app.query_params[name] = value
        return app.run()

    return start


def headers(app):
    return [item.value for item in app.header]


def test_a_frozen_quarter_says_so_and_shows_every_block(open_update):
    app = open_update(quarter="2026-Q3")

    assert not app.exception
    assert app.title[0].value == "Quarterly update\\, Q3\u00a02026"
    assert len(headers(app)) == 8
    assert any("no longer change" in item.value for item in app.info)
    assert not app.multiselect


def test_blocks_of_the_address_are_shown_in_their_order(open_update):
    app = open_update(quarter="2026-Q4", blocks="decisions,moved")

    assert not app.exception
    assert app.multiselect[0].value == ["decisions", "moved"]
    assert headers(app)[0].startswith("1 decision")
    assert len(headers(app)) == 2


def test_an_empty_company_says_that_nothing_can_be_prepared(open_update):
    app = open_update(is_empty=True)

    assert not app.exception
    assert app.title[0].value == "What do we tell the committee?"
    assert headers(app) == []


def test_unknown_blocks_are_reported_and_the_default_ones_shown(open_update):
    app = open_update(quarter="2026-Q4", blocks="secrets")

    assert not app.exception
    assert any("secrets" in item.value for item in app.warning)
    assert len(headers(app)) == 8


def test_the_order_chosen_on_the_page_is_in_the_address(open_update):
    app = open_update(quarter="2026-Q4")

    app.multiselect[0].set_value(["pairs", "next"]).run()

    assert app.query_params["blocks"] == "pairs,next"
    assert len(headers(app)) == 2


def test_files_are_offered_before_they_are_written(open_update):
    app = open_update(quarter="2026-Q3")

    assert [item.label for item in app.button if item.key == "quarterly_update_prepare"] == [
        "Prepare the files"
    ]
    assert not app.get("download_button")


def test_an_unknown_quarter_shows_the_usual_one_and_says_so(open_update):
    app = open_update(quarter="1999-Q1")

    assert not app.exception
    assert any("1999" in item.value for item in app.warning)


def test_the_demo_company_has_one_frozen_quarter(demo):
    assert set(freezes(snapshot(demo))) == {"2026-Q3"}
