"""What a reader may open and change: roles, and links that open some pages."""

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Literal

from lib.domain.pages import PAGE_NAMES, SHAREABLE_PAGES
from lib.errors import InvalidInputError
from lib.i18n.translate import LANGUAGES, N_

Role = Literal["nobody", "link", "viewer", "editor", "administrator"]
LinkState = Literal["active", "expired", "revoked"]

_SPAN = re.compile(r"([1-9][0-9]{0,3})([hdw])")
_UNITS = {"h": timedelta(hours=1), "d": timedelta(days=1), "w": timedelta(weeks=1)}
_LONGEST_LABEL = 80
_CLOSED: dict[LinkState, str] = {
    "revoked": N_("This link was revoked. Ask the person who gave it to you for another one."),
    "expired": N_("This link has expired. Ask the person who gave it to you for another one."),
    "active": N_("Your link does not open this page."),
}


@dataclass(frozen=True, slots=True)
class ShareLink:
    """A link that opens some pages to anyone who has its token, of which only a hash is stored.

    Attributes
    ----------
    share_link_id
        Identifier; independent of the token.
    label
        For whom it was made, as its author wrote it.
    token_hash
        SHA-256 of the token, in hexadecimal.
    pages
        Pages it opens, in the order of the menu.
    language
        Language in which it opens.
    data_version
        State of the data that it shows always; None for the newest.
    created_at, expires_at, revoked_at
        Instants in UTC; None where it does not expire, or was not revoked.
    author
        Who made it.
    sees_past
        Whether it opens earlier states of the data.
    """

    share_link_id: str
    label: str
    token_hash: str
    pages: tuple[str, ...]
    language: str
    data_version: int | None
    created_at: datetime
    expires_at: datetime | None
    revoked_at: datetime | None
    author: str
    sees_past: bool = False

    def state(self, now: datetime) -> LinkState:
        """Return whether the link opens anything at an instant."""
        if self.revoked_at is not None:
            return "revoked"
        return "expired" if self.expires_at is not None and now >= self.expires_at else "active"


@dataclass(frozen=True, slots=True)
class Access:
    """What one reader may open and change, decided before anything is read for them.

    Attributes
    ----------
    role
        Role of a person who signs in, ``link``, or none; the user of the machine is its
        administrator.
    name
        How the audit trail calls the reader.
    link
        The link held, also one that opens nothing any more; None without one.
    seen_version
        Data version that the holder of a link saw at their visit before; None at the first.
    """

    role: Role
    name: str = ""
    link: ShareLink | None = None
    seen_version: int | None = None

    @property
    def may_edit(self) -> bool:
        """Whether the reader may change data."""
        return self.role in ("editor", "administrator")

    @property
    def may_share(self) -> bool:
        """Whether the reader may make links and read the audit trail."""
        return self.role == "administrator"

    @property
    def data_version(self) -> int | None:
        """State of the data that the reader cannot leave; None for any."""
        return self.link.data_version if self.link else None

    @property
    def may_see_past(self) -> bool:
        """Whether the reader may open earlier states of the data."""
        return self.link is None or self.link.sees_past

    def may_open(self, page: str) -> bool:
        """Return whether the reader may open a page."""
        if self.role == "link" and self.link:
            return page in self.link.pages and page in SHAREABLE_PAGES
        if self.role == "viewer":
            return page in SHAREABLE_PAGES
        if self.role == "editor":
            return page in PAGE_NAMES and page != "sharing"
        return self.role == "administrator"


NOBODY = Access("nobody")


@dataclass(frozen=True, slots=True)
class LinkRequest:
    """A link as its maker wants it, checked."""

    label: str
    pages: tuple[str, ...]
    language: str
    expires_at: datetime | None = None
    data_version: int | None = None
    sees_past: bool = False


def link_request(
    label: str,
    pages: list[str],
    *,
    language: str = LANGUAGES[0],
    expires_at: datetime | None = None,
    data_version: int | None = None,
    sees_past: bool = False,
) -> LinkRequest:
    """Return the request of a link.

    Raises
    ------
    InvalidInputError
        When the label is empty or too long, or a page or language cannot be shared.
    """
    name = " ".join(label.split())
    if not name or len(name) > _LONGEST_LABEL:
        raise InvalidInputError(
            N_("A link needs a label of 1 to {most} characters: for whom it is."),
            most=_LONGEST_LABEL,
        )
    for page in pages:
        if page not in PAGE_NAMES:
            raise InvalidInputError(N_("There is no page “{page}”."), page=page)
        if page not in SHAREABLE_PAGES:
            raise InvalidInputError(N_("The page “{page}” is never shared by a link."), page=page)
    if not pages:
        raise InvalidInputError(N_("A link opens one page at least."))
    if language not in LANGUAGES:
        raise InvalidInputError(N_("“{language}” is not a language of Tandem."), language=language)
    ordered = tuple(page for page in PAGE_NAMES if page in pages)
    return LinkRequest(name, ordered, language, expires_at, data_version, sees_past)


def expiry(text: str, now: datetime) -> datetime:
    """Return the instant that ``30d``, ``12h``, ``2w`` or ``2026-12-31`` (included) means.

    Raises
    ------
    InvalidInputError
        When the text means no instant to come.
    """
    span = _SPAN.fullmatch(text)
    if span:
        return now + int(span[1]) * _UNITS[span[2]]
    try:
        last = date.fromisoformat(text)
    except ValueError as error:
        raise InvalidInputError(
            N_("“{text}” is no expiry: give hours, days or weeks (12h, 30d, 2w) or a date."),
            text=text,
        ) from error
    end = datetime.combine(last, time.max, tzinfo=UTC).replace(tzinfo=None)
    if end <= now:
        raise InvalidInputError(N_("The expiry {text} is already past."), text=text)
    return end


def closed_reason(access: Access, now: datetime) -> str:
    """Return why a reader may not open what they ask for: an English sentence, to be translated."""
    if access.link is not None:
        return _CLOSED[access.link.state(now)]
    if access.role == "nobody" and access.name:
        return N_("You are signed in, but have no role in Tandem. Ask its administrator for one.")
    if access.role == "nobody":
        return N_("Tandem opens here by a link only. Ask a colleague who uses it for yours.")
    return N_("Your role does not open this page.")
