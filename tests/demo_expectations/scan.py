"""How often the statistics read what was planted: labels of the sixteen pairs, seed by seed.

``PYTHONPATH=. python tests/demo_expectations/scan.py 0 400`` prints the rates, and the seeds in
which every label is right.
"""

import csv
import sys
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from lib.demo.figures import published
from lib.demo.registers import metric_pairs
from lib.statistics.pairs import PairAssessment, assess_pair, label_together

HERE = Path(__file__).parent


@dataclass(frozen=True, slots=True)
class Scan:
    """Labels found over many seeds, and the seeds in which all were right."""

    labels: dict[str, Counter[str]]
    all_right: list[int]

    def rate(self, pair_id: str) -> float:
        """Return the share of seeds in which a pair got its intended label."""
        counts = self.labels[pair_id]
        return counts[intended()[pair_id]] / counts.total()

    @property
    def overall(self) -> float:
        """Return the share of labels that are as intended."""
        return sum(self.rate(pair_id) for pair_id in self.labels) / len(self.labels)


def intended() -> dict[str, str]:
    """Return the label each pair was planted to get."""
    rows = csv.DictReader((HERE / "pair.csv").read_text().splitlines())
    return {row["pair_id"]: row["label"] for row in rows}


def assess(seed: int) -> dict[str, PairAssessment]:
    """Return the assessment of each pair of one seed, all shown together."""
    series = published(seed)
    pairs = metric_pairs()
    alone = [
        assess_pair(
            series[pair.product_metric_id],
            series[pair.business_metric_id],
            sign=pair.expected_sign,
            lag=pair.lag_months,
        )
        for pair in pairs
    ]
    return dict(zip((pair.pair_id for pair in pairs), label_together(alone), strict=True))


def scan(seeds: Iterable[int]) -> Scan:
    """Return the labels found in each seed."""
    truth = intended()
    labels: dict[str, Counter[str]] = {pair_id: Counter() for pair_id in truth}
    all_right = []
    for seed in seeds:
        of_seed = {pair_id: result.label for pair_id, result in assess(seed).items()}
        for pair_id, label in of_seed.items():
            labels[pair_id][label] += 1
        if of_seed == truth:
            all_right.append(seed)
    return Scan(labels, all_right)


def main(first: int, last: int) -> None:
    """Print the rates over a range of seeds."""
    result = scan(range(first, last))
    lines = [
        f"{pair_id} {label:<12} {result.rate(pair_id):6.1%} {dict(result.labels[pair_id])}"
        for pair_id, label in intended().items()
    ]
    lines += [f"overall {result.overall:.1%}", f"all right: {result.all_right}"]
    sys.stdout.write("\n".join(lines) + "\n")


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]))
