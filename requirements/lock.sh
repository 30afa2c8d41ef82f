#!/bin/sh
# Writes the locked, hashed requirements from the ranges of pyproject.toml.
set -eu
cd "$(dirname "$0")/.."
lock() {
    .venv/bin/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url \
        --no-annotate --custom-compile-command "make lock" --output-file "$@"
}
lock requirements/run.txt pyproject.toml
lock requirements/postgresql.txt pyproject.toml --extra postgresql
lock requirements/test.txt pyproject.toml --extra postgresql --group test --group lint
