"""Objectives, priorities and data in plain words: how their numbers are made."""

from lib.i18n.translate import N_
from lib.ui.methods.entries import Method

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
