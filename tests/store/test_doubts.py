import pytest

from lib.domain.access import Access
from lib.domain.feedback import MAX_DOUBT_LENGTH, MAX_DOUBTS_PER_HOUR
from lib.errors import InvalidInputError, NotFoundError, RefusedError
from lib.store.audit import audit_trail
from lib.store.doubts import answer_doubt, doubts, raise_doubt
from lib.store.uploads.uploads import data_version
from tests.builders import a_metric, submit_records

READER = Access("viewer", name="eve@example.com")


def voiced(database, text="Is October whole?", access=READER):
    return raise_doubt(database, access, text, page="overview", data_version=3)


def all_of(database):
    with database.reading() as connection:
        return doubts(connection)


def test_a_doubt_is_kept_with_what_its_reader_saw_and_waits_until_it_is_answered(database):
    doubt = voiced(database, "  Is\nOctober \u202e whole? ")

    assert doubt.text == "Is October whole?"
    assert all_of(database) == [doubt]
    assert doubt.is_waiting

    answer_doubt(database, doubt.doubt_id, "Finance closes on the 9th.", author="paul")
    answer_doubt(database, doubt.doubt_id, "It is now.", author="anne", is_hidden=True)

    (answered,) = all_of(database)
    assert not answered.is_waiting
    assert (answered.answer, answered.answered_by, answered.is_hidden) == (
        "It is now.",
        "anne",
        True,
    )


def test_a_doubt_changes_no_figure_and_no_version_and_is_on_record(database):
    submit_records(database, a_metric())
    voiced(database)

    with database.reading() as connection:
        assert data_version(connection) == 1
        acts = audit_trail(connection, most=9)
    assert ("doubt", "overview", "eve@example.com") in [
        (act.action, act.subject, act.author) for act in acts
    ]


@pytest.mark.parametrize("text", ["", " \n ", "x" * (MAX_DOUBT_LENGTH + 1), "\u200b\u202e"])
def test_a_doubt_is_one_line(database, text):
    with pytest.raises(InvalidInputError):
        voiced(database, text)

    assert all_of(database) == []


def test_the_limit_of_doubts_an_hour_is_counted_by_sender(database):
    for k in range(MAX_DOUBTS_PER_HOUR):
        voiced(database, f"doubt {k}")

    with pytest.raises(RefusedError):
        voiced(database)

    voiced(database, access=Access("viewer", name="paul@example.com"))
    assert len(all_of(database)) == MAX_DOUBTS_PER_HOUR + 1


def test_an_unknown_doubt_cannot_be_answered(database):
    with pytest.raises(NotFoundError):
        answer_doubt(database, "any", "text", author="anne")
