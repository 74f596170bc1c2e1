"""The demo company on the command line."""

from argparse import ArgumentParser, Namespace

from lib.cli.command import Command, Result, answer, locale_of
from lib.demo.company import DEFAULT_SEED
from lib.i18n import formats
from lib.i18n.translate import N_
from lib.ingest.report_json import result_json
from lib.store.database import Database
from lib.views.data.demo_company import load_demo


def _declare(parser: ArgumentParser) -> None:
    parser.add_argument("--seed", type=int, default=DEFAULT_SEED, metavar="N")


def _run(database: Database, arguments: Namespace) -> Result:
    locale = locale_of(arguments)
    loaded = load_demo(database, arguments.seed)
    return answer(
        arguments,
        records=map(result_json, loaded),
        sentences=[
            locale.ngettext(
                "The demo company is loaded: {count} upload.",
                "The demo company is loaded: {count} uploads.",
                len(loaded),
            ).format(count=formats.number(len(loaded), locale))
        ],
    )


COMMANDS = (
    Command(
        "demo",
        N_("Load the demo company into an empty database."),
        _declare,
        _run,
        missing="create",
    ),
)
