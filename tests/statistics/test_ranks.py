import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import spearmanr

from lib.statistics.ranks import rank_correlation

VALUES = st.integers(-9, 9).map(float)  # many ties


@given(st.lists(st.tuples(VALUES, VALUES), min_size=3, max_size=40))
def test_it_is_spearmans_published_figure(pairs):
    first, second = np.array(pairs).T
    if len(set(first)) < 2 or len(set(second)) < 2:
        assert math.isnan(rank_correlation(first, second))
    else:
        expected = spearmanr(first, second).statistic
        assert rank_correlation(first, second) == pytest.approx(expected, abs=1e-12)


def test_only_the_order_counts():
    assert rank_correlation([1, 2, 3, 4], [1, 10, 100, 1000]) == pytest.approx(1.0)
    assert rank_correlation([1, 2, 3, 4], [9, 7, 2, 1]) == pytest.approx(-1.0)
