"""The command line as a person or a program uses it."""

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from lib.cli.program import main
from lib.store.database import close_shared, shared_database


@dataclass(frozen=True)
class Output:
    """What a command wrote and how it ended."""

    code: int
    out: str
    err: str

    @property
    def records(self):
        return [json.loads(line) for line in self.out.splitlines()]

    @property
    def record(self):
        (only,) = self.records
        return only


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """Give the path of a database that does not exist yet."""
    return tmp_path / "company.duckdb"


@pytest.fixture
def tandem(file: Path, capfd, monkeypatch) -> Callable[..., Output]:
    """Give a function that runs a command on that database, in English."""
    monkeypatch.setenv("LC_ALL", "C.UTF-8")
    monkeypatch.setenv("TANDEM_DATABASE", str(file))

    def run(*words: object) -> Output:
        capfd.readouterr()
        code = main([str(word) for word in words])
        return Output(code, *capfd.readouterr())

    return run


@pytest.fixture
def filled(file: Path) -> Iterator[Callable[..., None]]:
    """Give a function that writes to the database file and closes it."""

    def fill(*writes) -> None:
        database = shared_database(file)
        try:
            for write in writes:
                write(database)
        finally:
            close_shared(file)

    yield fill
    close_shared(file)
