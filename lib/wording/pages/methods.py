"""Each statistic in plain words: explanation, formula, measured error rates, limits, source."""

from dataclasses import dataclass
from typing import Literal

from lib.i18n.translate import N_

Kind = Literal["share", "ratio", "number"]


@dataclass(frozen=True, slots=True)
class RateRow:
    """One row of measured figures.

    Attributes
    ----------
    label
        What was counted, in English: the key of its translation.
    statistic, measure, variant
        Where the figures stand among the published rates.
    kind
        ``share`` in percent, ``ratio`` with two decimals, ``number`` with two decimals.
    """

    label: str
    statistic: str
    measure: str
    variant: str = ""
    kind: Kind = "share"


@dataclass(frozen=True, slots=True)
class Method:
    """One statistic in plain words.

    Attributes
    ----------
    key
        Stable name, used in the address.
    name, plain, formula
        In English: the keys of their translations.
    source
        Where the method comes from; titles are not translated. Empty where it is our own.
    rates
        Measured figures shown beside it.
    limits
        What it does not do, or not as well as was aimed at; in English.
    """

    key: str
    name: str
    plain: str
    formula: str
    source: str = ""
    rates: tuple[RateRow, ...] = ()
    limits: str = ""


LINKS = (
    Method(
        "pair_test",
        N_("Link between two metrics (pair test)"),
        N_(
            "Sign and lag are declared before anything is computed. The season, the trend, one-off "
            "jumps and the business metric’s own momentum are taken out of both curves. What is "
            "left are the surprises of each month. The test then asks how often two unrelated "
            "metrics would line up this well, in the declared direction, if the ups and downs of "
            "the second were decided by tossing a coin. At least 24 common months after the lag "
            "are needed; below, the answer is “too early”. Even a firm link is not proof of "
            "cause: both metrics may share one."
        ),
        N_(
            "p = (1 + number of coin-tossed histories with r ≥ observed r) ÷ (1 + 1,999)\n"
            "Established link: p ≤ 1% and q < 5%. Suggestive: p ≤ 5%.\n"
            "Shared trend only: no link, although the raw curves correlate at 0.5 or more."
        ),
        "Box, Jenkins & Reinsel, Time Series Analysis, 4th ed., ch. 12; Davidson & Flachaire "
        "(2008), The wild bootstrap, tamed at last",
        (
            RateRow(N_("Unrelated pairs called established"), "unrelated_pair", "established"),
            RateRow(
                N_("Unrelated pairs called suggestive or better"),
                "unrelated_pair",
                "suggestive_or_better",
            ),
            RateRow(
                N_("The same pairs “linked” by plain correlation"), "unrelated_pair", "naive_link"
            ),
            RateRow(
                N_("True links of 0.7 called suggestive or better"),
                "related_pair",
                "suggestive_or_better",
                "strength_70",
            ),
            RateRow(
                N_("True links of 0.7 called established"),
                "related_pair",
                "established",
                "strength_70",
            ),
            RateRow(
                N_("True links of 0.5 called suggestive or better"),
                "related_pair",
                "suggestive_or_better",
                "strength_50",
            ),
            RateRow(
                N_("True links of 0.5 called established"),
                "related_pair",
                "established",
                "strength_50",
            ),
        ),
        limits=N_(
            "With 24 months nearly everything is silence, and with a season the answer comes "
            "later. Two metrics that share a cause, a campaign for instance, look like a true "
            "link: only a test or a hold-out group tells them apart."
        ),
    ),
    Method(
        "effect_size",
        N_("Link in business units, with its interval"),
        N_(
            "How much the business metric moves for one step of the product metric, at the "
            "declared lag. The regression does not pick one memory for the noise: it averages "
            "over many, each weighted by how well it explains the data, so that the interval is "
            "wide where the past drifts. Shown for established links only. Where the product "
            "metric is measured with noise, the true effect is larger than shown."
        ),
        N_(
            "business(t) = constant + line + months + effect × product(t − lag) + noise\n"
            "noise = slowly fading part (memory 0 to 0.998) + fresh part\n"
            "interval = 95% of the weighted mixture of Student distributions"
        ),
        "Harville (1974), Bayesian inference for variance components using only error contrasts",
        (
            RateRow(
                N_("95% intervals that contain the true effect (link of 0.7)"),
                "related_pair",
                "coverage",
                "strength_70",
            ),
            RateRow(
                N_("95% intervals that contain the true effect (link of 0.5)"),
                "related_pair",
                "coverage",
                "strength_50",
            ),
            RateRow(
                N_("Estimate ÷ truth among links seen (link of 0.5)"),
                "related_pair",
                "estimate_over_truth",
                "strength_50",
                "ratio",
            ),
            RateRow(
                N_("Estimate ÷ truth among links seen (link of 0.3)"),
                "related_pair",
                "estimate_over_truth",
                "strength_30",
                "ratio",
            ),
        ),
    ),
    Method(
        "smallest_visible",
        N_("Smallest visible link"),
        N_(
            "The weakest link that this many months would show 8 times in 10. It stands beside "
            "every “not shown”, so that nobody reads it as “no effect”. The figure is a "
            "correlation of surprises: 0 for nothing, 1 for all."
        ),
        N_("strength seen in 80% of simulations, by number of months, interpolated on 1 ÷ √months"),
        rates=(
            RateRow(
                N_("Smallest link seen 80 times in 100"),
                "visible_link",
                "smallest_visible",
                "declared",
                "number",
            ),
        ),
    ),
    Method(
        "false_discoveries",
        N_("All pairs together: false discoveries"),
        N_(
            "The more pairs a page shows, the more would look linked by luck. Each p-value is "
            "therefore corrected for all the pairs shown together, and “established” also asks "
            "that fewer than 5% of such finds be expected to be false."
        ),
        N_("q(i) = smallest over j ≥ i of p(j) × number of pairs ÷ j, p-values in rising order"),
        "Benjamini & Hochberg (1995), Controlling the false discovery rate",
    ),
    Method(
        "guards",
        N_("Reverse and break checks"),
        N_(
            "Two ways a link can mislead. If the business metric moves one to three months before "
            "the product metric and the declared link is not seen, the label is “business leads”. "
            "If the link held before and is lost in the last 18 months, the label is “link broke”. "
            "The first check speaks only for a pair without a link; the second needs 24 months "
            "before those 18."
        ),
        N_(
            "reverse: same test with the roles exchanged, best of lags 1 to 3, p ≤ 2.5%\n"
            "break: slope before against slope of the last 18 months in one regression, "
            "p ≤ 2% (1% for an established link), less than half of the slope left"
        ),
        rates=(
            RateRow(
                N_("Planted reversed pairs found"), "guarded_pair", "found", "planted_reversed"
            ),
            RateRow(N_("Planted broken links found"), "guarded_pair", "found", "planted_broken"),
            RateRow(
                N_("True links of 0.7 wrongly called broken"),
                "related_pair",
                "broken",
                "strength_70",
            ),
        ),
        limits=N_(
            "A link that ended is recognised in about half of the cases only, and later in "
            "the others: a firmer rule would call healthy links broken."
        ),
    ),
    Method(
        "lag_profile",
        N_("Lag profile and line-up (exploratory)"),
        N_(
            "The profile draws the link at each lag from 6 months before to 6 after. The line-up "
            "hides the real pair among eight twins whose surprises were shuffled: whoever cannot "
            "find it should not believe it. Neither chooses a lag nor changes a label."
        ),
        N_("interval of r: tanh(atanh(r) ± 1.96 ÷ √(degrees of freedom − 1))"),
        "Fisher (1921), On the probable error of a coefficient of correlation; Buja et al. (2009), "
        "Statistical inference for exploratory data analysis",
    ),
)
"""How far the data supports a link."""

