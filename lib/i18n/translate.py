"""The language of a reader, and translation into it.

English is the source text; French is in ``locales/fr/*.po``, one file per subject, read directly
(no compiled catalogue). Language is an argument everywhere: one process serves many readers.
"""

from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from babel import Locale as BabelLocale
from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po

LANGUAGES = ("fr", "en")
"""Languages a reader can choose, the default first."""

_LOCALES = Path(__file__).parent / "locales"
_TERRITORY = {"fr": "fr_FR", "en": "en_IE"}  # English with euros and day-month order


def N_(message: str) -> str:  # noqa: N802 - the customary name of the extraction mark
    """Mark ``message`` for translation and return it unchanged."""
    return message


@cache
def catalog(language: str) -> dict[tuple[str | None, str], str | tuple[str, ...]]:
    """Return every translation of ``language`` by (context, English text)."""
    entries: dict[tuple[str | None, str], str | tuple[str, ...]] = {}
    for path in sorted((_LOCALES / language).glob("*.po")):
        for message in read_catalog(path):
            if not message.id:
                continue
            english = message.id if isinstance(message.id, str) else message.id[0]
            text = message.string
            entries[message.context, english] = text if isinstance(text, str) else tuple(text or ())
    return entries


def read_catalog(path: Path) -> Catalog:
    """Read one ``.po`` file; a malformed one is an error."""
    with path.open("rb") as file:
        return read_po(file, locale=path.parent.name, abort_invalid=True)


@dataclass(frozen=True)
class Locale:
    """A reader's language: sentences here, numbers and dates in ``lib.i18n.formats``."""

    language: str
    babel: BabelLocale = field(compare=False)

    @property
    def is_french(self) -> bool:
        """Whether French rules apply where Babel has none: units, quarters, CSV separators."""
        return self.language == "fr"

    def gettext(self, message: str) -> str:
        """Return ``message`` in this language."""
        return self._find(None, message) or message

    def pgettext(self, context: str, message: str) -> str:
        """Return ``message`` in this language; ``context`` separates homonyms."""
        return self._find(context, message) or message

    def ngettext(self, singular: str, plural: str, n: int) -> str:
        """Return the form for ``n`` things."""
        forms = catalog(self.language).get((None, singular)) if self.language != "en" else None
        if isinstance(forms, tuple) and len(forms) > 1:
            return forms[0] if abs(n) < 2 else forms[1]
        return singular if n == 1 else plural

    def _find(self, context: str | None, message: str) -> str | None:
        if self.language == "en":
            return None
        text = catalog(self.language).get((context, message))
        return text[0] if isinstance(text, tuple) else text


@cache
def locale(language: str) -> Locale:
    """Return the locale of ``language``, one of ``LANGUAGES``."""
    if language not in LANGUAGES:
        msg = f"unknown language: {language}"
        raise ValueError(msg)
    return Locale(language, BabelLocale.parse(_TERRITORY[language]))


def language_of(tag: str | None) -> str:
    """Return the language for a browser's tag such as ``fr-CA``; French for other languages."""
    primary = (tag or "").replace("_", "-").split("-")[0].lower()
    return primary if primary in LANGUAGES else LANGUAGES[0]
