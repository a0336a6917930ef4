#!/bin/sh
# Style, types, structure, migrations, deployment settings; then the tests on every core.
set -eu
ruff check .
ruff format --check .
mypy .
lint-imports
python -m pytest -n auto "$@"
