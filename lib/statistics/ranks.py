"""How far two lists order things alike.

References
----------
Spearman (1904), The proof and measurement of association between two things.
"""

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike


def rank_correlation(first: ArrayLike, second: ArrayLike) -> float:
    """Return Spearman's rank correlation; equal values share their mean rank.

    Parameters
    ----------
    first, second
        Shape (n,): values of the same n things; neither all equal.

    Returns
    -------
    float
        From -1, opposite orders, to 1, the same order; NaN where one list has no order.
    """
    ranks = [pd.Series(np.asarray(values, dtype=float)).rank() for values in (first, second)]
    return float(ranks[0].corr(ranks[1]))
