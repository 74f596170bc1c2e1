"""The brief of a share link: one page made from the pages that the link opens."""

from dataclasses import dataclass

from lib.statistics.pairs import PairLabel
from lib.views.committee.metric_pairs import PairCard, metric_pairs_view
from lib.views.committee.objectives import ObjectivesView, objectives_view
from lib.views.committee.overview import OverviewView, overview_view
from lib.views.evidence import PairEvidence, pair_evidence
from lib.views.signals import SignalsView, signals_view
from lib.views.snapshot import Snapshot

MOST_PAIRS = 6
_MATTER: tuple[PairLabel, ...] = ("established", "broken", "reversed", "suggestive")
"""Labels of the pairs that a committee should see, the most useful first."""


@dataclass(frozen=True, slots=True)
class BriefPair:
    """One pair with what the data supports."""

    card: PairCard
    evidence: PairEvidence


@dataclass(frozen=True, slots=True)
class BriefView:
    """Contents of the brief; a part is None where the link does not open its page.

    Attributes
    ----------
    overview, signals, objectives
        Headline, freshness, key results and decisions; what moved; the forecast of the quarter.
    pairs
        The most useful pairs; None without the page of pairs.
    evidence
        Evidence of every pair.
    """

    overview: OverviewView | None
    signals: SignalsView | None
    objectives: ObjectivesView | None
    pairs: tuple[BriefPair, ...] | None
    evidence: dict[str, PairEvidence]


def brief_view(snapshot: Snapshot, pages: tuple[str, ...]) -> BriefView:
    """Return the brief of a link to ``pages``; nothing else is read."""
    has_overview, has_pairs = "overview" in pages, "metric_pairs" in pages
    evidence = pair_evidence(snapshot) if has_pairs else {}
    return BriefView(
        overview=overview_view(snapshot) if has_overview else None,
        signals=signals_view(snapshot) if has_overview else None,
        objectives=objectives_view(snapshot) if has_overview else None,
        pairs=_pairs(snapshot, evidence) if has_pairs else None,
        evidence=evidence,
    )


def _pairs(snapshot: Snapshot, evidence: dict[str, PairEvidence]) -> tuple[BriefPair, ...]:
    pairs = [
        BriefPair(card, evidence[card.pair_id])
        for label in _MATTER
        for card in metric_pairs_view(snapshot).cards
        if evidence[card.pair_id].assessment.label == label
    ]
    return tuple(pairs[:MOST_PAIRS])
