"""What the data supports, on the command line: pairs, launches, signals, forecasts, priorities."""

import math
from argparse import ArgumentParser, Namespace
from collections.abc import Iterable, Mapping
from dataclasses import asdict
from datetime import date
from typing import Any

import numpy as np

from lib.cli.command import Command, Result, answer, locale_of
from lib.cli.table import table
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


def _declare_as_of(parser: ArgumentParser) -> None:
    parser.add_argument("--as-of", type=int, metavar="SEQ")


def _declare_evidence(parser: ArgumentParser) -> None:
    parser.add_argument("pair", nargs="?", metavar="PAIR")
    _declare_as_of(parser)


def _declare_impact(parser: ArgumentParser) -> None:
    parser.add_argument("initiative", metavar="INITIATIVE")
    _declare_as_of(parser)


def _declare_signals(parser: ArgumentParser) -> None:
    parser.add_argument("metric", metavar="METRIC")
    _declare_as_of(parser)


def _declare_forecast(parser: ArgumentParser) -> None:
    parser.add_argument("key_result", metavar="KEY_RESULT")
    parser.add_argument("--quarter", default="", metavar="Q")
    _declare_as_of(parser)


def _evidence(database: Database, arguments: Namespace) -> Result:
    shown = snapshot(database, arguments.as_of)
    found = pair_evidence(shown)
    if arguments.pair is not None:
        if arguments.pair not in found:
            raise NotFoundError(N_("There is no pair “{pair}”."), pair=arguments.pair)
        found = {arguments.pair: found[arguments.pair]}
    locale = locale_of(arguments)
    view = metric_pairs_view(shown)
    return answer(
        arguments,
        records=[_evidence_record(one) for one in found.values()],
        sentences=[
            f"{card.pair_id}  {label_name(found[card.pair_id].assessment.label, locale)}  "
            + finding(card.series, found[card.pair_id], locale)
            for card in view.cards
            if card.pair_id in found
        ],
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


def _impact(database: Database, arguments: Namespace) -> Result:
    found = impact_of(snapshot(database, arguments.as_of), arguments.initiative)
    locale = locale_of(arguments)
    sides = [side for side in (found.product, found.business) if side is not None]
    return answer(
        arguments,
        records=[
            {
                "initiative": found.initiative_id,
                "product": _impact_record(found.product),
                "business": _impact_record(found.business),
            }
        ],
        sentences=[_impact_sentence(side, locale) for side in sides]
        or [locale.gettext("Nothing can be measured before the launch.")],
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


def _signals(database: Database, arguments: Namespace) -> Result:
    shown = snapshot(database, arguments.as_of)
    metric = company(shown).metrics.get(arguments.metric)
    if metric is None:
        raise NotFoundError(N_("There is no metric “{metric}”."), metric=arguments.metric)
    series = metric_series(shown, metric)
    values = np.array([np.nan if v is None else v for v in series.values], dtype=float)
    found = find_signals(values)
    locale = locale_of(arguments)
    flagged = [
        [
            formats.month(series.months[at], locale),
            formats.quantity(series.values[at], metric.unit, locale, decimals=metric.decimals or 0),
        ]
        for at in np.flatnonzero(found.flags)
    ]
    return answer(
        arguments,
        records=[_signals_record(series, found)],
        sentences=table(["", name_of(metric, locale)], flagged, right="<>")
        if flagged
        else [locale.gettext("No month left its expected range.")],
    )


def _signals_record(series: MetricSeries, found: Signals) -> Mapping[str, Any]:
    return {
        "metric": series.metric.metric_id,
        "label": found.label,
        "months": [month_key(month) for month in series.months],
        "flags": [bool(flag) for flag in found.flags],
        "low": [_number(value) for value in found.expected_low],
        "high": [_number(value) for value in found.expected_high],
        "p_value": _number(found.p_value),
        "estimate": _number(found.estimate),
        "n": found.n,
        "reason": found.reason,
    }


def _forecast(database: Database, arguments: Namespace) -> Result:
    shown = snapshot(database, arguments.as_of)
    line = _key_result(shown, arguments.key_result, arguments.quarter)
    told, result = line.outlook, line.key_result
    locale = locale_of(arguments)
    return answer(
        arguments,
        records=[
            {
                "key_result": result.key_result_id,
                "quarter": result.quarter,
                "label": "forecast" if told.state == "forecast" else "too_early",
                "reason": "" if told.state == "forecast" else told.state,
                "target": result.target_value,
                "path": _path(told, told.path),
                "low": _path(told, told.low),
                "high": _path(told, told.high),
                "chance": _number(told.chance),
                "verdict": told.verdict,
                "n": told.count,
                "pace": _number(line.pace.progress.pace),
            }
        ],
        sentences=[
            f"{month_key(month)}  {formats.number(value, locale, decimals=result.decimals or 0)}"
            for month, value in zip(told.ahead, told.path, strict=True)
        ]
        or [locale.gettext("Nothing is forecast; only the pace is told.")],
    )


def _key_result(shown: Snapshot, asked: str, quarter: str) -> KeyResultLine:
    for objective in objectives_view(shown, quarter).objectives:
        for line in objective.lines:
            if line.key_result.key_result_id == asked:
                return line
    raise NotFoundError(
        N_("There is no key result “{key_result}” in that quarter."), key_result=asked
    )


def _path(told: Outlook, values: Iterable[float]) -> list[list[object]]:
    return [[month_key(month), value] for month, value in zip(told.ahead, values, strict=True)]


def _riceo(database: Database, arguments: Namespace) -> Result:
    rows = riceo_rows(snapshot(database, arguments.as_of))
    locale = locale_of(arguments)
    return answer(
        arguments,
        records=[asdict(row) for row in rows],
        sentences=table(
            ["", "RICE", "O", "RICEO", locale.gettext("Tier")],
            [
                [
                    row.initiative,
                    formats.number(row.rice, locale, decimals=1),
                    formats.number(row.o, locale, decimals=2),
                    formats.number(row.riceo, locale, decimals=1),
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


COMMANDS = (
    Command(
        "evidence", N_("Say how far the data supports each pair."), _declare_evidence, _evidence
    ),
    Command("impact", N_("Say what a launch changed."), _declare_impact, _impact),
    Command("signals", N_("Say which months were unusual."), _declare_signals, _signals),
    Command("forecast", N_("Say where a key result is heading."), _declare_forecast, _forecast),
    Command("riceo", N_("Rank the initiatives by RICEO."), _declare_as_of, _riceo),
)
