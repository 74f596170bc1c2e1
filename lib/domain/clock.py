"""The present instant and day, in UTC."""

from datetime import UTC, date, datetime


def utc_now() -> datetime:
    """Return the present instant in UTC, without a time zone, as the database stores it."""
    return datetime.now(UTC).replace(tzinfo=None)


def today() -> date:
    """Return the present day in UTC."""
    return datetime.now(UTC).date()
