# Tandem's chores. A fresh machine needs python3 (3.11 or newer), pip, make and git.
PYTHON ?= python3
PORT   ?= 8501
KILLS  ?= 400
SECONDS_AT_WORK ?= 600
FUZZ_CASES ?= 100000
MINUTES ?= 30
SESSIONS ?= 2000
ROUNDS ?= 2
VENV   := .venv
BIN    := $(VENV)/bin
PIP    := $(PYTHON) -m pip --python $(BIN)/python --disable-pip-version-check
export PYTHONPATH := $(CURDIR)

.DEFAULT_GOAL := help
.PHONY: help run test coverage check crash many-hands replicas fuzz soak container peers audit format lock bench calibrate

help:  ## List the commands
	@grep -E '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed 's/:.*##/ -/'

run: $(VENV)/run.stamp  ## Start the dashboard on the demo company (PORT=8501)
	$(BIN)/python -m streamlit run app.py --server.port $(PORT)

test: $(VENV)/dev.stamp  ## Pass every test
	$(BIN)/python -m pytest -n 2 --dist worksteal $(ARGS)

coverage: $(VENV)/dev.stamp  ## Pass every test and tell which lines none of them ran
	$(BIN)/coverage run -m pytest -n 2 --dist worksteal
	$(BIN)/coverage combine --quiet
	$(BIN)/coverage report

check: $(VENV)/dev.stamp  ## Format, lint, types, layers; changes nothing
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports

# Trials that take their time; each has a small version among the tests.
TRIAL = $(BIN)/python -m tests.stress

crash: $(VENV)/dev.stamp  ## Kill the store at random hundreds of times, then whole servers; nothing may be lost (KILLS=400)
	$(TRIAL).crash --kills $(KILLS) $(shell mktemp -d)
	$(TRIAL).server_kills --kills $$(( ($(KILLS) + 19) / 20 ))

many-hands: $(VENV)/dev.stamp  ## Eight writers and forty readers at once on one file (SECONDS_AT_WORK=600)
	$(TRIAL).many_hands --seconds $(SECONDS_AT_WORK)

replicas: $(VENV)/dev.stamp  ## Three replicas on one lake: the whole story in a browser, then twelve uploaders (SECONDS_AT_WORK=600)
	$(TRIAL).replicas
	$(TRIAL).lake_hands --seconds $(SECONDS_AT_WORK)

fuzz: $(VENV)/dev.stamp  ## Hand anything at all to every door (FUZZ_CASES=100000)
	FUZZ_CASES=$(FUZZ_CASES) $(BIN)/python -m pytest -n 2 --dist worksteal --hypothesis-seed=random tests/stress/test_fuzz*.py

soak: $(VENV)/dev.stamp  ## Two thousand readers over half an hour, with uploads in between (MINUTES=30)
	$(TRIAL).soak --minutes $(MINUTES) --sessions $(SESSIONS)

container: $(VENV)/dev.stamp  ## Run the container file step by step in a clean folder (as root, without an engine)
	$(TRIAL).container

peers: $(VENV)/dev.stamp  ## Draw one page in Tandem, Dash, Vizro, Panel and static pages, and compare (ROUNDS=2, PEERS="--json FILE")
	$(BIN)/python -m tests.benchmarks.peers --rounds $(ROUNDS) $(PEERS)

audit: $(VENV)/dev.stamp  ## Look every package up in the published advisories (AUDIT="-s osv --osv-url URL")
	@$(BIN)/uv tool run pip-audit==2.10.1 -r constraints.txt --no-deps --disable-pip --strict --progress-spinner off $(AUDIT) \
	  || { echo "Not passed: a package has an advisory, or one could not be looked up. AUDIT= names another source."; exit 1; }

format: $(VENV)/dev.stamp  ## Format and mend what can be mended
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

lock: $(VENV)/dev.stamp  ## Recompute constraints.txt
	$(BIN)/uv pip compile --quiet --universal --no-header --no-annotate --no-emit-index-url requirements-dev.txt -o constraints.txt

bench: $(VENV)/run.stamp  ## Measure this machine: ratios against raw DuckDB and a bare Streamlit page
	$(BIN)/python -m tests.benchmarks.run $(ARGS)

calibrate: $(VENV)/run.stamp  ## Rerun the simulations behind the error rates of the methods page
	$(BIN)/python -m tests.calibration.calibration

$(BIN)/python:
	$(PYTHON) -m venv --without-pip $(VENV)

$(VENV)/run.stamp: requirements.txt constraints.txt | $(BIN)/python
	$(PIP) install --quiet -r requirements.txt -c constraints.txt
	@touch $@

$(VENV)/dev.stamp: requirements-dev.txt requirements-scaleout.txt requirements.txt constraints.txt | $(BIN)/python
	$(PIP) install --quiet -r requirements-dev.txt -c constraints.txt
	@touch $@ $(VENV)/run.stamp
