"""What a reader's browser does: seconds until every chart stands, bytes, requests, script."""

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
class Asked:
    """One request of a page, as a replay repeats it."""

    method: str
    path: str
    headers: dict[str, str]
    body: bytes | None = None
    status: int = 200


@dataclass(frozen=True)
class Visit:
    """One visit: the server's cost is that of its whole family of processes."""

    seconds: float
    megabytes: float
    script_ms: float
    busy_ms: float
    lasted: float
    cpu_ms: float
    asked: list[Asked]
    foreign: int


@dataclass
class _Network:
    """What a tab asks of the network; what its cache answered is left out."""

    origin: str
    asked: dict[str, Asked] = field(default_factory=dict)
    kept: set[str] = field(default_factory=set)
    received: float = 0.0
    foreign: int = 0

    def listen(self, session):
        session.on("Network.requestWillBeSent", self._sent)
        session.on("Network.requestWillBeSentExtraInfo", self._conditions)
        session.on("Network.requestServedFromCache", lambda told: self.kept.add(told["requestId"]))
        session.on("Network.responseReceived", self._answered)
        session.on("Network.loadingFinished", self._finished)

    def _sent(self, told):
        request = told["request"]
        if request["url"].startswith(("data:", "blob:")):
            return
        if not request["url"].startswith(self.origin):
            self.foreign += 1
            return
        names = {name.lower(): value for name, value in request["headers"].items()}
        headers = {name: names[name] for name in ("accept", "content-type") if name in names}
        path, body = request["url"][len(self.origin) :], request.get("postData")
        self.asked[told["requestId"]] = Asked(
            request["method"], path.split("#")[0], headers, body.encode() if body else None
        )

    def _conditions(self, told):
        asked = self.asked.get(told["requestId"])
        for name, value in told["headers"].items():
            if asked and name.lower() in _CONDITIONS:
                asked.headers[name.lower()] = value

    def _answered(self, told):
        if told["requestId"] in self.asked:
            self.asked[told["requestId"]].status = told["response"]["status"]
        if told["response"].get("fromDiskCache") or told["response"].get("fromPrefetchCache"):
            self.kept.add(told["requestId"])

    def _finished(self, told):
        if told["requestId"] in self.asked:
            self.received += told["encodedDataLength"]

    def from_network(self):
        return [one for key, one in self.asked.items() if key not in self.kept]


def reader(chromium, served, site, *, device=DESK, times=2):
    """Return the visits of one reader, who comes with an empty cache and comes again."""
    context = chromium.new_context(**device)
    try:
        return [_visit(context, served, site) for _ in range(times)]
    finally:
        context.close()


def _visit(context, served, site):
    """Open the page in a new tab of the reader's, wait until it stands, and tell its cost."""
    tab, before = context.new_page(), served.cpu_milliseconds()
    started = time.perf_counter()
    session = context.new_cdp_session(tab)
    network = _Network(f"http://127.0.0.1:{served.port}")
    session.send("Network.enable")
    session.send("Performance.enable")
    network.listen(session)
    script = f"charts => ({site.drawn}) >= charts && performance.now()"
    try:
        tab.goto(f"{network.origin}{served.path}", wait_until="commit", timeout=PATIENCE)
        found = tab.wait_for_function(script, arg=site.charts, timeout=PATIENCE).json_value()
    except Error as error:
        stood = tab.evaluate(site.drawn)
        msg = f"{stood} of {site.charts} charts drawn: {error.message.splitlines()[0]}"
        raise RuntimeError(msg) from error
    told = session.send("Performance.getMetrics")["metrics"]
    spent = {one["name"]: one["value"] * 1_000 for one in told}
    tab.wait_for_timeout(SETTLE * 1_000)
    asked = network.from_network()
    tab.close()
    time.sleep(SETTLE)
    return Visit(
        seconds=found / 1_000,
        megabytes=network.received / 1e6,
        script_ms=spent["ScriptDuration"],
        busy_ms=spent["TaskDuration"],
        lasted=time.perf_counter() - started,
        cpu_ms=served.cpu_milliseconds() - before,
        asked=asked,
        foreign=network.foreign,
    )
