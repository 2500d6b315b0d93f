"""Reads posts, and people with their assignments, contracts and roles."""

from __future__ import annotations

import re
import unicodedata
from fractions import Fraction
from typing import TYPE_CHECKING

from costsharing.core.unit_file.context import once, overlapping
from costsharing.core.unit_file.problems import shown
from costsharing.core.unit_file.read_unit import read_language, read_zone
from costsharing.core.unit_file.records import Assignment, Contract, Person, Post, Role
from costsharing.core.unit_file.words import (
    ASSIGNMENT,
    CONTRACT,
    DAY,
    FUNDINGS,
    GRADE_OF_POST,
    KEYS,
    ROLES,
)

if TYPE_CHECKING:
    from collections.abc import Hashable

    from costsharing.core.unit_file.context import Context
    from costsharing.core.unit_file.row import Row

GRADE = 16
_USERNAME = re.compile(r"[\w.@+-]+")
_EMAIL = re.compile(r"[^@\s]+@[^@\s]+")
_USERNAME_LENGTH = 150
_EMAIL_LENGTH = 254
_WEEK = 7


def read_posts(top: Row, context: Context) -> tuple[Post, ...]:
    """Return the posts, their grades by date."""
    seen: dict[Hashable, str] = {}
    found = []
    for row in top.rows("posts", KEYS["posts"]):
        code = row.code("code")
        once(seen, code, row, "code") if code else None
        employer = row.reference("employer", context.secretariats, "secretariat")
        funding = row.choice("funding", FUNDINGS)
        dates: dict[Hashable, str] = {}
        grades = []
        for inner in row.rows("grades", GRADE_OF_POST):
            start = inner.date("from")
            if inner.ok:
                once(dates, start, inner, "from")
            grades.append((start, inner.text("grade", GRADE)))
        title = row.text("title")
        found.append(Post(code, title, employer or "", funding, tuple(sorted(grades))))
    return tuple(found)


def read_people(
    top: Row, context: Context
) -> tuple[tuple[Person, ...], tuple[Assignment, ...], tuple[Contract, ...]]:
    """Return the people, and what puts them to work."""
    seen: dict[Hashable, str] = {}
    people, assignments, contracts = [], [], []
    for row in top.rows("people", KEYS["people"]):
        username = _username(row)
        once(seen, username, row, "username") if username else None
        people.append(
            Person(
                username=username,
                name=row.text("name"),
                email=_email(row),
                language=read_language(row, "language"),
                timezone=row.string("timezone", required=False) or None,
            )
        )
        read_zone(row, "timezone")
        assignments += _assignments(row, username, context)
        contracts += _contracts(row, username)
    return tuple(people), tuple(assignments), tuple(contracts)


def _username(row: Row) -> str:
    text = row.text("username", _USERNAME_LENGTH)
    if text and not _USERNAME.fullmatch(text):
        row.wrong("username", f"{shown(text)} may hold letters, digits and @ . + - _ only")
    elif text != unicodedata.normalize("NFKC", text):
        plain = unicodedata.normalize("NFKC", text)
        row.wrong("username", f"{shown(text)} is kept as {shown(plain)}; write it so everywhere")
    return text


def _email(row: Row) -> str | None:
    if not row.has("email"):
        return None
    text = row.text("email", _EMAIL_LENGTH, required=False)
    if text and not _EMAIL.fullmatch(text):
        row.wrong("email", f"{shown(text)} is not an e-mail address")
    return text


def _assignments(row: Row, username: str, context: Context) -> list[Assignment]:
    found: list[tuple[Assignment, Row]] = []
    for inner in row.rows("assignments", ASSIGNMENT):
        post = inner.reference("post", context.posts, "post")
        share = inner.fraction("share")
        if inner.ok and not 0 < share <= 1:
            inner.wrong("share", f"{share} is not more than 0 and at most 1, full time")
        pattern = None
        if inner.has("pattern"):
            pattern = inner.whole_list("pattern", 0, DAY)
            if len(pattern) > _WEEK:
                inner.wrong("pattern", "has more than seven weekdays")
        assignment = Assignment(username, post or "", inner.span(), share, pattern)
        if inner.ok:
            found.append((assignment, inner))
    for post in {assignment.post for assignment, _inner in found}:
        overlapping([(item.span, inner) for item, inner in found if item.post == post])
    _check_full_time(found)
    return [assignment for assignment, _inner in found]


def _check_full_time(found: list[tuple[Assignment, Row]]) -> None:
    """Note each day on which an assignment brings the person above full time."""
    for assignment, inner in found:
        day = assignment.span.start
        together = [other for other, _inner in found if other.span.contains(day)]
        total = sum((other.share for other in together), Fraction(0))
        if total > 1:
            inner.wrong("share", f"the shares on {day} are together {total}, more than full time")


def _contracts(row: Row, username: str) -> list[Contract]:
    found: list[tuple[Contract, Row]] = []
    for inner in row.rows("contracts", CONTRACT):
        contract = Contract(username, inner.span(), inner.amount("hourly"), inner.currency())
        if inner.ok:
            found.append((contract, inner))
    overlapping([(contract.span, inner) for contract, inner in found])
    return [contract for contract, _inner in found]


def read_roles(top: Row, context: Context) -> tuple[Role, ...]:
    """Return the roles; an Executive Secretary's is for one instrument."""
    seen: dict[Hashable, str] = {}
    found = []
    for row in top.rows("roles", KEYS["roles"]):
        role = Role(
            person=row.reference("person", context.people, "person") or "",
            role=row.choice("role", ROLES),
            instrument=row.reference(
                "instrument", context.instruments, "instrument", required=False
            ),
            committee=row.reference("committee", context.committees, "committee", required=False),
            span=row.span(),
        )
        if role.role == "executive_secretary" and not row.has("instrument"):
            row.wrong("instrument", "is missing: an executive_secretary is of one instrument")
        if role.role == "committee_member" and not (row.has("instrument") or row.has("committee")):
            row.wrong("instrument", "is missing: a committee_member is of one instrument")
        if row.ok:
            once(seen, role, row, "role")
        found.append(role)
    return tuple(found)
