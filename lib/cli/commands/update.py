"""The quarterly update as a file: PowerPoint, PDF, HTML or e-mail."""

from pathlib import Path

import click

from lib.cli.command import PATH, Command, Invocation, Result, absolute
from lib.errors import RefusedError
from lib.exports.update_file import FORMATS, Format, update_file, update_report
from lib.i18n import formats
from lib.i18n.translate import LANGUAGES, N_, locale
from lib.store.database import Database
from lib.views.snapshot import snapshot


def _update(  # noqa: PLR0913 - one parameter an option
    database: Database,
    call: Invocation,
    *,
    quarter: str,
    format: Format,
    lang: str,
    template: str | None,
    output: str,
) -> Result:
    report = update_report(snapshot(database), quarter, locale(lang))
    content = update_file(report, format, Path(template) if template else None)
    _write(Path(output), content)
    sentence = call.locale.gettext("{file}: {bytes} bytes, data version {version}.")
    return call.answer(
        [{"file": output, "bytes": len(content), "snapshot": report.version}],
        [
            sentence.format(
                file=output,
                bytes=formats.number(len(content), call.locale),
                version=formats.number(report.version, call.locale),
            )
        ],
    )


def _write(path: Path, content: bytes) -> None:
    """Write a file in one step, so that no reader sees half of it.

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


COMMANDS = {
    "update": Command(
        "update",
        N_("Write the update of a quarter: slides, PDF, web page or message."),
        _update,
        [
            click.Argument(["quarter"], metavar="QUARTER"),
            click.Option(["--format"], type=click.Choice(FORMATS), required=True),
            click.Option(["--lang"], type=click.Choice(LANGUAGES), default=LANGUAGES[0]),
            click.Option(["--template"], type=PATH, callback=absolute, metavar="PPTX"),
            click.Option(["--output"], type=PATH, callback=absolute, required=True, metavar="FILE"),
        ],
        example="update 2026-Q3 --format pptx --lang en --output update.pptx",
    )
}
