"""Run every check of the house: lint, types, contracts, then all tests, on both databases.

    python scripts/run_tests.py [--soak] [ARGUMENT OF PYTEST…]

PostgreSQL and Redis are those that ``TEST_DATABASE_URL`` and ``TEST_REDIS_URL`` name, else the
local ones, else private ones that live as long as the run. The whole suite runs on PostgreSQL, the
tests of storage on SQLite before it. The last line printed is pytest's closing line: that of the
whole suite or, where a part before it failed, of that part. Exit status 0 means that all passed.
"""

from __future__ import annotations

import contextlib
import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from tests.services import ServiceMissing, postgres, redis_server  # noqa: E402

STORAGE = ("tests/db", "tests/web", "tests/api")
# Minutes of whatever can be sent to the interface: on PostgreSQL always, on both in the long form.
LONG_ON_ONE = "tests/api/test_fuzz.py"
NOTHING_COLLECTED = 5


def run_pytest(title: str, *arguments: str, database: str = "") -> tuple[int, str]:
    """Run pytest and show what it prints, but for its closing line.

    Returns:
        Its exit status, and the closing line.
    """
    print(f"\n--- {title}", flush=True)
    environment = {**os.environ, "DATABASE_URL": database}
    command = [sys.executable, "-m", "pytest", "-q", *arguments]
    if sys.stdout.isatty():
        command.append("--color=yes")
    closing = ""
    with subprocess.Popen(
        command,
        cwd=ROOT,
        env=environment,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        errors="replace",
    ) as process:
        for line in process.stdout or ():
            if closing:
                print(closing, flush=True)
            closing = line.rstrip("\n")
    return process.returncode, closing


def main(arguments: list[str]) -> int:
    """Run the checks, then the tests on both databases; return the exit status of all."""
    soak = "--soak" in arguments
    more = [argument for argument in arguments if argument != "--soak"]
    if soak:
        os.environ["SOAK"] = "1"
    # An expression that every test fulfils, or all but the long ones.
    kept = "soak or not soak" if soak else "not soak"
    workers = ["-n", str(min(4, os.cpu_count() or 1)), "--dist", "loadfile"]
    checked = subprocess.run([ROOT / "scripts" / "check.sh"], check=False).returncode

    endings: list[tuple[int, str]] = []
    with contextlib.ExitStack() as services:
        on_postgres = ""
        with contextlib.suppress(ServiceMissing):
            on_postgres = services.enter_context(postgres())
        with contextlib.suppress(ServiceMissing):
            os.environ["TEST_REDIS_URL"] = services.enter_context(redis_server())
        storage = [part for part in STORAGE if (ROOT / part).is_dir()]
        if on_postgres and storage:
            ending = run_pytest(
                "tests of storage, on SQLite",
                *workers,
                *storage,
                *(() if soak else (f"--ignore={LONG_ON_ONE}",)),
                *("-m", f"({kept}) and not postgres"),
                *more,
            )
            if ending[0] != NOTHING_COLLECTED:
                endings.append(ending)
        endings.append(
            run_pytest(
                "all tests, on PostgreSQL" if on_postgres else "all tests, on SQLite alone",
                *workers,
                *("-m", f"({kept}) and not sqlite" if on_postgres else kept),
                *more,
                database=on_postgres,
            )
        )
    print(f"\n{'checks':<10} {'FAILED, see above' if checked else 'ok'}")
    # Last the closing line of what failed, or else of the whole suite.
    for _, line in sorted(endings, key=lambda ending: ending[0] != 0):
        print(line)
    return 1 if checked or any(status for status, _ in endings) else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
