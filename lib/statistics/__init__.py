"""Pure functions of arrays that say how far the data supports a claim."""
