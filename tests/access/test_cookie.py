import pytest

from lib.access.cookie import LinkCookie, read_cookie, write_cookie
from lib.errors import InvalidInputError
from lib.store.backup.signing import VARIABLE, secret_path
from lib.store.database import Database

COOKIE = LinkCookie("0a1b", 1_700_000_000, 3, 7)


def test_the_secret_is_in_a_file_that_only_the_owner_of_the_database_reads(tmp_path):
    path = tmp_path / "company.duckdb"
    database = Database(path)
    text = write_cookie(database, COOKIE)
    database.close()
    again = Database(path)

    assert read_cookie(again, text) == COOKIE
    assert read_cookie(again, "x" + text) is None
    assert secret_path(path).stat().st_mode & 0o777 == 0o600
    again.close()


def test_each_database_in_memory_has_its_own_secret(database):
    other = Database()

    assert read_cookie(other, write_cookie(database, COOKIE)) is None
    other.close()


def test_replicas_share_the_secret_of_the_environment(database, monkeypatch):
    monkeypatch.setenv(VARIABLE, "k" * 32)
    other = Database()

    assert read_cookie(other, write_cookie(database, COOKIE)) == COOKIE
    monkeypatch.setenv(VARIABLE, "short")
    with pytest.raises(InvalidInputError):
        write_cookie(database, COOKIE)
    other.close()


@pytest.mark.parametrize("position", [0, 5, 20, -30])
def test_a_cookie_with_one_character_changed_is_refused(database, position):
    text = write_cookie(database, COOKIE)
    letters = list(text)
    letters[position] = "A" if letters[position] != "A" else "B"

    assert read_cookie(database, "".join(letters)) is None
