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


def medians(results):
    """Return the median of each column over the rounds; None where a round failed."""
    if any(isinstance(result, Failed) for result in results):
        return None
    return {
        name: statistics.median(getattr(result, name) for result in results) for name in columns()
    }


def ratios(results, anchor):
    """Return how many times the anchor each column is, round by round; None where one failed."""
    if any(isinstance(result, Failed) for result in (*results, *anchor)):
        return None
    both = list(zip(results, anchor, strict=True))
    return {
        name: statistics.median(
            getattr(theirs, name) / getattr(ours, name) for theirs, ours in both
        )
        for name in columns()
        if all(getattr(ours, name) for _, ours in both)
    }


def behind(results, anchor, peers):
    """Return, by peer, the columns in which the anchor is not ahead, and how many times so."""
    factors = {peer: ratios(results[peer], results[anchor]) for peer in peers}
    return {
        peer: {name: times for name, times in ratio.items() if times <= 1}
        for peer, ratio in factors.items()
        if ratio is not None
    }


def lines(results, anchor):
    """Give the table: a line of figures for each page, and one of ratios under it."""
    width = max(len(name) for name in results) + 2
    for at in (0, 1):
        yield " " * width + "".join(f"{heading[at]:>13}" for heading in HEADINGS.values())
    for name, rounds in results.items():
        middle = medians(rounds)
        if middle is None:
            why = next(result.why for result in rounds if isinstance(result, Failed))
            yield f"{name:<{width}}failed: {why}"
            continue
        yield f"{name:<{width}}" + "".join(_figure(key, middle[key]) for key in HEADINGS)
        times = None if name == anchor else ratios(rounds, results[anchor])
        if times:
            yield " " * width + "".join(_times(times.get(key)) for key in HEADINGS)


def _figure(name, value):
    places = _PLACES.get(name.split("_")[0], 0)
    return f"{value:13.{places}f}"


def _times(value):
    return f"{'×' + format(value, '.2f'):>13}" if value is not None else " " * 13
