import json
import shutil

import pytest

from tests.builders import a_metric, submit_records
from tests.serving import listening

LONG = "metric;period;value\nnps;2026-01;12,4\nnps;2026-02;12,9\n"
WIDE = "Metric,2026-03,2026-04\nnps,13.1,13.4\n"
WRONG = "metric;period;value\nnps;2026-01;twelve\nnps;2026-13;12,9\n"
KEYS = {
    *("file", "kind", "verdict", "rows", "encoding", "delimiter", "shape"),
    *("columns", "records", "issues", "questions"),
}


@pytest.fixture
def exports(tmp_path):
    """Give a folder of exports: two good ones and a wrong one."""
    folder = tmp_path / "exports"
    folder.mkdir()
    (folder / "1_long.csv").write_text(LONG)
    (folder / "2_wide.csv").write_text(WIDE)
    (folder / "wrong.csv").write_text(WRONG)
    return folder


@pytest.fixture(autouse=True)
def catalogue(filled):
    filled(lambda database: submit_records(database, a_metric("nps", unit="%", decimals=1)))


def values(tandem):
    return tandem("values", "nps", "--json").record["values"]


def test_a_check_says_what_a_file_holds_and_changes_nothing(tandem, exports):
    output = tandem("check", exports / "1_long.csv", "--json")

    assert output.code == 0
    assert set(output.record) == KEYS
    assert output.record["file"] == "1_long.csv"
    assert output.record["verdict"] == "load"
    assert (output.record["kind"], output.record["shape"]) == ("metric_value", "long")
    assert (output.record["rows"], output.record["delimiter"]) == (2, ";")
    assert output.record["columns"] == {"metric": "metric", "period": "period", "value": "value"}
    first = output.record["records"][0]
    assert (first["metric"], first["period"], first["value"]) == ("nps", "2026-01", 12.4)
    assert values(tandem) == []


def test_a_wrong_file_is_refused_by_line_and_column_in_both_languages(tandem, exports):
    output = tandem("check", exports / "wrong.csv", "--json")

    assert (output.code, output.record["verdict"]) == (1, "refuse")
    places = {(issue["line"], issue["column"], issue["value"]) for issue in output.record["issues"]}
    assert (2, "value", "twelve") in places
    for issue in output.record["issues"]:
        assert issue["code"]
        assert issue["severity"] in ("error", "warning")
        assert issue["message_fr"]
        assert issue["message_en"].startswith("Line ")


def test_several_files_give_a_line_each_in_their_order(tandem, exports):
    output = tandem("check", exports / "2_wide.csv", exports / "1_long.csv", "--json")

    assert [record["file"] for record in output.records] == ["2_wide.csv", "1_long.csv"]


def test_patterns_are_understood_without_a_shell(tandem, exports):
    output = tandem("check", f"{exports}/?_*.csv", "--json")

    assert [record["file"] for record in output.records] == ["1_long.csv", "2_wide.csv"]


def test_a_load_tells_the_upload_and_its_counts(tandem, exports):
    first = tandem("load", exports / "1_long.csv", "--json", "--author", "CPO")
    again = tandem("load", exports / "1_long.csv", "--json", "--author", "CPO")

    assert set(first.record) == KEYS | {"upload", "new", "restated", "identical"}
    assert (first.code, first.record["upload"], first.record["new"]) == (0, 2, 2)
    assert (again.record["upload"], again.record["new"], again.record["identical"]) == (3, 0, 2)
    assert values(tandem) == [["2026-01", 12.4], ["2026-02", 12.9]]
    assert tandem("uploads", "--json").records[0]["author"] == "CPO"


def test_the_latest_load_of_a_file_stands_even_when_it_was_loaded_before(tandem, exports):
    tandem("load", exports / "1_long.csv")
    (exports / "other.csv").write_text(LONG.replace("12,4", "10,0"))
    tandem("load", exports / "other.csv")

    output = tandem("load", exports / "1_long.csv", "--json")

    assert output.record["restated"] == 1
    assert values(tandem)[0] == ["2026-01", 12.4]


@pytest.mark.parametrize("spoiler", ["wrong.csv", "missing.csv"])
def test_one_file_that_cannot_be_loaded_keeps_all_from_it(tandem, exports, spoiler):
    output = tandem("load", exports / "1_long.csv", exports / spoiler, "--json")

    assert output.code == 1
    assert [record["file"] for record in output.records] == ["1_long.csv", spoiler]
    assert [record["upload"] for record in output.records] == [None, None]
    assert values(tandem) == []


def test_a_file_that_cannot_be_read_is_named(tandem, exports):
    output = tandem("check", exports / "missing.csv", "--json")

    assert (output.code, output.record["verdict"]) == (1, "refuse")
    assert output.record["issues"][0]["code"] == "unreadable"
    assert str(exports / "missing.csv") in output.record["issues"][0]["message_en"]


def test_a_column_can_be_chosen_for_a_role(tandem, exports):
    (exports / "odd.csv").write_text("metric;period;Alpha;Beta\nnps;2026-01;1,5;2,5\n")

    output = tandem("check", exports / "odd.csv", "--choose", "value=Beta", "--json")

    assert output.record["columns"]["value"] == "Beta"
    assert output.record["records"][0]["value"] == 2.5


@pytest.mark.parametrize(
    "words", [("--kind", "nonsense"), ("--choose", "value"), ("--choose", "=x")]
)
def test_a_choice_that_is_none_is_wrong_usage(tandem, exports, words):
    assert tandem("check", exports / "1_long.csv", *words).code == 2


def test_a_person_reads_sentences_in_their_language(tandem, exports, monkeypatch):
    loaded = tandem("load", exports / "1_long.csv").out
    refused = tandem("load", exports / "1_long.csv", exports / "wrong.csv").out.splitlines()
    monkeypatch.setenv("LC_ALL", "fr_FR.UTF-8")
    checked = tandem("check", exports / "1_long.csv").out

    assert loaded == "1_long.csv: upload 2, 2 new, 0 restated, 0 identical.\n"
    assert "wrong.csv: cannot be loaded." in refused
    assert refused[-1] == "Nothing was loaded."
    assert checked.startswith("1_long.csv\u00a0: peut être chargé (metric_value, 2 lignes).")


def test_checks_and_loads_are_the_same_through_a_server(
    tandem, exports, file, tmp_path, monkeypatch
):
    served = tmp_path / "served.duckdb"
    shutil.copy(file, served)
    monkeypatch.chdir(exports)
    commands = [
        ("check", "wrong.csv"),
        ("check", "?_*.csv", "missing.csv"),
        ("load", "1_long.csv", "wrong.csv"),
        ("load", "*_*.csv", "--author", "CPO"),
    ]

    with listening(served):
        for words in commands:
            there = tandem(*words, "--json", "--database", served)
            here = tandem(*words, "--json")

            assert here == there, json.dumps(words)
    assert len(values(tandem)) == 4
