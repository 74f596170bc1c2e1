"""The history of uploads: list it, set an upload aside, take it back."""

import dataclasses
from argparse import ArgumentParser, Namespace
from collections.abc import Callable
from typing import Any

from lib.cli.command import Command, Result, answer, locale_of
from lib.cli.table import table
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


def upload_table(listed: list[Upload], locale: Locale) -> list[str]:
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
        for upload in listed
    ]
    return table(headings, rows, right="><<<<>>>><")


def _list(database: Database, arguments: Namespace) -> Result:
    locale = locale_of(arguments)
    with database.reading() as connection:
        listed = uploads.list_uploads(connection)
    return answer(
        arguments,
        records=map(upload_record, listed),
        sentences=upload_table(listed, locale)
        if listed
        else [locale.gettext("Nothing has been uploaded.")],
    )


def _changed(arguments: Namespace, upload: Upload, sentence: str) -> Result:
    said = locale_of(arguments).gettext(sentence).format(seq=upload.seq, file=upload.file_name)
    return answer(arguments, records=[upload_record(upload)], sentences=[said])


def _undo(database: Database, arguments: Namespace) -> Result:
    upload = uploads.undo(database, arguments.seq, author=arguments.author, reason=arguments.reason)
    return _changed(arguments, upload, N_("Upload {seq} ({file}) is undone."))


def _redo(database: Database, arguments: Namespace) -> Result:
    upload = uploads.redo(database, arguments.seq, author=arguments.author, reason=arguments.reason)
    return _changed(arguments, upload, N_("Upload {seq} ({file}) is in use again."))


def _declare_nothing(parser: ArgumentParser) -> None:
    parser.set_defaults()


def _declare_change(parser: ArgumentParser) -> None:
    parser.add_argument("seq", type=int, metavar="SEQ")
    parser.add_argument("--author", metavar="NAME")
    parser.add_argument("--reason", metavar="TEXT")


def _change(name: str, summary: str, run: Callable[[Database, Namespace], Result]) -> Command:
    return Command(name, summary, _declare_change, run)


COMMANDS = (
    Command("uploads", N_("List the uploads, newest first."), _declare_nothing, _list),
    _change("undo", N_("Set an upload aside: what it brought is no longer shown."), _undo),
    _change("redo", N_("Take an undone upload back."), _redo),
)
