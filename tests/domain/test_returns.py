"""Predictions sealed and compared; spend by what it can show."""

import hashlib
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lib.domain.initiatives import Prediction
from lib.domain.returns import (
    RETURN_CLASSES,
    PortfolioItem,
    PredictionOutcome,
    accuracy_by_class,
    canonical_prediction,
    prediction_accuracy,
    prediction_fingerprint,
    return_class,
    returns_by_class,
    seal_state,
)

FROZEN = Prediction(
    initiative_id="I04", frozen_on=date(2024, 5, 27), low=294000.0, mid=420000.0, high=546000.0
)


def sealed(prediction=FROZEN):
    return replace(prediction, fingerprint=prediction_fingerprint(prediction))


def test_the_fingerprint_is_the_sha_256_of_the_canonical_line():
    line = "I04|2024-05-27|294000|420000|546000"

    assert canonical_prediction(FROZEN) == line
    assert prediction_fingerprint(FROZEN) == hashlib.sha256(line.encode()).hexdigest()


def test_missing_ends_and_cents_have_one_form():
    odd = replace(FROZEN, low=None, mid=0.1, high=-2.5)

    assert canonical_prediction(odd) == "I04|2024-05-27||0.1|-2.5"


@pytest.mark.parametrize("change", [{"mid": 420001.0}, {"low": None}, {"high": 546000.5}])
def test_any_changed_figure_shows(change):
    assert seal_state([sealed()]) == "intact"
    assert seal_state([replace(sealed(), **change)]) == "altered"


def test_figures_written_again_show_even_with_a_new_fingerprint():
    again = sealed(replace(FROZEN, mid=380000.0))

    assert seal_state([sealed(), again]) == "altered"
    assert seal_state([sealed(), sealed()]) == "intact"


def test_a_prediction_without_fingerprint_is_unsealed_not_intact():
    assert seal_state([FROZEN]) == "unsealed"


def test_capitals_in_a_fingerprint_are_the_same_fingerprint():
    assert seal_state([replace(FROZEN, fingerprint=sealed().fingerprint.upper())]) == "intact"


@pytest.mark.parametrize(
    ("finding", "course", "expected"),
    [
        ("strong", "better", "demonstrated"),
        ("moderate", "better", "demonstrated"),
        ("weak", "better", "probable"),
        ("weak", "worse", "reversed"),
        ("moderate", "worse", "reversed"),
        ("none", "unclear", "not_shown"),
        ("strong", "unclear", "not_shown"),
        ("too_early", "unclear", "too_early"),
    ],
)
def test_the_class_of_a_spend_follows_its_business_metric(finding, course, expected):
    assert return_class(finding, course) == expected


def test_returns_are_split_by_class():
    lines = returns_by_class(
        [
            PortfolioItem("I1", "demonstrated", cost=100.0, announced=400.0, actual=380.0),
            PortfolioItem("I2", "demonstrated", cost=50.0, announced=None, actual=None),
            PortfolioItem("I3", "not_shown", cost=None, announced=90.0, actual=-10.0),
        ]
    )
    by_kind = {line.kind: line for line in lines}

    assert tuple(by_kind) == RETURN_CLASSES
    assert by_kind["demonstrated"].initiative_ids == ("I1", "I2")
    assert (by_kind["demonstrated"].spend, by_kind["demonstrated"].announced) == (150.0, 400.0)
    assert (by_kind["demonstrated"].reviewed, by_kind["demonstrated"].actual) == (1, 380.0)
    assert (by_kind["not_shown"].spend, by_kind["not_shown"].actual) == (0.0, -10.0)
    assert by_kind["reversed"].initiative_ids == ()


@given(st.lists(st.tuples(st.sampled_from(RETURN_CLASSES), st.integers(0, 10**6)), max_size=30))
def test_classes_add_up_to_the_whole_spend_and_count_no_initiative_twice(spends):
    lines = returns_by_class(
        PortfolioItem(f"I{k}", kind, float(cost), None, None)
        for k, (kind, cost) in enumerate(spends)
    )
    names = [name for line in lines for name in line.initiative_ids]

    assert sum(line.spend for line in lines) == sum(cost for _, cost in spends)
    assert sorted(names) == sorted({f"I{k}" for k in range(len(spends))})


def test_prediction_accuracy_is_worked_out_by_hand():
    # announced 420 + 130 + 100 = 650; found 405 + 0 + 76 = 481; 481 ÷ 650 = 0.74
    record = prediction_accuracy(
        [
            PredictionOutcome(
                "I04", "demonstrated", 294.0, 420.0, 546.0, 405.0
            ),  # in range, 3.6 % off
            PredictionOutcome("I10", "not_shown", 91.0, 130.0, 169.0, 0.0),  # nothing
            PredictionOutcome("I18", "demonstrated", None, 100.0, None, 76.0),  # no range, 24 % off
        ]
    )

    assert (record.count, record.announced, record.actual) == (3, 650.0, 481.0)
    assert record.share == pytest.approx(0.74, abs=1e-9)
    assert (record.ranged, record.within_range, record.close, record.nothing) == (2, 1, 2, 1)


def test_no_prediction_has_no_share():
    assert prediction_accuracy([]).share is None


def test_accuracy_is_computed_for_each_class_that_has_a_reviewed_prediction():
    records = accuracy_by_class(
        [
            PredictionOutcome("I10", "not_shown", 91.0, 130.0, 169.0, 0.0),
            PredictionOutcome("I04", "demonstrated", 294.0, 420.0, 546.0, 405.0),
            PredictionOutcome("I18", "demonstrated", None, 100.0, None, 76.0),
        ]
    )

    assert [record.kind for record in records] == ["demonstrated", "not_shown"]
    assert (records[0].accuracy.announced, records[0].accuracy.actual) == (520.0, 481.0)
    assert (records[1].accuracy.announced, records[1].accuracy.actual) == (130.0, 0.0)
