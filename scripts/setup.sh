#!/bin/sh
# Prepares .venv with the locked dependencies, and the system packages they need.
#
#   scripts/setup.sh production|development
#
# make runs it, and only when a lock or this script changed. Safe to run again.
set -eu
cd "$(dirname "$0")/.."
what=${1:-production}

say() { printf '%s\n' "$*"; }
fail() {
    printf '%s\n' "$*" >&2
    exit 1
}

python=${PYTHON:-python3}
command -v "$python" >/dev/null 2>&1 ||
    fail "No $python here. Install Python 3.11 or newer (Debian: apt-get install python3 python3-venv)."
"$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' ||
    fail "Python 3.11 or newer is needed; $python is $("$python" -V 2>&1). Name another: make setup PYTHON=python3.12"

if ! .venv/bin/python -m pip --version >/dev/null 2>&1 &&
    ! .venv/bin/python -m ensurepip >/dev/null 2>&1; then
    say "Making .venv with $("$python" -V)"
    # Debian ships the module without what fills the environment, in a package of its own.
    "$python" -c 'import ensurepip' 2>/dev/null || scripts/system.sh python3-venv
    rm -rf .venv
    "$python" -m venv .venv ||
        fail "Python cannot make a virtual environment. Debian: apt-get install python3-venv"
fi

say "Installing the locked dependencies ($what)"
install() {
    .venv/bin/python -m pip install --quiet --quiet --disable-pip-version-check --no-input \
        --require-hashes --requirement "$1"
}
# uv installs in seconds what pip installs in a minute; pip also knows the machine's own mirrors.
if install requirements/uv.txt 2>/dev/null &&
    .venv/bin/uv pip install --quiet --system-certs --compile-bytecode \
        --python .venv/bin/python --require-hashes --requirement "requirements/$what.txt" \
        2>/dev/null; then
    :
else
    say "uv could not; pip tries (this takes a minute)"
    install "requirements/$what.txt" ||
        fail "The dependencies could not be installed. Is the package index reachable? Then run it again."
fi

# shellcheck disable=SC2046 # one word for each package
scripts/system.sh $(.venv/bin/python scripts/missing.py "$what")
