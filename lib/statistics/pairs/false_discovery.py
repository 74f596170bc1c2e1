"""Chance finds among many tests shown together.

References
----------
Benjamini and Hochberg (1995), Controlling the false discovery rate.
"""

import numpy as np
from numpy.typing import ArrayLike

from lib.errors import InvalidInputError
from lib.i18n.translate import N_
from lib.statistics.preparation import Array


def control_false_discovery(p_values: ArrayLike) -> Array:
    """Return q-values: each p-value corrected for all of those shown together; NaN stays NaN.

    Parameters
    ----------
    p_values
        Shape (k,), NaN where there is no verdict.

    Returns
    -------
    ndarray of shape (k,)
        Share of false finds to expect among all pairs at least as convincing.

    Raises
    ------
    InvalidInputError
        When a p-value lies outside 0 to 1.

    References
    ----------
    Benjamini and Hochberg (1995), Controlling the false discovery rate.
    """
    p = np.asarray(p_values, dtype=float)
    known = np.flatnonzero(np.isfinite(p))
    if ((p[known] < 0) | (p[known] > 1)).any():
        raise InvalidInputError(N_("A p-value must lie between 0 and 1."))
    q = np.full(p.shape, np.nan)
    order = known[np.argsort(p[known], kind="stable")]
    raw = p[order] * len(known) / np.arange(1, len(known) + 1)
    q[order] = np.minimum(1.0, np.minimum.accumulate(raw[::-1])[::-1])
    return q