LAUNCHES = (
    Method(
        "launch_effect",
        N_("Effect of a launch"),
        N_(
            "The metric after the launch is compared with the path that its own past led to "
            "expect: level, trend, season, momentum, and up to two control metrics that the "
            "launch cannot touch. The shape of the effect (at once, or building up over months) "
            "is declared with the launch; undeclared, the judgement is stricter. Without a "
            "control or a second launch the grade stops at “moderate”, with another event within "
            "two months at “weak”. Fewer than 12 months before or 3 after: no number at all."
        ),
        N_(
            "metric(t) = level + line + months + controls + effect × shape(t) + noise\n"
            "weak: p ≤ 5%; moderate: p ≤ 1% and 24 months before; "
            "strong: p ≤ 0.1%, 24 before, 6 after, and a control or a second launch"
        ),
        "Box & Tiao (1975), Intervention analysis with applications to economic problems",
        (
            RateRow(N_("Launches without effect announced at p ≤ 5%"), "quiet_launch", "p_below_5"),
            RateRow(
                N_("Launches without effect called moderate or better"),
                "quiet_launch",
                "moderate_or_better",
            ),
            RateRow(
                N_("The same with a control metric, at p ≤ 5%"),
                "quiet_launch",
                "controlled_p_below_5",
            ),
            RateRow(
                N_("The same “proved” by comparing means before and after"),
                "quiet_launch",
                "naive_effect",
            ),
            RateRow(N_("95% intervals that contain the true effect"), "quiet_launch", "coverage"),
            RateRow(
                N_("Steps of 3 residual deviations seen"),
                "stepped_launch",
                "seen_in_deviations",
                "3",
            ),
            RateRow(
                N_("Steps of 3 monthly surprises seen"), "stepped_launch", "seen_in_surprises", "3"
            ),
            RateRow(
                N_("Steps of 6 monthly surprises seen"), "stepped_launch", "seen_in_surprises", "6"
            ),
        ),
        limits=N_(
            "The aim was to see 85% of steps of 3 residual deviations with 36 months before "
            "and 6 after: slightly less is reached, where somebody who knew the metric’s "
            "momentum exactly would see about 91%."
        ),
    ),
    Method(
        "detectability",
        N_("What a launch could show, before it happens"),
        N_(
            "Before a launch the page says which effect the metric could show, and after how many "
            "months, judging by its own past. Where that is more than the initiative promises, "
            "another metric should be measured, or a hold-out group kept."
        ),
        N_("smallest visible effect = 1.43 × half-width of the 95% interval foreseen"),
        "Bloom (1995), Minimum detectable effects",
        (
            RateRow(
                N_("Effects of the announced size that were then seen"),
                "announced_launch",
                "seen_as_announced",
            ),
        ),
    ),
    Method(
        "signals",
        N_("Signal or noise"),
        N_(
            "A month is worth a question when it leaves the range that its own past led to expect "
            "in 99 months out of 100, or when the last three months together leave theirs. Nothing "
            "else is a signal, and no arrow is drawn without one. After a known change a person "
            "may restart the history, with a dated note."
        ),
        N_(
            "expected(t) = level + line (from 36 months) + months + noise, by the months before t\n"
            "signal: the month, or the mean of the last three, outside the 99% band"
        ),
        "Wheeler (2000), Understanding Variation, 2nd ed.",
        (
            RateRow(N_("Quiet months flagged"), "signal", "false_flag"),
            RateRow(
                N_("The same months outside classical limits"), "signal", "classical_false_flag"
            ),
            RateRow(N_("A month off by 4 deviations found"), "signal", "found_month"),
            RateRow(N_("Three months off by 3 deviations found"), "signal", "found_lasting"),
        ),
        limits=N_(
            "The aim was to find 78% of the months off by 4 deviations: this is reached with "
            "long histories only. With fewer than 24 months the band is wide, on purpose."
        ),
    ),
    Method(
        "classical_limits",
        N_("Classical control limits"),
        N_(
            "The limits of the individuals chart, for a metric without trend, season or momentum "
            "only: the table above shows how often they cry wolf on others."
        ),
        N_("limits = mean ± 3 × mean moving range ÷ 1.128 (that is ± 2.66 × mean moving range)"),
        "NIST/SEMATECH e-Handbook of Statistical Methods, 6.3.2.2",
    ),
    Method(
        "forecast",
        N_("Forecast to the end of the period"),
        N_(
            "The season is taken out, a smoothed level is carried on with half of the past slope, "
            "and the season is put back. On short histories last year’s same months are used "
            "instead where they did better. The band comes from the errors the same procedure "
            "made on this metric’s past. Under 18 months there is no forecast: only the pace is "
            "shown."
        ),
        N_(
            "forecast(h) = last smoothed level + h × slope ÷ 2, with its season\n"
            "80% band = forecast ± t × s × √h, s from the last 18 past forecasts"
        ),
        "Assimakopoulos & Nikolopoulos (2000), The theta model; Hyndman & Billah (2003), "
        "Unmasking the Theta method",
        (
            RateRow(
                N_("Real months inside the 80% band (M1, M3 and Tourism series)"),
                "forecast",
                "coverage_80",
            ),
            RateRow(
                N_("Error, in mean yearly changes"),
                "forecast",
                "error_of_forecast",
                kind="ratio",
            ),
            RateRow(N_("Error of Theta alone"), "forecast", "error_of_theta", kind="ratio"),
            RateRow(
                N_("Error of repeating last year"),
                "forecast",
                "error_of_last_year",
                kind="ratio",
            ),
            RateRow(
                N_("Error of repeating last month"),
                "forecast",
                "error_of_last_month",
                kind="ratio",
            ),
            RateRow(
                N_("Symmetric error of Theta on M3, in percent (published: 13.85)"),
                "competition",
                "smape_of_theta",
                kind="number",
            ),
        ),
    ),
    Method(
        "chance",
        N_("Chance of reaching a target"),
        N_(
            "The share of the forecast’s band that lies on the good side of the target, said in "
            "steps of 5%: from 80% “on course”, from 50% “likely”, from 20% “at risk”, below "
            "“out of reach unless something changes”."
        ),
        N_("chance = P(Student t ≥ (target − forecast) ÷ (s × √h)), the complement for a ceiling"),
    ),
)
"""How far the data supports an effect, a signal, a forecast."""

