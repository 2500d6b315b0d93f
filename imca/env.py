"""Typed readers of the environment: the only place that looks at it."""

import ipaddress
import os
import secrets
import stat
from pathlib import Path

import environ
from django.core.exceptions import ImproperlyConfigured

ENV = environ.Env()


def read_text(name: str, default: str = "") -> str:
    """Return the variable, or the content of the file that NAME_FILE points to; empty is unset.

    Secrets are often mounted as files; a file that is named but unreadable is an error.
    """
    file_name = os.environ.get(f"{name}_FILE", "")
    if not file_name:
        return os.environ.get(name, "") or default
    try:
        return Path(file_name).read_text(encoding="utf-8").strip()
    except OSError as error:
        message = f"{name}_FILE names {file_name}, which cannot be read: {error.strerror}."
        raise ImproperlyConfigured(message) from error


def read_flag(name: str, *, default: bool) -> bool:
    """Return a yes/no variable (1, true, yes, on; anything else is no); empty is unset."""
    if not os.environ.get(name, ""):
        return default
    return bool(ENV.bool(name, default=default))


def read_number(name: str, default: int) -> int:
    """Return a whole-number variable, or fail naming it."""
    value = os.environ.get(name, "")
    if not value:
        return default
    if not value.isdecimal():
        message = f"{name} must be a whole number, not {value!r}."
        raise ImproperlyConfigured(message)
    return int(value)


def read_list(name: str) -> list[str]:
    """Return a comma-separated variable without empty parts."""
    return [part.strip() for part in os.environ.get(name, "").split(",") if part.strip()]


def read_networks(name: str) -> list[str]:
    """Return a comma-separated variable of networks such as 10.0.0.0/8, or fail naming it."""
    found = read_list(name)
    for one in found:
        try:
            ipaddress.ip_network(one, strict=False)
        except ValueError as error:
            message = f"{name} holds {one!r}, which is no network such as 10.0.0.0/8."
            raise ImproperlyConfigured(message) from error
    return found


def site_url(hosts: list[str], *, tls: bool, local: bool) -> str:
    """Return the beginning of the site's addresses, for links that no request asked for.

    ``SITE_URL``, else the first host that is one.

    Args:
        hosts: those that the site answers for.
        tls: whether a proxy before it ends TLS.
        local: whether it is for a first look on this machine, on the usual port.
    """
    host = next((name.lstrip(".") for name in hosts if name != "*"), "localhost")
    usual = f"{'https' if tls else 'http'}://{host}{':8000' if local else ''}"
    return read_text("SITE_URL", default=usual).rstrip("/")


def mail(url: str) -> dict[str, object]:
    """Return Django's settings for a mail server, such as ``smtp+tls://user:password@host:587``.

    Without a server, mails are kept as files.
    """
    if not url:
        return {"EMAIL_BACKEND": "django.core.mail.backends.filebased.EmailBackend"}
    try:
        found = ENV.email_url_config(url)
    except (ImproperlyConfigured, KeyError, ValueError):
        # What is wrong in it may be a part of its password, so nothing of it is repeated.
        message = (
            "EMAIL_URL is no address of a mail server: write smtp://, smtp+tls:// or smtp+ssl://, "
            "then user:password@host:port."
        )
        raise ImproperlyConfigured(message) from None
    return {name: value for name, value in found.items() if value}


def secret_key(*, local_only: bool, var: Path) -> str:
    """Return SECRET_KEY; an installation reachable by others must state one.

    For a first look on this machine alone a random key is made once and kept, readable by its
    owner only, in ``var/secret-key``.
    """
    key = read_text("SECRET_KEY")
    if key:
        return key
    if not local_only:
        message = (
            "SECRET_KEY is not set, but ALLOWED_HOSTS is: an installation that others reach needs "
            "a secret of its own. Set SECRET_KEY, or SECRET_KEY_FILE to a file that holds it."
        )
        raise ImproperlyConfigured(message)
    path = var / "secret-key"
    var.mkdir(parents=True, exist_ok=True)
    try:
        descriptor = os.open(
            path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, stat.S_IRUSR | stat.S_IWUSR
        )
    except FileExistsError:
        return path.read_text(encoding="ascii").strip()
    with os.fdopen(descriptor, "w", encoding="ascii") as file:
        file.write(secrets.token_urlsafe(50))
    return path.read_text(encoding="ascii").strip()
