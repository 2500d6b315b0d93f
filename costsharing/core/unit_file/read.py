"""Reads a unit file as a whole."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from costsharing.core.unit_file.context import Context, codes_of
from costsharing.core.unit_file.parse import parse
from costsharing.core.unit_file.problems import kind_of
from costsharing.core.unit_file.read_entries import EntryReader, read_removed
from costsharing.core.unit_file.read_money import (
    read_agreements,
    read_budgets,
    read_expenditures,
    read_grades,
    read_rates,
    read_staff_costs,
)
from costsharing.core.unit_file.read_people import read_people, read_posts, read_roles
from costsharing.core.unit_file.read_programme import read_outputs, read_programme
from costsharing.core.unit_file.read_unit import (
    read_committees,
    read_holidays,
    read_instruments,
    read_secretariats,
    read_unit,
)
from costsharing.core.unit_file.read_work import (
    kinds_of,
    read_activities,
    read_areas,
    read_weeks,
)
from costsharing.core.unit_file.records import UnitFile
from costsharing.core.unit_file.row import Row
from costsharing.core.unit_file.words import KEYS, TOP, VERSION
from secretariats.core.errors import Refused

if TYPE_CHECKING:
    from collections.abc import Collection


def read_unit_file(data: bytes, name: str) -> UnitFile:
    """Return what a unit file says.

    Args:
        data: the file's bytes: YAML 1.2 core or JSON, in UTF-8.
        name: what to call the file in messages about the file as a whole.

    Returns:
        Records whose references are whole and whose rules hold: keys add up to 1, agreements and
        contracts do not overlap, nobody is more than full time, no day has more than 1440 minutes.

    Raises:
        Refused: with every mistake in the file, each with its path (``entries[17].date``); or one
            line where it is no unit file at all.
    """
    value = parse(data, name)
    if not isinstance(value, dict):
        message = f"{name} holds {kind_of(value)}, not the mapping that a unit file is. "
        raise Refused(
            [message + "It begins with imca: 1, and its keys are unit, entries and others."]
        )
    context = Context()
    top = Row(value, "", TOP, context.problems)
    _check_version(top)
    file = _read_sections(top, context, hashlib.sha256(data).hexdigest())
    context.problems.raise_if_any()
    return file


def _check_version(top: Row) -> None:
    version = top.value("imca")
    if version is not None and (isinstance(version, bool) or version != VERSION):
        top.wrong(
            "imca", f"should be {VERSION}, the version that is read here, not {kind_of(version)}"
        )


def _read_sections(top: Row, context: Context, digest: str) -> UnitFile:
    top.value("unit")
    context.instruments = codes_of(top, "instruments")
    context.secretariats = _codes_or_default(top, "secretariats", context)
    context.committees = _codes_or_default(top, "committees", context)
    context.posts = codes_of(top, "posts")
    usernames = codes_of(top, "people", "username")
    context.people = None if usernames is None else {name: name for name in usernames}
    context.areas = codes_of(top, "work_areas")
    context.kinds = kinds_of(top)
    instruments = read_instruments(top)
    unit_row = Row(top.mapping.get("unit") or {}, "unit", KEYS["unit"], context.problems)
    unit_row.is_mapping = top.has("unit") and unit_row.is_mapping
    unit = read_unit(unit_row, context)
    posts = read_posts(top, context)
    people, assignments, contracts = read_people(top, context)
    return UnitFile(
        unit=unit,
        instruments=instruments,
        secretariats=read_secretariats(top, context, instruments),
        committees=read_committees(top, context, instruments),
        holidays=read_holidays(top),
        budgets=read_budgets(top, context),
        agreements=read_agreements(top, context),
        grades=read_grades(top),
        exchange_rates=read_rates(top),
        posts=posts,
        people=people,
        assignments=assignments,
        contracts=contracts,
        roles=read_roles(top, context),
        staff_costs=read_staff_costs(top, context),
        work_areas=read_areas(top),
        activities=read_activities(top, context),
        programme=read_programme(top, context),
        outputs=read_outputs(top, context),
        expenditures=read_expenditures(top, context),
        weeks=read_weeks(top, context),
        removed_entries=read_removed(top, context),
        entries=EntryReader(context).read(top.items("entries")),
        digest=digest,
    )


def _codes_or_default(top: Row, section: str, context: Context) -> Collection[str] | None:
    return codes_of(top, section) if top.has(section) else context.instruments
