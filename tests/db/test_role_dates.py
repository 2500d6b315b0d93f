"""A role counts on its days, in its unit, for its instrument: of every model and predicate.

What is looked at is found in the apps, so that a new model or predicate is held to it before
anyone writes a test for it.
"""

from __future__ import annotations

import datetime as dt
import inspect
from importlib import import_module
from typing import TYPE_CHECKING, Any

import pytest
from django.apps import apps
from django.contrib.auth.models import AnonymousUser
from django.db.models import Q, QuerySet
from django.utils import timezone

from costsharing.actions.load_unit import load_unit
from costsharing.core.unit_file import read_unit_file
from costsharing.models import ValuationRun
from reporting.models import Report
from secretariats.core.roles import scope_of
from secretariats.models import Job, Person, Role, Unit
from secretariats.models.scope import UnitScoped
from secretariats.permissions import may_sign_for
from secretariats.queries.own_roles import roles_of
from tests.architecture.tree import APPS, ROOT
from tests.cast import SINCE
from timetracking.models import WeekSheet

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from tests.cast import Cast

CASE = "five-instruments-actual-cost.unit.json"
# Depends on who somebody is, not on a role: their own time, the account of the whole site.
NOT_BY_ROLE = {"opens_units"}
SPANS = {"over": (-30, -1), "to come": (1, 30)}


def predicates() -> dict[str, Callable[..., Any]]:
    """Return name → predicate of all that apps say about who may do what."""
    found: dict[str, Callable[..., Any]] = {}
    for app in APPS:
        module = import_module(f"{app}.permissions")
        for name, function in inspect.getmembers(module, inspect.isfunction):
            if not name.startswith("_") and function.__module__ == module.__name__:
                found[f"{app}.{name}"] = function
    return found


PREDICATES = predicates()
MODELS = [
    model for model in apps.get_models() if issubclass(model, UnitScoped) and model is not Unit
]


@pytest.fixture
def filled(db: None) -> Unit:
    """Give a unit that has something of everything a unit file can hold, a run and a report."""
    file = read_unit_file((ROOT / "tests/cases" / CASE).read_bytes(), CASE)
    unit = load_unit(file, actor=None).unit
    run = ValuationRun.objects.create(
        unit=unit, start=SINCE, end=SINCE, method="standard", digest="sha256:0", snapshot="{}",
        results={},
    )  # fmt: skip
    committee = unit.committees.first()
    assert committee is not None
    Report.objects.create(
        unit=unit, committee=committee, start=SINCE, end=SINCE, language="en", run=run, context={}
    )
    Job.objects.create(task="costsharing.value", unit=unit)
    someone = unit.people.order_by("pk").first()
    assert someone is not None
    WeekSheet.objects.get_or_create(unit=unit, person=someone, start=SINCE, end=SINCE)
    return unit


def newcomer(unit: Unit, kind: str, **values: Any) -> Person:
    """Return somebody who has one role and nothing else."""
    person = Person.objects.create_user(f"new-{kind}-{unit.code}", None)
    scope = scope_of(kind)
    committee = unit.committees.first() if scope == "committee" else None
    instrument = unit.instruments.first() if scope == "instrument" else None
    given = {
        "start": SINCE,
        "committee": committee,
        "instrument": committee.instrument if committee else instrument,
    }
    Role.objects.create(unit=unit, person=person, role=kind, **given | values)
    return person


def span(days: tuple[int, int]) -> dict[str, dt.date]:
    today = timezone.localdate()
    first, last = days
    return {"start": today + dt.timedelta(days=first), "end": today + dt.timedelta(days=last)}


def seen(person: Any, *, but_own: bool = True) -> dict[str, int]:
    """Return model → rows of it that a person sees, their own apart."""
    found = {}
    for model in MODELS:
        rows = model.objects.visible_to(person)
        if but_own and model.owner_path:
            rows = rows.exclude(**{model.owner_path: person})
        count = rows.count()
        if count:
            found[model.__name__] = count
    return found


