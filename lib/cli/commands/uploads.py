"""The history of uploads: list, undo and redo."""

import dataclasses
from typing import Any

import click

from lib.cli.command import Command, Invocation, Result, TextTable, author_option
from lib.i18n import formats
from lib.i18n.translate import N_, Locale
from lib.store.database import Database
from lib.store.uploads import uploads
from lib.store.uploads.uploads import Upload


def upload_record(upload: Upload) -> dict[str, Any]:
    """Return an upload as an object: its number as ``load`` names it, then its own fields."""
    record: dict[str, Any] = {"upload": upload.seq, **dataclasses.asdict(upload)}
    record["received_on"] = upload.received_on.isoformat()
    record["uploaded_at"] = upload.uploaded_at.isoformat(timespec="seconds") + "Z"
    return record


def upload_table(history: list[Upload], locale: Locale) -> TextTable:
    """Return the uploads as a table for a terminal."""
    _ = locale.gettext
    headings = [
        _("Upload"),
        _("Received"),
        _("Kind"),
        _("File"),
        _("Author"),
        _("Rows"),
        _("New"),
        _("Restated"),
        _("Identical"),
        _("State"),
    ]
    rows = [
        [
            str(upload.seq),
            formats.day(upload.received_on, locale),
            upload.kind,
            upload.file_name,
            upload.author,
            *(
                formats.number(count, locale)
                for count in (
                    upload.row_count,
                    upload.new_count,
                    upload.restated_count,
                    upload.identical_count,
                )
            ),
            _("undone") if upload.is_undone else _("in use"),
        ]
        for upload in history
    ]
    return TextTable(headings, rows, right="><<<<>>>><")


def _list(database: Database, call: Invocation) -> Result:
    with database.reading() as connection:
        history = uploads.list_uploads(connection)
    return call.answer(
        map(upload_record, history),
        upload_table(history, call.locale)
        if history
        else [call.locale.gettext("Nothing has been uploaded.")],
    )


def _undo(
    database: Database, call: Invocation, *, seq: int, author: str, reason: str | None
) -> Result:
    upload = uploads.undo(database, seq, author=author, reason=reason)
    return _changed(call, upload, N_("Upload {seq} ({file}) is undone."))


def _redo(
    database: Database, call: Invocation, *, seq: int, author: str, reason: str | None
) -> Result:
    upload = uploads.redo(database, seq, author=author, reason=reason)
    return _changed(call, upload, N_("Upload {seq} ({file}) is in use again."))


def _changed(call: Invocation, upload: Upload, sentence: str) -> Result:
    text = call.locale.gettext(sentence).format(seq=upload.seq, file=upload.file_name)
    return call.answer([upload_record(upload)], [text])


def _change_parameters() -> list[click.Parameter]:
    return [
        click.Argument(["seq"], type=int, metavar="SEQ"),
        author_option(),
        click.Option(["--reason"], metavar="TEXT"),
    ]


COMMANDS = {
    "uploads": Command("uploads", N_("List the uploads, newest first."), _list),
    "undo": Command(
        "undo",
        N_("Set an upload aside: what it brought is no longer shown."),
        _undo,
        _change_parameters(),
        example="undo 12 --reason 'wrong month'",
    ),
    "redo": Command(
        "redo",
        N_("Take an undone upload back."),
        _redo,
        _change_parameters(),
        example="redo 12",
    ),
}
