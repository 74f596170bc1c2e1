"""Long lists, a part at a time."""

from collections.abc import Sequence
from typing import TypeVar

from lib.i18n import formats
from lib.ui.app import url_state
from lib.ui.app.session import Page

Item = TypeVar("Item")

PER_PART = 24


def part_of(page: Page, items: Sequence[Item]) -> Sequence[Item]:
    """Return the part of a list that the reader chose; the choice shows only where needed."""
    if len(items) <= PER_PART:
        return items
    locale = page.locale
    parts = [str(k + 1) for k in range(-(-len(items) // PER_PART))]
    chosen = url_state.choose(
        "select",
        "part",
        parts,
        label=locale.gettext("Part of the list"),
        describe=lambda part: locale.gettext("{part} of {parts}").format(
            part=formats.number(int(part), locale), parts=formats.number(len(parts), locale)
        ),
        default="1",
    )
    start = (int(chosen) - 1) * PER_PART
    return items[start : start + PER_PART]
