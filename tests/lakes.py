"""Lakes for tests: one server, one lake made once, a copy of its catalogue for each test."""

import itertools
import shutil
import tempfile
from pathlib import Path

from lib.store.addresses import parse_address
from lib.store.database import Database
from tests.postgres import Postgres

TEMPLATE = "template_of_lakes"


class Lakes:
    """Gives lakes: their catalogues in one server, their files in one folder."""

    def __init__(self):
        self.postgres = Postgres()
        self.files = Path(tempfile.mkdtemp(prefix="tandem-lake-files-"))
        self._numbers = itertools.count()
        Database(self._address(self.postgres.create(TEMPLATE)), creates=True).close()

    def _address(self, catalog):
        return parse_address(catalog, str(self.files))

    def new(self):
        """Return the address of an empty lake that the deployment has created."""
        name = f"lake_{next(self._numbers)}"
        self.postgres.ask(f"create database {name} template {TEMPLATE}")
        return self._address(self.postgres.catalog(name))

    def absent(self):
        """Return the address of a lake that does not exist yet."""
        return self._address(self.postgres.create(f"lake_{next(self._numbers)}"))

    def __enter__(self):
        return self

    def __exit__(self, *_problem):
        self.remove()

    def remove(self):
        """Stop the server and remove everything."""
        self.postgres.remove()
        shutil.rmtree(self.files, ignore_errors=True)
