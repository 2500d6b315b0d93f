"""Where the signatures of a version stand, for the pages that show it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from secretariats.queries.signatures import signature_lines
from secretariats.signing import SignatureForm, signing
from timetracking.models import ProgrammeVersion
from timetracking.queries.programme_versions import DOCUMENT

if TYPE_CHECKING:
    from secretariats.models import Person


def signing_of(
    person: Person, version: ProgrammeVersion, form: SignatureForm | None = None
) -> dict[str, Any]:
    """Return what the two-signature track and the form of signing show; three queries."""
    lines = signature_lines(
        DOCUMENT,
        str(version.pk),
        digest=version.digest,
        unit=version.unit,
        sides=version.content["sides"],
    )
    lines.sort(key=lambda line: line.state == "waiting")
    found = signing(lines, person=person, unit=version.unit, digest=version.digest, form=form)
    waits = version.state == ProgrammeVersion.State.SIGNING
    return {"signing": found, "signs": found["side"] if waits else ""}
