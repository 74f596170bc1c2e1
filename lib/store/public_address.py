"""The address that a proxy gives the pages, where the environment names one."""

import os

VARIABLE = "TANDEM_ADDRESS"
"""Such as ``https://tandem.example.com``."""


def public_address() -> str | None:
    """Return the public address without a slash at its end, or None."""
    return os.environ.get(VARIABLE, "").rstrip("/") or None
