"""The log: one line a fact, ``key=value``, in English, on the error output."""

import json
import logging
import re
import secrets
import sys

LOGGER = logging.getLogger("tandem")

_PLAIN = re.compile(r"[^\s\"\\]+")
_TOKEN = re.compile(r"/s/[^/?\s]+")
_FORMAT = "%(asctime)s %(levelname)s %(name)s %(message)s"


def prepare_log() -> None:
    """Give the log its output, unless the host of the application has given it one."""
    if not LOGGER.handlers:
        handler = logging.StreamHandler(sys.stderr)
        handler.setFormatter(logging.Formatter(_FORMAT))
        LOGGER.addHandler(handler)
        LOGGER.setLevel(logging.INFO)
        LOGGER.propagate = False


def hide_tokens() -> None:
    """Keep tokens of share links out of the web server's log of requests."""
    logger = logging.getLogger("uvicorn.access")
    if _without_token not in logger.filters:
        logger.addFilter(_without_token)


def _without_token(record: logging.LogRecord) -> bool:
    if isinstance(record.args, tuple):
        record.args = tuple(
            _TOKEN.sub("/s/…", part) if isinstance(part, str) else part for part in record.args
        )
    return True


def fact(event: str, **details: object) -> None:
    """Write one fact: its name, then what is known about it."""
    told = "".join(f" {name}={_quoted(value)}" for name, value in details.items())
    LOGGER.info("event=%s%s", event, told)


def failure(event: str, error: BaseException) -> str:
    """Write an unexpected failure with its trace; return the reference under which it stands."""
    reference = secrets.token_hex(4).upper()
    LOGGER.error("event=%s reference=%s", event, reference, exc_info=error)
    return reference


def _quoted(value: object) -> str:
    text = str(value)
    return text if _PLAIN.fullmatch(text) else json.dumps(text, ensure_ascii=False)
