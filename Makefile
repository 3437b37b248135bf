# Every target that needs the virtual environment makes it first; that takes Python 3.11 or newer with pip, make and git.
SHELL := /bin/bash
PYTHON ?= $(shell command -v python3.11 || command -v python3 || echo python3)
VENV := .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.ready
PIP := $(BIN)/python -m pip --disable-pip-version-check
UV := build/lock/bin/uv
TO ?= /opt/myositis-bot
# Pins stand until they are renewed on purpose: make lock UPGRADE=--upgrade
COMPILE := $(UV) pip compile $(UPGRADE) --quiet --universal --python-version 3.11 --generate-hashes \
	--no-emit-index-url --no-header --no-annotate pyproject.toml

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.PHONY: help setup run test check lint types architecture knowledge-check knowledge mutate-facts bench soak eval train reader-check golden \
	calibrate install back configuration lock clean

help: ## List the targets
	@grep -hE '^[a-z-]+:.*## ' $(firstword $(MAKEFILE_LIST)) | sed -E 's/:.*## /\t/' | expand -t 18

setup: $(STAMP) ## Make .venv with everything that running, testing and checking need

$(STAMP): requirements/dev.txt pyproject.toml
	@"$(PYTHON)" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || { \
		echo "setup: Python 3.11 or newer is needed, and $(PYTHON) is not that." \
			"Install it, or say where it is: make setup PYTHON=/path/to/python3.11" >&2; exit 1; }
	@"$(PYTHON)" -c 'import ensurepip, venv' 2>/dev/null || { \
		echo "setup: $(PYTHON) cannot make a virtual environment." \
			"Install its venv module (on Debian and Ubuntu: apt-get install python3-venv)" >&2; exit 1; }
	@echo "setup: making $(VENV), about a minute" >&2
	@$(BIN)/python -c '' 2>/dev/null || "$(PYTHON)" -m venv --clear $(VENV)
	@$(PIP) install --quiet --require-hashes --requirement requirements/dev.txt
	@PYTHONWARNINGS=ignore $(PIP) install --quiet --no-deps --no-build-isolation --editable .
	@touch $@

run: $(STAMP) ## Run the bot: on Slack with tokens in .env, else on a local workspace in the browser
	@$(BIN)/python -m bot run

test: $(STAMP) ## Run all tests
	@$(BIN)/python -m pytest

check: lint types architecture knowledge-check mutate-facts reader-check ## Linters, types, architecture, facts, reader

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

# For example: make soak SOAK='--questions 500 --kills 5 --rate 25'
soak: $(STAMP) ## Ask 10,000 questions while everything goes wrong and the bot is killed 50 times
	@$(BIN)/python -m tests.soak $(SOAK)

eval: $(STAMP) ## Measure the reader on writers left out of its training
	@$(BIN)/python -m bot.training.evaluate

train: $(STAMP) ## Train the reader anew from the questions in the repository
	@$(BIN)/python -m bot.training.train

reader-check: $(STAMP)
	@$(BIN)/python -m bot.training.train --check

golden: $(STAMP) ## Write the golden books anew, of answers and of cards (review the diff)
	@$(BIN)/python -m bot golden --write tests/golden/book.txt
	@$(BIN)/python -m bot golden --cards --write tests/golden/cards.txt

calibrate: $(STAMP) ## Fit the thresholds of understanding to the development questions
	@$(BIN)/python -m bot calibrate tests/questions/development.jsonl

# The same for a container and for a machine: the pinned packages, the bot and its facts, and nothing to build with. It is
# built beside, tried, and swapped in at one stroke; whatever fails before that leaves the running one as it is.
install: $(STAMP) knowledge ## Install the bot to run by itself (TO=/opt/myositis-bot)
	@test ! -e "$(TO)" -o -x "$(TO)/bin/myositis-bot" || { \
		echo "install: $(TO) is there already and holds something else; choose another place: make install TO=..." >&2; exit 1; }
	@rm -rf build/wheel build/lib build/bdist.*
	@$(PIP) wheel --quiet --no-deps --no-build-isolation --wheel-dir build/wheel .
	@"$(PYTHON)" -m venv --clear "$(TO).new"
	@"$(TO).new/bin/python" -m pip --disable-pip-version-check install --quiet --require-hashes --requirement requirements/runtime.txt
	@"$(TO).new/bin/python" -m pip --disable-pip-version-check install --quiet --no-index --no-deps build/wheel/*.whl
	@"$(TO).new/bin/python" -m compileall -q -s "$(TO).new" -p "$(TO)" "$(TO).new"
	@cd / && "$(abspath $(TO)).new/bin/python" -m bot ask "who paid for the trial?" >/dev/null || { \
		echo "install: what was built does not answer; $(TO) is as it was" >&2; exit 1; }
	@sed -i "1s|^#!.*$(TO)\.new/|#!$(abspath $(TO))/|" $$(grep -lI "^#!" "$(TO).new"/bin/*)
	@"$(PYTHON)" deploy/swap "$(TO).new" "$(TO)" "$(TO).before"
	@echo "install: $(TO)/bin/myositis-bot is there; see deploy/INSTALL.md" >&2
	@test ! -e "$(TO).before" || echo "install: the one before is kept; back to it: make back TO=$(TO)" >&2

back: ## Put the installation before this one in its place again (TO=/opt/myositis-bot)
	@test -x "$(TO).before/bin/myositis-bot" || { echo "back: there is no $(TO).before" >&2; exit 1; }
	@"$(PYTHON)" deploy/swap "$(TO).before" "$(TO)" "$(TO).before"
	@echo "back: $(TO) is the one before; the newer is kept in $(TO).before" >&2

configuration: $(STAMP) ## Write the reference of all settings and the example file anew
	@$(BIN)/python -m bot settings --write deploy

lock: $(UV) ## Pin the requirements anew (UPGRADE=--upgrade takes newer versions)
	@$(COMPILE) --extra slack --extra postgres --extra web --extra quiz --output-file requirements/runtime.txt
	@$(COMPILE) --all-extras --output-file requirements/dev.txt

$(UV):
	@"$(PYTHON)" -m venv build/lock
	@build/lock/bin/python -m pip install --quiet --disable-pip-version-check 'uv>=0.5'

clean: ## Remove what was made
	rm -rf $(VENV) build dist *.egg-info .mypy_cache .ruff_cache .pytest_cache .hypothesis .benchmarks knowledge/facts.db
