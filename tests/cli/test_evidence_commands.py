"""What the data supports, on the command line: the fields of the contract, and honest refusals."""

import json

import pytest

from lib.cli.program import main

PAIR_FIELDS = {
    "pair",
    "label",
    "lag",
    "n",
    "estimate",
    "low",
    "high",
    "smallest_visible",
    "naive_r",
}
RICEO_FIELDS = {
    "initiative",
    "reach",
    "impact",
    "confidence",
    "effort",
    "rice",
    "o",
    "riceo",
    "tier",
    "p_top",
    "rank_low",
    "rank_high",
}


@pytest.fixture
def say(demo_file, tmp_path, capfd):
    path = tmp_path / "company.duckdb"
    path.write_bytes(demo_file.read_bytes())

    def run(*words):
        code = main([*words, "--json", "--database", str(path)])
        lines = capfd.readouterr().out.splitlines()
        return code, [json.loads(line) for line in lines]

    return run


def test_evidence_says_one_line_a_pair(say):
    code, lines = say("evidence")

    assert code == 0
    assert len(lines) == 16
    assert all(set(line) >= PAIR_FIELDS for line in lines)
    assert {line["pair"]: line["label"] for line in lines}["P13"] == "too_early"


def test_evidence_of_one_pair_has_its_interval_around_its_estimate(say):
    _, [line] = say("evidence", "P03")

    assert line["label"] == "established"
    assert line["low"] < line["estimate"] < line["high"]


def test_a_pair_that_is_too_early_has_no_figure(say):
    _, [line] = say("evidence", "P13")

    assert line["estimate"] is None
    assert line["answer_on"] == "2027-11"


def test_an_unknown_pair_is_refused_in_both_languages(say):
    code, [line] = say("evidence", "P99")

    assert code == 1
    assert "P99" in line["message_fr"]
    assert "P99" in line["message_en"]


def test_impact_tells_both_sides(say):
    code, [line] = say("impact", "I04")

    assert code == 0
    assert line["product"]["metric"] == "checkout_error_rate"
    assert line["business"]["low"] < line["business"]["estimate"] < line["business"]["high"]


def test_signals_give_one_flag_a_month(say):
    _, [line] = say("signals", "conversion")

    assert len(line["flags"]) == len(line["months"]) == 46
    assert set(line["flags"]) <= {True, False}


def test_a_forecast_stays_within_its_band(say):
    _, [line] = say("forecast", "KR1.1")

    assert line["label"] == "forecast"
    assert [month for month, _ in line["path"]] == ["2026-11", "2026-12"]
    for (_, low), (_, value), (_, high) in zip(
        line["low"], line["path"], line["high"], strict=True
    ):
        assert low < value < high


def test_riceo_is_rice_times_the_objective_factor(say):
    code, lines = say("riceo")

    assert code == 0
    assert all(set(line) == RICEO_FIELDS for line in lines)
    for line in lines:
        rice = line["reach"] * line["impact"] * line["confidence"] / line["effort"]
        assert line["rice"] == pytest.approx(rice, rel=1e-9)
        assert line["riceo"] == pytest.approx(rice * line["o"], rel=1e-9)


def test_an_empty_company_has_nothing_to_say(tmp_path, capfd):
    code = main(["evidence", "--json", "--database", str(tmp_path / "absent.duckdb")])

    assert code == 0
    assert capfd.readouterr().out == ""
