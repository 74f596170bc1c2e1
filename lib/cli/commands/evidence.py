"""Results of the statistics: pairs, launches, signals, forecasts, priorities."""

import math
from collections.abc import Iterable, Mapping
from dataclasses import asdict
from datetime import date
from typing import Any

import click
import numpy as np

from lib.cli.command import Command, Invocation, Result, TextTable, as_of_option
from lib.domain.periods import month_key
from lib.errors import NotFoundError
from lib.i18n import formats
from lib.i18n.translate import N_, Locale
from lib.statistics.signals import Signals, find_signals
from lib.store.database import Database
from lib.views.committee.key_results import KeyResultLine
from lib.views.committee.metric_pairs import metric_pairs_view
from lib.views.committee.objectives import objectives_view
from lib.views.company import company
from lib.views.evidence import PairEvidence, pair_evidence
from lib.views.impacts import MetricImpact, impact_of
from lib.views.outlook import Outlook
from lib.views.series import MetricSeries, metric_series
from lib.views.snapshot import Snapshot, snapshot
from lib.views.steering.roadmap import riceo_rows
from lib.wording.evidence import finding, label_name
from lib.wording.names import name_of


def _evidence(
    database: Database, call: Invocation, *, pair: str | None, as_of: int | None
) -> Result:
    state = snapshot(database, as_of)
    evidence = pair_evidence(state)
    if pair is not None:
        if pair not in evidence:
            raise NotFoundError(N_("There is no pair “{pair}”."), pair=pair)
        evidence = {pair: evidence[pair]}
    return call.answer(
        map(_evidence_record, evidence.values()),
        (
            f"{card.pair_id}  "
            f"{label_name(evidence[card.pair_id].assessment.label, call.locale)}  "
            f"{finding(card.series, evidence[card.pair_id], call.locale)}"
            for card in metric_pairs_view(state).cards
            if card.pair_id in evidence
        ),
    )


def _evidence_record(evidence: PairEvidence) -> Mapping[str, Any]:
    result = evidence.assessment
    return {
        "pair": evidence.pair_id,
        "label": result.label,
        "lag": result.lag,
        "sign": result.sign,
        "n": result.n,
        "estimate": _number(result.estimate),
        "low": _number(result.low),
        "high": _number(result.high),
        "p_value": _number(result.p_value),
        "q_value": _number(result.q_value),
        "r": _number(result.r),
        "naive_r": _number(result.naive_r),
        "smallest_visible": _number(result.smallest_visible),
        "product_in_logs": result.product_in_logs,
        "business_in_logs": result.business_in_logs,
        "reason": result.reason,
        "answer_on": _month(evidence.answer_on),
        "held_until": _month(evidence.held_until),
    }


def _impact(database: Database, call: Invocation, *, initiative: str, as_of: int | None) -> Result:
    impact = impact_of(snapshot(database, as_of), initiative)
    sides = [side for side in (impact.product, impact.business) if side is not None]
    return call.answer(
        [
            {
                "initiative": impact.initiative_id,
                "product": _impact_record(impact.product),
                "business": _impact_record(impact.business),
            }
        ],
        [_impact_sentence(side, call.locale) for side in sides]
        or [call.locale.gettext("Nothing can be measured before the launch.")],
    )


def _impact_record(side: MetricImpact | None) -> Mapping[str, Any] | None:
    if side is None:
        return None
    return {
        "metric": side.metric.metric_id,
        "label": side.finding,
        "estimate": _number(side.estimate),
        "low": _number(side.low),
        "high": _number(side.high),
        "p_value": _number(side.p_value),
        "n": side.n,
        "expected_from": _month(side.expected_from),
        "answer_from": _month(side.answer_from),
        "neighbours": [
            *(item.initiative_id for item in side.launches),
            *(event.event_id for event in side.events),
        ],
    }


def _impact_sentence(side: MetricImpact, locale: Locale) -> str:
    metric = side.metric

    def figure(value: float | None) -> str:
        return formats.change(value, metric.unit, locale, decimals=metric.decimals or 0)

    return (
        f"{name_of(metric, locale)}  {side.finding}  {figure(side.estimate)} "
        f"[{figure(side.low)}; {figure(side.high)}]"
    )


