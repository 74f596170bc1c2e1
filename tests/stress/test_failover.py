"""Short version of ``make test-failover``: two replicas behind the load balancer."""

import contextlib
import json
import urllib.error
import urllib.request

import pytest

from lib.store.database import Database
from tests import balancing
from tests.balancing import COOKIE, Balancer
from tests.builders import FINGERPRINT, months_of, submit
from tests.serving import free_port, health, start_dashboard, until
from tests.stress.failover import Scenario, why_absent

SECRET = "known to every replica, of forty letters"
CLOSED = 403


@pytest.fixture
def scenario(tmp_path):
    with contextlib.ExitStack() as stack:
        yield Scenario(tmp_path, stack)


def ask(url, replica=None):
    """Return the status of an answer, its body, and the replica that a browser is sent back to."""
    request = urllib.request.Request(url)
    if replica:
        request.add_header("Cookie", f"{COOKIE}={replica}")
    try:
        reply = urllib.request.urlopen(request, timeout=120)
    except urllib.error.HTTPError as error:
        reply = error
    with reply:
        cookie = reply.headers.get("set-cookie", "")
        return reply.status, reply.read(), cookie.partition(f"{COOKIE}=")[2].partition(";")[0]


def version(balancer, replica):
    return json.loads(ask(f"{balancer.url}/healthz", replica)[1])["data_version"]


def test_readers_stay_on_a_replica_that_sees_uploads_and_fail_over_when_it_dies(lakes):
    if balancing.why_absent():
        pytest.skip(balancing.why_absent())
    address, ports = lakes.new(), [free_port(), free_port(), free_port()]
    shared = {"TANDEM_DATA_PATH": address.data_path, "TANDEM_SECRET": SECRET}
    with contextlib.ExitStack() as stack:
        replicas = [start_dashboard(address, port, **shared) for port in ports[:2]]
        for replica in replicas:
            stack.callback(replica.wait, 120)
            stack.callback(replica.kill)
        for port in ports[:2]:
            health(port, 60)
        balancer = Balancer(ports)  # the third was never started
        stack.callback(balancer.remove)
        anonymous, _, assigned = ask(f"{balancer.url}/")
        renewed = [ask(f"{balancer.url}/healthz", name)[2] for name in ("one", "two")]
        with contextlib.closing(Database(address)) as elsewhere:
            submit(elsewhere, ("metric_value", months_of([1.0])), fingerprint=FINGERPRINT)
        until(lambda: [version(balancer, name) for name in ("one", "two")] == [1, 1])
        replicas[0].kill()
        moved, _, sent_to = ask(f"{balancer.url}/healthz", "one")
        figures, _, _ = ask(f"{balancer.url}/metrics")

    assert anonymous == CLOSED
    assert assigned in ("one", "two")
    assert renewed == ["", ""]  # a valid cookie is not sent again
    assert (moved, sent_to) == (200, "two")
    assert figures == 404


def test_a_failed_step_is_not_reported_as_done(scenario, capsys):
    with pytest.raises(AssertionError, match="python -m lib nothing"), scenario.step("nothing"):
        scenario.command("nothing")

    assert scenario.seconds == {}
    assert capsys.readouterr().out == ""


def test_what_is_missing_on_a_machine_is_named():
    assert why_absent() is None or " " in why_absent()
