# Tandem's chores. A fresh machine needs python3 (3.11 or newer), pip, make and git.
PYTHON ?= python3
PORT   ?= 8501
VENV   := .venv
BIN    := $(VENV)/bin
PIP    := $(PYTHON) -m pip --python $(BIN)/python --disable-pip-version-check
export PYTHONPATH := $(CURDIR)

.DEFAULT_GOAL := help
.PHONY: help run test coverage check format lock bench calibrate

help:  ## List the commands
	@grep -E '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed 's/:.*##/ -/'

run: $(VENV)/run.stamp  ## Start the dashboard on the demo company (PORT=8501)
	$(BIN)/python -m streamlit run app.py --server.port $(PORT)

test: $(VENV)/dev.stamp  ## Pass every test
	$(BIN)/python -m pytest -n 2 --dist worksteal

coverage: $(VENV)/dev.stamp  ## Pass every test and tell which lines none of them ran
	$(BIN)/coverage run -m pytest -n 2 --dist worksteal
	$(BIN)/coverage combine --quiet
	$(BIN)/coverage report

check: $(VENV)/dev.stamp  ## Format, lint, types, layers; changes nothing
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports

format: $(VENV)/dev.stamp  ## Format and mend what can be mended
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

lock: $(VENV)/dev.stamp  ## Recompute constraints.txt
	$(BIN)/uv pip compile --quiet --universal --no-header --no-annotate --no-emit-index-url requirements-dev.txt -o constraints.txt

bench: $(VENV)/run.stamp  ## Measure this machine: ratios against raw DuckDB and a bare Streamlit page
	$(BIN)/python -m lib bench

calibrate: $(VENV)/run.stamp  ## Rerun the simulations behind the error rates of the methods page
	$(BIN)/python -m lib.statistics.calibration

$(BIN)/python:
	$(PYTHON) -m venv --without-pip $(VENV)

$(VENV)/run.stamp: requirements.txt constraints.txt | $(BIN)/python
	$(PIP) install --quiet -r requirements.txt -c constraints.txt
	@touch $@

$(VENV)/dev.stamp: requirements-dev.txt requirements.txt constraints.txt | $(BIN)/python
	$(PIP) install --quiet -r requirements-dev.txt -c constraints.txt
	@touch $@ $(VENV)/run.stamp
