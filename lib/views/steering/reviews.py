"""Effects found when decisions were reviewed: what the committee itself has stated."""

from lib.domain.decisions import Review
from lib.views.company import Company


def latest_reviews(known: Company) -> dict[str, Review]:
    """Return the latest review of each initiative that a decision names."""
    latest: dict[str, Review] = {}
    for review in sorted(known.reviews, key=lambda review: review.reviewed_on):
        decision = known.decisions.get(review.decision_id)
        if decision is not None and decision.initiative_id:
            latest[decision.initiative_id] = review
    return latest


def found_effects(known: Company) -> dict[str, float]:
    """Return the effect found for each initiative at its latest review, in euros a year."""
    return {
        initiative_id: review.actual
        for initiative_id, review in latest_reviews(known).items()
        if review.actual is not None
    }
