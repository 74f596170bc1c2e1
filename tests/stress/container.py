"""Run the container file step by step in a clean folder, without a container engine.

Copies, installs and starts what the file says, as another user than root that may write only to
the volume. What only an engine can do (base image, user account) is skipped.
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
UNPRIVILEGED = 65_534
ENGINE_ONLY = ("FROM", "EXPOSE", "VOLUME", "STOPSIGNAL", "HEALTHCHECK", "USER", "WORKDIR")


@dataclass(frozen=True)
class Step:
    """One instruction of a container file."""

    word: str
    rest: str


def steps(text):
    """Return the instructions of a container file, in order."""
    lines = re.sub(r"\\\n", " ", text).splitlines()
    instructions = [
        line.split(None, 1) for line in lines if line.strip() and not line.startswith("#")
    ]
    return [Step(word, rest) for word, rest in instructions]


def build_context(ignore):
    """Return the files that an engine receives, as ``.dockerignore`` leaves them."""
    rules = [line for line in ignore.splitlines() if line and not line.startswith("#")]
    allowed = [rule[1:] for rule in rules if rule.startswith("!")]
    denied = [rule.removeprefix("**/") for rule in rules if rule.startswith("**/")]
    names = []
    for name in allowed:
        path = ROOT / name
        files = [path] if path.is_file() else [path for path in path.rglob("*") if path.is_file()]
        names += [path.relative_to(ROOT) for path in files]
    return sorted(
        path
        for path in set(names)
        if not any(fnmatch.fnmatch(part, d) for part in path.parts for d in denied)
    )


def build(folder, report=print):
    """Do what the file says in ``folder`` and return the environment of its command."""
    context = folder / "context"
    for path in build_context((ROOT / ".dockerignore").read_text(encoding="utf-8")):
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
        report(f"{step.word} {step.rest[:90]}")
        _do(step, folder, environment)
    os.chown(data, UNPRIVILEGED, UNPRIVILEGED)
    folder.chmod(0o755)
    return environment


def _python():
    """Return a Python that another user than root can run too."""
    for path in (sys.executable, "/usr/bin/python3", "/usr/local/bin/python3"):
        words = [path, "-c", "import ensurepip, sys; sys.exit(sys.version_info < (3, 11))"]
        try:
            if (
                subprocess.run(
                    words, user=UNPRIVILEGED, check=False, stderr=subprocess.DEVNULL
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
    elif step.word not in (*ENGINE_ONLY, "RUN", "CMD"):
        raise ValueError(step)


def _copy(source, target, *, is_into):
    place = target / source.name if is_into else target
    place.parent.mkdir(parents=True, exist_ok=True)
    if source.is_dir():
        shutil.copytree(source, place, dirs_exist_ok=True)
    else:
        shutil.copy(source, place)


def start(folder, environment, port):
    """Start the command of the file as an unprivileged user that may write only to the volume."""
    (command,) = (
        path for path in steps((ROOT / "Containerfile").read_text()) if path.word == "CMD"
    )
    words = [word.replace("8501", str(port)) for word in json.loads(command.rest)]
    for path in (folder / "app").rglob("*"):
        path.chmod(path.stat().st_mode & ~(stat.S_IWUSR | stat.S_IWGRP | stat.S_IWOTH))
    return subprocess.Popen(
        [str(folder / "python/bin" / words[0]), *words[1:]],
        cwd=folder / "app",
        env=environment,
        user=UNPRIVILEGED,
        group=UNPRIVILEGED,
        extra_groups=[],
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )


def main():
    """Build, start, request, stop; 1 where one of them fails."""
    with tempfile.TemporaryDirectory(dir="/var/tmp") as place:
        folder, port = Path(place), free_port()
        environment = build(folder)
        process = start(folder, environment, port)
        try:
            status = health(port)
            try:
                anonymous = urllib.request.urlopen(f"http://127.0.0.1:{port}/", timeout=5).status
            except urllib.error.HTTPError as error:
                anonymous = error.code
        finally:
            process.send_signal(signal.SIGTERM)
            output = process.communicate(timeout=60)[0]
        written = sorted(path.name for path in (folder / "data").iterdir())
    print(output)
    print(f"health {status['status']}, an anonymous request {anonymous}, volume {written}")
    good = (
        status["status"] == "ok"
        and anonymous == 403
        and 'editing="off' in output.replace('"editing": "off', 'editing="off')
        and "tandem.duckdb" in written
        and '"event": "stopped"' in output
    )
    return int(not good)


if __name__ == "__main__":
    sys.exit(main())
