"""Objectives and key results as sentences: pace, forecast, confidence and changes."""

from collections import Counter
from collections.abc import Sequence

from lib.domain.metrics import Metric
from lib.domain.okrs import OFF_PACE, ON_PACE, KeyResult, KeyResultKind, PaceState
from lib.domain.periods import quarter_start
from lib.i18n import formats
from lib.i18n.translate import N_, Locale
from lib.statistics.forecast import LEAST_MONTHS, Chance
from lib.views.committee.key_results import ConfidenceFall, KeyResultLine
from lib.views.committee.objectives import ObjectivesView
from lib.views.outlook import OutlookState
from lib.views.targets import TargetChange
from lib.wording.names import name_of

KIND_WORDS: dict[KeyResultKind, str] = {
    "committed": N_("committed"),
    "aspirational": N_("aspirational"),
}
_HEADINGS: dict[KeyResultKind, tuple[str, str]] = {
    "committed": (
        N_("Committed: 1.0 is expected"),
        N_("Committed: 1.0 is expected, {grade} so far"),
    ),
    "aspirational": (
        N_("Aspirational: 0.7 is a success"),
        N_("Aspirational: 0.7 is a success, {grade} so far"),
    ),
}
_SILENT: dict[OutlookState, str] = {
    "ended": N_("The quarter has ended: nothing is left to forecast."),
    "not_started": N_("The quarter has not started."),
    "no_value": N_("No value has been reported yet."),
}
_VERDICTS: dict[Chance, str] = {
    "on_course": N_("On course"),
    "likely": N_("Likely"),
    "at_risk": N_("At risk"),
    "out_of_reach": N_("Out of reach unless something changes"),
    "unknown": N_("Not known"),
}


PACE_WORDS: dict[PaceState, str] = {
    "on_pace": N_("on pace"),
    "watch": N_("to watch"),
    "off_pace": N_("off pace"),
    "no_data": N_("no data"),
}


PACE_SIGNS: dict[PaceState, str] = {"on_pace": "●", "watch": "◐", "off_pace": "○", "no_data": "–"}


def key_result_value(result: KeyResult, value: float | None, locale: Locale) -> str:
    """Return a value of a key result with its unit and decimals."""
    return formats.quantity(value, result.unit or "", locale, decimals=result.decimals or 0)


def quarter_name(quarter: str, locale: Locale) -> str:
    """Return a quarter written ``2026-Q3`` as a reader writes it."""
    return formats.quarter(quarter_start(quarter), locale)


def objectives_headline(view: ObjectivesView, locale: Locale) -> str:
    """Return where the key results of the quarter stand, in one sentence."""
    states = Counter(line.pace.progress.state for line in view.lines)
    if not view.lines:
        return locale.gettext("No key result has been set yet")
    fields = {
        "quarter": quarter_name(view.quarter, locale),
        "on_pace": formats.number(states["on_pace"], locale),
        "off_pace": formats.number(states["off_pace"], locale),
        "total": formats.number(len(view.lines), locale),
    }
    if states["no_data"] == len(view.lines):
        template = N_("{quarter}: no key result has a value yet")
    elif states["off_pace"]:
        template = N_("{quarter}: {on_pace} of {total} key results on pace, {off_pace} off pace")
    else:
        template = N_("{quarter}: {on_pace} of {total} key results on pace, none off pace")
    return locale.gettext(template).format(**fields)


def kind_heading(kind: KeyResultKind, grade: float | None, locale: Locale) -> str:
    """Return the heading of one kind of key results: what is expected, and the grade so far."""
    without, with_grade = _HEADINGS[kind]
    if grade is None:
        return locale.gettext(without)
    return locale.gettext(with_grade).format(grade=formats.number(grade, locale, decimals=2))


def grading_rules(locale: Locale) -> list[str]:
    """Return how to read grades and paces: what each kind promises, and the thresholds."""
    _ = locale.gettext
    shares = {
        "on": formats.percent(ON_PACE["committed"], locale),
        "on_aspirational": formats.percent(ON_PACE["aspirational"], locale),
        "off": formats.percent(OFF_PACE["committed"], locale),
        "off_aspirational": formats.percent(OFF_PACE["aspirational"], locale),
    }
    return [
        _("Grade: share of the way from the start value to the target, 0 to 1."),
        _(
            "A committed key result is a promise: 1.0 is expected. An aspirational one is set high "
            "on purpose: 0.7 is a success."
        ),
        _("Pace: the grade divided by the share of the time gone."),
        _(
            "Committed: on pace from {on}, off pace under {off}. Aspirational: on pace from "
            "{on_aspirational}, off pace under {off_aspirational}. To watch in between."
        ).format(**shares),
        _("Grades describe results; they are no appraisal of people."),
    ]


def fall_sentence(fall: ConfidenceFall, locale: Locale) -> str:
    """Return a fall of confidence in words."""
    return locale.gettext("Confidence fell from {before} in {since} to {after} in {until}.").format(
        before=formats.number(fall.before, locale),
        after=formats.number(fall.after, locale),
        since=formats.month_long(fall.since, locale),
        until=formats.month_long(fall.until, locale),
    )


