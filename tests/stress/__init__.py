"""Long trials: each has a command of the Makefile and a small version among the tests."""
