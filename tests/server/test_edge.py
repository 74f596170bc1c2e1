import pytest
from asgi import ask, connect
from starlette.responses import PlainTextResponse

from lib.server.edge import OPEN_PATHS, Edge

STRANGER = ("192.168.1.7", 50_000)


async def everything(scope, receive, send):
    """Answer whatever is asked."""
    if scope["type"] == "websocket":
        await receive()
        await send({"type": "websocket.accept"})
    else:
        await PlainTextResponse("data")(scope, receive, send)


PATHS = [
    "/",
    "/metric_pairs?lang=fr",
    "/_stcore/host-config",
    "/_stcore/upload_file/session/file",
    "/_stcore/metrics",
    "/_stcore/agent/interact",
    "/media/0123.csv",
    "/component/any",
]


@pytest.mark.parametrize("path", PATHS)
@pytest.mark.parametrize("method", ["GET", "PUT", "POST", "DELETE"])
def test_a_stranger_gets_no_byte_but_the_refusal(path, method):
    reply = ask(Edge(everything), path, method=method, client=STRANGER)

    assert reply.status == 403
    assert reply.text.splitlines() == [
        "Ce Tandem ne s’ouvre que sur la machine où il fonctionne.",
        "This Tandem opens only on the machine it runs on.",
    ]


@pytest.mark.parametrize("path", PATHS)
def test_the_local_user_reaches_everything(path):
    assert ask(Edge(everything), path, method="PUT").text == "data"


@pytest.mark.parametrize("path", sorted(OPEN_PATHS))
def test_anyone_may_ask_whether_the_server_lives(path):
    assert ask(Edge(everything), path, client=STRANGER).status == 200


def test_the_websocket_of_a_stranger_is_closed_before_it_opens():
    assert connect(Edge(everything), client=STRANGER) == ["websocket.close"]
    assert connect(Edge(everything), host="evil.example") == ["websocket.close"]
    assert connect(Edge(everything)) == ["websocket.accept"]
