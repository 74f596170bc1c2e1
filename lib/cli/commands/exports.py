"""Exports of other systems: check what a file would bring, or load it."""

import os
from argparse import ArgumentParser, ArgumentTypeError, Namespace
from collections.abc import Iterator, Sequence
from pathlib import Path

from lib.cli.command import DONE, REFUSED, Command, Result, answer, locale_of
from lib.domain.tables import TABLES
from lib.i18n import formats
from lib.i18n.translate import N_, Locale
from lib.ingest.columns.contracts import OKR
from lib.ingest.loading import IncomingFile, check, load, preview
from lib.ingest.report_json import report_json, result_json
from lib.ingest.reports import FileResult, Issue, Options, Report, Source
from lib.store.database import Database

KINDS = ("auto", *TABLES, OKR)
"""What a file can be said to hold; ``auto`` finds out."""

_LISTED = 20  # issues shown to a person; JSON gives all
_UNREADABLE = N_("The file cannot be read: {path}.")


def _declare_check(parser: ArgumentParser) -> None:
    parser.add_argument("files", nargs="+", metavar="FILE")
    parser.add_argument("--kind", choices=KINDS, default="auto", metavar="KIND")
    parser.add_argument("--choose", action="append", type=_choice, metavar="ROLE=COLUMN")
    parser.add_argument("--recipe", metavar="NAME")


def _declare_load(parser: ArgumentParser) -> None:
    _declare_check(parser)
    parser.add_argument("--author", metavar="NAME")


def _choice(text: str) -> str:
    role, equals, column = text.partition("=")
    if not (role and equals and column):
        raise ArgumentTypeError(text)
    return text


def _options(arguments: Namespace) -> Options:
    answers = tuple(
        (role, column)
        for role, _, column in (text.partition("=") for text in arguments.choose or ())
    )
    return Options(kind=arguments.kind, choices=answers, recipe=arguments.recipe)


def _check(database: Database, arguments: Namespace) -> Result:
    reports = _reports(database, arguments.files, _options(arguments))
    locale = locale_of(arguments)
    return answer(
        arguments,
        records=map(report_json, reports),
        sentences=(line for report in reports for line in _told(report, locale)),
        exit_code=REFUSED if any(report.verdict == "refuse" for report in reports) else DONE,
    )


def _load(database: Database, arguments: Namespace) -> Result:
    options = _options(arguments)
    if all(map(_is_readable, arguments.files)):
        files = [IncomingFile(_source(path), options) for path in arguments.files]
        results = load(database, files, author=arguments.author).files
    else:
        reports = _reports(database, arguments.files, options)
        results = tuple(FileResult(report) for report in reports)
    locale = locale_of(arguments)
    is_loaded = all(result.upload is not None for result in results)
    return answer(
        arguments,
        records=map(result_json, results),
        sentences=_told_loaded(results, locale),
        exit_code=DONE if is_loaded else REFUSED,
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


def _told_loaded(results: Sequence[FileResult], locale: Locale) -> Iterator[str]:
    _ = locale.gettext
    for one in results:
        if one.upload is None:
            yield from _told(one.report, locale)
            continue
        counts = {
            "new": one.upload.new_count,
            "restated": one.upload.restated_count,
            "identical": one.upload.identical_count,
        }
        yield _(
            "{file}: upload {seq}, {new} new, {restated} restated, {identical} identical."
        ).format(
            file=one.report.file,
            seq=one.upload.seq,
            **{name: formats.number(count, locale) for name, count in counts.items()},
        )
        yield from _issues(one.report, locale)
    if any(one.upload is None for one in results):
        yield _("Nothing was loaded.")


def _told(report: Report, locale: Locale) -> Iterator[str]:
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
    for issue in report.issues[:_LISTED]:
        yield f"  {marks[issue.severity]} {issue.message(locale)}"
    others = len(report.issues) - _LISTED
    if others > 0:
        yield "  " + locale.ngettext(
            "{count} more remark: --json gives it.",
            "{count} more remarks: --json gives them.",
            others,
        ).format(count=formats.number(others, locale))


COMMANDS = (
    Command(
        "check",
        N_("Say what files hold and what is wrong with them; change nothing."),
        _declare_check,
        _check,
        paths=("files",),
    ),
    Command(
        "load",
        N_("Load files: all of them, or nothing."),
        _declare_load,
        _load,
        missing="create",
        paths=("files",),
    ),
)
