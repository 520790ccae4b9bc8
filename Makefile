# Every word a student, a developer and continuous integration say. `make help` lists them.
# All of it needs python3 (3.11 or newer) and a network to the package registry on the first run; nothing else.

PYTHON ?= python3
ARGS ?=
BIN := .venv/bin
PY := $(BIN)/python
INSTALL := $(PY) -m pip install -qq --no-input --disable-pip-version-check --constraint constraints.txt

# Clean, plain output where nobody watches, and no question that nobody would answer.
export PIP_NO_INPUT := 1
MAKEFLAGS += --no-builtin-rules --no-print-directory
.DEFAULT_GOAL := help
.PHONY: run test check formatted format lint types floors docs bench pictures clean help

run: .venv/run.made  ## Open the program; make run ARGS="rosenbrock" opens a landscape
	@$(PY) -m descent_tui $(ARGS)

test: .venv/dev.made  ## Run all tests; make test ARGS="tests/formula" runs a part of them
	@$(PY) -m pytest --numprocesses auto --maxprocesses 8 $(ARGS)

check: formatted lint types floors test  ## Everything a change must pass: layout, lint, types, floors, tests, docs

formatted: .venv/dev.made
	@$(PY) -m ruff format --check --quiet . || { echo "make format lays these files out"; exit 1; }

format: .venv/dev.made  ## Lay the code out, and mend what lint can mend
	@$(PY) -m ruff check --fix --quiet . ; $(PY) -m ruff format .

lint: .venv/dev.made  ## Read the code for slips
	@$(PY) -m ruff check .

types: .venv/dev.made  ## Check the types, strictly
	@$(PY) -m mypy

floors: .venv/dev.made  ## Check that imports point down only
	@$(BIN)/lint-imports

docs: .venv/dev.made  ## Check that docs name every key, command, setting and function, and that their examples run
	@$(PY) -m pytest tests/test_docs.py

bench: .venv/run.made  ## Measure the program beside its peers (a few minutes; peers go to .venv-bench, a gigabyte or more)
	@$(PY) benchmarks/run.py $(ARGS)

pictures: .venv/run.made  ## Draw the pictures of README and docs again, with the program itself
	@$(PY) docs/pictures.py

clean:  ## Take away everything that was made here
	rm -rf .venv .venv-bench build dist *.egg-info .pytest_cache .mypy_cache .ruff_cache .import_linter_cache .hypothesis
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

help:  ## List these words
	@grep -E '^[a-z]+:.*##' Makefile | sed -E 's/^([a-z]+):.*## (.*)/  make \1\t\2/' | expand -t 18

.venv/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || { \
	  echo "descent-tui needs Python 3.11 or newer; '$(PYTHON)' is $$($(PYTHON) --version 2>&1 | head -n 1)."; \
	  echo "Another one can be named: make PYTHON=python3.12 run"; exit 1; }
	@echo "Making .venv (once, about a minute) …"
	@$(PYTHON) -m venv .venv || { \
	  rm -rf .venv; echo "This Python cannot make an environment; on Debian and Ubuntu: apt install python3-venv"; exit 1; }

# A stamp for each set of packages: a student who only runs the program waits for five packages, not for forty.
.venv/run.made: .venv/bin/python pyproject.toml constraints.txt
	@$(INSTALL) --editable .
	@touch $@

.venv/dev.made: .venv/bin/python pyproject.toml constraints.txt
	@$(INSTALL) --editable '.[dev]'
	@touch .venv/run.made $@
