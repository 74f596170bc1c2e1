"""Rank correlation of two lists.

References
----------
Spearman (1904), The proof and measurement of association between two things.
"""

import numpy as np
from numpy.typing import ArrayLike, NDArray


def rank_correlation(first: ArrayLike, second: ArrayLike) -> float:
    """Return Spearman's rank correlation; equal values share their mean rank.

    Parameters
    ----------
    first, second
        Shape (n,): values of the same n things.

    Returns
    -------
    float
        From -1, opposite orders, to 1, the same order; NaN where all values of a list are equal.
    """
    ranks, others = (_mean_ranks(np.asarray(values, dtype=float)) for values in (first, second))
    if np.ptp(ranks) == 0 or np.ptp(others) == 0:
        return float("nan")
    return float(np.corrcoef(ranks, others)[0, 1])


def _mean_ranks(values: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return the rank of each value from 1 on, the mean of their ranks for equal values."""
    _, groups, counts = np.unique(values, return_inverse=True, return_counts=True)
    last = np.cumsum(counts)
    return np.asarray((last - (counts - 1) / 2)[groups], dtype=np.float64)
