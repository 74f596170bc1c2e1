"""A small page that says why something is not shown, in the reader's language, without a script."""

import base64
import hashlib
import html
from collections.abc import Mapping

from starlette.responses import HTMLResponse

from lib.charts.palette import DARK, DARK_PAGE, LIGHT, LIGHT_PAGE
from lib.i18n.translate import locale

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
    """Return the content policy of a page that holds one style and no script at all."""
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
    """Return a page that says one sentence.

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
        address, text = action
        link = f'<p><a href="{html.escape(address)}">{html.escape(gettext(text))}</a></p>'
    told = gettext(sentence).format(**parameters) if parameters else gettext(sentence)
    body = (
        f'<!doctype html><html lang="{language}"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width,initial-scale=1">'
        f"<title>Tandem</title><style>{_STYLE}</style></head>"
        f"<body><main><h1>Tandem</h1><p>{html.escape(told)}</p>{link}</main></body>"
        "</html>"
    )
    headers = {"content-security-policy": style_policy(_STYLE), "cache-control": "no-store"}
    return HTMLResponse(body, status_code=status, headers=headers)
