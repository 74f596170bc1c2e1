"""Exports of other systems: check what a file would bring, or load it."""

import os
from collections.abc import Iterator, Sequence
from pathlib import Path

import click

from lib.cli.command import (
    DONE,
    PATH,
    REFUSED,
    Command,
    Invocation,
    Result,
    absolute,
    author_option,
)
from lib.domain.tables import TABLES
from lib.i18n import formats
from lib.i18n.translate import N_, Locale
from lib.ingest.columns.contracts import OKR
from lib.ingest.loading import IncomingFile, check_changes, load, preview
from lib.ingest.report_json import changes_json, report_json, result_json
from lib.ingest.reports import FileResult, Issue, Options, Question, Report, Source, grouped
from lib.store.database import Database
from lib.wording.pages.uploads import answer_text, record_change_text, restatement_text

KINDS = ("auto", *TABLES, OKR)
"""Kinds of file; ``auto`` detects it."""

_MOST_LINES = 10  # lines of one kind of fault shown to a person; JSON gives all
_MOST_CHANGES = 20
_UNREADABLE = N_("The file cannot be read: {path}.")


def _choice(_ctx: click.Context, parameter: click.Parameter, values: tuple[str, ...]) -> list[str]:
    for text in values:
        role, equals, column = text.partition("=")
        if not (role and equals and column):
            raise click.BadParameter(text, param=parameter)
    return list(values)


def _options(kind: str, choose: Sequence[str], recipe: str | None) -> Options:
    pairs = (text.partition("=") for text in choose)
    return Options(
        kind=kind, choices=tuple((role, column) for role, _, column in pairs), recipe=recipe
    )


def _check(
    database: Database,
    call: Invocation,
    *,
    files: Sequence[str],
    kind: str,
    choose: Sequence[str],
    recipe: str | None,
) -> Result:
    results = _results(database, files, _options(kind, choose, recipe))
    is_refused = any(result.report.verdict == "refuse" for result in results)
    return call.answer(
        (report_json(result.report) | changes_json(result) for result in results),
        (line for result in results for line in _result_lines(result, call.locale)),
        REFUSED if is_refused else DONE,
    )


def _load(  # noqa: PLR0913 - one parameter an option
    database: Database,
    call: Invocation,
    *,
    files: Sequence[str],
    kind: str,
    choose: Sequence[str],
    recipe: str | None,
    author: str,
) -> Result:
    options = _options(kind, choose, recipe)
    if all(map(_is_readable, files)):
        incoming = [IncomingFile(_source(path), options) for path in files]
        results = load(database, incoming, author=author).files
    else:
        results = _results(database, files, options)
    is_loaded = all(result.upload is not None for result in results)
    return call.answer(
        map(result_json, results),
        _load_lines(results, call.locale),
        DONE if is_loaded else REFUSED,
    )


def _results(database: Database, paths: Sequence[str], options: Options) -> tuple[FileResult, ...]:
    """Return what each file would change, in order; one that cannot be read is refused."""
    sources = [_source(path) for path in paths if _is_readable(path)]
    if len(sources) == 1:
        results = iter([check_changes(database, sources[0], options)])
    else:
        incoming = [IncomingFile(source, options) for source in sources]
        results = iter(preview(database, incoming).files)
    return tuple(
        next(results) if _is_readable(path) else FileResult(_unreadable(path, options))
        for path in paths
    )


def _is_readable(path: str) -> bool:
    return os.path.isfile(path) and os.access(path, os.R_OK)  # noqa: PTH113 - Path raises for some


def _source(path: str) -> Source:
    return Source(Path(path).name, Path(path))


def _unreadable(path: str, options: Options) -> Report:
    issue = Issue("unreadable", "error", _UNREADABLE, {"path": path})
    return Report(Path(path).name, options.kind, "refuse", issues=(issue,))


