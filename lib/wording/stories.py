"""Stories as sentences: a story is never stronger than the label its pair has today."""

from lib.domain.decisions import Story
from lib.domain.records import localized
from lib.i18n import formats
from lib.i18n.translate import N_, Locale
from lib.views.steering.stories import StoriesView, StoryCard, StoryState
from lib.wording.evidence import label_name
from lib.wording.initiatives import RETURN_WORDS

STATE_WORDS: dict[StoryState, str] = {
    "standing": N_("story on an established link"),
    "downgraded": N_("story downgraded"),
    "withdrawn": N_("story withdrawn"),
}
STATE_ICONS: dict[StoryState, str] = {
    "standing": ":material/verified:",
    "downgraded": ":material/arrow_downward:",
    "withdrawn": ":material/remove_circle:",
}


def stories_finding(view: StoriesView, locale: Locale) -> str:
    """Return how many stories still stand on an established link, in one sentence."""
    active = [card for card in view.cards if card.state != "withdrawn"]
    if not active:
        return locale.gettext("What worked, what did not?")
    standing = len(view.of("standing"))
    return locale.ngettext(
        "{standing} of {total} story presented stands on an established link",
        "{standing} of {total} stories presented stand on an established link",
        len(active),
    ).format(
        standing=formats.number(standing, locale),
        total=formats.number(len(active), locale),
    )


def state_sentence(card: StoryCard, locale: Locale) -> str:
    """Return why a story stands, was downgraded or was withdrawn."""
    _ = locale.gettext
    if card.state == "withdrawn":
        return _withdrawn(card.story, locale)
    if card.evidence is None:
        return _("Downgraded: no known pair supports this story.")
    label = label_name(card.evidence.assessment.label, locale)
    if card.state == "downgraded":
        return _(
            "Downgraded: the link behind this story is not established today; its label is "
            "“{label}”. What follows is what was presented, not what is shown."
        ).format(label=label)
    return _(
        "Label of the pair today: {label}. It says that the two metrics move together, not that "
        "this initiative moved them."
    ).format(label=label)


def effect_text(card: StoryCard, locale: Locale) -> str:
    """Return what the initiative itself shows; empty before its launch."""
    if card.effect is None:
        return ""
    return locale.gettext("The initiative on its business metric: {label}.").format(
        label=locale.gettext(RETURN_WORDS[card.effect])
    )


def _withdrawn(story: Story, locale: Locale) -> str:
    reason = localized(story, "reason", locale.language) or locale.gettext("No reason was given.")
    if story.withdrawn_on is None:
        return locale.gettext("Withdrawn: {reason}").format(reason=reason)
    return locale.gettext("Withdrawn on {day}: {reason}").format(
        day=formats.day(story.withdrawn_on, locale), reason=reason
    )
