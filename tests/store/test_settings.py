from pathlib import Path

import pytest

from lib.errors import InvalidInputError
from lib.store.addresses import LakeAddress
from lib.store.settings import settings


@pytest.fixture
def environment(monkeypatch):
    for name in ("TANDEM_DATABASE", "TANDEM_DATA_PATH", "TANDEM_DEMO", "PORT"):
        monkeypatch.delenv(name, raising=False)
    return monkeypatch


def test_without_any_setting_the_demo_lives_in_the_data_folder(environment, tmp_path):
    environment.chdir(tmp_path)

    values = settings()

    assert values.database == tmp_path / "data" / "tandem.duckdb"
    assert values.loads_demo
    assert values.port == 8501


def test_the_environment_is_read_at_each_call(environment):
    environment.setenv("TANDEM_DATABASE", "~/company.duckdb")
    environment.setenv("TANDEM_DEMO", "0")
    environment.setenv("PORT", "9000")

    values = settings()

    assert values.database == Path.home() / "company.duckdb"
    assert (values.loads_demo, values.port) == (False, 9000)


def test_a_lake_needs_the_folder_or_storage_of_its_files(environment):
    environment.setenv("TANDEM_DATABASE", "ducklake:postgres:dbname=lake")

    with pytest.raises(InvalidInputError, match="TANDEM_DATA_PATH"):
        settings()

    environment.setenv("TANDEM_DATA_PATH", "s3://bucket/company")
    assert settings().database == LakeAddress(
        "ducklake:postgres:dbname=lake", "s3://bucket/company/"
    )


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("TANDEM_DEMO", "yes"),
        ("PORT", "0"),
        ("PORT", "65536"),
        ("PORT", "http"),
        ("PORT", "²"),
        ("TANDEM_DATABASE", "ducklake:"),
        ("TANDEM_DATABASE", "ducklake:postgres: "),
    ],
)
def test_a_setting_that_cannot_be_used_is_refused_by_name(environment, name, value):
    environment.setenv(name, value)

    with pytest.raises(InvalidInputError) as refused:
        settings()

    assert value in str(refused.value)
