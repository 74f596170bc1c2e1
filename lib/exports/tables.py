"""Tables as files that the reader's own spreadsheet opens right, and that cannot run a formula."""

import csv
import io
import re
from collections.abc import Iterable, Sequence
from datetime import date, datetime

from lib.i18n.translate import Locale

Cell = str | float | int | bool | date | datetime | None

_FORMULA = re.compile(r"^(?:\s*[=+@\uff1d\uff0b\uff0d\uff20-]|[\t\r\n])")
_LIKE_THOUSANDS = re.compile(r"-?[1-9]\d{0,2}\.\d{3}")


def csv_bytes(headers: Sequence[str], rows: Iterable[Sequence[Cell]], locale: Locale) -> bytes:
    """Return a CSV file in UTF-8 with BOM: ``;`` and decimal comma in French, ``,`` and point else.

    Text that a spreadsheet would take for a formula gets an apostrophe in front; numbers never.
    """
    french = locale.language == "fr"
    text = io.StringIO(newline="")
    writer = csv.writer(text, delimiter=";" if french else ",", lineterminator="\r\n")
    writer.writerow([neutral(header) for header in headers])
    for row in rows:
        writer.writerow([_cell(value, french=french) for value in row])
    return b"\xef\xbb\xbf" + text.getvalue().encode("utf-8")


def neutral(text: str) -> str:
    """Return ``text`` so that no spreadsheet takes it for a formula."""
    return f"'{text}" if _FORMULA.match(text) else text


def _cell(value: Cell, *, french: bool) -> str:
    if value is None:
        return ""
    if isinstance(value, str):
        return neutral(value)
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, (date, datetime)):
        return value.isoformat()
    number = repr(value)
    if _LIKE_THOUSANDS.fullmatch(number):
        number += "0"  # 1,234 could be a thousand; 1,2340 cannot
    return number.replace(".", ",") if french else number
