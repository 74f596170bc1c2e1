"""The log: one line a fact, in English, on the error output; ``key=value``, or JSON where asked.

Every unexpected failure stands under a reference that its reader is told.
"""

import json
import logging
import re
import secrets
import sys
from datetime import UTC, datetime

LOGGER = logging.getLogger("tandem")

_PLAIN = re.compile(r"[^\s\"\\]+")
_TOKEN = re.compile(r"/s/[^/?\s]+")
_EXCHANGE = re.compile(r"(/oauth2callback|/auth/\w+)\?\S*")
_FORMAT = "%(asctime)s %(levelname)s %(name)s %(message)s"
_FAILURES: list[str] = []
"""References of the failures logged so far."""


class JsonLines(logging.Formatter):
    """Writes a record as one JSON object on one line."""

    def format(self, record: logging.LogRecord) -> str:
        """Return the line."""
        told = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname,
            "logger": record.name,
            **getattr(record, "told", {"event": record.getMessage()}),
        }
        if record.exc_info:
            told["trace"] = self.formatException(record.exc_info)
        return json.dumps(told, ensure_ascii=False, default=str)


def prepare_log(*, as_json: bool = False) -> None:
    """Give the log its output, unless the host of the application has given it one.

    Parameters
    ----------
    as_json
        Whether a line is a JSON object.
    """
    if not LOGGER.handlers:
        handler = logging.StreamHandler(sys.stderr)
        handler.setFormatter(JsonLines() if as_json else logging.Formatter(_FORMAT))
        LOGGER.addHandler(handler)
        LOGGER.setLevel(logging.INFO)
        LOGGER.propagate = False


def hide_tokens() -> None:
    """Keep tokens of share links and of sign-ins out of the web server's log of requests."""
    logger = logging.getLogger("uvicorn.access")
    if _without_token not in logger.filters:
        logger.addFilter(_without_token)


def _without_token(record: logging.LogRecord) -> bool:
    if isinstance(record.args, tuple):
        record.args = tuple(
            _EXCHANGE.sub(r"\1?…", _TOKEN.sub("/s/…", part)) if isinstance(part, str) else part
            for part in record.args
        )
    return True


def fact(event: str, **details: object) -> None:
    """Write one fact: its name, then what is known about it."""
    told = "".join(f" {name}={_quoted(value)}" for name, value in details.items())
    LOGGER.info("event=%s%s", event, told, extra={"told": {"event": event, **details}})


def failure(event: str, error: BaseException) -> str:
    """Write an unexpected failure with its trace; return the reference under which it stands."""
    reference = secrets.token_hex(4).upper()
    _FAILURES.append(reference)
    LOGGER.error(
        "event=%s reference=%s",
        event,
        reference,
        exc_info=error,
        extra={"told": {"event": event, "reference": reference}},
    )
    return reference


def failure_count() -> int:
    """Return how many unexpected failures were logged since the start."""
    return len(_FAILURES)


def _quoted(value: object) -> str:
    text = str(value)
    return text if _PLAIN.fullmatch(text) else json.dumps(text, ensure_ascii=False)
