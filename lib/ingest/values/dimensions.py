"""What splits the values of one metric and month: one column, several together, or nothing."""

from collections import defaultdict
from collections.abc import Hashable, Iterator, Sequence
from dataclasses import dataclass

from lib.i18n.translate import N_
from lib.ingest.columns.columns import content_of
from lib.ingest.issues import IssueLog
from lib.ingest.text.headers import Header, find_column, plain, visible
from lib.ingest.values.columns import Sheet

TOTAL = "total"
"""Answer that leaves every dimension out."""
WHOLE = frozenset(["$overall", "overall", "total", "all", "tous", "toutes", "ensemble", "global",
                   "total general", "grand total"])  # fmt: skip
"""Segments that stand for the whole."""

_SCENARIOS = {
    **dict.fromkeys(("actual", "actuals", "real", "realise", "reel", "constate"), "actual"),
    **dict.fromkeys(("budget", "target", "plan", "objectif", "cible", "goal", "bp"), "target"),
    **dict.fromkeys(("forecast", "prevision", "previsions", "estime", "outlook", "atterrissage",
                     "reforecast", "landing", "previsionnel"), "forecast"),
}  # fmt: skip
"""What a row is by the word of its scenario."""
_NEVER_SCENARIO = frozenset({"metric", "period", "value", "target", "unit"})
_AND = " + "
_BETWEEN = " / "
_RECURRING = 0.5
"""Share of the codes of a column that must come back in another month."""
_MOST_OPTIONS = 4


@dataclass(frozen=True, slots=True)
class Split:
    """The segments of a table.

    Attributes
    ----------
    columns
        Columns whose cells make the segment.
    texts
        Segment of each row of the table; empty for the whole.
    left_out
        Columns that tell rows of one key apart and are no part of the segment.
    """

    columns: tuple[Header, ...]
    texts: tuple[str, ...]
    left_out: tuple[Header, ...] = ()


@dataclass(slots=True)
class _Choice:
    """The rows to tell apart, and the columns that may do it."""

    sheet: Sheet
    keys: Sequence[Hashable]
    texts: dict[int, list[str]]

    def distinct(self, columns: Sequence[Header]) -> int:
        cells = [self.texts[column.index] for column in columns]
        return len(set(zip(self.keys, *cells, strict=True)))

    def needed(self, columns: Sequence[Header], first: Sequence[Header]) -> list[Header]:
        """Return the fewest columns, in order, that tell rows apart as well as all of them."""
        needed, best = list(first), self.distinct(first)
        for column in columns:
            if column not in needed and (count := self.distinct([*needed, column])) > best:
                needed, best = [*needed, column], count
        return needed


def segment_of(text: str) -> str:
    """Return a segment as stored: empty for the whole."""
    clean = visible(text)
    return "" if clean.casefold() in WHOLE or plain(clean) in WHOLE else clean


def split_rows(
    sheet: Sheet,
    keys: Sequence[Hashable],
    columns: Sequence[Header],
    issue_log: IssueLog,
) -> Split | None:
    """Return what splits the rows of one key; None while that is asked for.

    Parameters
    ----------
    sheet
        The table.
    keys
        Metric and month of each of its rows.
    columns
        Columns that have no other role: texts, and numbers that may be codes of shops.
    issue_log
        Where the question goes.
    """
    preferred = sheet.roles.get("segment")
    first = [preferred] if preferred else []
    codes = [
        column
        for column in columns
        if column != preferred and content_of(sheet.block.rows, column.index).numbers >= 0.5
    ]
    columns = [*first, *(column for column in columns if column != preferred)]
    choice = _Choice(sheet, keys, {c.index: _texts(sheet, c, keys) for c in columns})
    candidates = [column for column in columns if column not in codes]
    best = choice.needed(candidates, first)
    codes = _codes(choice, codes, best)
    chosen = _chosen(columns, issue_log)
    if chosen is not None:
        left_out = dict.fromkeys((*choice.needed([*candidates, *codes], chosen), *codes))
        return _split(choice, chosen, [column for column in left_out if column not in chosen])
    needed = choice.needed(codes, best)
    others = [column for column in candidates if column not in first]
    if needed == first or (len(needed) == 1 and others == needed):
        return _split(choice, needed, [])
    _ask(needed, [*candidates, *codes], issue_log)
    return None


