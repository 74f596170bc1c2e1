"""Sharing: who can see what, and who did what."""

from dataclasses import dataclass
from datetime import datetime

from lib.domain.access import LinkState, ShareLink
from lib.store import audit, share_links
from lib.store.audit import Act
from lib.store.database import utc_now
from lib.store.share_links import Openings
from lib.views.snapshot import Snapshot

MOST_ACTS = 5_000
"""Acts read at most; the oldest stay in the database."""


@dataclass(frozen=True, slots=True)
class LinkLine:
    """One link with its state and how it was used."""

    link: ShareLink
    state: LinkState
    openings: Openings | None


@dataclass(frozen=True, slots=True)
class SharingView:
    """Every link ever made and the latest acts, newest first."""

    links: tuple[LinkLine, ...]
    acts: tuple[Act, ...]
    now: datetime

    def in_state(self, *states: LinkState) -> tuple[LinkLine, ...]:
        """Return the links in any of some states."""
        return tuple(line for line in self.links if line.state in states)


def sharing_view(snapshot: Snapshot) -> SharingView:
    """Return the links and the audit trail as they stand; no data version keeps them."""
    now = utc_now()
    with snapshot.reading() as connection:
        links = share_links.list_links(connection)
        opened = share_links.openings(connection)
        acts = audit.audit_trail(connection, most=MOST_ACTS)
    labels = {link.share_link_id: link.label for link in links}
    return SharingView(
        links=tuple(
            LinkLine(link, link.state(now), opened.get(link.share_link_id)) for link in links
        ),
        acts=tuple(_named(act, labels) for act in acts),
        now=now,
    )


def _named(act: Act, labels: dict[str, str]) -> Act:
    """Return an act with the label of the link opened in the place of its identifier."""
    is_sign_in = act.action in ("sign_in", "sign_out")  # its subject tells sign-ins apart, no more
    subject = "" if is_sign_in else labels.get(act.subject, act.subject)
    return Act(act.happened_at, act.action, subject, act.author)
