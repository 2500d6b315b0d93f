"""The import contracts of pyproject.toml hold, and would notice if they did not."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

from tests.architecture.tree import PACKAGES, ROOT

LINT_IMPORTS = Path(sys.executable).with_name("lint-imports")


def lint_imports(where: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [LINT_IMPORTS, "--no-cache", "--config", where / "pyproject.toml"],
        cwd=where,
        capture_output=True,
        text=True,
        check=False,
    )


def test_contracts_hold() -> None:
    result = lint_imports(ROOT)
    assert result.returncode == 0, result.stdout


PLANTED = {
    "secretariats/queries/bad.py": ("import costsharing.models", "Apps depend one way"),
    "secretariats/models/bad.py": ("import secretariats.actions", "Inside an app"),
    "costsharing/core/bad.py": ("import django.db", "Cores are pure Python"),
    "reporting/queries/bad.py": ("import costsharing.tasks", "No app reaches into another"),
    "costsharing/core/rules/bad.py": (
        "import costsharing.core.rules.key",
        "do not know each",
    ),
    "reporting/actions/bad.py": ("import imca.settings", "Settings are read through"),
    "timetracking/actions/bad.py": ("import pytest", "does not import its tests"),
}


def test_a_forbidden_import_breaks_its_contract(tmp_path: Path) -> None:
    for package in PACKAGES:
        shutil.copytree(ROOT / package, tmp_path / package)
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    for file, (line, _) in PLANTED.items():
        (tmp_path / file).write_text(f"{line}\n", encoding="utf-8")
    result = lint_imports(tmp_path)
    assert result.returncode != 0
    broken = " ".join(result.stdout.split("Broken contracts")[-1].split())
    assert [name for _, name in PLANTED.values() if name not in broken] == []
