"""The address of a link's brief: one page, ready at once, kept per data version and language."""

from dataclasses import replace

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.types import Receive, Scope, Send

from lib.domain.access import ShareLink
from lib.domain.clock import utc_now
from lib.exports.brief import STYLE, State, brief_html
from lib.i18n.translate import LANGUAGES, locale
from lib.server.access_log import record_opening
from lib.server.error_page import style_policy
from lib.server.responses import Answer, answer
from lib.server.routes.share_refusal import link_shown, refusal
from lib.store.database import Database, shared_database
from lib.store.settings import settings
from lib.views.committee.brief import brief_view
from lib.views.snapshot import snapshot

_POLICY = (b"content-security-policy", style_policy(STYLE).encode())


class Brief:
    """Answers at the brief's address of any link."""

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Send the brief, or why there is none."""
        request = Request(scope, receive)
        database = shared_database(settings().database)
        link = await run_in_threadpool(link_shown, database, request.path_params["token"])
        if link is None or link.state(utc_now()) != "active":
            await refusal(request, link)(scope, receive, send)
            return
        asked = request.query_params.get("lang")
        language = asked if asked in LANGUAGES else link.language
        ready = await run_in_threadpool(_ready, database, link, language)
        if request.method == "GET":
            await record_opening(database, link, "brief")
        await ready.reply(scope, send)


def _ready(database: Database, link: ShareLink, language: str) -> Answer:
    shown = snapshot(database, link.data_version)
    is_frozen = link.data_version is not None

    def build() -> Answer:
        state = State(shown.version, is_frozen)
        page = brief_html(brief_view(shown, link.pages), state, locale(language))
        found = answer(page, "text/html; charset=utf-8", cache="private, no-cache")
        return replace(found, headers=(*found.headers, _POLICY))

    return shown.get_or_compute(("brief", language, link.pages, is_frozen), build)
