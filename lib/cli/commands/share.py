"""Share links: make one, list them, revoke one."""

from argparse import SUPPRESS, ArgumentParser, Namespace
from typing import Any

from lib.cli.command import Command, Result, answer, locale_of
from lib.cli.table import table
from lib.domain.access import ShareLink, expiry, link_request
from lib.domain.clock import utc_now
from lib.i18n import formats
from lib.i18n.translate import LANGUAGES, N_, Locale
from lib.store import share_links
from lib.store.database import Database
from lib.store.settings import public_address, settings
from lib.store.share_links import Openings

_STATES = {"active": N_("open"), "expired": N_("expired"), "revoked": N_("withdrawn")}


def link_record(link: ShareLink, opened: Openings | None) -> dict[str, Any]:
    """Return a link as an object; its token is not in it."""

    def instant(when: Any) -> str | None:  # noqa: ANN401 - a datetime or None
        return None if when is None else f"{when.isoformat(timespec='seconds')}Z"

    return {
        "id": link.share_link_id,
        "label": link.label,
        "pages": list(link.pages),
        "language": link.language,
        "as_of": link.data_version,
        "state": link.state(utc_now()),
        "created_at": instant(link.created_at),
        "expires_at": instant(link.expires_at),
        "revoked_at": instant(link.revoked_at),
        "opened": opened.times if opened else 0,
        "last_opened_at": instant(opened.last_at if opened else None),
        "author": link.author,
    }


def _declare(parser: ArgumentParser) -> None:
    actions = parser.add_subparsers(dest="action", required=True, metavar="ACTION")
    create = actions.add_parser("create")
    create.add_argument("--label", required=True, metavar="L")
    create.add_argument("--pages", required=True, metavar="A,B")
    create.add_argument("--lang", default=LANGUAGES[0], choices=LANGUAGES)
    create.add_argument("--expires", metavar="30d")
    create.add_argument("--as-of", type=int, metavar="SEQ")
    revoke = actions.add_parser("revoke")
    revoke.add_argument("link", metavar="ID")
    for action in (create, revoke):
        action.add_argument("--author", metavar="NAME")
    for action in (create, revoke, actions.add_parser("list")):
        action.add_argument("--database", metavar="PATH", default=SUPPRESS)
        action.add_argument("--json", action="store_true", default=SUPPRESS)


def _run(database: Database, arguments: Namespace) -> Result:
    actions = {"create": _create, "list": _list, "revoke": _revoke}
    return actions[arguments.action](database, arguments)


def _create(database: Database, arguments: Namespace) -> Result:
    request = link_request(
        arguments.label,
        [page.strip() for page in arguments.pages.split(",") if page.strip()],
        language=arguments.lang,
        expires_at=expiry(arguments.expires, utc_now()) if arguments.expires else None,
        data_version=arguments.as_of,
    )
    made = share_links.create_link(database, request, author=arguments.author)
    address = public_address() or getattr(arguments, "served_at", "")
    url = f"{address or f'http://localhost:{settings().port}'}/s/{made.token}"
    known = link_record(made.link, None)
    _ = locale_of(arguments).gettext
    return answer(
        arguments,
        records=[{"id": known.pop("id"), "url": url, "brief_url": f"{url}/brief", **known}],
        sentences=[
            _("Link {link} for {label}: {url}").format(
                link=made.link.share_link_id, label=made.link.label, url=url
            ),
            _("This address is shown once: keep it."),
        ],
    )


def _list(database: Database, arguments: Namespace) -> Result:
    with database.reading() as connection:
        links = share_links.list_links(connection)
        opened = share_links.openings(connection)
    return answer(
        arguments,
        records=[link_record(link, opened.get(link.share_link_id)) for link in links],
        sentences=_table(links, opened, locale_of(arguments)),
    )


def _table(links: list[ShareLink], opened: dict[str, Openings], locale: Locale) -> list[str]:
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
    return table(headings, rows, right="<<<<<>")


def _revoke(database: Database, arguments: Namespace) -> Result:
    link = share_links.revoke_link(database, arguments.link, author=arguments.author)
    sentence = locale_of(arguments).gettext("The link for {label} opens nothing any more.")
    return answer(
        arguments,
        records=[link_record(link, None)],
        sentences=[sentence.format(label=link.label)],
    )


COMMANDS = (
    Command(
        "share",
        N_("Make, list and revoke share links."),
        _declare,
        _run,
        missing="refuse",
    ),
)
