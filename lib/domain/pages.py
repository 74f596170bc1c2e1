"""The pages of the menu: name, title, question, section and audience of each."""

from dataclasses import dataclass
from typing import Literal

from lib.i18n.translate import N_

Audience = Literal["everyone", "editors", "private", "administrators"]


@dataclass(frozen=True, slots=True)
class PageInfo:
    """One page of the menu.

    Attributes
    ----------
    name
        File name of the script, path of the address and key of widgets.
    title
        English title, the key of its translation.
    question
        The question it answers, in English, the key of its translation.
    section
        English name of its menu section.
    audience
        ``everyone``: also viewers and holders of a share link. ``editors``: originals are handed
        out there. ``private``: editors only, and the page says so. ``administrators``: share links
        are made there.
    """

    name: str
    title: str
    question: str
    section: str
    audience: Audience = "everyone"


COMMITTEE = N_("Committee")
STEERING = N_("Steering")
DATA = N_("Data")

PAGES = (
    PageInfo("overview", N_("Overview"), N_("Where do we stand?"), COMMITTEE),
    PageInfo(
        "metric_pairs",
        N_("Metric pairs"),
        N_("Does this product metric go with its business metric?"),
        COMMITTEE,
    ),
    PageInfo("objectives", N_("Objectives"), N_("Will we meet our objectives?"), COMMITTEE),
    PageInfo("initiatives", N_("Initiatives"), N_("What did each initiative change?"), COMMITTEE),
    PageInfo(
        "quarterly_update",
        N_("Quarterly update"),
        N_("What do we tell the committee?"),
        COMMITTEE,
    ),
    PageInfo("squads", N_("Squads"), N_("Does each squad have a business mission?"), STEERING),
    PageInfo("roadmap", N_("Roadmap"), N_("What next?"), STEERING),
    PageInfo("scenarios", N_("Scenarios"), N_("What does a constraint cost?"), STEERING),
    PageInfo("decisions", N_("Decisions"), N_("What did we decide, and were we right?"), STEERING),
    PageInfo("stories", N_("Stories"), N_("What worked, what did not?"), STEERING),
    PageInfo("listening", N_("Listening"), N_("Who has heard our users?"), STEERING),
    PageInfo(
        "one_on_one", N_("One-to-one"), N_("What do I bring to the CEO?"), STEERING, "private"
    ),
    PageInfo("uploads", N_("Uploads"), N_("What did we load?"), DATA, "editors"),
    PageInfo("sharing", N_("Sharing"), N_("Who can see what?"), DATA, "administrators"),
    PageInfo("methods", N_("Methods"), N_("How is each number made?"), DATA),
)
"""Every page, in the order of the menu; the root address opens the first."""

PAGE_NAMES = tuple(page.name for page in PAGES)

PRIVATE_PAGES = frozenset(page.name for page in PAGES if page.audience == "private")
"""Pages that say that they are private."""

SHAREABLE_PAGES = tuple(page.name for page in PAGES if page.audience == "everyone")
"""Pages that viewers see and that a share link may open."""
