"""Stories: what an initiative changed, with the evidence of its pair today."""

from dataclasses import dataclass
from datetime import date
from typing import Literal

from lib.domain.decisions import Story
from lib.domain.initiatives import Initiative
from lib.domain.returns import ReturnClass
from lib.views.committee.initiatives import initiatives_view
from lib.views.committee.metric_pairs import PairCard, metric_pairs_view
from lib.views.company import company
from lib.views.evidence import PairEvidence, pair_evidence
from lib.views.snapshot import Snapshot, cached

StoryState = Literal["standing", "downgraded", "withdrawn"]

STATES: tuple[StoryState, ...] = ("standing", "downgraded", "withdrawn")
"""Every state, in the order of the page."""


@dataclass(frozen=True, slots=True)
class StoryCard:
    """One story with the evidence of the day.

    Attributes
    ----------
    pair, evidence
        Pair that proves it, and its evidence today; None where no known pair is named.
    effect
        Effect of the initiative on its business metric; None before its launch.
    state
        Withdrawn by a person; else standing while its pair is established, else downgraded.
    """

    story: Story
    initiative: Initiative | None
    pair: PairCard | None
    evidence: PairEvidence | None
    effect: ReturnClass | None
    state: StoryState


@dataclass(frozen=True, slots=True)
class StoriesView:
    """Every story, the latest first."""

    cards: tuple[StoryCard, ...]

    def card(self, story_id: str) -> StoryCard | None:
        """Return the card of a story, or None."""
        return next((card for card in self.cards if card.story.story_id == story_id), None)

    def of(self, state: StoryState) -> tuple[StoryCard, ...]:
        """Return the stories in a state."""
        return tuple(card for card in self.cards if card.state == state)


@cached
def stories_view(snapshot: Snapshot) -> StoriesView:
    """Return the stories of a snapshot, each with the label its pair has there."""
    stories = sorted(
        company(snapshot).stories.values(),
        key=lambda story: (story.told_on or date.min, story.story_id),
        reverse=True,
    )
    return StoriesView(tuple(_card(snapshot, story) for story in stories))


def _card(snapshot: Snapshot, story: Story) -> StoryCard:
    initiative = company(snapshot).initiatives.get(story.initiative_id)
    pair_id = story.pair_id or (initiative.pair_id if initiative else None) or ""
    evidence = pair_evidence(snapshot).get(pair_id)
    initiative_card = initiatives_view(snapshot).card(story.initiative_id)
    return StoryCard(
        story=story,
        initiative=initiative,
        pair=metric_pairs_view(snapshot).card(pair_id),
        evidence=evidence,
        effect=initiative_card.kind if initiative_card else None,
        state=_state(story, evidence),
    )


def _state(story: Story, evidence: PairEvidence | None) -> StoryState:
    if story.status == "withdrawn":
        return "withdrawn"
    is_proven = evidence is not None and evidence.assessment.label == "established"
    return "standing" if is_proven else "downgraded"
