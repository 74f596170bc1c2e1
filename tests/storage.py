"""A server of object storage of our own: the S3 protocol, in memory, loopback only."""

import subprocess
import sys
import time
import urllib.error
import urllib.request

from tests.serving import free_port

BUCKET = "company"


class ObjectStorage:
    """A server, started at once; it can stand still and go on."""

    def __init__(self):
        self.url = f"http://127.0.0.1:{(port := free_port())}"
        words = [sys.executable, "-m", "moto.server", "-H", "127.0.0.1", "-p", str(port)]
        self._process = subprocess.Popen(
            words, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True
        )
        deadline = time.monotonic() + 120
        while not self._makes_bucket():
            if time.monotonic() > deadline:
                self.remove()
                msg = "the object storage did not start"
                raise TimeoutError(msg)
            time.sleep(0.1)

    def _makes_bucket(self):
        request = urllib.request.Request(f"{self.url}/{BUCKET}", method="PUT")
        try:
            return urllib.request.urlopen(request, timeout=120).status == 200
        except (urllib.error.URLError, ConnectionError):
            return False

    def forget(self):
        """Lose every object, as when the bucket is another one."""
        request = urllib.request.Request(f"{self.url}/moto-api/reset", method="POST")
        urllib.request.urlopen(request, timeout=120).close()

    def environment(self):
        """Return the usual variables by which programs reach it."""
        return {
            "AWS_ENDPOINT_URL_S3": self.url,
            "AWS_ACCESS_KEY_ID": "tandem",
            "AWS_SECRET_ACCESS_KEY": "only on this machine",
            "AWS_REGION": "eu-west-3",
        }

    def remove(self):
        self._process.kill()
        self._process.wait(120)
