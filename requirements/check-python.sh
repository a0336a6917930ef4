#!/bin/sh
# Says in one sentence what this machine's Python lacks, before anything is installed.
set -eu
python=$1

refuse() {
  echo "$1" >&2
  exit 1
}

command -v "$python" >/dev/null ||
  refuse "There is no $python: install Python 3.11 to 3.14, or name yours: make PYTHON=python3.12 …"
"$python" -c 'import sys; sys.exit(not (3, 11) <= sys.version_info < (3, 15))' ||
  refuse "$("$python" --version) will not do: Moments needs Python 3.11 to 3.14 (make PYTHON=python3.12 …)."
"$python" -c 'import ensurepip, venv' 2>/dev/null ||
  refuse "This Python cannot make virtual environments: install its venv package (Debian and Ubuntu: apt install python3-venv)."
