# 规程 (guicheng): `make run` serves a demonstration, `make test` installs what tests need and passes them.
# Every path below is relative, so that the checkout may stand in a folder with spaces and Chinese.

.DEFAULT_GOAL := help
SHELL := /bin/sh
export PYTHONUTF8 := 1
export PIP_DISABLE_PIP_VERSION_CHECK := 1
PORT ?= 8000
TESTS ?= tests
WORKERS ?= 2
BENCH ?= $(filter-out _%,$(patsubst bench/%.py,%,$(wildcard bench/*.py)))
BIN := .venv/bin
INSTALL := $(BIN)/python -m pip install --no-input

# The first of these that runs, is 3.11 to 3.14 and can make a virtual environment; PYTHON= names another.
PYTHON ?= $(shell for candidate in python3 python3.13 python3.12 python3.11 python3.14; do \
	if "$$candidate" -c 'import sys, venv, ensurepip; sys.exit(not (3, 11) <= sys.version_info < (3, 15))' \
		>/dev/null 2>&1; then echo "$$candidate"; break; fi; done)

.PHONY: help
help: ## what can be done here
	@sed -n 's/^\([a-z-]*\):.*## /  make \1\t/p' Makefile | expand -t 22

.PHONY: run
run: .venv/run.done ## install, load the demonstration and serve it at http://127.0.0.1:8000 (PORT= for another port)
	@$(BIN)/guicheng serve --demo --port "$(PORT)"

.PHONY: test
test: .venv/test.done system ## arrows, style and all quick tests (TESTS= for a part of them)
	@$(BIN)/lint-imports
	@$(BIN)/ruff check .
	@$(BIN)/python -m pytest -m "not long and not conformance" -n "$(WORKERS)" --dist loadfile $(TESTS)

.PHONY: test-long
test-long: .venv/test.done system ## the tests that take minutes: every kill, every model, every published case
	@$(BIN)/python -m pytest -m "long" -n "$(WORKERS)" --dist loadfile --timeout 3600 $(TESTS)

.PHONY: conformance
conformance: .venv/test.done ## FEEL and DMN against the published suite (TCK= for where it lies)
	@$(BIN)/python -m pytest -m "conformance" -s --timeout 3600 $(TESTS)

.PHONY: bench
bench: .venv/test.done ## print the tables that the claims of speed rest on (BENCH= for a part of them)
	@for part in $(BENCH); do echo; $(BIN)/python -m "bench.$$part" || exit 1; done

.PHONY: screenshots
screenshots: .venv/test.done system ## take the pictures of README.md anew, of a fresh demonstration
	@$(BIN)/python -m tests.browser.screenshots

# What no Python package brings.  The packages stand in packages.apt; nothing here installs them.
.PHONY: system
system:
	@missing=; \
	command -v chromium >/dev/null 2>&1 || missing="$$missing chromium"; \
	command -v pdftotext >/dev/null 2>&1 || missing="$$missing poppler-utils"; \
	if [ -n "$$missing" ]; then \
		sudo=; [ "$$(id -u)" = 0 ] || sudo="sudo "; \
		echo "The tests need from the system:$$missing.  Run this once, then make test again:" >&2; \
		echo "  $${sudo}apt-get update && $${sudo}apt-get install -y --no-install-recommends$$missing" >&2; \
		exit 2; fi

# Dependencies are listed in requirements/*.in; this writes the exact versions and hashes that are installed.
# uv is a tool for this one act, fetched when it is called for, and no dependency of the product.
LOCK := $(BIN)/uv pip compile --universal --python-version 3.11 --generate-hashes \
	--no-emit-index-url --no-emit-find-links --custom-compile-command "make lock"
.PHONY: lock
lock: .venv/run.done ## write requirements/*.txt anew after a change of requirements/*.in (UPGRADE=1: newest versions)
	@[ -x $(BIN)/uv ] || $(INSTALL) uv
	@$(LOCK) $(if $(UPGRADE),--upgrade) requirements/run.in -o requirements/run.txt >/dev/null
	@$(LOCK) $(if $(UPGRADE),--upgrade) requirements/test.in -o requirements/test.txt >/dev/null
	@grep -c '==' requirements/run.txt requirements/test.txt

.PHONY: clean
clean: ## remove the environment and what was built; var/ (the database) stays
	rm -rf .venv build guicheng.egg-info .pytest_cache .ruff_cache .import_linter_cache .hypothesis test-results

# ---- the environment.  A finished step leaves a file, so the second time installs nothing and needs no network.

# A virtual environment cannot be moved and does not outlive its Python: in both cases it is made anew.
$(shell [ ! -e .venv/made ] || { [ "$$(cat .venv/made)" = "$$(pwd -P)" ] && $(BIN)/python -c ''; } || rm -rf .venv)

.venv/made:
	@[ -n "$(PYTHON)" ] || { echo "No Python 3.11 to 3.14 with venv was found; on Debian or Ubuntu:" >&2; \
		echo "  apt-get install -y python3 python3-venv    (or name one: make run PYTHON=/path/to/python3)" >&2; exit 2; }
	@[ -x $(BIN)/python ] || { echo "Making .venv with $$("$(PYTHON)" --version)"; "$(PYTHON)" -m venv .venv; }
	@pwd -P >$@

.venv/run.done: requirements/run.txt pyproject.toml | .venv/made
	@echo "Installing what the product needs (once)"
	@$(INSTALL) --require-hashes --only-binary :all: -r requirements/run.txt
	@$(INSTALL) --no-deps --no-build-isolation --no-index -e .
	@touch $@

.venv/test.done: requirements/test.txt | .venv/run.done
	@echo "Installing what the tests need (once)"
	@$(INSTALL) --require-hashes --only-binary :all: -r requirements/test.txt
	@touch $@
