"""``python -m lib``: Tandem on the command line."""

import sys

from lib.cli.program import main
from lib.cli.registry import BENCH


def run(words: list[str]) -> int:
    """Run the command typed; the benchmark serves pages, so it stands above the other commands."""
    if words[:1] == [BENCH.name]:
        from lib.server.bench.run import main as measure  # the pages take a second to import

        return measure(words[1:])
    return main(words)


if __name__ == "__main__":
    sys.exit(run(sys.argv[1:]))
