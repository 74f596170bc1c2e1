import pytest

from lib.domain.clock import utc_now
from lib.errors import InvalidInputError, NotFoundError, RefusedError
from lib.store import audit, share_links
from tests.builders import months_of, submit
from tests.sharing import a_link, past


def links(database):
    with database.reading() as connection:
        return share_links.list_links(connection)


def test_a_link_is_found_by_its_token_which_is_kept_nowhere(database):
    created = a_link(database, pages=["objectives", "overview"])

    with database.reading() as connection:
        assert (
            share_links.with_token(share_links.list_links(connection), created.token)
            == created.link
        )
        assert (
            share_links.with_token(share_links.list_links(connection), created.token + "x") is None
        )
        rows = connection.execute("select * from share_link").fetchall()
    assert created.token not in str(rows)
    assert len(created.token) >= 43
    assert created.link.pages == ("overview", "objectives")


def test_a_revoked_link_stays_on_record(database):
    link = a_link(database).link

    revoked = share_links.revoke_link(database, link.share_link_id, author="anne")

    assert revoked.state(utc_now()) == "revoked"
    assert [link.state(utc_now()) for link in links(database)] == ["revoked"]
    with pytest.raises(RefusedError):
        share_links.revoke_link(database, link.share_link_id, author="anne")
    with pytest.raises(NotFoundError):
        share_links.revoke_link(database, "0", author="anne")


def test_a_link_expires(database):
    assert a_link(database, expires_at=past()).link.state(utc_now()) == "expired"


def test_a_link_is_frozen_only_at_a_version_that_was(database):
    submit(database, ("metric_value", months_of([1.0])))

    assert a_link(database, data_version=1).link.data_version == 1
    with pytest.raises(InvalidInputError):
        a_link(database, data_version=2)


def test_sharing_is_no_change_of_the_data(database):
    a_link(database)

    with database.reading() as connection:
        assert share_links.data_version(connection) == 0


def test_the_trail_tells_uploads_links_and_openings_newest_first(database):
    submit(database, ("metric_value", months_of([1.0])))
    link = a_link(database, label="Board").link
    audit.record(database, [audit.AuditEvent(utc_now(), "open", link.share_link_id, link.label)])
    share_links.revoke_link(database, link.share_link_id, author="anne")

    with database.reading() as connection:
        acts = audit.audit_trail(connection, most=10)
        opened = share_links.openings(connection)

    assert [act.action for act in acts] == ["revoke", "open", "share", "upload"]
    assert [act.author for act in acts] == ["anne", "Board", "local", "product director"]
    assert acts[-1].subject == "1 · export.csv"
    assert opened[link.share_link_id].times == 1
