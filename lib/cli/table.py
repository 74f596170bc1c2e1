"""A plain table for a terminal: columns aligned, numbers to the right."""

from collections.abc import Sequence

_GAP = "  "


def table(headings: Sequence[str], rows: Sequence[Sequence[str]], *, right: str = "") -> list[str]:
    """Return the lines of a table.

    Parameters
    ----------
    headings
        Titles of the columns.
    rows
        Texts of the cells.
    right
        One sign a column: ``>`` for columns aligned to the right, anything else for the left.
    """
    cells = [list(headings), *(list(row) for row in rows)]
    widths = [max(len(line[column]) for line in cells) for column in range(len(headings))]
    sides = right.ljust(len(headings), "<")
    return [_line(line, widths, sides) for line in cells]


def _line(cells: Sequence[str], widths: Sequence[int], sides: str) -> str:
    return _GAP.join(
        cell.rjust(width) if side == ">" else cell.ljust(width)
        for cell, width, side in zip(cells, widths, sides, strict=True)
    ).rstrip()
