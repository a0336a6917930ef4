# Two commands: `make demo` shows the whole site on this machine, `make test` checks everything.
PYTHON ?= python3
BIN := .venv/bin
HERE := PATH="$(CURDIR)/$(BIN):$$PATH"

.PHONY: demo test shots story bench lock

# RESET=1 forgets the demo's data first; PORT=8080 looks for a free port from there on.
demo: .venv/ready
	@MOMENTS_ENV=demo RESET="$(RESET)" DEMO_PORT="$(PORT)" $(HERE) python -m config.demo

test: .venv/ready
	@MOMENTS_ENV=test $(HERE) sh tests/run.sh

# Pictures of every page in shots/, at two widths, light and dark; ONLY="partner 390" takes fewer.
shots: .venv/ready
	@$(HERE) python -m tests.browser.shots $(ONLY)

# The story of the first whole loop in Chromium, on a demo that runs; SITE=http://localhost:8001 says where.
SITE ?= http://localhost:8000
story: .venv/ready
	@MOMENTS_ENV=demo $(HERE) python -m tests.browser.story "$(SITE)"

# What docs/performance.md tells; ONLY="check_in today" runs fewer.
bench: .venv/ready
	@$(HERE) python -m benchmarks $(ONLY)

# Commands in a virtual environment know their folder by heart: a moved one is made again.
ifneq ($(shell cat .venv/ready 2>/dev/null),$(CURDIR))
.PHONY: .venv/ready
endif
# The mark comes last, so an interrupted set-up starts over.
.venv/ready: requirements/dev.txt
	@sh requirements/check-python.sh "$(PYTHON)"
	@echo "Setting up .venv (a minute or two, once)"
	@"$(PYTHON)" -m venv --clear .venv
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/dev.txt
	@printf '%s\n' "$(CURDIR)" >.venv/ready

# Both locks from pyproject.toml, for Python 3.11 and later on every system; needs uv on the PATH.
LOCK := uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header --no-emit-index-url --no-strip-extras
lock:
	$(LOCK) --all-extras --group test pyproject.toml --output-file requirements/dev.txt
	$(LOCK) --extra mail --constraint requirements/dev.txt pyproject.toml --output-file requirements/run.txt
