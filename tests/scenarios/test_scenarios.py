"""Golden scenarios: exports as files, expected values and labels as files beside them."""

import csv
from datetime import date
from pathlib import Path

import pytest

from lib.domain.periods import month_key
from lib.ingest.loading import IncomingFile, load
from lib.ingest.reports import Options, Source
from lib.store import reads
from lib.store.uploads import uploads
from lib.views.evidence import pair_evidence
from lib.views.snapshot import snapshot

FOLDER = Path(__file__).parent
SCENARIOS = sorted(
    path.name for path in FOLDER.iterdir() if (path / "expected_values.csv").exists()
)


def table(path):
    if not path.exists():
        return []
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def play(database, folder):
    for path in sorted(folder.glob("[0-9]_*.csv")):
        file = IncomingFile(Source(path.name, path.read_bytes()), Options(today=date(2027, 1, 15)))
        result = load(database, [file], author="scenario")
        assert result.is_loaded, result.files[0].report.issues
    for row in table(folder / "undo.csv"):
        uploads.undo(database, int(row["seq"]), author="scenario")


@pytest.mark.parametrize("name", SCENARIOS)
def test_a_scenario_gives_the_values_expected(database, name):
    play(database, FOLDER / name)
    expected = table(FOLDER / name / "expected_values.csv")
    metrics = sorted({row["metric"] for row in expected})

    with database.reading() as connection:
        values = {
            (row.metric_id, month_key(row.period)): row.value
            for row in reads.metric_values(connection, metrics)
        }

    for row in expected:
        value = values.get((row["metric"], row["period"]))
        assert value == (float(row["value"]) if row["value"] else None), row
    if name not in {"planted_link", "shared_growth", "tiny_sample"}:
        assert {key for key, value in values.items() if value is not None} == {
            (row["metric"], row["period"]) for row in expected if row["value"]
        }


@pytest.mark.parametrize("name", SCENARIOS)
def test_a_scenario_gives_the_labels_expected(database, name):
    play(database, FOLDER / name)
    expected = {row["pair"]: row["label"] for row in table(FOLDER / name / "expected_labels.csv")}

    evidence = pair_evidence(snapshot(database))

    assert {pair: evidence[pair].assessment.label for pair in expected} == expected
