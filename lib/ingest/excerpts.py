"""The part of a file that a question is about, to be shown beside it."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from lib.ingest.files.layout import Block
from lib.ingest.files.text_tables import TextRow
from lib.ingest.reports import Excerpt, Question, displayed
from lib.ingest.text.headers import plain

_ROWS = 3
_COLUMNS = 5
_LINES = ("line", "first", "second", "lines")
_TEXTS = ("text", "example", "label", "key", "metric", "former")


def with_excerpts(questions: Iterable[Question], blocks: Sequence[Block]) -> tuple[Question, ...]:
    """Return questions with the part of the first table that each is about."""
    if not blocks:
        return tuple(questions)
    return tuple(replace(item, excerpt=_excerpt(item, blocks[0])) for item in questions)


def _excerpt(question: Question, block: Block) -> Excerpt | None:
    """Return the columns and rows that a question names, else the first ones.

    The columns come after one that tells the rows apart, so that a phone shows them too.
    """
    columns = _columns(question, block)
    rows = _rows(question, block, columns)
    if not rows:
        return None
    others = [index for index in range(len(block.header)) if index not in columns]
    picked = [*others[:1], *columns[:_COLUMNS], *others[1 : max(1, _COLUMNS - len(columns))]]
    cells = [
        (row.line, tuple(displayed(row.cells[i]) if i < len(row.cells) else "" for i in picked))
        for row in rows
    ]
    return Excerpt(tuple(displayed(block.header[index]) for index in picked), tuple(cells))


def _columns(question: Question, block: Block) -> list[int]:
    texts = [question.subject, *map(question.parameters.get, ("column", "columns", "metric"))]
    parts = {plain(part) for text in texts if isinstance(text, str) for part in text.split(", ")}
    whole = {plain(text) for text in texts if isinstance(text, str)}
    return [
        index for index, cell in enumerate(block.header) if cell and plain(cell) in parts | whole
    ]


def _rows(question: Question, block: Block, columns: Sequence[int]) -> list[TextRow]:
    lines = set()
    for name in _LINES:
        text = str(question.parameters.get(name, ""))
        lines |= {int(part) for part in text.split(", ") if part.isdigit()}
    rows = [row for row in block.rows if row.line in lines]
    if not rows:
        texts = [question.subject, *map(question.parameters.get, _TEXTS)]
        wanted = {plain(text) for text in texts if isinstance(text, str) and plain(text)}
        rows = [row for row in block.rows if any(plain(cell) in wanted for cell in row.cells)]
    if not rows and columns:
        rows = [row for row in block.rows if _is_filled(row, columns)]
    return (rows or list(block.rows))[:_ROWS]


def _is_filled(row: TextRow, columns: Sequence[int]) -> bool:
    return any(index < len(row.cells) and row.cells[index].strip() for index in columns)
