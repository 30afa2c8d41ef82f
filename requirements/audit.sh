#!/bin/sh
# Looks the locked versions up in the advisories of PyPI. Fails when one has a known hole, and also when a package
# could not be looked up: an answer that never came is no clean bill.
set -eu
cd "$(dirname "$0")/.."
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
.venv/bin/uv venv --quiet --python 3.11 "$folder"
VIRTUAL_ENV="$folder" .venv/bin/uv pip install --quiet "pip-audit>=2.10,<3"
for locked in requirements/run.txt requirements/test.txt; do
    "$folder/bin/pip-audit" --strict --require-hashes --disable-pip --progress-spinner off --requirement "$locked"
done
