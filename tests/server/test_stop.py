"""A stop in the middle of a load, as a host sends it."""

import time
from concurrent.futures import ThreadPoolExecutor

from lib.cli.remote import hand_over
from lib.store.database import Database
from lib.store.integrity import IntegrityReport, verify
from tests.serving import free_port, health, start_dashboard

ROWS = 400_000


def write_values(path):
    """Write a file whose load takes about a second."""
    months = [f"{year}-{month:02}-01" for year in range(2016, 2026) for month in range(1, 13)]
    with path.open("w", encoding="utf-8") as file:
        file.write("metric,period,segment,value\n")
        for at in range(ROWS):
            cell, month = divmod(at, len(months))
            file.write(
                f"metric {cell // 40},{months[month]},segment {cell % 40},{at % 97 + 500.5}\n"
            )


def arguments(source):
    return {
        "files": [str(source)],
        "kind": "metric_value",
        "choose": [],
        "recipe": None,
        "author": "finance",
        "json": True,
        "language": "en",
    }


def test_a_server_asked_to_stop_finishes_the_upload_in_hand(tmp_path):
    path, source, port = tmp_path / "company.duckdb", tmp_path / "values.csv", free_port()
    write_values(source)
    server = start_dashboard(path, port)
    try:
        health(port)
        with ThreadPoolExecutor(1) as apart:
            loading = apart.submit(hand_over, path, "load", arguments(source))
            time.sleep(0.2)
            is_in_hand = not loading.done()
            server.terminate()
            result = loading.result(120)
        server.wait(120)
    finally:
        server.kill()
        server.wait(120)

    assert is_in_hand
    assert result.exit_code == 0, result.lines
    database = Database(path)
    try:
        assert verify(database) == IntegrityReport(1, ())
    finally:
        database.close()