def falls_of(line: KeyResultLine) -> Sequence[ConfidenceFall]:
    """Return the falls to name: the longest one, and each fall outside it."""
    if line.slide is None:
        return line.falls
    since = line.slide.since
    return (*(fall for fall in line.falls if fall.until <= since), line.slide)


def outlook_sentence(line: KeyResultLine, locale: Locale) -> str:
    """Return where a key result would end, or why nothing is forecast."""
    outlook, result = line.outlook, line.key_result
    if outlook.state == "few_values":
        return locale.ngettext(
            "{n} monthly value: below {fewest}, nothing is forecast; only its pace is stated.",
            "{n} monthly values: below {fewest}, nothing is forecast; only its pace is stated.",
            outlook.count,
        ).format(
            n=formats.number(outlook.count, locale), fewest=formats.number(LEAST_MONTHS, locale)
        )
    if outlook.state != "forecast" or outlook.chance is None:
        return locale.gettext(_SILENT[outlook.state])
    return locale.gettext(
        "Forecast for {month}: {value}, in 8 cases out of 10 from {low} to {high}, "
        "for a target of {target}. {verdict}: {chance} chance of reaching it."
    ).format(
        month=formats.month_long(outlook.ends, locale),
        value=key_result_value(result, outlook.path[-1], locale),
        low=key_result_value(result, outlook.low[-1], locale),
        high=key_result_value(result, outlook.high[-1], locale),
        target=key_result_value(result, result.target_value, locale),
        verdict=locale.gettext(_VERDICTS[outlook.verdict]),
        chance=chance_text(outlook.chance, locale),
    )


def chance_text(chance: float, locale: Locale) -> str:
    """Return a chance in steps of five points, as precise as the forecasts are."""
    steps = round(chance * 20) * 5
    if steps <= 0:
        return locale.gettext("less than {share}").format(share=formats.percent(0.05, locale))
    if steps >= 100:
        return locale.gettext("more than {share}").format(share=formats.percent(0.95, locale))
    return locale.gettext("about {share}").format(share=formats.percent(steps / 100, locale))


def change_sentence(
    change: TargetChange, result: KeyResult, metric: Metric | None, locale: Locale
) -> str:
    """Return a change of target after its quarter had started: what, when, by whom, why."""
    _ = locale.gettext
    fields = {
        "day": formats.day(change.changed_on, locale),
        "author": change.author,
        "seq": formats.number(change.seq, locale),
        "reason": change.reason or "",
        "what": _what_changed(change, result, metric, locale),
    }
    if change.reason:
        return _("{what} on {day}, by {author} (upload {seq}). Reason: {reason}").format(**fields)
    return _("{what} on {day}, by {author} (upload {seq}). No reason was given.").format(**fields)


def _what_changed(
    change: TargetChange, result: KeyResult, metric: Metric | None, locale: Locale
) -> str:
    _ = locale.gettext
    if change.period is not None and metric is not None:
        return _("Target of “{metric}” for {month} changed from {former} to {target}").format(
            metric=name_of(metric, locale),
            month=formats.month_long(change.period, locale),
            former=formats.quantity(
                change.former_target, metric.unit, locale, decimals=metric.decimals or 0
            ),
            target=formats.quantity(
                change.target, metric.unit, locale, decimals=metric.decimals or 0
            ),
        )
    if change.former_target != change.target:
        return _("Target changed from {former} to {target}").format(
            former=key_result_value(result, change.former_target, locale),
            target=key_result_value(result, change.target, locale),
        )
    if change.former_start != change.start:
        return _("Start value changed from {former} to {start}").format(
            former=key_result_value(result, change.former_start, locale),
            start=key_result_value(result, change.start, locale),
        )
    return _("Changed from {former} to {kind}").format(
        former=_(KIND_WORDS[change.former_kind or "committed"]),
        kind=_(KIND_WORDS[change.kind or "committed"]),
    )


def forecast_sentence(view: ObjectivesView, locale: Locale) -> str:
    """Return how the quarter's targets are forecast to end; empty without any key result."""
    verdicts = Counter(line.outlook.verdict for line in view.lines)
    total = sum(verdicts.values())
    if not total:
        return ""
    likely = verdicts["on_course"] + verdicts["likely"]
    return locale.ngettext(
        "Forecast for the end of {quarter}: {likely} target of {total} likely, {at_risk} at risk, "
        "{unlikely} out of reach unless something changes, {unknown} not forecast.",
        "Forecast for the end of {quarter}: {likely} targets of {total} likely, {at_risk} at risk, "
        "{unlikely} out of reach unless something changes, {unknown} not forecast.",
        likely,
    ).format(
        quarter=formats.quarter(quarter_start(view.quarter), locale),
        likely=formats.number(likely, locale),
        total=formats.number(total, locale),
        at_risk=formats.number(verdicts["at_risk"], locale),
        unlikely=formats.number(verdicts["out_of_reach"], locale),
        unknown=formats.number(verdicts["unknown"], locale),
    )
