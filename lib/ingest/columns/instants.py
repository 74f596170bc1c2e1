"""Columns of instants with a time zone: each is the day that it is where the company counts.

``2025-12-31T23:00:00Z`` is the first of January in Paris. The zone is the company's; where it is
not known and the months depend on it, it is asked for.
"""

import re
from collections.abc import Collection, Mapping, Sequence
from datetime import UTC, datetime, timedelta, timezone, tzinfo
from zoneinfo import ZoneInfo

from lib.domain.metrics import time_zones
from lib.i18n.translate import N_
from lib.ingest.issues import IssueLog

_INSTANT = re.compile(
    r"\d{4}-\d\d-\d\d[T ]\d\d:\d\d(:\d\d([.,]\d+)?)? ?(Z|UTC|GMT|[+-]\d\d:?\d\d)", re.IGNORECASE
)
_UTC_NAMES = re.compile(r" ?(Z|UTC|GMT)$", re.IGNORECASE)
_ZONES = ("Europe/Paris", "UTC", "Europe/London", "America/Montreal", "America/New_York")
"""Zones that are offered; any other is accepted."""
_EARLIEST, _LATEST = timezone(timedelta(hours=-12)), timezone(timedelta(hours=14))


def begins_with_instant(texts: Sequence[str]) -> bool:
    """Whether the first text of a column is an instant with a time zone."""
    return _INSTANT.fullmatch(next(filter(None, texts), "")) is not None


def local_days(texts: Sequence[str], column: str, issue_log: IssueLog) -> Mapping[str, str]:
    """Return the day that each instant of a column is; nothing where it holds other texts."""
    instants: dict[str, datetime] = {}
    for text in texts:
        instant = _instant(text)
        if instant is not None:
            instants[text] = instant
        elif text:
            return {}
    zone = _zone(instants, column, issue_log)
    return {
        text: (instant.astimezone(zone) if zone else instant).date().isoformat()
        for text, instant in instants.items()
    }


def _instant(text: str) -> datetime | None:
    if not _INSTANT.fullmatch(text):
        return None
    try:
        return datetime.fromisoformat(_UTC_NAMES.sub("+00:00", text.replace(",", ".")))
    except ValueError:
        return None


def _zone(instants: Mapping[str, datetime], column: str, issue_log: IssueLog) -> tzinfo | None:
    """Return the zone in which days begin; None for the one in which each instant is written."""
    answer = issue_log.options.answer("time_zone")
    is_utc = any(not instant.utcoffset() for instant in instants.values())
    if answer not in time_zones() and (not is_utc or not _depends_on_zone(instants.values())):
        return None if not is_utc else UTC
    answer = issue_log.ask(
        "time_zone",
        sorted(_ZONES, key=lambda name: -_midnights(instants.values(), ZoneInfo(name))),
        N_(
            "Column “{column}” holds instants such as “{text}”, near the change of a month: in "
            "which time zone do the company's months begin?"
        ),
        is_open=True,
        accepts=time_zones().__contains__,
        column=column,
        text=next(iter(instants)),
    )
    return ZoneInfo(answer) if answer else UTC


def _depends_on_zone(instants: Collection[datetime]) -> bool:
    """Whether an instant is of another month somewhere on earth."""
    return any(
        instant.astimezone(_EARLIEST).month != instant.astimezone(_LATEST).month
        for instant in instants
    )


def _midnights(instants: Collection[datetime], zone: tzinfo) -> int:
    """Return how many instants begin a day in a zone."""
    local = (instant.astimezone(zone) for instant in instants)
    return sum(not (moment.hour or moment.minute) for moment in local)
