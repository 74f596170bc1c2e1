import pytest

from tests.builders import a_metric, months_of, submit, submit_records


def a_company(database):
    submit_records(database, a_metric("nps", name_fr="Recommandation", unit="%", decimals=1))
    submit(database, ("metric_value", months_of([12.4, None, 13.0], metric_id="nps")))
    submit(
        database, ("metric_value", months_of([40.0], metric_id="nps", segment="mobile")), key="m"
    )
    submit(database, ("metric_value", months_of([11.9], metric_id="nps")), key="restated")


def test_values_are_pairs_of_month_and_number(tandem, filled):
    filled(a_company)

    output = tandem("values", "nps", "--json")

    assert output.code == 0
    assert output.record == {
        "metric": "nps",
        "values": [["2026-01", 11.9], ["2026-02", None], ["2026-03", 13.0]],
    }


def test_values_of_a_segment(tandem, filled):
    filled(a_company)

    output = tandem("values", "nps", "--segment", "mobile", "--json")

    assert output.record["values"] == [["2026-01", 40.0]]


def test_values_as_they_stood(tandem, filled):
    filled(a_company)

    assert tandem("values", "nps", "--as-of", 2, "--json").record["values"][0] == ["2026-01", 12.4]
    assert tandem("values", "nps", "--as-of", 1, "--json").record["values"] == []


def test_undoing_an_upload_takes_its_values_away(tandem, filled):
    filled(a_company)

    tandem("undo", 4)

    assert tandem("values", "nps", "--json").record["values"][0] == ["2026-01", 12.4]


@pytest.mark.parametrize("name", ["nps", "Recommandation", "RECOMMANDATION", "Metric nps"])
def test_a_metric_is_found_by_identifier_or_name(tandem, filled, name):
    filled(a_company)

    assert tandem("values", name, "--json").record["metric"] == "nps"


def test_a_metric_without_catalogue_is_found_by_its_values(tandem, filled):
    filled(lambda database: submit(database, ("metric_value", months_of([1.25], metric_id="x"))))

    assert tandem("values", "x", "--json").record["values"] == [["2026-01", 1.25]]
    assert tandem("values", "x").out.splitlines()[1].endswith("  1.25")


def test_a_person_reads_values_with_their_unit(tandem, filled, monkeypatch):
    filled(a_company)
    monkeypatch.setenv("LC_ALL", "fr_FR.UTF-8")

    lines = tandem("values", "nps").out.splitlines()

    assert lines[1].split("  ")[0] == "janv.\u00a02026"
    assert [line.split("  ")[-1].strip() for line in lines[1:]] == [
        "11,9\u202f%",
        "n.d.",
        "13,0\u202f%",
    ]


def test_what_is_not_known_is_refused(tandem, filled):
    filled(a_company)

    metric = tandem("values", "unknown", "--json")
    version = tandem("values", "nps", "--as-of", 99, "--json")
    segment = tandem("values", "nps", "--segment", "moon")

    assert (metric.code, metric.record["error"]) == (1, "not_found")
    assert (version.code, version.record["error"]) == (1, "not_found")
    assert (segment.code, segment.out) == (0, "There is no value.\n")
