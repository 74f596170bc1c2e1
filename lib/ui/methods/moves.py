"""Launches, signals and forecasts in plain words."""

from lib.i18n.translate import N_
from lib.ui.methods.entries import Method, RateRow

MOVES = (
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
