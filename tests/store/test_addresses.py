from pathlib import Path

import pytest

from lib.errors import InvalidInputError
from lib.store.addresses import LakeAddress, full_path, parse_address, without_password


def test_a_path_is_a_file_of_this_machine(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)

    assert parse_address("company.duckdb", None) == tmp_path / "company.duckdb"


def test_a_folder_is_no_database(tmp_path):
    with pytest.raises(InvalidInputError, match="is a folder"):
        parse_address(str(tmp_path), None)


def test_an_unknown_user_in_a_path_is_a_plain_name(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)

    assert full_path("~nobody-of-this-name/a.csv") == tmp_path / "~nobody-of-this-name" / "a.csv"
    assert full_path("~/a.csv") == Path.home() / "a.csv"


def test_a_local_lake_keeps_its_files_beside_its_catalogue(tmp_path):
    address = parse_address(f"ducklake:{tmp_path}/company.ducklake", None)

    assert address.data_path == f"{tmp_path}/company.ducklake.files/"
    assert not address.is_postgres
    assert not address.is_in_object_storage


def test_a_managed_database_needs_no_folder():
    address = parse_address("md:company", "s3://ignored")

    assert address == LakeAddress("md:company", "")
    assert address.is_motherduck


def test_folders_are_absolute_and_storage_is_left_as_written(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)

    folder = parse_address("ducklake:postgres:dbname=x", "files")
    storage = parse_address("ducklake:postgres:dbname=x", "s3://bucket/company/")

    assert folder.data_path == f"{Path('files').absolute()}/"
    assert storage.data_path == "s3://bucket/company/"
    assert storage.is_in_object_storage


@pytest.mark.parametrize(
    "catalog",
    [
        "ducklake:postgres:dbname=x password=hush host=db",
        "ducklake:postgres:dbname=x password = 'hu sh' host=db",
        "ducklake:postgres:postgresql://tandem:hush@db/x",
    ],
)
def test_an_address_is_shown_without_its_password(catalog):
    text = str(LakeAddress(catalog, "/files/"))

    assert "hush" not in text
    assert "hu sh" not in text
    assert "x" in text
    assert "db" in text


def test_a_text_without_a_password_is_shown_as_it_is():
    assert without_password("dbname=x host=db") == "dbname=x host=db"
