"""Which link a token opens, and what is said where it opens none."""

from starlette.requests import Request
from starlette.responses import Response

from lib.access.known_links import known_links
from lib.access.rate_limit import SPAN_SECONDS, Guesses
from lib.domain.access import Access, ShareLink, closed_reason
from lib.domain.clock import utc_now
from lib.i18n.translate import N_
from lib.server.error_page import notice_page
from lib.server.languages import language_of_request
from lib.store.database import Database
from lib.store.share_links import with_token

_UNKNOWN = N_("This link opens nothing. Check that you have all of its address.")
_TOO_MANY = N_("Too many links that open nothing. Try again in a minute.")
_guesses = Guesses()


def link_shown(database: Database, token: str) -> ShareLink | None:
    """Return the link of a token, or None."""
    return with_token(known_links(database), token)


def refusal(request: Request, link: ShareLink | None) -> Response:
    """Return why a token opens nothing; wrong ones are counted by sender."""
    language = language_of_request(request.scope)
    if link is not None:
        reason = closed_reason(Access("nobody", link=link), utc_now())
        return notice_page(reason, language, status=403)
    if _guesses.count(request.client.host if request.client else ""):
        page = notice_page(_TOO_MANY, language, status=429)
        page.headers["retry-after"] = str(round(SPAN_SECONDS))
        return page
    return notice_page(_UNKNOWN, language, status=404)
