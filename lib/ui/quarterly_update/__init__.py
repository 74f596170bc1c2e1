"""The page of the quarterly update."""
