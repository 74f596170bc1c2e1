"""One measurement of one page, and several rounds of them all in rotated order."""

import statistics
import time
from dataclasses import dataclass, fields

from tests.benchmarks.peers.replays import burst, wire_megabytes
from tests.benchmarks.peers.visits import PHONE, reader

VISITORS = 3
QUIET = 3.0


@dataclass(frozen=True)
class Measured:
    """What one round found of one page; a column of the table each."""

    drawn_first: float
    drawn_again: float
    drawn_phone: float
    megabytes_first: float
    megabytes_again: float
    requests_first: float
    requests_again: float
    script_ms: float
    busy_ms: float
    memory_megabytes: float
    cpu_again_ms: float
    cpu_first_ms: float
    idle_ms: float
    burst_again: float
    burst_first: float
    foreign: float


@dataclass(frozen=True)
class Failed:
    """A page that could not be measured, and why."""

    why: str


def measure(chromium, site, visitors=VISITORS):
    """Return what a page costs its readers and its server."""
    with site.serve() as served:
        reader(chromium, served, site)  # whatever is made once, for the first of all readers
        desks = [reader(chromium, served, site) for _ in range(visitors)]
        phones = [reader(chromium, served, site, device=PHONE, times=1) for _ in range(visitors)]
        first, again, phone = ([pair[at] for pair in pairs] for pairs, at in _ways(desks, phones))
        idle = _idle(served)
        memory, wire = served.memory_megabytes(), wire_megabytes(served, site)
        follows = 1 if site.wire else 0
        return Measured(
            drawn_first=_middle(first, "seconds"),
            drawn_again=_middle(again, "seconds"),
            drawn_phone=_middle(phone, "seconds"),
            megabytes_first=_middle(first, "megabytes") + wire,
            megabytes_again=_middle(again, "megabytes") + wire,
            requests_first=len(first[-1].requests) + follows,
            requests_again=len(again[-1].requests) + follows,
            script_ms=_middle(first, "script_ms"),
            busy_ms=_middle(first, "busy_ms"),
            memory_megabytes=memory,
            cpu_again_ms=_cost(again, idle),
            cpu_first_ms=_cost(first, idle),
            idle_ms=idle,
            burst_again=burst(served, site, again[-1].requests),
            burst_first=burst(served, site, first[-1].requests),
            foreign=float(first[-1].foreign),
        )


def rounds(chromium, sites, count, tell=lambda _: None):
    """Return what each round found of each page, each round beginning one page further."""
    measured = {site.name: [] for site in sites}
    for number in range(count):
        for site in rotated(sites, number):
            try:
                measured[site.name].append(measure(chromium, site))
            except Exception as error:
                measured[site.name].append(Failed(f"{type(error).__name__}: {error}"))
            tell(f"round {number + 1}, {site.name}: {measured[site.name][-1]}")
    return measured


def rotated(sites, number):
    """Return the pages in the order of a round."""
    start = number * (len(sites) // 2 + 1) % len(sites)
    return [*sites[start:], *sites[:start]]


def columns():
    """Return the names of the columns, in order."""
    return [column.name for column in fields(Measured)]


def _ways(desks, phones):
    return (desks, 0), (desks, 1), (phones, 0)


def _idle(served):
    """Return the milliseconds of processor that a server uses in a second without readers."""
    before = served.cpu_milliseconds()
    time.sleep(QUIET)
    return (served.cpu_milliseconds() - before) / QUIET


def _cost(visits, idle):
    """Return what a visit costs the server, beside what it uses all the time."""
    return statistics.median(max(0.0, visit.cpu_ms - idle * visit.lasted) for visit in visits)


def _middle(visits, name):
    return statistics.median(getattr(visit, name) for visit in visits)
