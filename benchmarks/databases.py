"""Fresh databases to measure on."""

from __future__ import annotations

from urllib.parse import urlsplit, urlunsplit

import psycopg2


def fresh(server: str, name: str) -> str:
    """Make an empty database in place of the one of that name, and return its URL."""
    drop(server, name)
    with_server(server, f"CREATE DATABASE {name}")
    return urlunsplit(urlsplit(server)._replace(path=f"/{name}"))


def drop(server: str, name: str) -> None:
    """Remove a database if it is there."""
    with_server(server, f"DROP DATABASE IF EXISTS {name}")


def with_server(server: str, statement: str) -> None:
    """Carry out a statement outside any transaction, as those about databases want."""
    place = urlunsplit(urlsplit(server)._replace(scheme="postgresql", path="/postgres"))
    link = psycopg2.connect(place)
    link.autocommit = True
    with link.cursor() as cursor:
        cursor.execute(statement)
    link.close()
