import asyncio

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

from lib.server.warm_up import is_warm_up, warm_up, warm_up_each_version
from tests.asgi import finished


class FakeApp:
    """An application that answers each visit as Streamlit does."""

    def __init__(self, *, refuses=False, hangs_on=""):
        self.visits = []
        self.left = 0
        self.refuses = refuses
        self.hangs_on = hangs_on

    async def __call__(self, scope, receive, send):
        assert is_warm_up(scope)
        assert (await receive())["type"] == "websocket.connect"
        if self.refuses:
            await send({"type": "websocket.close", "code": 1008})
            return
        await send({"type": "websocket.accept"})
        request = BackMsg()
        request.ParseFromString((await receive())["bytes"])
        self.visits.append((request.rerun_script.page_name, request.rerun_script.query_string))
        if request.rerun_script.page_name != self.hangs_on:
            for kind in ("session_status_changed", "script_finished"):
                message = ForwardMsg()
                message.script_finished = 0
                if kind == "session_status_changed":
                    message.session_status_changed.run_on_save = False
                await send({"type": "websocket.send", "bytes": message.SerializeToString()})
        assert (await receive())["type"] == "websocket.disconnect"
        self.left += 1


def test_every_page_is_opened_in_each_language_and_left():
    app = FakeApp()

    completed = finished(warm_up(app, ["overview", "metric_pairs"]))

    assert completed == app.left == 4
    assert app.visits == [
        ("overview", "lang=fr"),
        ("overview", "lang=en"),
        ("metric_pairs", "lang=fr"),
        ("metric_pairs", "lang=en"),
    ]


def test_readers_do_not_wait_longer_than_the_budget():
    app = FakeApp()

    assert finished(warm_up(app, ["overview"], budget=-1.0)) == 0
    assert app.visits == []


def test_a_page_that_never_ends_does_not_keep_the_others_from_being_opened():
    app = FakeApp(hangs_on="overview")

    completed = finished(warm_up(app, ["overview", "metric_pairs"], timeout=0.05))

    assert completed == 2
    assert len(app.visits) == 4


def test_a_visit_that_is_refused_ends():
    assert finished(warm_up(FakeApp(refuses=True), ["overview"])) == 2


def test_pages_are_opened_again_once_the_data_have_changed_and_stood_still():
    app, versions = FakeApp(), iter([1, 1, 2, 3, 3, 3, 3])

    async def live():
        task = asyncio.create_task(
            warm_up_each_version(app, ["overview"], lambda: next(versions, 3), interval=0.01)
        )
        await asyncio.sleep(0.3)
        task.cancel()
        return await asyncio.gather(task, return_exceptions=True)

    ended = finished(live())

    assert isinstance(ended[0], asyncio.CancelledError)
    assert len(app.visits) == 2  # one page in each language, once for the third version


def test_nothing_is_opened_again_while_the_data_stand():
    app = FakeApp()

    async def live():
        task = asyncio.create_task(
            warm_up_each_version(app, ["overview"], lambda: 7, interval=0.01)
        )
        await asyncio.sleep(0.1)
        task.cancel()
        return await asyncio.gather(task, return_exceptions=True)

    finished(live())

    assert app.visits == []
