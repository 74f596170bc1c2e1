"""Share links: make one, list them, revoke one."""

from datetime import datetime
from typing import Any

import click

from lib.cli.command import (
    Command,
    CommandGroup,
    Invocation,
    Result,
    TextTable,
    as_of_option,
    author_option,
)
from lib.domain.access import ShareLink, expiry, link_request
from lib.domain.clock import utc_now
from lib.i18n import formats
from lib.i18n.translate import LANGUAGES, N_, Locale
from lib.store import share_links
from lib.store.database import Database
from lib.store.settings import public_address, settings
from lib.store.share_links import Openings

_STATES = {"active": N_("open"), "expired": N_("expired"), "revoked": N_("revoked")}


def link_record(link: ShareLink, opened: Openings | None) -> dict[str, Any]:
    """Return a link as an object; its token is not in it."""

    def instant(when: datetime | None) -> str | None:
        return None if when is None else f"{when.isoformat(timespec='seconds')}Z"

    return {
        "id": link.share_link_id,
        "label": link.label,
        "pages": list(link.pages),
        "language": link.language,
        "as_of": link.data_version,
        "past": link.sees_past,
        "state": link.state(utc_now()),
        "created_at": instant(link.created_at),
        "expires_at": instant(link.expires_at),
        "revoked_at": instant(link.revoked_at),
        "opened": opened.times if opened else 0,
        "last_opened_at": instant(opened.last_at if opened else None),
        "author": link.author,
    }


def _create(  # noqa: PLR0913 - one parameter an option
    database: Database,
    call: Invocation,
    *,
    label: str,
    pages: str,
    lang: str,
    expires: str | None,
    as_of: int | None,
    past: bool,
    author: str,
) -> Result:
    request = link_request(
        label,
        [page.strip() for page in pages.split(",") if page.strip()],
        language=lang,
        expires_at=expiry(expires, utc_now()) if expires else None,
        data_version=as_of,
        sees_past=past,
    )
    created = share_links.create_link(database, request, author=author)
    address = public_address() or call.served_at or f"http://localhost:{settings().port}"
    url = f"{address}/s/{created.token}"
    record = link_record(created.link, None)
    _ = call.locale.gettext
    return call.answer(
        [{"id": record.pop("id"), "url": url, "brief_url": f"{url}/brief", **record}],
        [
            _("Link {link} for {label}: {url}").format(
                link=created.link.share_link_id, label=created.link.label, url=url
            ),
            _("This address is shown once: keep it."),
        ],
    )


def _list(database: Database, call: Invocation) -> Result:
    with database.reading() as connection:
        links = share_links.list_links(connection)
        opened = share_links.openings(connection)
    return call.answer(
        [link_record(link, opened.get(link.share_link_id)) for link in links],
        _table(links, opened, call.locale),
    )


def _table(
    links: list[ShareLink], opened: dict[str, Openings], locale: Locale
) -> list[str] | TextTable:
    _ = locale.gettext
    if not links:
        return [_("No link has been made.")]
    headings = [_("Link"), _("For"), _("Pages"), _("State"), _("Expires"), _("Opened")]
    rows = [
        [
            link.share_link_id,
            link.label,
            ", ".join(link.pages),
            _(_STATES[link.state(utc_now())]),
            formats.instant(link.expires_at, locale) if link.expires_at else "–",
            formats.number(
                opened[link.share_link_id].times if link.share_link_id in opened else 0, locale
            ),
        ]
        for link in links
    ]
    return TextTable(headings, rows, right="<<<<<>")


def _revoke(database: Database, call: Invocation, *, link: str, author: str) -> Result:
    revoked = share_links.revoke_link(database, link, author=author)
    sentence = call.locale.gettext("The link for {label} opens nothing any more.")
    return call.answer([link_record(revoked, None)], [sentence.format(label=revoked.label)])


COMMANDS = {
    "share": CommandGroup(
        "share",
        N_("Make, list and revoke share links."),
        [
            Command(
                "share create",
                N_("Make a share link; its address is printed once."),
                _create,
                [
                    click.Option(["--label"], required=True, metavar="L"),
                    click.Option(["--pages"], required=True, metavar="A,B"),
                    click.Option(["--lang"], type=click.Choice(LANGUAGES), default=LANGUAGES[0]),
                    click.Option(["--expires"], metavar="30d"),
                    as_of_option(),
                    click.Option(["--past"], is_flag=True),
                    author_option(),
                ],
                example="share create --label Board --pages overview,objectives --expires 30d",
                if_missing="refuse",
            ),
            Command(
                "share revoke",
                N_("Revoke a share link."),
                _revoke,
                [click.Argument(["link"], metavar="ID"), author_option()],
                example="share revoke 1f2e3d4c5b",
                if_missing="refuse",
            ),
            Command("share list", N_("List the share links."), _list, if_missing="refuse"),
        ],
    )
}
