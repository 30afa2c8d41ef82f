#!/bin/sh
# Installs the lowest versions that pyproject.toml allows into an environment of its own and runs the quick tests.
set -eu
cd "$(dirname "$0")/.."
uv="$PWD/.venv/bin/uv"
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
"$uv" pip compile --quiet --resolution lowest-direct --python-version 3.11 --no-emit-index-url --no-annotate \
    --group test --group lint --output-file "$folder/lowest.txt" pyproject.toml
"$uv" venv --quiet --python 3.11 "$folder/venv"
VIRTUAL_ENV="$folder/venv" "$uv" pip install --quiet --requirement "$folder/lowest.txt"
VIRTUAL_ENV="$folder/venv" "$uv" pip install --quiet --no-deps --editable .
"$folder/venv/bin/python" -m pytest -q -p no:cacheprovider -m "not slow" \
    tests/test_architecture.py tests/domain tests/storage tests/channels tests/compose tests/archive tests/preview tests/cli
