# Two commands: `make demo` shows the whole site on this machine, `make test` checks everything.
PYTHON ?= python3
BIN := .venv/bin

.PHONY: demo test lock

test: .venv/ready
	MOMENTS_ENV=test PATH="$(CURDIR)/$(BIN):$$PATH" sh tests/run.sh

.venv/ready: requirements/dev.txt
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/dev.txt
	touch .venv/ready
