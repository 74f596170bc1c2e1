"""The words of Tandem: one term a line, said the same way everywhere, in both languages."""

from dataclasses import dataclass

from lib.i18n.translate import N_


@dataclass(frozen=True, slots=True)
class Term:
    """A word with its meaning, in English: the keys of their translations."""

    name: str
    meaning: str


GLOSSARY = (
    Term(N_("Objective"), N_("What we want to achieve in a cycle, in words")),
    Term(N_("Key result"), N_("A number with a start and a target that shows it")),
    Term(N_("Grade"), N_("Share of the way from start to target, 0 to 1")),
    Term(N_("Pace"), N_("Grade against the share of the time gone")),
    Term(
        N_("Confidence"),
        N_("The owner’s stated chance of reaching a key result, 1 to 10; never an interval"),
    ),
    Term(N_("Initiative"), N_("Work meant to move a metric pair for a key result")),
    Term(N_("Squad"), N_("The team that owns initiatives, with a business mission")),
    Term(N_("Metric"), N_("A defined number per period, with unit, direction and owners")),
    Term(N_("Product metric"), N_("What users do: the first side of a pair")),
    Term(N_("Business metric"), N_("What the company gets: the second side of a pair")),
    Term(N_("Metric pair"), N_("A product metric and the business metric it should move")),
    Term(N_("Leading indicator"), N_("Moves first")),
    Term(N_("Lagging indicator"), N_("Moves later")),
    Term(N_("Lag"), N_("Months between the two moves, stated before looking")),
    Term(N_("Direction"), N_("Whether higher, lower or neither is better")),
    Term(N_("Baseline"), N_("The value compared with")),
    Term(N_("Target"), N_("The value aimed at, dated")),
    Term(N_("Quarter"), N_("Three months, sorted by date, never by name")),
    Term(N_("Counterfactual"), N_("What would have been seen without the initiative")),
    Term(N_("Lift"), N_("What was observed less the counterfactual, with its interval")),
    Term(N_("Interval"), N_("A lower and an upper bound, with their kind and level")),
    Term(N_("Evidence label"), N_("What may be said of a pair: it bounds every headline about it")),
    Term(N_("p-value"), N_("Chance of a result at least as strong if there were nothing to find")),
    Term(
        N_("False discovery rate"),
        N_("Share of false alarms to expect among the links called established"),
    ),
    Term(N_("Smallest visible link"), N_("What a history of this length could have shown")),
    Term(N_("Signal"), N_("A move outside ordinary variation, worth a question")),
    Term(N_("Noise"), N_("Ordinary variation, which needs no story")),
    Term(N_("Seasonality"), N_("The pattern that returns every year")),
    Term(N_("Autocorrelation"), N_("Memory of a metric: this month resembles the last one")),
    Term(N_("Hold-out group"), N_("People kept without the change, to compare with")),
    Term(N_("RICE score"), N_("Reach × impact × confidence ÷ effort")),
    Term(N_("RICEO score"), N_("RICE weighted by what an initiative brings to the objectives")),
    Term(N_("Reach"), N_("Share of the addressed population touched")),
    Term(N_("Effort"), N_("Person-months")),
    Term(N_("Sensitivity"), N_("What would flip a decision")),
    Term(N_("Export"), N_("A file that another system produced, and that is loaded here")),
    Term(N_("Upload"), N_("One accepted file: who, when, and how many values are new or changed")),
    Term(N_("Issue"), N_("A fault of a file, with its line, column, value and a hint")),
    Term(
        N_("Undo and redo"),
        N_("Set an upload aside, or take it back; nothing is ever deleted"),
    ),
    Term(N_("Restatement"), N_("A later value for a month already reported")),
    Term(N_("Freshness"), N_("Latest month known, and when it arrived")),
    Term(N_("Snapshot"), N_("The data as they stood at one version")),
    Term(N_("Selection"), N_("Everything the reader has chosen, kept in the address")),
    Term(N_("Share link"), N_("The address that opens chosen pages, in either language")),
    Term(N_("Quarterly update"), N_("The document for the executive committee")),
)
"""Every term of the interface, in the order of its subjects."""
