"""Changes tried again as a whole, where another change came between and nothing was kept."""

import functools
import random
import time
from collections.abc import Callable
from typing import ParamSpec, TypeVar

from lib.errors import StoreConflictError

Given = ParamSpec("Given")
Made = TypeVar("Made")

_MOST = 6
_FIRST_WAIT = 0.05  # seconds; each wait is twice the one before


def retried_whole(change: Callable[Given, Made]) -> Callable[Given, Made]:
    """Return a change that is made anew from its start when it met another one.

    Parameters
    ----------
    change
        Makes one transaction; what it does besides can be done twice.
    """

    @functools.wraps(change)
    def tried(*args: Given.args, **kwargs: Given.kwargs) -> Made:
        for attempt in range(_MOST):
            try:
                return change(*args, **kwargs)
            except StoreConflictError:
                time.sleep(random.uniform(0.5, 1.0) * _FIRST_WAIT * 2**attempt)
        return change(*args, **kwargs)

    return tried
