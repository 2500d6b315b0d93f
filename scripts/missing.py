"""Print the Debian packages that are missing on this machine, one a line.

    python scripts/missing.py production|development

Production needs the libraries that WeasyPrint loads; development also the services and programs
that the tests use. Nothing but the standard library is needed to ask.
"""

import ctypes
import shutil
import sys
from pathlib import Path

LIBRARIES = {
    "libpango-1.0.so.0": "libpango-1.0-0",
    "libpangoft2-1.0.so.0": "libpangoft2-1.0-0",
    "libharfbuzz-subset.so.0": "libharfbuzz-subset0",
}
PROGRAMS = {
    "chromium": "chromium",
    "hledger": "hledger",
    "msgfmt": "gettext",
    "pdftotext": "poppler-utils",
    "redis-server": "redis-server",
    "timew": "timewarrior",
}


def loads(library: str) -> bool:
    """Return whether the system's loader finds a shared library."""
    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True


def has_postgresql() -> bool:
    """Return whether PostgreSQL's server programs are here; Debian keeps them off the PATH."""
    found = shutil.which("initdb") or any(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
    return bool(found)


def missing(what: str) -> list[str]:
    """Return the packages to install for ``production`` or ``development``, sorted."""
    packages = {package for library, package in LIBRARIES.items() if not loads(library)}
    if what == "development":
        packages |= {package for name, package in PROGRAMS.items() if not shutil.which(name)}
        if not has_postgresql():
            packages.add("postgresql")
    return sorted(packages)


if __name__ == "__main__":
    print("\n".join(missing(sys.argv[1] if len(sys.argv) > 1 else "production")))
