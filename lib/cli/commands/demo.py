"""Load the demo company."""

import click

from lib.cli.command import Command, Invocation, Result
from lib.demo.company import DEFAULT_SEED
from lib.demo.loading import load_demo
from lib.i18n import formats
from lib.i18n.translate import N_
from lib.ingest.report_json import result_json
from lib.store.database import Database


def _demo(database: Database, call: Invocation, *, seed: int) -> Result:
    loaded = load_demo(database, seed)
    sentence = call.locale.ngettext(
        "The demo company is loaded: {count} upload.",
        "The demo company is loaded: {count} uploads.",
        len(loaded),
    )
    return call.answer(
        map(result_json, loaded), [sentence.format(count=formats.number(len(loaded), call.locale))]
    )


COMMANDS = {
    "demo": Command(
        "demo",
        N_("Load the demo company into an empty database."),
        _demo,
        [click.Option(["--seed"], type=int, default=DEFAULT_SEED, metavar="N")],
        if_missing="create",
    )
}
