"""The log: one line an event, in English, on stderr, as ``key=value`` or JSON.

Every unexpected failure is logged under a reference that its reader is shown.
"""

import json
import logging
import re
import secrets
import sys
from datetime import UTC, datetime
from typing import Any

from pythonjsonlogger.json import JsonFormatter

LOGGER = logging.getLogger("tandem")

_PLAIN = re.compile(r"[^\s\"\\]+")
_TOKEN = re.compile(r"/s/[^/?\s]+")
_EXCHANGE = re.compile(r"(/oauth2callback|/auth/\w+)\?\S*")
_FORMAT = "%(asctime)s %(levelname)s %(name)s %(message)s"
_FAILURES: list[str] = []
"""References of the failures logged so far."""


class JsonLines(JsonFormatter):
    """Writes a record as one JSON object a line: time, level, logger, event and its details."""

    def __init__(self) -> None:
        super().__init__(json_ensure_ascii=False, json_default=str)

    def add_fields(
        self, log_data: dict[str, Any], record: logging.LogRecord, message_dict: dict[str, Any]
    ) -> None:
        """Fill the object with the fields of a record."""
        time = datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds")
        log_data |= {"time": time, "level": record.levelname, "logger": record.name}
        log_data |= getattr(record, "fields", {"event": record.getMessage()})
        if "exc_info" in message_dict:
            log_data["trace"] = message_dict["exc_info"]


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
    """Remove tokens of share links and of sign-ins from the web server's request log."""
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
    """Log an event with its details."""
    text = "".join(f" {name}={_quoted(value)}" for name, value in details.items())
    LOGGER.info("event=%s%s", event, text, extra={"fields": {"event": event, **details}})


def failure(event: str, error: BaseException) -> str:
    """Log an unexpected failure with its trace; return its reference."""
    reference = secrets.token_hex(4).upper()
    _FAILURES.append(reference)
    LOGGER.error(
        "event=%s reference=%s",
        event,
        reference,
        exc_info=error,
        extra={"fields": {"event": event, "reference": reference}},
    )
    return reference


def failure_count() -> int:
    """Return how many unexpected failures were logged since the start."""
    return len(_FAILURES)


def _quoted(value: object) -> str:
    text = str(value)
    return text if _PLAIN.fullmatch(text) else json.dumps(text, ensure_ascii=False)
