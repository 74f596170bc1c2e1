"""The table of the comparison: medians of the rounds, and ratios to Tandem round by round."""

import statistics

from tests.benchmarks.peers.rounds import Failed, columns

HEADINGS = {
    "drawn_first": ("drawn, s", "empty cache"),
    "drawn_again": ("drawn, s", "filled"),
    "drawn_phone": ("drawn, s", "phone"),
    "megabytes_first": ("MB", "empty"),
    "megabytes_again": ("MB", "filled"),
    "requests_first": ("requests", "empty"),
    "requests_again": ("requests", "filled"),
    "script_ms": ("JS", "ms"),
    "busy_ms": ("main thread", "ms"),
    "memory_megabytes": ("server", "MB"),
    "cpu_again_ms": ("CPU ms", "data only"),
    "cpu_first_ms": ("CPU ms", "+ assets"),
    "idle_ms": ("CPU ms", "a s, idle"),
    "burst_again": ("20 in 5 s", "p95, s"),
    "burst_first": ("20 in 5 s", "+ assets"),
    "foreign": ("foreign", "requests"),
}
_PLACES = {"drawn": 2, "megabytes": 2, "burst": 2}


def medians(found):
    """Return the median of each column over the rounds; None where a round failed."""
    if any(isinstance(one, Failed) for one in found):
        return None
    return {name: statistics.median(getattr(one, name) for one in found) for name in columns()}


def ratios(found, anchor):
    """Return how many times the anchor each column is, round by round; None where one failed."""
    if any(isinstance(one, Failed) for one in (*found, *anchor)):
        return None
    both = list(zip(found, anchor, strict=True))
    return {
        name: statistics.median(getattr(one, name) / getattr(ours, name) for one, ours in both)
        for name in columns()
        if all(getattr(ours, name) for _, ours in both)
    }


def behind(found, anchor, peers):
    """Return, by peer, the columns in which the anchor is not ahead, and how many times so."""
    told = {peer: ratios(found[peer], found[anchor]) for peer in peers}
    return {
        peer: {name: times for name, times in ratio.items() if times <= 1}
        for peer, ratio in told.items()
        if ratio is not None
    }


def lines(found, anchor):
    """Give the table: a line of figures for each page, and one of ratios under it."""
    width = max(len(name) for name in found) + 2
    for at in (0, 1):
        yield " " * width + "".join(f"{heading[at]:>13}" for heading in HEADINGS.values())
    for name, rounds in found.items():
        middle = medians(rounds)
        if middle is None:
            why = next(one.why for one in rounds if isinstance(one, Failed))
            yield f"{name:<{width}}failed: {why}"
            continue
        yield f"{name:<{width}}" + "".join(_figure(key, middle[key]) for key in HEADINGS)
        times = None if name == anchor else ratios(rounds, found[anchor])
        if times:
            yield " " * width + "".join(_times(times.get(key)) for key in HEADINGS)


def _figure(name, value):
    places = _PLACES.get(name.split("_")[0], 0)
    return f"{value:13.{places}f}"


def _times(value):
    return f"{'×' + format(value, '.2f'):>13}" if value is not None else " " * 13
