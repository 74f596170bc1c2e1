# Development tasks. A fresh machine needs python3 (3.11 or newer), pip, make and git.
PYTHON ?= python3
PORT   ?= 8501
KILLS  ?= 400
DURATION ?= 600
FUZZ_CASES ?= 100000
IMPORT_FILES ?= 2000
SEED ?= 1
MINUTES ?= 30
SESSIONS ?= 2000
REPEATS ?= 2
VENV   := .venv
BIN    := $(VENV)/bin
PIP    := $(PYTHON) -m pip --python $(BIN)/python --disable-pip-version-check
export PYTHONPATH := $(CURDIR)
unexport PYTHONDONTWRITEBYTECODE   # without cached bytecode, each process of a test compiles everything again

.DEFAULT_GOAL := help
.PHONY: help run test coverage check format lock audit bench bench-peers calibrate \
        test-crash test-concurrency test-failover test-fuzz test-import test-guards test-soak test-container

help:  ## List the targets
	@grep -E '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed 's/:.*##/ -/'

run: $(VENV)/run.stamp  ## Start the dashboard on the demo company (PORT=8501)
	$(BIN)/python -m streamlit run app.py --server.port $(PORT)

test: $(VENV)/dev.stamp  ## Run every test, or a part: ARGS="tests/domain -k riceo"
	$(BIN)/python -m pytest $(if $(ARGS),$(ARGS),-n 2 --dist worksteal)

coverage: $(VENV)/dev.stamp  ## Run every test with coverage
	$(BIN)/coverage run -m pytest -n 2 --dist worksteal
	$(BIN)/coverage combine --quiet
	$(BIN)/coverage report

check: $(VENV)/dev.stamp  ## Check format, lint, types and layers; change nothing
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports

# Long tests; `make test` runs a short version of each.
STRESS = $(BIN)/python -m tests.stress

test-crash: $(VENV)/dev.stamp  ## Kill the store, then whole servers, at random: no acknowledged write may be lost (KILLS=400)
	$(STRESS).crash --kills $(KILLS) $(shell mktemp -d)
	$(STRESS).server_crash --kills $$(( ($(KILLS) + 19) / 20 ))

test-concurrency: $(VENV)/dev.stamp  ## 8 writers and 40 readers on one database file (DURATION=600)
	$(STRESS).concurrency --duration $(DURATION)

test-failover: $(VENV)/dev.stamp  ## 3 replicas on one lake: failover in a browser, then 12 uploaders (DURATION=600)
	$(STRESS).failover
	$(STRESS).replica_concurrency --duration $(DURATION)

test-fuzz: $(VENV)/dev.stamp  ## Fuzz every input: importer, command line, HTTP, URLs (FUZZ_CASES=100000)
	FUZZ_CASES=$(FUZZ_CASES) $(BIN)/python -m pytest -n 2 --dist worksteal --hypothesis-seed=random tests/stress/test_fuzz*.py

test-import: $(VENV)/dev.stamp  ## 2,000 exports of random traits: no wrong number, few questions (IMPORT_FILES=2000, SEED=1)
	$(STRESS).import_cases --files $(IMPORT_FILES) --seed $(SEED)

test-guards: $(VENV)/dev.stamp  ## Remove each guard of SECURITY.md in a copy: the test that it names must fail (ARGS="--only WORD")
	$(STRESS).guards $(ARGS)

test-soak: $(VENV)/dev.stamp  ## 2,000 sessions over 30 minutes, with uploads in between (MINUTES=30, SESSIONS=2000)
	$(STRESS).soak --minutes $(MINUTES) --sessions $(SESSIONS)

test-container: $(VENV)/dev.stamp  ## Run the container file step by step in a clean folder (as root, without an engine)
	$(STRESS).container

audit: $(VENV)/dev.stamp  ## Check dependencies for known vulnerabilities (AUDIT="-s osv --osv-url URL")
	@$(BIN)/uv tool run pip-audit==2.10.1 -r constraints.txt --no-deps --disable-pip --strict --progress-spinner off $(AUDIT) \
	  || { echo "Failed: a package has an advisory, or could not be checked. AUDIT= selects another source."; exit 1; }

format: $(VENV)/dev.stamp  ## Format, and fix lint where possible
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

lock: $(VENV)/dev.stamp  ## Recompute constraints.txt
	$(BIN)/uv pip compile --quiet --universal --no-header --no-annotate --no-emit-index-url requirements-dev.txt -o constraints.txt

bench: $(VENV)/run.stamp  ## Measure, as ratios to raw DuckDB and a bare Streamlit page (ARGS="--json FILE")
	$(BIN)/python -m tests.benchmarks.run $(ARGS)

bench-peers: $(VENV)/dev.stamp  ## Compare one page in Tandem, Dash, Vizro, Panel and as static pages (REPEATS=2, ARGS="--json FILE")
	$(BIN)/python -m tests.benchmarks.peers --repeats $(REPEATS) $(ARGS)

calibrate: $(VENV)/dev.stamp  ## Rerun the simulations behind the error rates of the methods page
	$(BIN)/python -m tests.calibration.run

$(BIN)/python:
	$(PYTHON) -m venv --without-pip $(VENV)

$(VENV)/run.stamp: requirements.txt constraints.txt | $(BIN)/python
	$(PIP) install --quiet -r requirements.txt -c constraints.txt
	@touch $@

$(VENV)/dev.stamp: requirements-dev.txt requirements-scaleout.txt requirements.txt constraints.txt | $(BIN)/python
	$(PIP) install --quiet -r requirements-dev.txt -c constraints.txt
	@touch $@ $(VENV)/run.stamp
