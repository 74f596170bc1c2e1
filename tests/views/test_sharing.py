"""What the page of sharing tells of links and acts."""

from datetime import timedelta

from lib.domain.clock import utc_now
from lib.store.audit import AuditEvent, record
from lib.views.data.sharing import SHOWN_ACTS, labelled_audit_trail, sharing_view
from lib.views.snapshot import snapshot
from tests.sharing import a_link


def test_the_page_reads_the_latest_acts_and_the_file_holds_them_all(database):
    now = utc_now()
    link = a_link(database, label="Board").link
    opened = [
        AuditEvent(now - timedelta(minutes=minute), "open", link.share_link_id, "Board")
        for minute in range(1, SHOWN_ACTS + 10)
    ]
    record(database, opened)

    page_acts, whole = (
        sharing_view(snapshot(database)).acts,
        labelled_audit_trail(snapshot(database)),
    )

    assert len(page_acts) == SHOWN_ACTS
    assert page_acts == whole[:SHOWN_ACTS]
    assert len(whole) == len(opened) + 1  # and the link made
    assert {act.subject for act in whole} == {"Board"}
