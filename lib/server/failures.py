"""When something unforeseen goes wrong: a sentence for the reader, the trace for the log."""

import streamlit as st
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from lib.errors import TandemError
from lib.i18n.translate import LANGUAGES, N_
from lib.server.error_page import notice_page
from lib.server.languages import language_of_request
from lib.server.log import failure
from lib.ui.app.session import browser_language, reader_locale
from lib.ui.widgets.text import md


def show_script_error(error: Exception) -> bool:
    """Write an unexpected error of a page to the log and tell its reader the reference.

    Returns
    -------
    bool
        True: the reader has been told, Streamlit need not.
    """
    reference = failure("page_failed", error)
    asked = st.query_params.get("lang")
    locale = reader_locale(asked if asked in LANGUAGES else browser_language())
    sentence = locale.gettext(
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


class PlainStartFailure:
    """Says why the application cannot start in one sentence, where the reason is known.

    Parameters
    ----------
    app
        The application whose start is watched.
    """

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass everything on, and the failure of a start in our words."""
        if scope["type"] != "lifespan":
            await self._app(scope, receive, send)
            return
        held: list[Message] = []

        async def hold_failure(message: Message) -> None:
            if message["type"] == "lifespan.startup.failed":
                held.append(message)
            else:
                await send(message)

        try:
            await self._app(scope, receive, hold_failure)
        except TandemError as error:
            await send({"type": "lifespan.startup.failed", "message": error.sentence()})
            raise
        except BaseException:
            for message in held:
                await send(message)
            raise
