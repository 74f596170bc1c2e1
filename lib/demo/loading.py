"""Loading the demo company: one upload a file, dated the day the file was received."""

from datetime import datetime, time

from lib.demo.company import AUTHOR, DEFAULT_SEED, generate, load_order
from lib.errors import RefusedError
from lib.i18n.translate import N_
from lib.ingest.loading import IncomingFile, load
from lib.ingest.reports import FileResult, Options, Source
from lib.store.database import Database
from lib.store.uploads.uploads import data_version

_AT = time(9, 0)


def load_demo(database: Database, seed: int = DEFAULT_SEED) -> list[FileResult]:
    """Load the demo company into an empty database.

    Raises
    ------
    RefusedError
        When the database holds data already.
    """
    with database.reading() as connection:
        if data_version(connection) > 0:
            raise RefusedError(
                N_(
                    "The database holds data already. "
                    "The demo company is loaded into an empty one only."
                )
            )
    contents = generate(seed)
    return [
        result
        for file in load_order()
        for result in load(
            database,
            [
                IncomingFile(
                    Source(file.name, contents[file.name]),
                    Options(kind=file.table, today=file.received_on),
                )
            ],
            author=AUTHOR,
            received_on=file.received_on,
            uploaded_at=datetime.combine(file.received_on, _AT),
        ).files
    ]
