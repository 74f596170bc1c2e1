"""What a run of a page knows: reader, language, appearance, and the state of the data shown."""

from dataclasses import dataclass

import streamlit as st

from lib.charts.palette import ThemeName
from lib.domain.access import Access
from lib.i18n.translate import Locale, language_of, locale
from lib.store.database import Database, shared_database
from lib.store.settings import settings
from lib.views.snapshot import Snapshot


@dataclass(frozen=True, slots=True)
class Page:
    """One run of one page.

    Attributes
    ----------
    name
        Subject of the page, also its address.
    locale
        Language of the reader.
    theme
        ``light`` or ``dark``, as the reader's browser shows it.
    snapshot
        The state of the data shown.
    access
        What the reader may open and change.
    """

    name: str
    locale: Locale
    theme: ThemeName
    snapshot: Snapshot
    access: Access

    @property
    def may_edit(self) -> bool:
        """Whether the reader may change data."""
        return self.access.may_edit


def database() -> Database:
    """Return the database of this process, opened at first use."""
    return shared_database(settings().database)


def browser_language() -> str:
    """Return the language the reader's browser asks for."""
    return language_of(st.context.locale)


def browser_theme() -> ThemeName:
    """Return the theme the reader's browser shows."""
    return "dark" if st.context.theme.type == "dark" else "light"


def reader_locale(language: str) -> Locale:
    """Return the locale of a language that the address was checked for."""
    return locale(language)