def _chosen(columns: Sequence[Header], issue_log: IssueLog) -> list[Header] | None:
    answer = issue_log.options.answer("segment")
    if answer is None:
        return None
    if answer == TOTAL:
        return []
    chosen = [find_column(columns, name) for name in answer.split(_AND)]
    return None if None in chosen else [column for column in chosen if column]


def _ask(needed: Sequence[Header], columns: Sequence[Header], issue_log: IssueLog) -> None:
    options = dict.fromkeys(
        [_AND.join(column.name for column in needed), *(column.name for column in columns)]
    )
    issue_log.ask(
        "segment",
        [*list(options)[:_MOST_OPTIONS], TOTAL],
        N_(
            "Several rows for the same metric and month: which columns split the values into "
            "segments? Columns that are left out are added up or averaged, as you say next."
        ),
        is_open=True,
        accepts=lambda _: False,
    )


def _split(choice: _Choice, columns: Sequence[Header], left_out: Sequence[Header]) -> Split:
    cells = [choice.texts[column.index] for column in columns]
    count = len(choice.sheet.block.rows)
    rows = zip(*cells, strict=True) if cells else ((),) * count
    texts = tuple(_BETWEEN.join(part for cell in row if (part := segment_of(cell))) for row in rows)
    return Split(tuple(columns), texts, tuple(left_out))


def _texts(sheet: Sheet, column: Header, keys: Sequence[Hashable]) -> list[str]:
    """Return the cells of a column; a name covers the empty cells below it where rows need it."""
    texts = [sheet.at(row, column) for row in sheet.block.rows]
    if all(texts) or not texts[:1] or not texts[0]:
        return texts
    filled = list(filled_down(texts))
    is_better = len(set(zip(keys, filled, strict=True))) > len(set(zip(keys, texts, strict=True)))
    return filled if is_better else texts


def filled_down(texts: Sequence[str]) -> Iterator[str]:
    """Return texts with the last one before in place of each empty one."""
    current = ""
    for text in texts:
        current = text or current
        yield current


def _codes(choice: _Choice, columns: Sequence[Header], best: Sequence[Header]) -> list[Header]:
    """Return the columns of codes: numbers that tell rows apart and come back each month."""
    before = choice.distinct(best)
    if before == len(choice.keys):
        return []
    codes = []
    for column in columns:
        texts = choice.texts[column.index]
        is_code = column.text and all(text.isalnum() for text in texts if text) and any(texts)
        if is_code and choice.distinct([*best, column]) > before and _recur(choice, texts):
            codes.append(column)
    has_measures = "value" not in choice.sheet.roles and not choice.sheet.months
    return codes[:-1] if has_measures and codes == list(columns) else codes


def _recur(choice: _Choice, texts: Sequence[str]) -> bool:
    keys_by_text: dict[str, set[Hashable]] = defaultdict(set)
    for key, text in zip(choice.keys, texts, strict=True):
        keys_by_text[text].add(key)
    if len(set(choice.keys)) == 1:
        return len(keys_by_text) == len(texts)
    recurring = sum(len(keys) > 1 for keys in keys_by_text.values())
    return recurring >= _RECURRING * len(keys_by_text)


def tell_scenarios(sheet: Sheet, issue_log: IssueLog) -> tuple[Header | None, dict[int, str]]:
    """Return the column that tells actuals from budgets and forecasts, and what each line is."""
    fixed = {header.index for name, header in sheet.roles.items() if name in _NEVER_SCENARIO}
    for header in sheet.headers:
        if header.index in fixed:
            continue
        kinds = _scenario_kinds(sheet, header)
        if not {"actual"} < set(kinds):
            continue
        issue_log.warn(
            "scenario_column",
            N_(
                "Column “{name}” tells actuals from other figures: actuals are values, budgets are "
                "targets, forecasts are not loaded."
            ),
            name=header.name,
        )
        lines = (row.line for row in sheet.block.rows)
        return header, dict(zip(lines, kinds, strict=True))
    return None, {}


def _scenario_kinds(sheet: Sheet, header: Header) -> list[str]:
    """Return what each row is by a column; nothing where a cell is no word of a scenario."""
    kinds = []
    for row in sheet.block.rows:
        kind = _SCENARIOS.get(plain(sheet.at(row, header)))
        if kind is None:
            return []
        kinds.append(kind)
    return kinds


def free_columns(sheet: Sheet, taken: set[int]) -> list[Header]:
    """Return the columns with cells that play no role."""
    return [
        header
        for header in sheet.headers
        if header.index not in taken and content_of(sheet.block.rows, header.index).filled
    ]
