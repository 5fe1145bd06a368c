#!/usr/bin/env bash
# Write anew which packages, in which versions and with which contents, are installed: lock.txt to run, lock-dev.txt to
# test. Both name the files of every system that we support, so one list serves Linux and Windows. Run it by hand after
# pyproject.toml has changed, read the difference, and commit it. A release younger than a week is left out: a stolen one is
# mostly noticed by then.
source "$(dirname "${BASH_SOURCE[0]}")/common.sh"

scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
"$(find_python)" -m venv "$scratch/venv"
"$scratch/venv/bin/python" -m pip install --quiet --disable-pip-version-check uv
cd "$here"
resolve() {
    "$scratch/venv/bin/uv" pip compile --quiet --universal --generate-hashes --python-version 3.11 \
        --no-header --no-annotate --no-emit-index-url --upgrade --exclude-newer "7 days" "$@"
}
resolve pyproject.toml installer/build-needs.txt -o installer/lock.txt
resolve --extra dev pyproject.toml installer/build-needs.txt -o installer/lock-dev.txt
