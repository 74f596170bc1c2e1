"""Moving a company to a lake and back, and keeping a lake tidy, from the command line."""

import pytest

from tests.builders import FINGERPRINT, months_of, submit


@pytest.fixture
def one_upload(filled):
    """Fill the file with one upload."""
    filled(
        lambda opened: submit(
            opened, ("metric_value", months_of([1.0, 2.0])), fingerprint=FINGERPRINT
        )
    )


@pytest.fixture
def catalog(lakes, monkeypatch):
    """Give the catalogue of a lake that does not exist yet, its folder in the environment."""
    address = lakes.absent()
    monkeypatch.setenv("TANDEM_DATA_PATH", address.data_path)
    return address.catalog


@pytest.mark.usefixtures("one_upload")
def test_a_company_moves_to_a_lake_is_kept_there_and_moves_back(tandem, catalog, lakes, tmp_path):
    # One test, because creating a lake takes longer than all that is done with it.
    other = lakes.new().catalog

    there = tandem("move", "--to", f"{catalog} password=hidden")
    tidied = tandem("tidy", "--database", catalog, "--days", "30", "--json")
    written = tandem("backup", tmp_path / "lake.duckdb", "--database", catalog)
    restored = tandem("restore", tmp_path / "lake.duckdb", "--database", other, "--json")
    back = tandem("move", "--database", catalog, "--to", tmp_path / "back.duckdb", "--json")
    verified = tandem("verify", "--database", tmp_path / "back.duckdb")

    copied, equal = there.out.splitlines()
    rows = {record["table"]: record["rows"] for record in back.records}
    assert (there.code, back.code, verified.code) == (0, 0, 0)
    assert copied.startswith("Copied to ducklake:postgres:")
    assert "hidden" not in copied
    assert equal.startswith("Equal, table by table: ")
    assert (rows["metric_value"], rows["metric_value_current"]) == (2, 2)
    assert tidied.record["removed"] == tidied.record["forgotten"] == 0
    assert tidied.record["files"] > 0
    assert (written.code, restored.code) == (0, 0)
    assert (restored.record["equal"], restored.record["former"]) == (True, None)


@pytest.mark.usefixtures("one_upload")
def test_a_move_onto_a_file_that_exists_is_refused(tandem, tmp_path):
    (tmp_path / "mine").write_text("mine")

    output = tandem("move", "--to", tmp_path / "mine")

    assert (output.code, (tmp_path / "mine").read_text()) == (1, "mine")
    assert "something already" in output.err


@pytest.mark.usefixtures("one_upload")
def test_a_file_needs_no_tidying(tandem):
    output = tandem("tidy")

    assert output.code == 1
    assert "Only a shared database" in output.err


@pytest.mark.parametrize("days", ["0", "-1", "x", "4000", "²"])
def test_the_days_of_a_night_are_a_number_of_days(tandem, days):
    assert tandem("tidy", "--days", days).code == 2
