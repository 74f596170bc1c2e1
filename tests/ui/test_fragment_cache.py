"""Fragments of a page are drawn once per state and replayed to later sessions."""

import pytest
from streamlit.testing.v1 import AppTest

from lib.domain.access import Access
from lib.i18n.translate import locale
from lib.store.database import Database
from lib.ui.app.session import Page
from lib.views.snapshot import snapshot


def script():
    import streamlit as st

    from lib.ui.widgets.fragment_cache import cached_fragment

    page, draws = st.session_state["page"], st.session_state["draws"]
    st.session_state.setdefault("address_now", {})

    def draw(page):
        draws.append(page.locale.language)
        st.markdown(f"figures in {page.locale.language}")
        with st.container(border=True):
            st.caption("below")

    with st.container(key="place"):
        cached_fragment(page, "figures", draw)


def script_of_parts():
    import streamlit as st

    from lib.ui.widgets.fragment_cache import cached_fragment

    page, draws = st.session_state["page"], st.session_state["draws"]
    st.session_state.setdefault("address_now", {})

    def inner(_page):
        draws.append("inner")
        st.markdown("inner")

    def outer(page):
        draws.append("outer")
        st.markdown("before")
        cached_fragment(page, "inner", inner)

    if st.session_state["address_now"]:
        st.markdown("a line above")
    st.session_state["address_now"] = {}
    cached_fragment(page, "outer", outer)
    st.markdown("after")


def page_of(database, language="en", role="viewer", theme="light"):
    return Page("overview", locale(language), theme, snapshot(database), Access(role))


@pytest.fixture
def open_page():
    """Give a function that runs a page in a session of its own, and the fragments drawn so far."""
    draws = []

    def run(page, *, script=script, **choices):
        app = AppTest.from_function(script)
        app.session_state["page"], app.session_state["draws"] = page, draws
        app.session_state["address_now"] = choices
        app.run()
        assert not app.exception
        return [element.value for element in (*app.markdown, *app.caption)]

    run.draws = draws
    return run


def test_the_second_reader_sees_what_was_drawn_for_the_first(open_page, database):
    first, second = open_page(page_of(database)), open_page(page_of(database))

    assert first == second == ["figures in en", "below"]
    assert open_page.draws == ["en"]


@pytest.mark.parametrize(
    "other", [{"language": "fr"}, {"role": "editor"}, {"theme": "dark"}], ids=str
)
def test_another_state_is_drawn_again(open_page, database, other):
    open_page(page_of(database))
    open_page(page_of(database, **other))

    assert len(open_page.draws) == 2


def test_another_database_at_the_same_version_is_drawn_again(open_page, database):
    elsewhere = Database()

    open_page(page_of(database))
    open_page(page_of(elsewhere))
    elsewhere.close()

    assert len(open_page.draws) == 2


def test_a_choice_in_the_address_is_drawn_again(open_page, database):
    open_page(page_of(database))
    open_page(page_of(database), squad="S2")

    assert len(open_page.draws) == 2


def test_a_nested_fragment_is_replayed_with_its_outer_one_and_later_elements_stay_below(
    open_page, database
):
    first, second = (open_page(page_of(database), script=script_of_parts) for _ in range(2))

    assert first == second == ["before", "inner", "after"]
    assert open_page.draws == ["outer", "inner"]


def test_a_fragment_at_another_position_is_drawn_again(open_page, database):
    open_page(page_of(database), script=script_of_parts)

    lower = open_page(page_of(database), script=script_of_parts, line="above")

    assert lower == ["a line above", "before", "inner", "after"]
