"""What the company's own table answers, so that no file is asked for it again."""

from dataclasses import replace

from lib.ingest.reports import Options
from lib.store import reads
from lib.store.connection import Connection
from lib.store.uploads.uploads import data_version


def with_company_answers(connection: Connection, options: Options) -> Options:
    """Return options with the answers that the company's own table holds."""
    profile = reads.company_profile(connection, data_version(connection))
    answers = {"fiscal_start": profile.fiscal_start, "time_zone": profile.time_zone}
    company = tuple((key, str(answer)) for key, answer in answers.items() if answer)
    return replace(options, company=company)
