"""The balancer of the repository, before replicas on free ports of this machine."""

import os
import shutil
import subprocess
import time
import urllib.error
import urllib.request
from pathlib import Path

from tests.serving import ROOT, free_port

CONFIGURATION = ROOT / ".deploy" / "haproxy.cfg"
COOKIE = "tandem_replica"


def program():
    """Return the path of HAProxy, or None."""
    places = (shutil.which("haproxy"), "/usr/sbin/haproxy")
    return next((place for place in places if place and Path(place).exists()), None)


def why_absent():
    """Return why no balancer can be started here, or None."""
    return None if program() else "HAProxy is not installed"


class Balancer:
    """HAProxy with the configuration of the repository, started at once."""

    def __init__(self, ports):
        self.port = free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        places = {
            f"TANDEM_REPLICA_{number}": f"127.0.0.1:{port}"
            for number, port in enumerate(ports, start=1)
        }
        self._process = subprocess.Popen(
            [program(), "-db", "-f", str(CONFIGURATION)],
            env={**os.environ, **places, "TANDEM_LISTEN": f"127.0.0.1:{self.port}"},
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        deadline = time.monotonic() + 120
        while not self._answers():
            if time.monotonic() > deadline:
                self.remove()
                msg = "the balancer did not start"
                raise TimeoutError(msg)
            time.sleep(0.1)

    def _answers(self):
        try:
            return urllib.request.urlopen(f"{self.url}/healthz", timeout=5).status == 200
        except OSError:
            return False

    def remove(self):
        self._process.kill()
        self._process.wait(120)
