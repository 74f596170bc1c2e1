"""Errors as readers see them: a sentence in their language; the trace goes to the log.

A refused or failed request gets a small page without a script; an unexpected error of a page shows
a reference under which its trace is logged.
"""

import base64
import hashlib
import html
from collections.abc import Mapping

import streamlit as st
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from lib.charts.palette import DARK, DARK_PAGE, LIGHT, LIGHT_PAGE
from lib.errors import RefusedError, TandemError
from lib.i18n.translate import LANGUAGES, N_, locale
from lib.server.log import failure
from lib.server.request import language_of_request
from lib.ui.app.session import browser_language
from lib.ui.widgets.components import problem
from lib.ui.widgets.text import md

_STYLE = (
    ":root{color-scheme:light dark}"
    "body{font:1.1rem/1.5 'Source Sans 3','Source Sans Pro',system-ui,sans-serif;margin:0;"
    f"color:{LIGHT.text};background:{LIGHT.background}}}"
    "main{max-width:34rem;margin:18vh auto 0;padding:0 1.5rem}"
    "h1{font-size:1.05rem;font-weight:650;letter-spacing:.02em;margin:0 0 1rem}"
    f"p{{margin:0 0 1rem}}a{{color:{LIGHT_PAGE.link}}}"
    "@media(prefers-color-scheme:dark){"
    f"body{{color:{DARK.text};background:{DARK.background}}}a{{color:{DARK_PAGE.link}}}}}"
)


def style_policy(style: str) -> str:
    """Return the content policy of a page with one style and no script."""
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    return (
        f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'; "
        "frame-ancestors 'none'"
    )


def notice_page(
    sentence: str,
    language: str,
    *,
    status: int,
    action: tuple[str, str] | None = None,
    parameters: Mapping[str, object] | None = None,
) -> HTMLResponse:
    """Return a page that shows one sentence.

    Parameters
    ----------
    sentence
        English sentence, the key of its translation.
    language
        Language of the reader.
    status
        HTTP status.
    action
        Address and English text of a link to follow instead.
    parameters
        Values of the sentence's fields.
    """
    gettext = locale(language).gettext
    link = ""
    if action:
        address, label = action
        link = f'<p><a href="{html.escape(address)}">{html.escape(gettext(label))}</a></p>'
    text = gettext(sentence).format(**parameters) if parameters else gettext(sentence)
    body = (
        f'<!doctype html><html lang="{language}"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width,initial-scale=1">'
        f"<title>Tandem</title><style>{_STYLE}</style></head>"
        f"<body><main><h1>Tandem</h1><p>{html.escape(text)}</p>{link}</main></body>"
        "</html>"
    )
    headers = {"content-security-policy": style_policy(_STYLE), "cache-control": "no-store"}
    return HTMLResponse(body, status_code=status, headers=headers)


def show_script_error(error: Exception) -> bool:
    """Show an error that a page did not handle; an unexpected one is logged with a reference.

    Returns
    -------
    bool
        True: the error is handled, Streamlit shows nothing more.
    """
    chosen = st.query_params.get("lang")
    reader_locale = locale(chosen if chosen in LANGUAGES else browser_language())
    if isinstance(error, RefusedError):  # of a callback: a page handles its own
        problem(error, reader_locale)
        return True
    reference = failure("page_failed", error)
    sentence = reader_locale.gettext(
        "This page could not be shown. Try again; if it happens once more, give the administrator "
        "the reference {reference}."
    ).format(reference=reference)
    st.error(md(sentence), icon=":material/error:")
    return True


def show_request_error(request: Request, error: Exception) -> Response:
    """Return the page that answers a request which failed: a sentence, with the reference."""
    language = language_of_request(request.scope)
    if isinstance(error, TandemError):
        return notice_page(error.template, language, status=503, parameters=error.parameters)
    reference = failure("request_failed", error)
    return notice_page(
        N_(
            "Tandem could not answer. Try again; if it happens once more, give the administrator "
            "the reference {reference}."
        ),
        language,
        status=500,
        parameters={"reference": reference},
    )
