"""The statistics read what was planted: every label in the default company, most in any other."""

import pytest

from lib.demo.company import DEFAULT_SEED
from lib.demo.registers import metric_pairs
from tests.demo_expectations.scan import assess, intended, scan


@pytest.fixture(scope="module")
def assessed():
    return assess(DEFAULT_SEED)


@pytest.mark.parametrize(("pair_id", "label"), intended().items())
def test_each_pair_of_the_default_company_gets_the_label_planted(assessed, pair_id, label):
    assert assessed[pair_id].label == label


def test_most_labels_are_right_with_other_seeds():
    result = scan(range(3))

    assert result.overall >= 0.8
    assert result.rate("P13") == 1


def test_raw_curves_deceive_both_ways(assessed):
    rising_together = [assessed[pair_id].naive_r for pair_id in ("P09", "P10", "P11")]

    assert min(rising_together) > 0.5
    assert assessed["P15"].label == "established"
    assert abs(assessed["P15"].naive_r) < 0.5


def test_the_truth_names_every_pair_once():
    assert list(intended()) == [pair.pair_id for pair in metric_pairs()]
