"""What a run would give under other terms, kept because somebody asked for it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext as _

from costsharing.actions.try_what_if import need_trier, try_what_if
from costsharing.core.what_if import changes_document
from costsharing.models import Scenario
from costsharing.permissions import may_keep_scenario
from secretariats.actions.once_only import digest_of, once_only
from secretariats.actions.record_change import record_change
from secretariats.core.errors import NotAllowed, Problem, Refused
from secretariats.models import Change

if TYPE_CHECKING:
    from costsharing.core.what_if import Changes
    from costsharing.models import ValuationRun
    from secretariats.models import Person

LONGEST = 200


def keep_scenario(
    run: ValuationRun, changes: Changes, *, name: str, actor: Person | None, key: str = ""
) -> Scenario:
    """Value a run again with changes and keep what comes out; no figure of the unit rests on it.

    Args:
        run: with its unit and snapshot.
        changes: what is different.
        name: what people shall find it by.
        actor: who keeps it; None is the operator at the command line.
        key: the caller's for this request: under one used before, what was kept then.

    Raises:
        NotAllowed: the actor may not keep scenarios of the unit, or not see what these tell.
        KeyReused: the key was used to keep something else.
        Refused: it has no name, or as ``try_what_if``.
    """
    if not may_keep_scenario(actor, run.unit):
        text = _("Only the coordinator, Executive Secretaries and finance officers keep these.")
        raise NotAllowed([text])
    # Before what was kept under the key is given back too: a role may have ended since.
    need_trier(run, changes, actor=actor)
    title = " ".join(name.split())
    if not title or not title.isprintable() or len(title) > LONGEST:
        text = _("Give it a name of at most %(longest)d characters.") % {"longest": LONGEST}
        raise Refused([Problem("name", text)])

    def keep() -> Scenario:
        tried = try_what_if(run, changes, actor=actor)
        with transaction.atomic():
            kept = Scenario.objects.create(
                run=run,
                name=title,
                changes=dict(tried.changes),
                results=dict(tried.results),
                actor=actor,
            )
            record_change(
                kept,
                kind=Change.Kind.CREATED,
                actor=actor,
                unit=run.unit,
                after={"run": str(run.pk), "name": title, "changes": kept.changes},
            )
        return kept

    if not key:
        return keep()
    asked = {"run": str(run.pk), "name": title, "changes": changes_document(changes)}
    answer = once_only(
        scope=f"scenario of {actor.pk if actor else 0}",
        key=key,
        digest=digest_of(asked),
        do=lambda: {"scenario": str(keep().pk)},
    )
    found: Scenario | None = Scenario.objects.filter(pk=answer["scenario"]).first()
    if found is None:
        raise Refused([_("What was kept under this key has been thrown away: keep it anew.")])
    return found


def discard_scenario(scenario: Scenario, *, actor: Person | None) -> None:
    """Throw a scenario away; history keeps what it changed, and asked twice, it is gone once.

    Raises:
        NotAllowed: somebody else kept it.
    """
    if actor is not None and scenario.actor_id != actor.pk:
        raise NotAllowed([_("Only who kept a scenario throws it away.")])
    with transaction.atomic():
        row = Scenario.objects.select_for_update(of=("self",)).filter(pk=scenario.pk).first()
        if row is None:
            return
        record_change(
            row,
            kind=Change.Kind.REMOVED,
            actor=actor,
            unit=scenario.run.unit,
            before={"run": str(row.run_id), "name": row.name, "changes": row.changes},
        )
        row.delete()
