"""Words never say more than the label: no cause, no amount where none was established."""

import dataclasses
import re
from datetime import date

import numpy as np
import pytest

from lib.domain.periods import add_months
from lib.i18n.translate import locale
from lib.statistics.pairs import PairAssessment, smallest_visible
from lib.views.committee.metric_pairs import metric_pairs_view
from lib.views.evidence import DisplayEffect, PairEvidence, pair_evidence
from lib.views.series import MetricSeries, PairSeries
from lib.views.snapshot import snapshot
from lib.wording.evidence import (
    LABELS,
    change_of_mind,
    evidence_facts,
    finding,
    label_name,
    naive_contrast,
)
from tests.builders import a_metric, a_pair

FRENCH, ENGLISH = locale("fr"), locale("en")
UNITS = ("%", "count", "EUR", "kEUR", "s", "days", "score", "index", "h", "min")
CAUSES = re.compile(
    r"\b(caus(?:e|ed|es|ing)|because|thanks to|due to|owing to|impact(?:s|ed)? (?:of|on)"
    r"|effect of|raised|lowered|led to|leads to|drives?|drove|driven|boosts?|boosted|makes?"
    r"|resulted in|results in|responsible for"
    r"|a caus\w+|causé\w*|grâce (?:à|au|aux)|dû (?:à|au|aux)|due à|a fait|fait (?:monter|baisser)"
    r"|impact(?:e|é)?s? (?:de|du|sur)|effet (?:de|du)|en raison d\w*|à cause d\w*|entraîn\w+"
    r"|provoqu\w+|permis d\w*)\b",
    re.IGNORECASE,
)
AMOUNTS = re.compile(
    r"[€$%]|\d\s*(?:pp|pts?|k|M|Md|B|s|h|min|days?|jours?|points?|mois-personne)\b", re.IGNORECASE
)
NUMBERS = {
    "fr": re.compile(r"[+−]?\d+(?:\u202f\d{3})*(?:,\d+)?"),
    "en": re.compile(r"[+−]?€?\d+(?:,\d{3})*(?:\.\d+)?"),
}
DECIMALS = {"fr": str.maketrans(",−", ".-", "\u202f"), "en": str.maketrans("−", "-", ",€")}
QUOTED = re.compile(r"“[^”]*”|«[^»]*»")


def sentences(series, evidence, language):
    """Return every sentence on a pair, in the order of the page; the last ones are facts."""
    return [
        finding(series, evidence, language),
        change_of_mind(evidence, language),
        *evidence_facts(evidence, language),
        naive_contrast(evidence, language),
    ]


def own_words(sentence):
    """Return a sentence without the names that people gave to their metrics."""
    return QUOTED.sub("x", sentence)


def figures(sentence, language):
    """Return the numbers of a sentence, however its language writes them."""
    numbers = NUMBERS[language.language].findall(own_words(sentence))
    return sorted(float(number.translate(DECIMALS[language.language])) for number in numbers)


def a_series(metric):
    months = tuple(add_months(date(2023, 1, 1), k) for k in range(46))
    empty = (None,) * len(months)
    return MetricSeries(
        metric, months, (1.0,) * 46, empty, empty, empty, months[-1], date(2026, 11, 5)
    )


def an_amount(rng):
    return float(rng.normal() * 10.0 ** rng.integers(-3, 6))


def an_assessment(rng, label):
    p = float(rng.choice([rng.uniform(), 0.03 * rng.uniform(), 0.0005]))
    estimate, half = an_amount(rng), abs(an_amount(rng))
    is_judged = label != "too_early"
    n = int(rng.integers(24, 90)) if is_judged else int(rng.integers(0, 24))
    return PairAssessment(
        label=label,
        p_value=p if is_judged else np.nan,
        estimate=estimate if is_judged else np.nan,
        low=estimate - half,
        high=estimate + half,
        n=n,
        lag=int(rng.integers(0, 7)),
        sign=int(rng.choice([-1, 1])),
        r=float(rng.uniform(-1, 1)),
        naive_r=float(rng.uniform(-1, 1)),
        smallest_visible=smallest_visible(n),
        contrary=bool(rng.random() < 0.2),
        q_value=min(1.0, 3 * p),
        reason="" if is_judged else str(rng.choice(["few_months", "many_missing", "flat"])),
        months_missing=0 if is_judged else 24 - n,
    )


