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
from lib.ingest.loading import IncomingFile, check, load, preview
from lib.ingest.report_json import report_json, result_json
from lib.ingest.reports import FileResult, Issue, Options, Report, Source
from lib.store.database import Database

KINDS = ("auto", *TABLES, OKR)
"""Kinds of file; ``auto`` detects it."""

_MOST_ISSUES = 20  # issues shown to a person; JSON gives all
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
    reports = _reports(database, files, _options(kind, choose, recipe))
    return call.answer(
        map(report_json, reports),
        (line for report in reports for line in _report_lines(report, call.locale)),
        REFUSED if any(report.verdict == "refuse" for report in reports) else DONE,
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
        results = tuple(FileResult(report) for report in _reports(database, files, options))
    is_loaded = all(result.upload is not None for result in results)
    return call.answer(
        map(result_json, results),
        _load_lines(results, call.locale),
        DONE if is_loaded else REFUSED,
    )


def _reports(database: Database, paths: Sequence[str], options: Options) -> list[Report]:
    """Return the report of each file, in order; one that cannot be read is refused."""
    sources = [_source(path) for path in paths if _is_readable(path)]
    if len(sources) == 1:
        reports = iter([check(database, sources[0], options)])
    else:
        result = preview(database, [IncomingFile(source, options) for source in sources])
        reports = iter([file.report for file in result.files])
    return [next(reports) if _is_readable(path) else _unreadable(path, options) for path in paths]


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


def _report_lines(report: Report, locale: Locale) -> Iterator[str]:
    _ = locale.gettext
    verdicts = {
        "load": _("{file}: can be loaded ({kind}, {rows} rows)."),
        "choose": _("{file}: can be loaded once the questions are answered."),
        "refuse": _("{file}: cannot be loaded."),
    }
    yield verdicts[report.verdict].format(
        file=report.file, kind=report.kind, rows=formats.number(report.rows, locale)
    )
    yield from _issues(report, locale)
    for question in report.questions:
        options = " | ".join(f"--choose '{question.key}={option}'" for option in question.options)
        yield f"  ? {question.message(locale)} {options}".rstrip()


def _issues(report: Report, locale: Locale) -> Iterator[str]:
    marks = {"error": "×", "warning": "!"}
    for issue in report.issues[:_MOST_ISSUES]:
        yield f"  {marks[issue.severity]} {issue.message(locale)}"
    others = len(report.issues) - _MOST_ISSUES
    if others > 0:
        yield "  " + locale.ngettext(
            "{count} more remark: --json gives it.",
            "{count} more remarks: --json gives them.",
            others,
        ).format(count=formats.number(others, locale))


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
