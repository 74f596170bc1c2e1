"""Sentences made from views; none says more than its evidence supports."""
