"""The page that carries the frontend, made ours: language, name, description, no search engine.

Streamlit answers every address of a page with one HTML file, in English and under its own name.
Whatever page it sends, ours goes out in its place. Nothing in it tells of the data.
"""

import html
import re
from pathlib import Path

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from lib.i18n.translate import LANGUAGES, N_, locale
from lib.server.frontend_translation import SCRIPT_PATH
from lib.server.languages import language_of_request
from lib.server.responses import ALWAYS_ASK, Answer, answer

NAME = "Tandem"

_CONDITIONS = frozenset(
    {b"if-none-match", b"if-modified-since", b"if-match", b"if-unmodified-since", b"range"}
)
_OTHERS = ("/_stcore/", "/media/", "/component/", "/static/", "/s/")
_DESCRIPTION = N_("Product metrics beside the business metrics they are paired with.")
_STYLE = Path(__file__).parents[1] / "assets" / "appearance.css"
_NO_SCRIPT = N_("Tandem needs JavaScript to show its pages.")


class IndexPage:
    """Sends our page wherever the application behind would send its own.

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
            language: answer(
                index_page(page, language).encode(),
                "text/html; charset=utf-8",
                cache=ALWAYS_ASK,
                vary="accept-encoding, accept-language",
            )
            for language in LANGUAGES
        }

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on; where an HTML page comes back, send ours."""
        if scope["type"] != "http" or scope["path"].startswith(_OTHERS):
            await self._app(scope, receive, send)
            return
        ours = self._pages[language_of_request(scope)]
        asked = {
            **scope,
            "headers": [pair for pair in scope["headers"] if pair[0] not in _CONDITIONS],
        }
        swap = _Swap(ours, scope, send)
        await self._app(asked, receive, swap.send)


class _Swap:
    """Watches one answer and replaces it when it turns out to be the frontend's page."""

    def __init__(self, ours: Answer, scope: Scope, send: Send) -> None:
        self._ours = ours
        self._scope = scope
        self._send = send
        self._is_page = False

    async def send(self, message: Message) -> None:
        """Let a message through, or hold back those of the page replaced."""
        if message["type"] == "http.response.start":
            kind = dict(message.get("headers", ())).get(b"content-type", b"")
            self._is_page = message["status"] == 200 and kind.startswith(b"text/html")
            if self._is_page:
                await self._ours.reply(self._scope, self._send)
        if not self._is_page:
            await self._send(message)


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
    swaps = (
        (r"<html[^>]*>", f'<html lang="{language}" translate="no">'),
        (r"<title>.*?</title>", head),
        (r'<link rel="service-desc"[^>]*>', ""),
        (
            r"<noscript>.*?</noscript>",
            f"<noscript><p>{html.escape(gettext(_NO_SCRIPT))}</p></noscript>",
        ),
        (r"<!--.*?-->", ""),
    )
    for pattern, replacement in swaps:
        page = re.sub(pattern, lambda _: replacement, page, flags=re.DOTALL)  # noqa: B023
    return page.strip()
