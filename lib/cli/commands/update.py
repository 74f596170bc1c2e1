"""The quarterly update as a file: slides, a printed page, a web page, a message."""

from argparse import ArgumentParser, Namespace
from pathlib import Path

from lib.cli.command import Command, Result, answer, locale_of
from lib.errors import RefusedError
from lib.exports.update_file import WRITERS, update_file, update_report
from lib.i18n import formats
from lib.i18n.translate import LANGUAGES, N_, locale
from lib.store.database import Database
from lib.views.snapshot import snapshot


def _declare_update(parser: ArgumentParser) -> None:
    parser.add_argument("quarter", metavar="QUARTER")
    parser.add_argument("--format", choices=tuple(WRITERS), required=True)
    parser.add_argument("--lang", choices=LANGUAGES, default=LANGUAGES[0])
    parser.add_argument("--template", metavar="PPTX")
    parser.add_argument("--output", required=True, metavar="FILE")


def _update(database: Database, arguments: Namespace) -> Result:
    report = update_report(snapshot(database), arguments.quarter, locale(arguments.lang))
    template = Path(arguments.template) if arguments.template else None
    content = update_file(report, arguments.format, template)
    _write(Path(arguments.output), content)
    reader = locale_of(arguments)
    return answer(
        arguments,
        records=[
            {"file": arguments.output, "bytes": len(content), "snapshot": report.version},
        ],
        sentences=[
            reader.gettext("{file}: {bytes} bytes, data version {version}.").format(
                file=arguments.output,
                bytes=formats.number(len(content), reader),
                version=formats.number(report.version, reader),
            )
        ],
    )


def _write(path: Path, content: bytes) -> None:
    """Write a file whole: a reader never finds half of it.

    Raises
    ------
    RefusedError
        When the file cannot be written there.
    """
    part = path.with_name(f"{path.name}.part")
    try:
        part.write_bytes(content)
        part.replace(path)
    except OSError as error:
        part.unlink(missing_ok=True)
        raise RefusedError(N_("The file cannot be written: {path}."), path=str(path)) from error


COMMANDS = (
    Command(
        "update",
        N_("Write the update of a quarter: slides, PDF, web page or message."),
        _declare_update,
        _update,
        paths=("output", "template"),
    ),
)
