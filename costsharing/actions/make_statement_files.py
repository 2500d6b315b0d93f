"""The documents of a final statement: made once by a worker, and the same for everybody."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _

from costsharing.models import Statement, StatementFile
from costsharing.permissions import may_prepare_statement
from costsharing.queries.statements import MAKE_FILES, shown_in_full
from costsharing.renderers import statement_pdf, statement_xlsx
from secretariats.actions.record_change import record_change
from secretariats.actions.run_job import ask_for
from secretariats.core.errors import NotAllowed, Refused
from secretariats.models import Change, Job

if TYPE_CHECKING:
    from collections.abc import Callable

    from costsharing.queries.statements import StatementShown
    from secretariats.models import Person

TASK = MAKE_FILES
RENDERERS: dict[str, Callable[[StatementShown], bytes]] = {
    "pdf": statement_pdf.render,
    "xlsx": statement_xlsx.render,
}
MEDIA_TYPES = {"pdf": statement_pdf.MEDIA_TYPE, "xlsx": statement_xlsx.MEDIA_TYPE}


def languages() -> list[str]:
    """Return the languages of the site, in which each statement has its documents."""
    return [code for code, _name in settings.LANGUAGES]


def ask_for_files(statement: Statement, *, actor: Person | None) -> Job:
    """Hand the making of a final statement's documents to a worker; it makes those that lack.

    Where one waits or works already, that one is returned.

    Raises:
        NotAllowed: the actor is no finance officer of the unit.
        Refused: the statement is not final.
    """
    if not may_prepare_statement(actor, statement.unit):
        raise NotAllowed([_("Only finance officers of this unit have its documents made.")])
    if statement.state != Statement.State.FINAL:
        raise Refused([_("Only a final statement has documents that are kept.")])
    asked = {"statement": statement.pk}
    with transaction.atomic():
        at_work: Job | None = Job.objects.filter(
            unit=statement.unit,
            task=TASK,
            asked=asked,
            state__in=[Job.State.WAITING, Job.State.RUNNING],
        ).first()
        return at_work or ask_for(TASK, unit=statement.unit, actor=actor, asked=asked)


def carry_out(job: Job, *, tell: Callable[[str, int, int], None]) -> str:
    """Make the documents that a final statement lacks; done twice, nothing changes."""
    row = Statement.objects.select_related("unit").get(unit=job.unit, pk=job.asked["statement"])
    kept = set(row.files.values_list("medium", "language"))
    wanted = [
        (medium, language)
        for language in languages()
        for medium in RENDERERS
        if (medium, language) not in kept
    ]
    for number, (medium, language) in enumerate(wanted):
        tell(_("Making the documents"), number, len(wanted))
        _keep(row, medium, language, render(row, medium, language), job.actor)
    return str(row.pk)


def render(row: Statement, medium: str, language: str) -> bytes:
    """Return a statement as a document in a language, as it stands now."""
    with translation.override(language):
        return RENDERERS[medium](shown_in_full(row))


def _keep(
    row: Statement, medium: str, language: str, content: bytes, actor: Person | None
) -> None:
    with transaction.atomic():
        file, is_new = StatementFile.objects.get_or_create(
            statement=row,
            medium=medium,
            language=language,
            defaults={"content": content, "sha256": hashlib.sha256(content).hexdigest()},
        )
        if is_new:
            record_change(
                file,
                kind=Change.Kind.CREATED,
                actor=actor,
                unit=row.unit,
                after={"statement": row.pk, "medium": medium, "language": language,
                       "sha256": file.sha256},
            )  # fmt: skip