STEERING = (
    Method(
        "grade",
        N_("Grade of a key result"),
        N_(
            "The share of the way from the start to the target, also for a target that falls. An "
            "objective’s grade is the mean of its key results’ grades, by their weights. For an "
            "aspirational key result 0.7 is success; a committed one aims at 1."
        ),
        N_("grade = (value − start) ÷ (target − start), between 0 and 1"),
        "Google re:Work, Set goals with OKRs",
    ),
    Method(
        "pace",
        N_("Pace of a key result"),
        N_(
            "The grade against the share of the time gone. These thresholds are our own: on pace "
            "from 0.95 (aspirational: 0.70), off pace below 0.80 (aspirational: 0.40), to watch in "
            "between."
        ),
        N_("pace = grade ÷ share of the months gone since the start value was measured"),
    ),
    Method(
        "rice",
        N_("RICE score"),
        N_(
            "How much an initiative may bring for its effort. Reach is the share of the addressed "
            "population touched in a quarter, in percent, so that initiatives for few people and "
            "for many compare. Confidence says how sure the other factors are: 50, 80 or 100%."
        ),
        N_("RICE = reach × impact × confidence ÷ effort in person-months"),
        "McBride (2016), RICE: simple prioritization for product managers, Intercom",
    ),
    Method(
        "riceo",
        N_("RICEO score"),
        N_(
            "RICE weighted by the objectives of the quarter. Each initiative contributes to each "
            "objective directly (1), indirectly (0.5) or not at all (0); a direct contribution "
            "must name its key result. An initiative that serves no objective gets 0 and leaves "
            "the ranking. No public definition of the O was found: this one is our own."
        ),
        N_(
            "O = 0.5 + 3 × Σ weight of the objective × contribution, at most 2; "
            "0 without contribution\nRICEO = RICE × O"
        ),
    ),
    Method(
        "sensitivity",
        N_("How firm a rank is (sensitivity)"),
        N_(
            "A rank is shown with its doubt. In 20,000 draws every estimate moves within what such "
            "estimates are worth; counted are how often each initiative stands among the first, "
            "and between which ranks it stays 8 times in 10. Tier A: among the first in more than "
            "60% of draws; B: 25 to 60%; C: less. Beside it stands the smallest single change "
            "that would flip the decision, found by scoring everything again."
        ),
        N_(
            "reach × lognormal(0.25), effort × 1.10 × lognormal(0.30), impact one step up or down "
            "with probability 0.4, weights of the objectives ~ Dirichlet(30 × weights)"
        ),
        "Saltelli et al. (2008), Global Sensitivity Analysis: The Primer",
    ),
    Method(
        "freshness",
        N_("Freshness"),
        N_(
            "Until which month a metric is known, and on which day that value arrived: the day the "
            "upload was received, never the day the page is read."
        ),
        N_("freshness = last month with a value; day of the upload that brought it"),
    ),
    Method(
        "restatement",
        N_("Restatement"),
        N_(
            "A later upload may give another value for a month already reported. Nothing is "
            "overwritten: the new value is shown and marked, the former one stays in the sources, "
            "and any past state of the data can be opened again by its version."
        ),
        N_("value shown = that of the latest upload not undone, by metric, month and segment"),
    ),
)
"""How objectives, priorities and the data itself are counted."""

METHODS = (*LINKS, *LAUNCHES, *STEERING)
"""Every statistic, in the order of the page."""

METHOD_SECTIONS = (
    (N_("Evidence: links between metrics"), LINKS),
    (N_("Evidence: launches, signals, forecasts"), LAUNCHES),
    (N_("Objectives, priorities, data"), STEERING),
)
"""Sections of the page with their statistics."""
