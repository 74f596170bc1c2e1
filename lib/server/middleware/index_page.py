"""The HTML page of the frontend, in the reader's language and under our name.

Streamlit answers every address of a page with one HTML file, in English and under its own name; it
is replaced by ours, which holds nothing of the data and asks search engines not to index it.
"""

import html
import re
from pathlib import Path

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from lib.i18n.translate import LANGUAGES, N_, locale
from lib.server.frontend_translation import SCRIPT_PATH
from lib.server.request import language_of_request
from lib.server.responses import REVALIDATE, CachedResponse, cached_response
from lib.streamlit_patches.frontend import with_own_head

NAME = "Tandem"

_CONDITIONS = frozenset(
    {b"if-none-match", b"if-modified-since", b"if-match", b"if-unmodified-since", b"range"}
)
_OTHERS = ("/_stcore/", "/media/", "/component/", "/static/", "/s/")
_DESCRIPTION = N_("Product metrics beside the business metrics they are paired with.")
_STYLE = Path(__file__).parents[1] / "assets" / "appearance.css"
_NO_SCRIPT = N_("Tandem needs JavaScript to show its pages.")


class IndexPageMiddleware:
    """Sends our page wherever the application behind would send the frontend's.

    Parameters
    ----------
    app
        The application behind.
    page
        HTML of the frontend.
    """

    def __init__(self, app: ASGIApp, *, page: str) -> None:
        self._app = app
        self._pages = {
            language: cached_response(
                index_page(page, language).encode(),
                "text/html; charset=utf-8",
                cache=REVALIDATE,
                vary="accept-encoding, accept-language",
            )
            for language in LANGUAGES
        }

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on; where an HTML page comes back, send ours."""
        if scope["type"] != "http" or scope["path"].startswith(_OTHERS):
            await self._app(scope, receive, send)
            return
        headers = [pair for pair in scope["headers"] if pair[0] not in _CONDITIONS]
        page = self._pages[language_of_request(scope)]
        await self._app({**scope, "headers": headers}, receive, _replacing(page, scope, send))


def _replacing(page: CachedResponse, scope: Scope, send: Send) -> Send:
    """Return a sender that sends ``page`` in place of an HTML response, and any other as it is."""
    is_replaced = False

    async def replace_and_send(message: Message) -> None:
        nonlocal is_replaced
        if message["type"] == "http.response.start":
            media_type = dict(message.get("headers", ())).get(b"content-type", b"")
            is_replaced = message["status"] == 200 and media_type.startswith(b"text/html")
            if is_replaced:
                await page.send(scope, send)
        if not is_replaced:
            await send(message)

    return replace_and_send


def index_page(page: str, language: str) -> str:
    """Return the frontend's page in ``language``, under our name.

    Parameters
    ----------
    page
        HTML of the frontend.
    language
        Language of the reader.
    """
    gettext = locale(language).gettext
    style = re.sub(r"/\*.*?\*/|\n\s*", "", _STYLE.read_text(encoding="utf-8"))
    description = html.escape(gettext(_DESCRIPTION), quote=True)
    head = (
        f"<title>{NAME}</title>\n"
        f'    <meta name="description" content="{description}">\n'
        '    <meta name="robots" content="noindex, nofollow">\n'
        f'    <meta property="og:title" content="{NAME}">\n'
        f'    <meta property="og:description" content="{description}">\n'
        f"    <style>{style}</style>\n"
        f'    <script defer src="{SCRIPT_PATH}"></script>'
    )
    noscript = f"<p>{html.escape(gettext(_NO_SCRIPT))}</p>"
    return with_own_head(page, language=language, head=head, noscript=noscript)
