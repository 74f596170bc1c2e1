"""The same page in each tool; each file is run by the peers' own environment, by itself."""
