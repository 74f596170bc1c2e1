"""A start that fails for a known reason ends with one sentence instead of a trace."""

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from lib.errors import TandemError


class StartupErrorMiddleware:
    """Replaces the trace of a failed start by the error's sentence, where the reason is known.

    Parameters
    ----------
    app
        The application whose start is watched.
    """

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass everything on; delay the report of a failed start until its error is known."""
        if scope["type"] != "lifespan":
            await self._app(scope, receive, send)
            return
        delayed: list[Message] = []

        async def delay_failure(message: Message) -> None:
            if message["type"] == "lifespan.startup.failed":
                delayed.append(message)
            else:
                await send(message)

        try:
            await self._app(scope, receive, delay_failure)
        except TandemError as error:
            await send({"type": "lifespan.startup.failed", "message": error.sentence()})
            raise
        except BaseException:
            for message in delayed:
                await send(message)
            raise
