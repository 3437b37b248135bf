# Everything runs through `make setup`, which needs Python 3.11 or newer, pip and git, and nothing else.
SHELL := /bin/bash
PYTHON ?= $(shell command -v python3.11 || command -v python3)
VENV := .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.ready

.DEFAULT_GOAL := help
.PHONY: help setup run test check lint types architecture knowledge knowledge-check mutate-facts bench golden calibrate eval lock clean

help: ## List the targets
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 18

setup: $(STAMP) ## Make .venv with everything that running, testing and checking need

$(STAMP): requirements/dev.txt pyproject.toml
	@"$(PYTHON)" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || \
		{ echo "setup: Python 3.11 or newer is needed; '$(PYTHON)' is not. Set PYTHON=/path/to/python3.11." >&2; exit 1; }
	@test -x $(BIN)/python || "$(PYTHON)" -m venv $(VENV)
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes --requirement requirements/dev.txt
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	@touch $@

run: $(STAMP) ## Talk to the bot in the terminal
	@$(BIN)/python -m bot chat

test: $(STAMP) ## Run all tests
	@$(BIN)/python -m pytest

check: lint types architecture knowledge-check mutate-facts ## Linters, types, architecture, fact base, mutation run

lint: $(STAMP)
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .

types: $(STAMP)
	@$(BIN)/mypy

architecture: $(STAMP)
	@$(BIN)/lint-imports --no-cache

knowledge-check: $(STAMP)
	@$(BIN)/python -m bot knowledge check

knowledge: $(STAMP) ## Compile the fact base
	@$(BIN)/python -m bot knowledge compile

mutate-facts: $(STAMP) ## Change figures one digit at a time; every change must be caught
	@$(BIN)/python -m knowledge.mutation

bench: $(STAMP) ## Measure speed and memory against their budgets
	@$(BIN)/python -m tests.bench

eval: $(STAMP) ## Score the development questions
	@$(BIN)/python -m bot eval tests/questions/development.jsonl

golden: $(STAMP) ## Write the golden book anew (review the diff)
	@$(BIN)/python -m bot golden --write tests/golden/book.txt

calibrate: $(STAMP) ## Fit the thresholds of understanding to the development questions
	@$(BIN)/python -m bot calibrate tests/questions/development.jsonl

lock: ## Pin the requirements anew (needs uv)
	uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header --no-annotate --extra slack pyproject.toml -o requirements/runtime.txt
	uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header --no-annotate --extra checks --extra slack --extra postgres --extra web --extra dev pyproject.toml -o requirements/dev.txt

clean: ## Remove what was made
	rm -rf $(VENV) build dist *.egg-info .mypy_cache .ruff_cache .pytest_cache .hypothesis .benchmarks knowledge/facts.db