def a_random_pair(seed):
    """Return a pair of an invented company, of any label, with any effect and any words due."""
    rng = np.random.default_rng([seed, 11])
    label = list(LABELS)[seed % len(LABELS)]
    assessment = an_assessment(rng, label)
    product, business = (
        a_metric(
            kind,
            kind=kind,
            name_fr=f"Indicateur {kind} {seed}",
            name_en=f"Metric {kind} {seed}",
            unit=str(rng.choice(UNITS)),
            direction=str(rng.choice(["up", "down"])),
            decimals=int(rng.integers(0, 3)),
        )
        for kind in ("product", "business")
    )
    pair = a_pair(expected_sign=assessment.sign, lag_months=assessment.lag)
    effect, half = an_amount(rng), abs(an_amount(rng))
    is_relative = bool(rng.random() < 0.4)
    shrink = 1e-3 if is_relative else 1.0
    step_is_relative = bool(rng.random() < 0.4)
    evidence = PairEvidence(
        pair_id=pair.pair_id,
        assessment=assessment,
        effect=DisplayEffect(
            step=0.01 if step_is_relative else float(rng.choice([-5.0, 0.1, 1.0, 200.0])),
            step_is_relative=step_is_relative,
            effect=shrink * effect,
            low=shrink * (effect - half),
            high=shrink * (effect + half),
            is_relative=is_relative,
        ),
        answer_on=date(2027, 3, 1) if assessment.reason == "few_months" else None,
        held_until=date(2025, 4, 1) if label == "broken" else None,
        months_to_settle=None if rng.random() < 0.2 else int(rng.integers(1, 100)),
        visible_soon=smallest_visible(assessment.n + 12),
    )
    return PairSeries(pair, a_series(product), a_series(business), ()), evidence


COMPANIES = range(200)


@pytest.fixture(scope="module")
def invented():
    return [a_random_pair(seed) for seed in COMPANIES]


@pytest.fixture
def demo_pairs(demo):
    data = snapshot(demo)
    evidence = pair_evidence(data)
    return [
        (card.series, evidence[card.series.pair.pair_id]) for card in metric_pairs_view(data).cards
    ]


def require_no_cause(pairs):
    for series, evidence in pairs:
        for language in (FRENCH, ENGLISH):
            for sentence in sentences(series, evidence, language):
                assert not CAUSES.search(own_words(sentence)), sentence


def require_no_amount(pairs):
    for series, evidence in pairs:
        if evidence.assessment.label == "established":
            continue
        for language in (FRENCH, ENGLISH):
            for sentence in sentences(series, evidence, language):
                assert not AMOUNTS.search(own_words(sentence)), sentence


def require_the_same_in_both_languages(pairs):
    for series, evidence in pairs:
        both_languages = zip(
            sentences(series, evidence, FRENCH), sentences(series, evidence, ENGLISH), strict=True
        )
        for french, english in both_languages:
            assert french != english
            assert figures(french, FRENCH) == figures(english, ENGLISH), (french, english)


def test_the_demo_company_gives_pairs_of_many_labels(demo_pairs):
    assert len(demo_pairs) >= 16
    assert len({evidence.assessment.label for _, evidence in demo_pairs}) >= 6


def test_invented_companies_give_every_label(invented):
    assert {evidence.assessment.label for _, evidence in invented} == set(LABELS)


def test_no_sentence_on_the_demo_company_names_a_cause(demo_pairs):
    require_no_cause(demo_pairs)


def test_no_sentence_on_an_invented_company_names_a_cause(invented):
    require_no_cause(invented)


def test_no_amount_of_the_demo_company_is_stated_below_an_established_link(demo_pairs):
    require_no_amount(demo_pairs)


def test_no_amount_of_an_invented_company_is_stated_below_an_established_link(invented):
    require_no_amount(invented)


def test_the_demo_company_has_the_same_figures_in_both_languages(demo_pairs):
    require_the_same_in_both_languages(demo_pairs)


def test_an_invented_company_has_the_same_figures_in_both_languages(invented):
    require_the_same_in_both_languages(invented)


def test_an_established_link_tells_its_amount_with_both_bounds(invented):
    for series, evidence in invented:
        if evidence.assessment.label == "established":
            sentence = finding(series, evidence, ENGLISH)
            assert re.search(r"moved by .+ \[.+ to .+\]", sentence), sentence
            assert len(figures(sentence, ENGLISH)) >= 4, sentence


def test_an_established_link_without_a_quantity_tells_none(invented):
    series, evidence = next(case for case in invented if case[1].assessment.label == "established")
    sentence = finding(series, dataclasses.replace(evidence, effect=None), ENGLISH)

    assert "goes with" in sentence
    assert not figures(sentence, ENGLISH)


def test_every_label_has_its_own_name_in_each_language():
    for language in (FRENCH, ENGLISH):
        assert len({label_name(label, language) for label in LABELS}) == len(LABELS)


@pytest.mark.parametrize(
    "sentence",
    [
        "Speed raised conversion.",
        "The fall is due to the new page.",
        "Grâce à la vitesse, la conversion monte.",
        "La lenteur a causé la baisse.",
        "La page a fait monter le panier.",
        "La baisse est due à la page.",
        "L’effet de la page sur le panier.",
    ],
)
def test_the_rule_on_causes_sees_what_it_is_for(sentence):
    assert CAUSES.search(sentence)


@pytest.mark.parametrize("sentence", ["+0.3 pp", "1,2 M€", "12 %", "0.1 s faster", "3 jours"])
def test_the_rule_on_amounts_sees_what_it_is_for(sentence):
    assert AMOUNTS.search(sentence)
