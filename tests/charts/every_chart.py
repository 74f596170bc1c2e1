"""Every chart of the demo company, as its pages draw it."""

from lib.charts.alignment import alignment_chart
from lib.charts.cohorts import cohort_chart
from lib.charts.confidence import confidence_chart
from lib.charts.decisions import options_chart, verdicts_chart
from lib.charts.initiatives import announced_chart, effects_chart, return_chart, windows_chart
from lib.charts.listening import clock_chart
from lib.charts.objectives import pace_chart
from lib.charts.outlook import outlook_chart
from lib.charts.pairs.lag_profile import lag_profile_chart
from lib.charts.pairs.metric_series import series_chart, spark_chart
from lib.charts.roadmap import board_chart, capacity_chart, delays_chart, hindsight_chart
from lib.charts.scenarios import drivers_chart, tornado_chart, what_if_chart
from lib.charts.squads import effort_chart
from lib.i18n.translate import locale
from lib.views.cohorts import cohort_comparisons
from lib.views.committee.alignment import alignment_view
from lib.views.committee.initiatives import initiatives_view, portfolio
from lib.views.committee.metric_pairs import metric_pairs_view
from lib.views.committee.objectives import objectives_view
from lib.views.committee.overview import overview_view
from lib.views.effect_windows import windows_of
from lib.views.evidence import pair_lag_profile
from lib.views.steering.decisions import decisions_view
from lib.views.steering.listening import listening_view
from lib.views.steering.riceo_board import riceo_board
from lib.views.steering.roadmap import roadmap_view
from lib.views.steering.scenarios import scenarios_view, solve_card, what_if_result
from lib.views.steering.squads import squads_view
from lib.wording.okrs import KIND_WORDS


def every_chart(snapshot, language, theme):
    """Give each chart by name."""
    look = {"locale": locale(language), "theme": theme}
    return {
        **initiative_charts(snapshot, look),
        **roadmap_charts(snapshot, look),
        **scenario_charts(snapshot, look),
        **decision_charts(snapshot, look),
        **objective_charts(snapshot, look),
        **squad_charts(snapshot, look),
        **metric_charts(snapshot, look),
        "clock": clock_chart(listening_view(snapshot), **look),
    }


def initiative_charts(snapshot, look):
    view = initiatives_view(snapshot)
    windows = windows_of(snapshot, "I08", "retention_90d")
    return {
        "return": return_chart(portfolio(view.cards), **look),
        "announced": announced_chart(view.cards, **look),
        "effects": effects_chart(view.cards, **look),
        "windows": windows_chart(view.card("I08").business, windows, **look),
    }


def roadmap_charts(snapshot, look):
    road = roadmap_view(snapshot)
    return {
        "board": board_chart(riceo_board(snapshot, "delivered"), **look),
        "capacity": capacity_chart(road.capacity, **look),
        "delays": delays_chart(road.delivery, **look),
        "hindsight": hindsight_chart(road.scoring_backtest, **look),
    }


def scenario_charts(snapshot, look):
    cards = {card.scenario_id: card for card in scenarios_view(snapshot)}
    solved = {name: solve_card(cards[name]) for name in ("SC1", "SC2", "SC3")}
    outcome = what_if_result(snapshot, cards["SC4"]).outcome
    return {
        "what if": what_if_chart(outcome, **look),
        "drivers": drivers_chart(outcome, **look),
    } | {
        f"tornado {name}": tornado_chart(each.result, each.swings, **look)
        for name, each in solved.items()
    }


def decision_charts(snapshot, look):
    view = decisions_view(snapshot)
    return {"verdicts": verdicts_chart(view.of("reviewed"), **look)} | {
        f"options {card.decision.decision_id}": options_chart(card.options, **look)
        for card in view.cards
        if card.options
    }


def objective_charts(snapshot, look):
    view = objectives_view(snapshot)
    aligned = alignment_view(snapshot).chosen("", "")
    words = {kind: look["locale"].gettext(word) for kind, word in KIND_WORDS.items()}
    charts = {"alignment": alignment_chart(aligned, link=_address, **look)}
    for objective in view.objectives:
        name = objective.objective.objective_id
        charts[f"pace {name}"] = pace_chart(objective.pace, headings=words, **look)
        charts[f"confidence {name}"] = confidence_chart(objective.lines, headings=words, **look)
    for objective in overview_view(snapshot).objectives:
        charts[f"small pace {objective.objective.objective_id}"] = pace_chart(objective, **look)
    for line in view.lines:
        charts[f"outlook {line.key_result.key_result_id}"] = outlook_chart(line, **look)
    return charts


def squad_charts(snapshot, look):
    charts = {
        f"effort {card.squad.squad_id}": effort_chart(card.history, **look)
        for card in squads_view(snapshot).cards
        if card.history
    }
    return charts | {
        f"cohorts {k}": cohort_chart(item, **look)
        for k, item in enumerate(cohort_comparisons(snapshot))
    }


def metric_charts(snapshot, look):
    charts = {}
    for kpi in overview_view(snapshot).kpis:
        name = kpi.series.metric.metric_id
        charts[f"spark {name}"] = spark_chart(kpi.series, **look)
        charts[f"series {name}"] = series_chart(kpi.series, **look)
    card = metric_pairs_view(snapshot).cards[0]
    points = pair_lag_profile(snapshot, card.series)
    charts["lags"] = lag_profile_chart(points, card.series.pair.lag_months, **look)
    return charts


def _address(choice, identifier):
    return f"page?{choice}={identifier}"
