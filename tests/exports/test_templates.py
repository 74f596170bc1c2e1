"""A template is recognised by its content and loads once its references exist."""

from datetime import date

import pytest

from lib.domain.records import columns_of
from lib.domain.tables import TABLES
from lib.exports.records import example_of, template_file
from lib.i18n.translate import LANGUAGES, locale
from lib.ingest.loading import check
from lib.ingest.reports import Options, Source

TODAY = date(2026, 11, 20)


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("table", TABLES)
def test_a_template_is_recognised_and_lacks_nothing_but_what_it_names(
    database, table, language, kind
):
    content = template_file(table, file_format=kind, locale=locale(language))

    report = check(database, Source(f"{table}.{kind}", content), Options(today=TODAY))

    assert report.kind == table
    assert not report.questions
    assert {issue.code for issue in report.errors} <= {"unknown_reference"}


@pytest.mark.parametrize("table", TABLES)
def test_an_example_fills_what_is_required(table):
    example = example_of(table, locale("fr"))

    for column in columns_of(TABLES[table]):
        assert not column.required or getattr(example, column.name) is not None


def test_an_example_speaks_the_language_of_the_reader():
    french, english = (example_of("metric", locale(language)) for language in LANGUAGES)

    assert french.owner_business == "Direction financière"
    assert english.owner_business == "Finance director"
    assert french.name_en == english.name_en
