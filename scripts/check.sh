#!/bin/sh
# Lint, format, types and import contracts: all of them, then the verdict.
set -u
cd "$(dirname "$0")/.."
PATH="$PWD/.venv/bin:$PATH"
failed=

step() {
    name=$1
    shift
    if output=$("$@" 2>&1); then
        printf '%-10s ok\n' "$name"
    else
        printf '%-10s FAILED: %s\n%s\n' "$name" "$*" "$output"
        failed="$failed $name"
    fi
}

step lint ruff check --quiet --output-format concise .
step format ruff format --check --output-format concise .
step types mypy manage.py imca secretariats timetracking costsharing reporting tests scripts benchmarks
step contracts lint-imports --no-cache
[ -z "$failed" ] || exit 1
