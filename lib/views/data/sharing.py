"""Sharing: share links and the audit trail."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from lib.domain.access import LinkState, ShareLink
from lib.domain.clock import utc_now
from lib.store import audit, share_links
from lib.store.audit import AuditEvent
from lib.store.connection import Connection
from lib.store.share_links import Openings
from lib.views.snapshot import Snapshot, get_or_refresh

SHOWN_ACTS = 40
"""Acts that the page shows."""

MOST_ACTS = 5_000
"""Largest number of acts in a file; older ones stay in the database."""


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
    acts: tuple[AuditEvent, ...]
    now: datetime

    def in_state(self, *states: LinkState) -> tuple[LinkLine, ...]:
        """Return the links in any of some states."""
        return tuple(line for line in self.links if line.state in states)


def sharing_view(snapshot: Snapshot) -> SharingView:
    """Return the present links and latest acts; they do not depend on the data version."""
    now = utc_now()

    def read(
        connection: Connection,
    ) -> tuple[Sequence[ShareLink], dict[str, Openings], tuple[AuditEvent, ...]]:
        links = share_links.list_links(connection)
        acts = _acts(connection, links, SHOWN_ACTS)
        return links, share_links.openings(connection), acts

    links, opened, acts = get_or_refresh(snapshot.database, "sharing", read)
    return SharingView(
        links=tuple(
            LinkLine(link, link.state(now), opened.get(link.share_link_id)) for link in links
        ),
        acts=acts,
        now=now,
    )


def labelled_audit_trail(snapshot: Snapshot) -> tuple[AuditEvent, ...]:
    """Return the audit trail with the labels of links, newest first."""
    with snapshot.reading() as connection:
        return _acts(connection, share_links.list_links(connection), MOST_ACTS)


def _acts(connection: Connection, links: Sequence[ShareLink], most: int) -> tuple[AuditEvent, ...]:
    labels = {link.share_link_id: link.label for link in links}
    return tuple(_with_label(act, labels) for act in audit.audit_trail(connection, most=most))


def _with_label(act: AuditEvent, labels: dict[str, str]) -> AuditEvent:
    """Return an act with the label of the link in place of its identifier."""
    is_sign_in = act.action in ("sign_in", "sign_out")  # their subject is only an identifier
    subject = "" if is_sign_in else labels.get(act.subject, act.subject)
    return AuditEvent(act.happened_at, act.action, subject, act.author)
