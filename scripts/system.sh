#!/bin/sh
# Installs the named Debian packages where that is allowed; says which and how where it is not.
#
#   scripts/system.sh PACKAGE…
set -eu
[ $# -gt 0 ] || exit 0

if [ "$(id -u)" -eq 0 ]; then
    as_root=
elif command -v sudo >/dev/null 2>&1 && sudo -n true 2>/dev/null; then
    as_root="sudo -n"
else
    as_root=no
fi

if ! command -v apt-get >/dev/null 2>&1 || [ "$as_root" = no ]; then
    printf 'Missing on this machine: %s\n' "$*" >&2
    printf 'It may not be installed from here. As root, on Debian: apt-get install --no-install-recommends %s\n' "$*" >&2
    printf 'What needs them says so when it is used; everything else works.\n' >&2
    exit 0
fi

printf 'Installing from Debian: %s\n' "$*"
install() {
    # shellcheck disable=SC2086 # nothing, or sudo and its option
    DEBIAN_FRONTEND=noninteractive $as_root apt-get -o DPkg::Lock::Timeout=120 -o Dpkg::Use-Pty=0 \
        install --yes --quiet=2 --no-install-recommends "$@" </dev/null >/dev/null
}
# A fresh machine has no package lists; an old one has stale ones.
if ! install "$@" 2>/dev/null; then
    # shellcheck disable=SC2086
    $as_root apt-get -o DPkg::Lock::Timeout=120 --quiet=2 update </dev/null >/dev/null || :
    install "$@" || printf 'Not installed: %s. What needs them says so when it is used.\n' "$*" >&2
fi
