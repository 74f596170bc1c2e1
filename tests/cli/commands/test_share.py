import pytest

from lib.store.database import shared_database
from lib.store.share_links import list_links, with_token
from tests.builders import months_of, submit
from tests.serving import listening


@pytest.fixture
def shares(tandem, filled):
    """Give a function that runs ``share`` on a database that exists."""
    filled(lambda database: submit(database, ("metric_value", months_of([1.0]))))
    return lambda *words: tandem("share", *words)


def test_a_link_is_made_listed_and_revoked(shares, filled):
    created = shares(
        *("create", "--label", "Board", "--pages", "objectives, overview"),
        *("--lang", "en", "--expires", "30d", "--as-of", "1", "--json"),
    ).record
    token = created["url"].rpartition("/s/")[2]
    filled(lambda database: token_opens(database, token, created["id"]))
    (listed,) = shares("list", "--json").records
    revoked = shares("revoke", created["id"], "--json").record

    assert created["url"].startswith("http://localhost:8501/s/")
    assert created["brief_url"] == f"{created['url']}/brief"
    assert (listed["id"], listed["state"], listed["as_of"]) == (created["id"], "active", 1)
    assert (listed["pages"], listed["language"]) == (["overview", "objectives"], "en")
    assert (listed["opened"], listed["last_opened_at"]) == (0, None)
    assert revoked["state"] == "revoked"
    assert token not in shares("list").out


def token_opens(database, token, link):
    with database.reading() as connection:
        assert with_token(list_links(connection), token).share_link_id == link


@pytest.mark.parametrize(
    "words",
    [
        ("create", "--label", "Board", "--pages", "one_on_one"),
        ("create", "--label", "Board", "--pages", "nowhere"),
        ("create", "--label", " ", "--pages", "overview"),
        ("create", "--label", "Board", "--pages", "overview", "--expires", "soon"),
        ("create", "--label", "Board", "--pages", "overview", "--as-of", "99"),
        ("revoke", "none"),
    ],
)
def test_what_makes_no_sense_is_refused_with_a_reason(shares, words):
    output = shares(*words, "--json")

    assert output.code == 1
    assert output.record["message_fr"] != output.record["message_en"]
    assert shares("list", "--json").records == []


def test_the_words_are_checked_before_anything_is_done(shares):
    assert shares("create", "--label", "Board").code == 2
    assert shares().code == 2


def test_the_public_address_is_that_of_the_environment(shares, monkeypatch):
    monkeypatch.setenv("TANDEM_ADDRESS", "https://tandem.example.com/")

    output = shares("create", "--label", "Board", "--pages", "overview")

    assert "https://tandem.example.com/s/" in output.out
    assert output.out.splitlines()[1] == "This address is shown once: keep it."


def test_a_running_server_makes_the_link(shares, file):
    with listening(file):
        created = shares("create", "--label", "Board", "--pages", "overview", "--json").record
        (listed,) = shares("list", "--json").records

    assert listed["id"] == created["id"]
    with shared_database(file).reading() as connection:
        assert with_token(list_links(connection), created["url"].rpartition("/s/")[2]) is not None
