"""How a link between two metrics is judged, in plain words."""

from lib.i18n.translate import N_
from lib.ui.methods.entries import Method, RateRow

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
