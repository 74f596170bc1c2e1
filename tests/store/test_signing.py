import pytest

from lib.access.signing import VARIABLE, is_signed, secret_path, signature
from lib.errors import InvalidInputError
from lib.store.database import Database


def test_the_secret_stands_beside_the_database_for_its_owner_alone(tmp_path):
    path = tmp_path / "company.duckdb"
    database = Database(path)
    signed = signature(database, "text")
    database.close()
    again = Database(path)

    assert is_signed(again, "text", signed)
    assert not is_signed(again, "other", signed)
    assert secret_path(path).stat().st_mode & 0o777 == 0o600
    again.close()


def test_each_database_in_memory_has_a_secret_of_its_own(database):
    other = Database()

    assert not is_signed(other, "text", signature(database, "text"))
    other.close()


def test_replicas_share_the_secret_of_the_environment(database, monkeypatch):
    monkeypatch.setenv(VARIABLE, "k" * 32)
    other = Database()

    assert is_signed(other, "text", signature(database, "text"))
    monkeypatch.setenv(VARIABLE, "short")
    with pytest.raises(InvalidInputError):
        signature(database, "text")
    other.close()
