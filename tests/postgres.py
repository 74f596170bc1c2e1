"""A PostgreSQL server of our own: the system's program, a folder of its own, loopback only."""

import contextlib
import os
import pwd
import shutil
import signal
import subprocess
import tempfile
import time
from pathlib import Path

from tests.serving import free_port

USER = "tandem"
WHERE = ("/usr/lib/postgresql/*/bin", "/usr/local/bin", "/usr/bin")
SETTINGS = "fsync=off full_page_writes=off max_connections=200"


def program(name):
    """Return the path of one of PostgreSQL's programs, or None."""
    path = shutil.which(name)
    if path:
        return path
    places = [place for pattern in WHERE for place in Path("/").glob(pattern.lstrip("/"))]
    return next((str(place / name) for place in places if (place / name).exists()), None)


def why_absent():
    """Return why no server can be started here, or None."""
    missing = [name for name in ("initdb", "postgres", "psql") if program(name) is None]
    if missing:
        return f"PostgreSQL is not installed: no {', '.join(missing)}"
    return None


def _owner():
    """Return the account that runs the server: it refuses to be root."""
    if os.geteuid():
        return pwd.getpwuid(os.geteuid())
    for name in ("postgres", "nobody"):
        with contextlib.suppress(KeyError):
            return pwd.getpwnam(name)
    msg = "no account but root"
    raise LookupError(msg)


class Postgres:
    """A server, started at once; it can be stopped, killed, frozen and started again."""

    def __init__(self, settings=SETTINGS):
        self.port = free_port()
        self._settings = settings
        self._owner = _owner()
        self.folder = Path(tempfile.mkdtemp(prefix="tandem-postgres-"))
        if not os.geteuid():
            os.chown(self.folder, self._owner.pw_uid, self._owner.pw_gid)
        data = str(self.folder / "data")
        words = ["-D", data, "-U", USER, "--auth=trust", "-E", "UTF8", "--locale=C", "--no-sync"]
        self._as_owner(subprocess.run, [program("initdb"), *words], check=True)
        self.process = None
        self.start()

    def _as_owner(self, call, words, **options):
        if not os.geteuid():
            owner = self._owner
            options |= {"user": owner.pw_uid, "group": owner.pw_gid, "extra_groups": []}
        return call(
            words,
            cwd=self.folder,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
            **options,
        )

    def start(self):
        options = [
            word
            for setting in (
                *self._settings.split(),
                f"unix_socket_directories={self.folder}",
                "listen_addresses=127.0.0.1",
            )
            for word in ("-c", setting)
        ]
        words = [program("postgres"), "-D", str(self.folder / "data"), "-p", str(self.port)]
        self.process = self._as_owner(subprocess.Popen, [*words, *options])
        deadline = time.monotonic() + 120
        while not self.answers():
            if time.monotonic() > deadline:
                msg = "PostgreSQL did not start"
                raise TimeoutError(msg)
            time.sleep(0.05)

    def answers(self):
        return self._run("select 1").returncode == 0

    def _run(self, sql, database="postgres"):
        words = ["-h", "127.0.0.1", "-p", str(self.port), "-U", USER, "-d", database]
        return subprocess.run(
            [program("psql"), *words, "-X", "-qtA", "-c", sql],
            capture_output=True,
            text=True,
            check=False,
        )

    def ask(self, sql, database="postgres"):
        """Return the output of one statement."""
        process = self._run(sql, database)
        if process.returncode:
            raise RuntimeError(process.stderr)
        return process.stdout.strip()

    def create(self, database):
        """Create an empty database and return the catalogue of a lake in it."""
        self.ask(f"create database {database}")
        return self.catalog(database)

    def catalog(self, database):
        return f"ducklake:postgres:dbname={database} host=127.0.0.1 port={self.port} user={USER}"

    def stop(self):
        """Stop at once, as a restart of the machine would."""
        self.process.send_signal(signal.SIGQUIT)
        self.process.wait(120)

    def freeze(self):
        """Let every process of the server stand still: it keeps its connections, and is silent."""
        os.killpg(self.process.pid, signal.SIGSTOP)
        for pid in self._children():
            os.kill(pid, signal.SIGSTOP)

    def thaw(self):
        for pid in (*self._children(), self.process.pid):
            os.kill(pid, signal.SIGCONT)

    def _children(self):
        listed = Path(f"/proc/{self.process.pid}/task/{self.process.pid}/children")
        return [int(pid) for pid in listed.read_text().split()]

    def remove(self):
        if self.process and self.process.poll() is None:
            with contextlib.suppress(ProcessLookupError):
                self.thaw()
            self.stop()
        shutil.rmtree(self.folder, ignore_errors=True)
