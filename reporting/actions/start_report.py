"""A report asked for by a page or a program, once for each key."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from reporting.actions.make_report import ask_for_report
from secretariats.actions.once_only import digest_of, once_only
from secretariats.models import Job

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Mapping, Sequence

    from secretariats.models import Committee, Person


def start_report(
    *,
    committee: Committee,
    start: dt.date,
    end: dt.date,
    languages: Sequence[str],
    actor: Person,
    head: Mapping[str, Any],
    key: str = "",
) -> Job:
    """Ask for a draft with fresh figures and return its job; under a key used before, its job.

    Args:
        committee: which receives the report, with its unit.
        start: first day of the period, which is whole months.
        end: last day, inclusive.
        languages: of the committee's.
        actor: who asks.
        head: fields of the head and texts (``draft_report.HEAD``).
        key: the caller's key for this request; empty, nothing keeps it from being asked twice.

    Raises:
        NotAllowed: the actor may not draft reports of the unit.
        KeyReused: the key was used for another report.
        Refused: naming everything that is wrong, or the broker does not answer; then it waits.
    """

    def ask() -> Job:
        return ask_for_report(
            unit=committee.unit, committee=committee, start=start, end=end, language=languages,
            run=None, actor=actor, **head,
        )  # fmt: skip

    if not key:
        return ask()
    asked = {
        "committee": committee.pk,
        "from": start.isoformat(),
        "to": end.isoformat(),
        "languages": list(languages),
        "head": {name: str(value) for name, value in head.items()},
    }
    answer = once_only(
        scope=f"report of {actor.pk}",
        key=key,
        digest=digest_of(asked),
        do=lambda: {"job": str(ask().pk)},
    )
    job: Job = Job.objects.select_related("unit").get(pk=answer["job"])
    return job