def _signals(database: Database, call: Invocation, *, metric: str, as_of: int | None) -> Result:
    state = snapshot(database, as_of)
    record = company(state).metrics.get(metric)
    if record is None:
        raise NotFoundError(N_("There is no metric “{metric}”."), metric=metric)
    series = metric_series(state, record)
    values = np.array([np.nan if value is None else value for value in series.values], dtype=float)
    signals = find_signals(values)
    flagged = [
        [
            formats.month(series.months[index], call.locale),
            formats.quantity(
                series.values[index], record.unit, call.locale, decimals=record.decimals or 0
            ),
        ]
        for index in np.flatnonzero(signals.flags)
    ]
    return call.answer(
        [_signals_record(series, signals)],
        TextTable(["", name_of(record, call.locale)], flagged, right="<>")
        if flagged
        else [call.locale.gettext("No month left its expected range.")],
    )


def _signals_record(series: MetricSeries, signals: Signals) -> Mapping[str, Any]:
    return {
        "metric": series.metric.metric_id,
        "label": signals.label,
        "months": [month_key(month) for month in series.months],
        "flags": [bool(flag) for flag in signals.flags],
        "low": [_number(value) for value in signals.expected_low],
        "high": [_number(value) for value in signals.expected_high],
        "p_value": _number(signals.p_value),
        "estimate": _number(signals.estimate),
        "n": signals.n,
        "reason": signals.reason,
    }


def _forecast(
    database: Database, call: Invocation, *, key_result: str, quarter: str, as_of: int | None
) -> Result:
    line = _key_result(snapshot(database, as_of), key_result, quarter)
    outlook, result = line.outlook, line.key_result
    is_forecast = outlook.state == "forecast"
    return call.answer(
        [
            {
                "key_result": result.key_result_id,
                "quarter": result.quarter,
                "label": "forecast" if is_forecast else "too_early",
                "reason": "" if is_forecast else outlook.state,
                "target": result.target_value,
                "path": _path(outlook, outlook.path),
                "low": _path(outlook, outlook.low),
                "high": _path(outlook, outlook.high),
                "chance": _number(outlook.chance),
                "verdict": outlook.verdict,
                "n": outlook.count,
                "pace": _number(line.pace.progress.pace),
            }
        ],
        [
            f"{month_key(month)}  "
            f"{formats.number(value, call.locale, decimals=result.decimals or 0)}"
            for month, value in zip(outlook.ahead, outlook.path, strict=True)
        ]
        or [call.locale.gettext("Nothing is forecast; only the pace is stated.")],
    )


def _key_result(state: Snapshot, key_result_id: str, quarter: str) -> KeyResultLine:
    for objective in objectives_view(state, quarter).objectives:
        for line in objective.lines:
            if line.key_result.key_result_id == key_result_id:
                return line
    raise NotFoundError(
        N_("There is no key result “{key_result}” in that quarter."), key_result=key_result_id
    )


def _path(outlook: Outlook, values: Iterable[float]) -> list[list[object]]:
    return [[month_key(month), value] for month, value in zip(outlook.ahead, values, strict=True)]


def _riceo(database: Database, call: Invocation, *, as_of: int | None) -> Result:
    rows = riceo_rows(snapshot(database, as_of))
    return call.answer(
        map(asdict, rows),
        TextTable(
            ["", "RICE", "O", "RICEO", call.locale.gettext("Tier")],
            [
                [
                    row.initiative,
                    formats.number(row.rice, call.locale, decimals=1),
                    formats.number(row.o, call.locale, decimals=2),
                    formats.number(row.riceo, call.locale, decimals=1),
                    row.tier,
                ]
                for row in rows
            ],
            right="<>>><",
        ),
    )


def _number(value: float | None) -> float | None:
    return None if value is None or not math.isfinite(value) else float(value)


def _month(period: date | None) -> str | None:
    return month_key(period) if period else None


COMMANDS = {
    "evidence": Command(
        "evidence",
        N_("Say how far the data supports each pair."),
        _evidence,
        [click.Argument(["pair"], required=False, metavar="PAIR"), as_of_option()],
        example="evidence P03",
    ),
    "impact": Command(
        "impact",
        N_("Say what a launch changed."),
        _impact,
        [click.Argument(["initiative"], metavar="INITIATIVE"), as_of_option()],
        example="impact I04",
    ),
    "signals": Command(
        "signals",
        N_("Say which months were unusual."),
        _signals,
        [click.Argument(["metric"], metavar="METRIC"), as_of_option()],
        example="signals conversion",
    ),
    "forecast": Command(
        "forecast",
        N_("Say where a key result is heading."),
        _forecast,
        [
            click.Argument(["key_result"], metavar="KEY_RESULT"),
            click.Option(["--quarter"], default="", metavar="Q"),
            as_of_option(),
        ],
        example="forecast KR1.1 --quarter 2026-Q4",
    ),
    "riceo": Command("riceo", N_("Rank the initiatives by RICEO."), _riceo, [as_of_option()]),
}
