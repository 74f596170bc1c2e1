"""What other rows name: found by identifier or by name, among what is stored and what comes."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from lib.domain.records import key_of
from lib.domain.tables import TABLES
from lib.ingest.text.headers import plain
from lib.store import reads
from lib.store.connection import Connection
from lib.store.uploads.uploads import data_version

_NAMES = ("name_fr", "name_en", "title")


@dataclass(slots=True)
class References:
    """Identifiers of every table, by identifier and by name; read when first needed."""

    connection: Connection
    by_table: dict[str, dict[str, str]] = field(default_factory=dict)

    def find(self, table: str, text: str) -> str | None:
        """Return the identifier of what a text names, or None."""
        index = self._index(table)
        return index.get(text) or index.get(plain(text))

    def learn(self, table: str, records: Iterable[object]) -> None:
        """Add records that come with the file."""
        index = self._index(table)
        for record in records:
            _enter(index, table, record)

    def expect(self, table: str, identifiers: Iterable[str]) -> None:
        """Accept identifiers of records that are to come later."""
        self._index(table).update({identifier: identifier for identifier in identifiers})

    def _index(self, table: str) -> dict[str, str]:
        if table not in self.by_table:
            index: dict[str, str] = {}
            version = data_version(self.connection)
            for record in reads.records(self.connection, TABLES[table], version):
                _enter(index, table, record)
            self.by_table[table] = index
        return self.by_table[table]


def _enter(index: dict[str, str], table: str, record: object) -> None:
    identifier = str(getattr(record, key_of(TABLES[table])[0]))
    index[identifier] = identifier
    for name in (identifier, *(getattr(record, attribute, None) for attribute in _NAMES)):
        if name:
            index.setdefault(plain(str(name)), identifier)
