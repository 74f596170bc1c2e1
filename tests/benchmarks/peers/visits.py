"""One visit in a browser: seconds until every chart is drawn, bytes, requests, script time."""

import time
from dataclasses import dataclass, field

from playwright.sync_api import Error

PATIENCE = 60_000
SETTLE = 0.5
PHONE = {
    "viewport": {"width": 390, "height": 844},
    "device_scale_factor": 3,
    "is_mobile": True,
    "has_touch": True,
}
DESK = {"viewport": {"width": 1280, "height": 900}}
_CONDITIONS = ("if-none-match", "if-modified-since")


@dataclass
class Request:
    """One request of a page, as a replay repeats it."""

    method: str
    path: str
    headers: dict[str, str]
    body: bytes | None = None
    status: int = 200


@dataclass(frozen=True)
class Visit:
    """One visit; the server's cost covers all its processes."""

    seconds: float
    megabytes: float
    script_ms: float
    busy_ms: float
    lasted: float
    cpu_ms: float
    requests: list[Request]
    foreign: int


@dataclass
class _Network:
    """Requests of a tab to the network; those answered by its cache are left out."""

    origin: str
    requests: dict[str, Request] = field(default_factory=dict)
    cached: set[str] = field(default_factory=set)
    received: float = 0.0
    foreign: int = 0

    def listen(self, session):
        session.on("Network.requestWillBeSent", self._sent)
        session.on("Network.requestWillBeSentExtraInfo", self._conditions)
        session.on(
            "Network.requestServedFromCache", lambda event: self.cached.add(event["requestId"])
        )
        session.on("Network.responseReceived", self._answered)
        session.on("Network.loadingFinished", self._finished)

    def _sent(self, event):
        request = event["request"]
        if request["url"].startswith(("data:", "blob:")):
            return
        if not request["url"].startswith(self.origin):
            self.foreign += 1
            return
        names = {name.lower(): value for name, value in request["headers"].items()}
        headers = {name: names[name] for name in ("accept", "content-type") if name in names}
        path, body = request["url"][len(self.origin) :], request.get("postData")
        self.requests[event["requestId"]] = Request(
            request["method"], path.split("#")[0], headers, body.encode() if body else None
        )

    def _conditions(self, event):
        sent = self.requests.get(event["requestId"])
        for name, value in event["headers"].items():
            if sent and name.lower() in _CONDITIONS:
                sent.headers[name.lower()] = value

    def _answered(self, event):
        if event["requestId"] in self.requests:
            self.requests[event["requestId"]].status = event["response"]["status"]
        if event["response"].get("fromDiskCache") or event["response"].get("fromPrefetchCache"):
            self.cached.add(event["requestId"])

    def _finished(self, event):
        if event["requestId"] in self.requests:
            self.received += event["encodedDataLength"]

    def from_network(self):
        return [request for key, request in self.requests.items() if key not in self.cached]


def reader(chromium, served, site, *, device=DESK, times=2):
    """Return the visits of one reader, who comes with an empty cache and comes back."""
    context = chromium.new_context(**device)
    try:
        return [_visit(context, served, site) for _ in range(times)]
    finally:
        context.close()


def _visit(context, served, site):
    """Open the page in a new tab of the reader's, wait until it is drawn, and return its cost."""
    tab, before = context.new_page(), served.cpu_milliseconds()
    started = time.perf_counter()
    session = context.new_cdp_session(tab)
    network = _Network(f"http://127.0.0.1:{served.port}")
    session.send("Network.enable")
    session.send("Performance.enable")
    network.listen(session)
    script = f"charts => ({site.count_drawn}) >= charts && performance.now()"
    try:
        tab.goto(f"{network.origin}{served.path}", wait_until="commit", timeout=PATIENCE)
        milliseconds = tab.wait_for_function(script, arg=site.charts, timeout=PATIENCE).json_value()
    except Error as error:
        stood = tab.evaluate(site.count_drawn)
        msg = f"{stood} of {site.charts} charts drawn: {error.message.splitlines()[0]}"
        raise RuntimeError(msg) from error
    metrics = session.send("Performance.getMetrics")["metrics"]
    spent = {metric["name"]: metric["value"] * 1_000 for metric in metrics}
    tab.wait_for_timeout(SETTLE * 1_000)
    requests = network.from_network()
    tab.close()
    time.sleep(SETTLE)
    return Visit(
        seconds=milliseconds / 1_000,
        megabytes=network.received / 1e6,
        script_ms=spent["ScriptDuration"],
        busy_ms=spent["TaskDuration"],
        lasted=time.perf_counter() - started,
        cpu_ms=served.cpu_milliseconds() - before,
        requests=requests,
        foreign=network.foreign,
    )
