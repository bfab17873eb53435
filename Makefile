# Everything a newcomer needs: git, make and Python 3.11. Each target may be run again and does nothing twice.
#   make demo    set up, make a county of generated people, load it, serve it on http://127.0.0.1:8000
#   make test    set up what the tests need, and run every one of them: on SQLite, and what touches a store on PostgreSQL too
#   make check   format, lint, types, import contracts, architecture, migrations
#   make bench   what must be fast, measured beside its peers (LARGE=yes adds twenty million rows)
#   make docs    the reference pages that are generated from the code

PYTHON ?= python3
BIN := .venv/bin
STAMPS := .venv/stamps
BUILT := src/headwater/web/static/built
FRONT := $(shell find src/headwater/web/front -type f 2>/dev/null)
HEADWATER_HOME ?= .demo
PORT ?= 8000
# npm's own node comes from its PyPI wheel, in the virtual environment
WITH_NODE := PATH="$(CURDIR)/$(BIN):$$PATH"
TESTS ?=
WORKERS ?= $(shell nproc 2>/dev/null || echo 2)
# compiled once, beside the environment and not in the tree, whatever the caller's own says: half of what a short command costs
unexport PYTHONDONTWRITEBYTECODE
export PYTHONPYCACHEPREFIX := $(CURDIR)/.venv/bytecode

.DEFAULT_GOAL := setup
.PHONY: setup demo test check bench docs

setup: $(STAMPS)/run $(STAMPS)/front

demo: setup
	HEADWATER_HOME="$(HEADWATER_HOME)" $(BIN)/headwater demo --port $(PORT)

test: setup $(STAMPS)/test
	$(BIN)/python .ci/needs.py
	$(BIN)/pytest -n $(WORKERS) --dist worksteal --durations 25 $(TESTS)
	$(BIN)/pytest -n $(WORKERS) --dist worksteal --durations 10 -p on_postgres $(TESTS)

check: setup $(STAMPS)/test
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/python docs/generate.py --check
	$(BIN)/pytest -q tests/architecture

bench: setup $(STAMPS)/test
	@$(BIN)/python benchmarks/run.py $(if $(LARGE),--large)

docs: setup
	$(BIN)/python docs/generate.py

$(STAMPS)/venv:
	$(PYTHON) -m venv .venv
	mkdir -p $(STAMPS)
	$(PYTHON) .ci/pinned.py uv requirements/run.txt > $(STAMPS)/uv.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r $(STAMPS)/uv.txt
	touch $@

# syncing to run.txt would take away what test.txt added, so a tree that has the tests' packages keeps them
$(STAMPS)/run: $(STAMPS)/venv requirements/run.txt pyproject.toml
	@if [ -e $(STAMPS)/test ]; then list=requirements/test.txt; else list=requirements/run.txt; fi; \
	 $(BIN)/uv pip sync --quiet --require-hashes --python $(BIN)/python $$list
	$(BIN)/uv pip install --quiet --no-deps --no-build-isolation --python $(BIN)/python -e .
	touch $@

$(STAMPS)/test: $(STAMPS)/run requirements/test.txt
	$(BIN)/uv pip sync --quiet --require-hashes --python $(BIN)/python requirements/test.txt
	$(BIN)/uv pip install --quiet --no-deps --no-build-isolation --python $(BIN)/python -e .
	touch $@

$(STAMPS)/npm: $(STAMPS)/venv package.json package-lock.json | $(STAMPS)/run
	$(WITH_NODE) npm ci --ignore-scripts --omit=optional --no-audit --no-fund
	touch $@

$(STAMPS)/front: $(STAMPS)/npm $(FRONT)
	$(WITH_NODE) npm run --silent build
	touch $@
