from datetime import datetime

import pytest

from lib.domain.access import NOBODY, Access, ShareLink, closed_reason, expiry, link_request
from lib.domain.pages import PAGE_NAMES, PAGES, PRIVATE_PAGES, SHAREABLE_PAGES
from lib.errors import InvalidInputError

NOW = datetime.fromisoformat("2026-11-05T09:00")


def a_share_link(**changes):
    return ShareLink(
        **{
            "share_link_id": "0a",
            "label": "Board",
            "token_hash": "f" * 64,
            "pages": ("overview",),
            "language": "fr",
            "data_version": None,
            "created_at": NOW,
            "expires_at": None,
            "revoked_at": None,
            "author": "local",
            **changes,
        }
    )


def test_every_page_of_the_menu_is_known_here():
    assert {entry.name for entry in PAGES} <= set(PAGE_NAMES)


@pytest.mark.parametrize("role", ["nobody", "link", "viewer"])
def test_no_reader_opens_what_is_private(role):
    access = Access(role, link=a_share_link(pages=PAGE_NAMES))

    assert not any(access.may_open(page) for page in ("one_on_one", "uploads", "sharing"))
    assert not access.may_edit
    assert not access.may_share


def test_roles_open_more_and_more():
    opened = {
        role: {page for page in (*PAGE_NAMES, "unknown") if Access(role).may_open(page)}
        for role in ("nobody", "viewer", "editor")
    }

    assert opened["nobody"] == set()
    assert opened["viewer"] == set(SHAREABLE_PAGES)
    assert opened["editor"] == set(PAGE_NAMES) - {"sharing"}
    assert Access("administrator").may_open("sharing")


@pytest.mark.parametrize(
    ("changes", "begins"),
    [
        ({"revoked_at": NOW}, "This link was revoked"),
        ({"expires_at": NOW}, "This link has expired"),
        ({}, "Your link does not open"),
    ],
)
def test_a_closed_page_says_why(changes, begins):
    assert closed_reason(Access("nobody", link=a_share_link(**changes)), NOW).startswith(begins)


def test_the_reason_without_a_link_mentions_links():
    assert "by a link only" in closed_reason(NOBODY, NOW)
    assert "role" in closed_reason(Access("viewer"), NOW)


@pytest.mark.parametrize(
    ("text", "until"),
    [
        ("12h", "2026-11-05T21:00"),
        ("30d", "2026-12-05T09:00"),
        ("2w", "2026-11-19T09:00"),
        ("2026-11-05", "2026-11-05T23:59:59.999999"),
    ],
)
def test_an_expiry_is_a_span_or_a_last_day(text, until):
    assert expiry(text, NOW) == datetime.fromisoformat(until)


@pytest.mark.parametrize("text", ["", "0d", "30", "d", "-1d", "2026-11-04", "2026-13-01", "1y"])
def test_an_expiry_that_is_none_or_past_is_refused(text):
    with pytest.raises(InvalidInputError):
        expiry(text, NOW)


@pytest.mark.parametrize(
    ("label", "pages", "language"),
    [
        ("", ["overview"], "fr"),
        ("x" * 81, ["overview"], "fr"),
        ("Board", [], "fr"),
        ("Board", ["nowhere"], "fr"),
        ("Board", ["overview", *PRIVATE_PAGES], "fr"),
        ("Board", ["uploads"], "fr"),
        ("Board", ["overview"], "de"),
    ],
)
def test_a_link_that_makes_no_sense_is_refused(label, pages, language):
    with pytest.raises(InvalidInputError):
        link_request(label, pages, language=language)


def test_the_pages_of_a_link_follow_the_menu():
    request = link_request("  The  board ", ["roadmap", "overview", "roadmap"])

    assert (request.label, request.pages) == ("The board", ("overview", "roadmap"))
