"""Missing French, malformed French and badly set French are failures."""

import re
from functools import cache
from pathlib import Path
from string import Formatter

import pytest
from babel.messages.extract import extract_from_file

from lib.i18n.translate import LANGUAGES, read_catalog

ROOT = Path(__file__).parents[2]
FRENCH = ROOT / "lib" / "i18n" / "locales" / "fr"
KEYWORDS = {
    "_": None,
    "gettext": None,
    "N_": None,
    "ngettext": (1, 2),
    "pgettext": ((1, "c"), 2),
}
SOURCES = sorted((*ROOT.glob("app.py"), *ROOT.glob("pages/*.py"), *ROOT.glob("lib/**/*.py")))
CATALOGUES = sorted(FRENCH.glob("*.po"))


@cache
def messages_in_code():
    """Return (file, English text) of every marked message, plural forms one by one."""
    return tuple(
        (path.relative_to(ROOT), text)
        for path in SOURCES
        for _line, message, _comments, _context in extract_from_file(
            "python", str(path), keywords=KEYWORDS
        )
        for text in ((message,) if isinstance(message, str) else message)
        if text
    )


@cache
def entries():
    """Return (catalogue, message) of every French entry."""
    return tuple(
        (path.name, message) for path in CATALOGUES for message in read_catalog(path) if message.id
    )


def forms(message):
    """Return (English, French) of each form of a message."""
    english = (message.id,) if isinstance(message.id, str) else tuple(message.id)
    french = (message.string,) if isinstance(message.string, str) else tuple(message.string)
    return list(zip(english, french, strict=True))


def fields(text):
    return {name for _, name, _, _ in Formatter().parse(text) if name is not None}


def test_every_language_but_english_has_a_folder():
    folders = {path.name for path in FRENCH.parent.iterdir() if path.is_dir()}

    assert folders == set(LANGUAGES) - {"en"}


def test_every_message_of_the_code_has_its_french():
    translated = {
        english for _, message in entries() for english, french in forms(message) if french
    }

    missing = sorted(
        {f"{path}: {text}" for path, text in messages_in_code() if text not in translated}
    )

    assert missing == []


def test_no_french_message_is_unused():
    used = {text for _, text in messages_in_code()}

    unused = sorted(
        f"{name}: {english}"
        for name, message in entries()
        for english, _ in forms(message)
        if english not in used
    )

    assert unused == []


def test_a_message_is_in_one_catalogue_only():
    seen = {}
    for name, message in entries():
        for english, _ in forms(message):
            seen.setdefault((message.context, english), set()).add(name)

    twice = {english: names for (_, english), names in seen.items() if len(names) > 1}

    assert twice == {}


def test_french_keeps_every_field_of_the_english():
    wrong = [
        f"{name}: {english}"
        for name, message in entries()
        for english, french in forms(message)
        if fields(english) != fields(french)
    ]

    assert wrong == []


FAULTS = {
    "plain space before a high sign": re.compile(r" [;!?%:»]"),
    "no space before a high sign": re.compile(r"[^\s\u202f\u00a0;!?.…(/][;!?](?=\s|$)"),
    "wide space before ; ! ? %": re.compile(r"\u00a0[;!?%]"),
    "narrow space before a colon": re.compile(r"\u202f:"),
    "no space before a colon": re.compile(r"[^\s\u00a0\d]:(?=\s|$)"),
    "plain space after a quotation mark": re.compile(r"«[^\u00a0]|[^\u00a0]»"),
    "typewriter apostrophe": re.compile(r"\w'\w"),
    "typewriter quotation mark": re.compile(r'"'),
    "English quotation mark": re.compile(r"[“”]"),
    "three dots": re.compile(r"\.\.\."),
    "double space": re.compile(r"  "),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_french_is_well_set(fault):
    wrong = [
        f"{name}: {french}"
        for name, message in entries()
        for _, french in forms(message)
        if FAULTS[fault].search(french.replace("{", "x").replace("}", "x"))
    ]

    assert wrong == []


@pytest.mark.parametrize(
    ("fault", "text"),
    [
        ("plain space before a high sign", "Vraiment ?"),
        ("no space before a high sign", "Vraiment?"),
        ("wide space before ; ! ? %", "12\u00a0%"),
        ("no space before a colon", "Mois: mars"),
        ("plain space after a quotation mark", "« mot »"),
        ("typewriter apostrophe", "l'équipe"),
    ],
)
def test_the_typography_rules_see_what_they_are_for(fault, text):
    assert FAULTS[fault].search(text)