def _load_lines(results: Sequence[FileResult], locale: Locale) -> Iterator[str]:
    _ = locale.gettext
    for result in results:
        if result.upload is None:
            yield from _report_lines(result.report, locale)
            continue
        counts = {
            "new": result.upload.new_count,
            "restated": result.upload.restated_count,
            "identical": result.upload.identical_count,
        }
        yield _(
            "{file}: upload {seq}, {new} new, {restated} restated, {identical} identical."
        ).format(
            file=result.report.file,
            seq=result.upload.seq,
            **{name: formats.number(count, locale) for name, count in counts.items()},
        )
        yield from _issues(result.report, locale)
    if any(result.upload is None for result in results):
        yield _("Nothing was loaded.")


def _result_lines(result: FileResult, locale: Locale) -> Iterator[str]:
    yield from _report_lines(result.report, locale)
    changes = [record_change_text(change, locale) for change in result.record_changes]
    changes += [restatement_text(value, locale) for value in result.restatements]
    for text in changes[:_MOST_CHANGES]:
        yield f"  ~ {text}"
    others = len(changes) - _MOST_CHANGES
    if others > 0:
        yield "  ~ " + locale.ngettext(
            "{count} more change: --json gives it.",
            "{count} more changes: --json gives them.",
            others,
        ).format(count=formats.number(others, locale))


def _report_lines(report: Report, locale: Locale) -> Iterator[str]:
    """Give the verdict, then questions with the part of the file they are about, then remarks."""
    _ = locale.gettext
    verdicts = {
        "load": _("{file}: can be loaded ({kind}, {rows} rows)."),
        "choose": _("{file}: can be loaded once the questions are answered."),
        "refuse": _("{file}: cannot be loaded."),
    }
    yield verdicts[report.verdict].format(
        file=report.file, kind=report.kind, rows=formats.number(report.rows, locale)
    )
    for question in report.questions:
        yield from _question_lines(question, locale)
    yield from _issues(report, locale)


def _question_lines(question: Question, locale: Locale) -> Iterator[str]:
    yield f"  ? {question.message(locale)}"
    if question.excerpt is not None:
        yield "      | " + " | ".join(question.excerpt.headers)
        for line, cells in question.excerpt.rows:
            yield f"  {line:>4}| " + " | ".join(cells)
    for option in question.choices:
        meaning = answer_text(question.key, option, {}, locale)
        words = "" if meaning == option else f"  ({meaning})"
        yield f"      --choose '{question.key}={option}'{words}"
    if question.others:
        others = ", ".join(question.others)
        yield "      " + locale.gettext("Others: {names}").format(names=others)


def _issues(report: Report, locale: Locale) -> Iterator[str]:
    """Give the faults by kind, with their number and lines."""
    marks = {"error": "×", "warning": "!"}
    for group in grouped(report.issues):
        message = group.first.message(locale)
        if group.count > 1:
            lines = ", ".join(map(str, group.lines[:_MOST_LINES]))
            more = " …" if len(group.lines) > _MOST_LINES else ""
            count = formats.number(group.count, locale)
            suffix = locale.gettext("{count} in all, lines {lines}")
            message += f" ({suffix.format(count=count, lines=lines + more)})"
        yield f"  {marks[group.first.severity]} {message}"


def _file_parameters() -> list[click.Parameter]:
    return [
        click.Argument(
            ["files"], nargs=-1, required=True, type=PATH, callback=absolute, metavar="FILE"
        ),
        click.Option(["--kind"], type=click.Choice(KINDS), default="auto", metavar="KIND"),
        click.Option(["--choose"], multiple=True, callback=_choice, metavar="ROLE=COLUMN"),
        click.Option(["--recipe"], metavar="NAME"),
    ]


COMMANDS = {
    "check": Command(
        "check",
        N_("Say what files hold and what is wrong with them; change nothing."),
        _check,
        _file_parameters(),
        example="check exports/*.csv --choose value=Revenue",
    ),
    "load": Command(
        "load",
        N_("Load files: all of them, or nothing."),
        _load,
        [*_file_parameters(), author_option()],
        example="load exports/*.csv --author CPO",
        if_missing="create",
    ),
}
