"""The day a state of the data is told on, and the state that stood on a given day."""

from datetime import date

from lib.views.company import company
from lib.views.snapshot import Snapshot


def data_day(snapshot: Snapshot) -> date | None:
    """Return the day the latest upload of a snapshot was received; None in an empty company."""
    received = [upload.received_on for upload in company(snapshot).uploads.values()]
    return max(received, default=None)


def version_on(snapshot: Snapshot, day: date) -> int | None:
    """Return the last data version whose upload was received by ``day``; None without any."""
    held = [
        upload.seq for upload in company(snapshot).uploads.values() if upload.received_on <= day
    ]
    return max(held, default=None)


def months_elapsed(earlier: date, later: date) -> int:
    """Return how many whole months have passed; a month is whole on the same day of the next."""
    months = (later.year - earlier.year) * 12 + later.month - earlier.month
    return months - 1 if later.day < earlier.day else months