def calls(person: Person, unit: Unit) -> Iterator[tuple[str, Any]]:
    """Yield each predicate's name and its answer about a person, where it can be asked."""
    known = {
        "actor": person, "person": person, "unit": unit, "instrument": unit.instruments.first(),
        "committee": unit.committees.first(),
    }  # fmt: skip
    for name, predicate in PREDICATES.items():
        if name.rpartition(".")[2] in NOT_BY_ROLE:
            continue
        parameters = inspect.signature(predicate).parameters.values()
        needed = [one for one in parameters if one.default is inspect.Parameter.empty]
        if all(one.name in known for one in needed):
            positional = [known[one.name] for one in needed if one.kind is not one.KEYWORD_ONLY]
            named = {one.name: known[one.name] for one in needed if one.kind is one.KEYWORD_ONLY}
            answer = predicate(*positional, **named)
            if isinstance(answer, Q):
                # A condition of rows allows as much as it lets through.
                answer = WeekSheet.objects.filter(answer)
            yield name, answer.exists() if isinstance(answer, QuerySet) else answer


def allowed(person: Person, unit: Unit) -> set[str]:
    return {name for name, answer in calls(person, unit) if answer}


def test_every_kind_of_role_lets_see_something(filled: Unit) -> None:
    readers = {kind for model in MODELS for kind in model.readers}
    for kind in sorted(readers):
        assert seen(newcomer(filled, kind)), kind


@pytest.mark.parametrize("when", SPANS)
def test_a_role_lets_see_nothing_on_other_days(when: str, filled: Unit) -> None:
    for kind in Role.Kind.values:
        person = newcomer(filled, kind, **span(SPANS[when]))
        assert seen(person) == {}, kind
        assert not Unit.objects.visible_to(person).exists()
        assert roles_of(person) == ()
        inside = timezone.localdate() + dt.timedelta(days=SPANS[when][0])
        assert Unit.objects.visible_to(person, on=inside).exists()


def test_a_role_counts_on_its_first_and_last_day(filled: Unit) -> None:
    for kind in Role.Kind.values:
        today = newcomer(filled, kind, **span((0, 0)))
        always = Person.objects.create_user(f"always-{kind}", None)
        role = Role.objects.get(person=today)
        Role.objects.create(
            unit=filled, person=always, role=kind, start=SINCE, instrument=role.instrument,
            committee=role.committee,
        )  # fmt: skip
        assert seen(today, but_own=False) == seen(always, but_own=False), kind


def test_a_coordinator_of_today_decides_on_weeks(filled: Unit) -> None:
    person = newcomer(filled, Role.Kind.COORDINATOR, **span((0, 0)))
    assert "timetracking.decided_on_by" in allowed(person, filled)


@pytest.mark.parametrize("when", SPANS)
def test_a_role_allows_nothing_on_other_days(when: str, filled: Unit) -> None:
    for kind in Role.Kind.values:
        person = newcomer(filled, kind, **span(SPANS[when]))
        assert allowed(person, filled) == set(), kind


def test_a_role_in_another_unit_shows_and_allows_nothing(filled: Unit) -> None:
    other = Unit.objects.create(
        code="OTHER", name="Another", currency="EUR", timezone="UTC", daily_minutes=480,
        joint_policy="key", overhead_policy="proportional", method="standard",
    )  # fmt: skip
    other.instruments.set(filled.instruments.all())
    for body in filled.committees.all():
        body.pk = None
        body.unit = other
        body.save()
    about_units = {
        name for name in PREDICATES if "unit" in inspect.signature(PREDICATES[name]).parameters
    }
    for kind in Role.Kind.values:
        person = newcomer(other, kind)
        for model in MODELS:
            rows = model.objects.visible_to(person).filter(**{model.unit_path: filled})
            assert not rows.exists(), (kind, model.__name__)
        assert allowed(person, filled) & about_units == set(), kind


def test_a_role_for_another_instrument_signs_nothing(cast: Cast) -> None:
    assert may_sign_for(cast.cms_secretary, unit=cast.unit, instrument=cast.cms)
    for person in Person.objects.all():
        signs = may_sign_for(person, unit=cast.unit, instrument=cast.cms)
        assert signs == (person == cast.cms_secretary)


def test_a_closed_account_sees_and_may_nothing(filled: Unit) -> None:
    for kind in Role.Kind.values:
        person = newcomer(filled, kind)
        person.is_active = False
        person.save()
        assert seen(person) == {}, kind
        assert allowed(person, filled) == set(), kind
        assert roles_of(person) == ()


def test_nobody_sees_nothing(filled: Unit) -> None:
    assert seen(AnonymousUser(), but_own=False) == {}


def test_most_predicates_are_asked(filled: Unit) -> None:
    person = newcomer(filled, "auditor")
    asked = {name for name, _answer in calls(person, filled)}
    assert len(asked) >= len(PREDICATES) // 2, sorted(set(PREDICATES) - asked)
