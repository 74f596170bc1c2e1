"""Files dropped together are previewed as one change and loaded as one."""

from datetime import date

import pytest

from lib.ingest.loading import IncomingFile, load, preview
from lib.ingest.recipes import change_recipe, known_recipes
from lib.ingest.reports import Options, Source
from lib.store import reads
from lib.store.uploads.uploads import data_version, list_uploads, undo
from tests.builders import a_metric, months_of, submit, submit_records

TODAY = date(2026, 11, 5)
CATALOGUE = "metric_id,name_en,kind,unit,direction\nsold,Sold,product,count,up\n"
VALUES = "metric,month,value\nsold,2026-09,6\nsold,2026-10,5\n"
UNSURE = "Indicateur;Mois;Valeur\nsold;03/04/2026;1,234\n"
SPOILED = "metric,month,value\nsold,2026-10,five\n"


def a_file(text, name="file.csv", key="", **choices):
    options = Options(today=TODAY, choices=tuple(choices.items()))
    return IncomingFile(Source(name, text.encode()), options, key)


def version(database):
    with database.reading() as connection:
        return data_version(connection)


def test_files_that_refer_to_one_another_are_previewed_in_order_and_nothing_is_kept(database):
    change = preview(database, [a_file(VALUES), a_file(CATALOGUE)])

    assert change.can_be_loaded
    assert not change.is_loaded
    assert [file.report.kind for file in change.files] == ["metric_value", "metric"]
    assert [file.counts.new for file in change.files] == [2, 1]
    assert [file.upload for file in change.files] == [None, None]
    assert version(database) == 0


def test_a_commit_keeps_one_upload_a_file_parents_first(database):
    done = load(database, [a_file(VALUES), a_file(CATALOGUE)], author="cpo")

    assert done.is_loaded
    assert [file.upload.seq for file in done.files] == [2, 1]
    assert {file.upload.author for file in done.files} == {"cpo"}


def test_one_spoiled_file_keeps_all_from_being_loaded(database):
    done = load(database, [a_file(CATALOGUE), a_file(SPOILED)], author="cpo")

    assert not done.is_loaded
    assert done.files[1].report.verdict == "refuse"
    assert done.files[1].report.errors[0].line == 2
    assert version(database) == 0


def test_the_same_submission_twice_is_loaded_once(database):
    files = [a_file(CATALOGUE, key="a"), a_file(VALUES, key="b")]

    first, second = (load(database, files, author="cpo") for _ in range(2))

    assert [file.upload for file in first.files] == [file.upload for file in second.files]
    with database.reading() as connection:
        assert len(list_uploads(connection)) == 2


def test_each_file_has_answers_of_its_own(database):
    submit_records(database, a_metric("sold"))
    answered = a_file(UNSURE, "a.csv", decimal=",", date_order="mdy")
    unanswered = a_file(UNSURE.replace("Valeur", "Montant"), "b.csv")

    change = preview(database, [answered, unanswered])

    assert [file.report.verdict for file in change.files] == ["load", "choose"]
    assert {question.code for question in change.files[1].report.questions} == {
        "decimal",
        "date_order",
    }
    assert change.files[0].points[-1].value == 1.234


def test_an_answer_serves_the_other_files_of_the_same_shape(database):
    submit_records(database, a_metric("sold"))
    answered = a_file(UNSURE, "a.csv", decimal=",", date_order="mdy")
    other = a_file(UNSURE.replace("03/04", "05/04"), "b.csv")

    change = preview(database, [answered, other])

    assert [file.report.verdict for file in change.files] == ["load", "load"]
    assert dict(change.files[1].report.remembered) == {"decimal": ",", "date_order": "mdy"}


def test_a_restatement_shows_the_stored_and_the_new_value(database):
    submit_records(database, a_metric("sold"))
    submit(database, ("metric_value", months_of([6.0], metric_id="sold", first=date(2026, 10, 1))))

    (row,) = preview(database, [a_file(VALUES)]).files[0].restatements

    assert (row.former_value, row.value, row.change) == (6.0, 5.0, -1.0)


def test_the_month_counts_every_file_and_names_what_is_missing(database):
    submit_records(database, a_metric("sold"), a_metric("late"), a_metric("other"))
    for name in ("sold", "late", "other"):
        rows = months_of([1.0, 2.0], metric_id=name, first=date(2026, 8, 1))
        submit(database, ("metric_value", rows))
    other = "metric,month,value\nother,2026-10,3\n"

    change = preview(database, [a_file(VALUES), a_file(other)])

    assert change.expected.period == date(2026, 10, 1)
    assert change.expected.metrics == ("late", "other", "sold")
    assert change.expected.missing == ("late",)


def test_a_refused_file_counts_for_nothing_in_the_preview_of_the_others(database):
    submit_records(database, a_metric("sold"))
    spoiled = "metric,month,value\nsold,2026-09,600\nsold,2026-10,five\n"

    change = preview(database, [a_file(spoiled), a_file(VALUES)])

    assert change.files[1].restatements == ()
    assert change.files[1].counts.new == 2


def test_progress_names_each_file_before_it_is_read(database):
    steps = []

    preview(
        database,
        [a_file(VALUES, "v.csv"), a_file(CATALOGUE, "c.csv")],
        progress=lambda *step: steps.append(step),
    )

    assert steps == [(0, 2, "c.csv"), (1, 2, "v.csv")]


def test_answers_are_remembered_changed_and_forgotten_as_edits(database):
    submit_records(database, a_metric("sold"))
    load(database, [a_file(UNSURE, decimal=",", date_order="mdy")], author="cpo")

    def remembered():
        (change,) = preview(database, [a_file(UNSURE)]).files
        return change.report.verdict, dict(change.report.remembered)

    def the_recipe():
        with database.reading() as connection:
            return known_recipes(connection)[0]

    assert remembered() == ("load", {"decimal": ",", "date_order": "mdy"})

    change_recipe(database, the_recipe(), [("decimal", ",")], author="cpo", reason="unsure")
    assert remembered() == ("choose", {"decimal": ","})

    forgotten = change_recipe(database, the_recipe(), [], author="cpo", reason="wrong")
    assert remembered() == ("choose", {})
    assert forgotten.kind == "edit"

    undo(database, forgotten.seq, author="cpo")
    assert remembered() == ("choose", {"decimal": ","})


@pytest.mark.parametrize("content", [b"", b"\x00\x01\x02", b"a,b\n"])
def test_a_file_that_cannot_be_read_never_raises(database, content):
    change = preview(database, [IncomingFile(Source("x.csv", content))])

    assert [file.report.verdict for file in change.files] == ["refuse"]
    with database.reading() as connection:
        assert reads.segments(connection, "sold") == []
