"""Parts of a page drawn once for all who read the same state."""

import pytest
from streamlit.testing.v1 import AppTest

from lib.domain.access import Access
from lib.i18n.translate import locale
from lib.store.database import Database
from lib.ui.app.session import Page
from lib.views.snapshot import snapshot


def script():
    import streamlit as st

    from lib.ui.widgets.fragment_cache import draw_once

    page, drawn = st.session_state["page"], st.session_state["drawn"]
    st.session_state.setdefault("address_now", {})

    def draw(page):
        drawn.append(page.locale.language)
        st.markdown(f"figures in {page.locale.language}")
        with st.container(border=True):
            st.caption("below")

    with st.container(key="place"):
        draw_once(page, "figures", draw)


def script_of_parts():
    import streamlit as st

    from lib.ui.widgets.fragment_cache import draw_once

    page, drawn = st.session_state["page"], st.session_state["drawn"]
    st.session_state.setdefault("address_now", {})

    def inner(_page):
        drawn.append("inner")
        st.markdown("inner")

    def outer(page):
        drawn.append("outer")
        st.markdown("before")
        draw_once(page, "inner", inner)

    if st.session_state["address_now"]:
        st.markdown("a line above")
    st.session_state["address_now"] = {}
    draw_once(page, "outer", outer)
    st.markdown("after")


def page_of(database, language="en", role="viewer", theme="light"):
    return Page("overview", locale(language), theme, False, snapshot(database), Access(role))


@pytest.fixture
def open_page():
    """Give a function that runs a page in a session of its own, and what has been drawn so far."""
    drawn = []

    def run(page, *, script=script, **choices):
        app = AppTest.from_function(script)
        app.session_state["page"], app.session_state["drawn"] = page, drawn
        app.session_state["address_now"] = choices
        app.run()
        assert not app.exception
        return [one.value for one in (*app.markdown, *app.caption)]

    run.drawn = drawn
    return run


def test_the_second_reader_sees_what_was_drawn_for_the_first(open_page, database):
    first, second = open_page(page_of(database)), open_page(page_of(database))

    assert first == second == ["figures in en", "below"]
    assert open_page.drawn == ["en"]


@pytest.mark.parametrize(
    "other", [{"language": "fr"}, {"role": "editor"}, {"theme": "dark"}], ids=str
)
def test_another_state_is_drawn_anew(open_page, database, other):
    open_page(page_of(database))
    open_page(page_of(database, **other))

    assert len(open_page.drawn) == 2


def test_another_database_at_the_same_version_is_drawn_anew(open_page, database):
    elsewhere = Database()

    open_page(page_of(database))
    open_page(page_of(elsewhere))
    elsewhere.close()

    assert len(open_page.drawn) == 2


def test_a_choice_in_the_address_is_drawn_anew(open_page, database):
    open_page(page_of(database))
    open_page(page_of(database), squad="S2")

    assert len(open_page.drawn) == 2


def test_a_part_within_a_part_is_given_with_it_and_what_follows_stands_below(open_page, database):
    first, second = (open_page(page_of(database), script=script_of_parts) for _ in range(2))

    assert first == second == ["before", "inner", "after"]
    assert open_page.drawn == ["outer", "inner"]


def test_a_part_that_stands_elsewhere_is_drawn_at_its_place(open_page, database):
    open_page(page_of(database), script=script_of_parts)

    lower = open_page(page_of(database), script=script_of_parts, line="above")

    assert lower == ["a line above", "before", "inner", "after"]
