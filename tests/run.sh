#!/bin/sh
# Style, types, structure, migrations, deployment settings; then the tests on every core.
set -eu

step() {
  printf '\n== %s\n' "$*"
  "$@"
}

# No server answers at these addresses: the checks read settings and code, never data.
deployment() {
  env MOMENTS_ENV=production \
    SECRET_KEY="$(python -c 'import secrets; print(secrets.token_urlsafe(64))')" \
    MASTER_KEYS="$(python -c 'import secrets; print(secrets.token_hex(32))')" \
    DATABASE_URL="postgres://moments@/moments?host=/nowhere" \
    REDIS_URL=unix:///nowhere/redis.sock \
    MAIL_HOST=localhost \
    SITE_URL=https://moments.invalid \
    ALLOWED_HOSTS=moments.invalid \
    python -W ignore::RuntimeWarning manage.py "$@"
}

step ruff check .
step ruff format --check .
step mypy .
step lint-imports
step deployment makemigrations --check --dry-run
step deployment check --deploy --fail-level WARNING
step python -m pytest -n auto --dist worksteal "$@"
