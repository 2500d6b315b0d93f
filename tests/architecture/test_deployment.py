"""The production form as Django sees it: nothing to complain of, and deny by default."""

from __future__ import annotations

import os
import secrets
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest
from django.conf import settings

from tests.architecture.tree import ROOT

if TYPE_CHECKING:
    from pathlib import Path

READ = """
import django
django.setup()
from django.conf import settings
for name in ("TRUSTED_PROXIES", "EMAIL_BACKEND", "EMAIL_PORT", "EMAIL_HOST_USER", "MAIL_IS_SENT",
             "SESSION_COOKIE_SECURE", "SECURE_SSL_REDIRECT", "DEFAULT_FROM_EMAIL"):
    print(name, getattr(settings, name))
"""


def environment(var: Path, **values: str) -> dict[str, str]:
    kept = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}
    given = {
        "DJANGO_SETTINGS_MODULE": "imca.settings",
        "ALLOWED_HOSTS": "imca.example",
        "SECRET_KEY": secrets.token_urlsafe(50),
        "DATABASE_URL": f"sqlite:///{var / 'imca.sqlite3'}",
        "IMCA_VAR": str(var),
    }
    return kept | given | values


def run(var: Path, *words: str, **values: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, *words],
        cwd=ROOT,
        env=environment(var, **values),
        capture_output=True,
        text=True,
        check=False,
    )


def test_the_production_form_is_without_complaint(tmp_path: Path) -> None:
    done = run(tmp_path, "manage.py", "check", "--deploy", "--fail-level", "DEBUG")
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ({}, ["TRUSTED_PROXIES 1", "SECURE_SSL_REDIRECT True", "MAIL_IS_SENT False"]),
        ({"BEHIND_TLS": "no"}, ["TRUSTED_PROXIES 0", "SESSION_COOKIE_SECURE False"]),
        ({"BEHIND_TLS": "no", "TRUSTED_PROXIES": "2"}, ["TRUSTED_PROXIES 2"]),
        (
            {
                "EMAIL_URL": "smtp+tls://imca%40example.org:word@mail.example.org:587",
                "DEFAULT_FROM_EMAIL": "IMCA <imca@example.org>",
            },
            [
                "EMAIL_BACKEND django.core.mail.backends.smtp.EmailBackend", "EMAIL_PORT 587",
                "EMAIL_HOST_USER imca@example.org", "MAIL_IS_SENT True",
                "DEFAULT_FROM_EMAIL IMCA <imca@example.org>",
            ],
        ),
        ({"EMAIL_URL": "smtp://mail.example.org"}, ["EMAIL_PORT 25", "MAIL_IS_SENT True"]),
    ],
)  # fmt: skip
def test_settings_come_from_the_environment(
    values: dict[str, str], said: list[str], tmp_path: Path
) -> None:
    done = run(tmp_path, "-c", READ, **values)
    assert done.returncode == 0, done.stderr
    lines = done.stdout.splitlines()
    assert [one for one in said if one not in lines] == []


@pytest.mark.parametrize("url", ["mail.example.org", "smpt://mail.example.org", "smtp://x:port"])
def test_a_mail_server_that_is_none_fails_without_telling_the_password(
    url: str, tmp_path: Path
) -> None:
    done = run(tmp_path, "-c", READ, EMAIL_URL=url.replace("//", "//user:hidden-word@"))
    assert done.returncode != 0
    assert "EMAIL_URL" in done.stderr
    assert "hidden-word" not in done.stderr


def test_mails_that_are_kept_as_files_are_for_their_owner_alone(tmp_path: Path) -> None:
    run(tmp_path, "-c", READ)
    assert (tmp_path / "mail").stat().st_mode & 0o077 == 0


def test_pages_and_programs_are_denied_by_default() -> None:
    order = settings.MIDDLEWARE
    assert "django.contrib.auth.middleware.LoginRequiredMiddleware" in order
    assert settings.REST_FRAMEWORK["DEFAULT_PERMISSION_CLASSES"] == [
        "rest_framework.permissions.IsAuthenticated"
    ]
    assert settings.AUTHENTICATION_BACKENDS[0] == "secretariats.login_limits.LoginLimits"
    assert order[-1] == "axes.middleware.AxesMiddleware"
