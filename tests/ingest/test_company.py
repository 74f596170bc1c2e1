"""The company's own table: one row, written by a form or a file, checked column by column."""

import pytest

from lib.domain.metrics import CompanyProfile
from lib.errors import TandemError
from lib.ingest.edits import record_edit
from lib.ingest.loading import check
from lib.ingest.reports import Options, Source
from lib.store import reads
from lib.store.uploads.uploads import undo


def edit(database, version, **values):
    return record_edit(
        database,
        CompanyProfile(company_id="company", **values),
        author="anne",
        reason="first settings",
        read_at=version,
    )


def profile(database, version):
    with database.reading() as connection:
        return reads.company_profile(connection, version)


def test_the_company_is_edited_and_undone_like_any_record(database):
    assert profile(database, 0) == CompanyProfile(company_id="company")

    upload = edit(database, 0, name="Tramontille", fiscal_start=4, time_zone="Europe/Paris")

    assert profile(database, 1).fiscal_start == 4
    assert profile(database, 1).zone.key == "Europe/Paris"
    undo(database, upload.seq, author="anne", reason="wrong")
    assert profile(database, 2).name is None


INSTANTS = (
    "Date,Metric,Value\n2025-12-31T23:00:00Z,Orders,901\n"
    "2026-01-31T23:00:00Z,Orders,902\n2026-03-31T22:00:00Z,Orders,904\n"
)


def months(database, text=INSTANTS, **choices):
    report = check(
        database, Source("orders.csv", text.encode()), Options(choices=tuple(choices.items()))
    )
    return [record["period"] for record in report.records], [q.code for q in report.questions]


def test_instants_are_of_the_month_in_the_companys_time_zone_which_is_asked_once(database):
    _, questions = months(database)
    assert questions == ["time_zone"]
    assert months(database, time_zone="Europe/Paris") == (["2026-01", "2026-02", "2026-04"], [])
    assert months(database, time_zone="America/Montreal")[0][0] == "2025-12"

    edit(database, 0, time_zone="Europe/Paris")

    assert months(database) == (["2026-01", "2026-02", "2026-04"], [])
    assert months(database, time_zone="UTC")[0][0] == "2025-12"


@pytest.mark.parametrize(
    ("text", "month"),
    [
        ("2026-03-15T10:00:00Z", "2026-03"),  # the same month everywhere
        ("2026-03-01T00:00:00+01:00", "2026-03"),  # written in its own zone
        ("2026-03-31 23:30:00 UTC", None),
    ],
)
def test_the_zone_is_asked_only_where_a_month_depends_on_it(database, text, month):
    answers, questions = months(database, f"Date,Metric,Value\n{text},Orders,1\n")

    assert questions == ([] if month else ["time_zone"])
    assert not month or answers == [month]


def test_the_start_of_the_fiscal_year_is_the_companys(database):
    text = "Metric,FY26 Q1,FY26 Q2\nOrders,1,2\n"
    assert months(database, text)[1] == ["fiscal_start"]

    edit(database, 0, fiscal_start=4)

    assert months(database, text) == (["2025-06", "2025-09"], [])


def test_a_list_of_companies_is_not_the_company(database):
    report = check(
        database, Source("crm.csv", b"company_id,name,country\n17,Acme,FR\n18,Bolt,DE\n")
    )

    assert report.kind != "company"
    settings = check(database, Source("own.csv", b"company_id,name,fiscal_start\ncompany,Acme,4\n"))
    assert (settings.kind, settings.verdict) == ("company", "load")


@pytest.mark.parametrize(
    "values",
    [
        {"fiscal_start": 13},
        {"time_zone": "Paris"},
        {"currency": "euro"},
        {"country": "France"},
        {"languages": "fr;en"},
        {"logo": "https://elsewhere.example/logo.png"},
    ],
)
def test_what_no_company_has_is_refused(database, values):
    with pytest.raises(TandemError):
        edit(database, 0, **values)
