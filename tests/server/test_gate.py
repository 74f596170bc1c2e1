import pytest
from asgi import scope_of

from lib.server import gate


@pytest.mark.parametrize("host", ["localhost:8501", "127.0.0.1:8501", "[::1]:8501", "LOCALHOST"])
@pytest.mark.parametrize("client", ["127.0.0.1", "127.8.8.8", "::1", "::ffff:127.0.0.1"])
def test_the_user_of_this_machine_may_open_and_edit(host, client):
    scope = scope_of(host=host, client=(client, 1))

    assert gate.may_open(scope)
    assert gate.may_edit(scope)


@pytest.mark.parametrize("client", ["192.168.1.7", "10.0.0.1", "172.17.0.1", "fe80::1", "unknown"])
def test_another_machine_may_not(client):
    scope = scope_of(client=(client, 1))

    assert not gate.may_open(scope)
    assert not gate.may_edit(scope)


@pytest.mark.parametrize(
    "host", ["evil.example:8501", "localhost.evil.example", "127.0.0.1.nip.io", "", "[", "0.0.0.0"]
)
def test_a_page_of_another_site_that_points_here_may_not(host):
    assert not gate.may_edit(scope_of(host=host))


@pytest.mark.parametrize("header", ["x_forwarded_for", "forwarded", "via", "x_real_ip"])
def test_what_a_proxy_passes_on_is_not_local(header):
    assert not gate.may_edit(scope_of(**{header: "127.0.0.1"}))


def test_a_request_from_nowhere_is_not_local():
    assert not gate.may_edit(scope_of(client=None))
