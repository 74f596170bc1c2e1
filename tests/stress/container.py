"""Runs the container file step by step in a clean folder, where no container engine is needed.

Copies, installs and starts what the file says, as another user than root, without a right to write
anywhere but in the volume. What only an engine can do (the base image, the user's account) is said.
"""

import fnmatch
import json
import os
import re
import shlex
import shutil
import signal
import stat
import subprocess
import sys
import tempfile
import urllib.error
import urllib.request
from dataclasses import dataclass
from pathlib import Path

from tests.serving import free_port, health

ROOT = Path(__file__).parents[2]
NOBODY = 65_534
BY_THE_ENGINE = ("FROM", "EXPOSE", "VOLUME", "STOPSIGNAL", "HEALTHCHECK", "USER", "WORKDIR")


@dataclass(frozen=True)
class Step:
    """One instruction of a container file."""

    word: str
    rest: str


def steps(text):
    """Return the instructions of a container file, in order."""
    lines = re.sub(r"\\\n", " ", text).splitlines()
    told = [line.split(None, 1) for line in lines if line.strip() and not line.startswith("#")]
    return [Step(word, rest) for word, rest in told]


def sent(ignore):
    """Return the files of the project that an engine is sent, as ``.dockerignore`` leaves them."""
    rules = [line for line in ignore.splitlines() if line and not line.startswith("#")]
    allowed = [rule[1:] for rule in rules if rule.startswith("!")]
    denied = [rule.removeprefix("**/") for rule in rules if rule.startswith("**/")]
    found = []
    for name in allowed:
        path = ROOT / name
        held = [path] if path.is_file() else [one for one in path.rglob("*") if one.is_file()]
        found += [one.relative_to(ROOT) for one in held]
    return sorted(
        one
        for one in set(found)
        if not any(fnmatch.fnmatch(part, d) for part in one.parts for d in denied)
    )


def build(folder, tell=print):
    """Do what the file says in ``folder`` and return the environment of its command."""
    context = folder / "context"
    for path in sent((ROOT / ".dockerignore").read_text(encoding="utf-8")):
        (context / path).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(ROOT / path, context / path)
    app, data = folder / "app", folder / "data"
    app.mkdir()
    data.mkdir()
    subprocess.run([_python(), "-m", "venv", folder / "python"], check=True)
    environment = {"PATH": f"{folder / 'python/bin'}:/usr/bin:/bin", "HOME": str(folder)}
    for name in ("PIP_INDEX_URL", "PIP_CONFIG_FILE", "PIP_TRUSTED_HOST"):
        environment |= {name: os.environ[name]} if name in os.environ else {}
    for step in steps((ROOT / "Containerfile").read_text(encoding="utf-8")):
        tell(f"{step.word} {step.rest[:90]}")
        _do(step, folder, environment)
    os.chown(data, NOBODY, NOBODY)
    folder.chmod(0o755)
    return environment


def _python():
    """Return a Python that another user than root can run too."""
    for path in (sys.executable, "/usr/bin/python3", "/usr/local/bin/python3"):
        words = [path, "-c", "import ensurepip, sys; sys.exit(sys.version_info < (3, 11))"]
        try:
            if (
                subprocess.run(
                    words, user=NOBODY, check=False, stderr=subprocess.DEVNULL
                ).returncode
                == 0
            ):
                return path
        except OSError:
            continue
    msg = "no Python from 3.11 on that another user than root can run"
    raise SystemExit(msg)


def _do(step, folder, environment):
    if step.word == "COPY":
        *sources, target = shlex.split(step.rest)
        for source in sources:
            _copy(
                folder / "context" / source, folder / "app" / target, is_into=target.endswith("/")
            )
    elif step.word == "RUN" and "useradd" not in step.rest:
        subprocess.run(step.rest, shell=True, cwd=folder / "app", env=environment, check=True)
    elif step.word == "ARG":
        name, value = step.rest.split("=", 1)
        environment.setdefault(name, value)
    elif step.word == "ENV":
        for pair in shlex.split(step.rest):
            name, value = pair.split("=", 1)
            environment[name] = re.sub(r"^/(app|data)", rf"{folder}/\1", value)
    elif step.word not in (*BY_THE_ENGINE, "RUN", "CMD"):
        raise ValueError(step)


def _copy(source, target, *, is_into):
    place = target / source.name if is_into else target
    place.parent.mkdir(parents=True, exist_ok=True)
    if source.is_dir():
        shutil.copytree(source, place, dirs_exist_ok=True)
    else:
        shutil.copy(source, place)


def start(folder, environment, port):
    """Start the command of the file as nobody, with nothing but the volume to write to."""
    (command,) = (one for one in steps((ROOT / "Containerfile").read_text()) if one.word == "CMD")
    words = [word.replace("8501", str(port)) for word in json.loads(command.rest)]
    for path in (folder / "app").rglob("*"):
        path.chmod(path.stat().st_mode & ~(stat.S_IWUSR | stat.S_IWGRP | stat.S_IWOTH))
    return subprocess.Popen(
        [str(folder / "python/bin" / words[0]), *words[1:]],
        cwd=folder / "app",
        env=environment,
        user=NOBODY,
        group=NOBODY,
        extra_groups=[],
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )


def main():
    """Build, start, ask, stop; 1 where one of them is not as it should be."""
    with tempfile.TemporaryDirectory(dir="/var/tmp") as place:
        folder, port = Path(place), free_port()
        environment = build(folder)
        process = start(folder, environment, port)
        try:
            told = health(port)
            try:
                stranger = urllib.request.urlopen(f"http://127.0.0.1:{port}/", timeout=5).status
            except urllib.error.HTTPError as error:
                stranger = error.code
        finally:
            process.send_signal(signal.SIGTERM)
            said = process.communicate(timeout=60)[0]
        written = sorted(path.name for path in (folder / "data").iterdir())
    print(said)
    print(f"health {told['status']}, a stranger {stranger}, volume {written}")
    good = (
        told["status"] == "ok"
        and stranger == 403
        and 'editing="off' in said.replace('"editing": "off', 'editing="off')
        and "tandem.duckdb" in written
        and '"event": "stopped"' in said
    )
    return int(not good)


if __name__ == "__main__":
    sys.exit(main())
