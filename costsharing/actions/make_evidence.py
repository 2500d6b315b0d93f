"""An evidence pack: all that a third party needs to recompute a run, in one file."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
import tempfile
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING

from django.core.files.storage import default_storage
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from costsharing.core.evidence.from_inputs import (
    block_tables,
    input_tables,
    result_tables,
    shares_table,
)
from costsharing.core.evidence.method import METHOD
from costsharing.core.evidence.readme import readme
from costsharing.core.evidence.table import csv_pieces
from costsharing.core.explain_ground import ground_of
from costsharing.core.snapshot_read import read
from costsharing.models import ValuationRun
from costsharing.permissions import may_explain
from costsharing.queries.evidence import record_tables
from costsharing.queries.evidence_jobs import EVIDENCE, pack_name
from costsharing.queries.snapshot import one_snapshot
from secretariats.actions.record_change import record_change
from secretariats.actions.run_job import ask_for
from secretariats.core.errors import NotAllowed
from secretariats.models import Change, Job

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from typing import BinaryIO

    from secretariats.models import Person

TASK = EVIDENCE
KEPT = dt.timedelta(days=2)
# Every member of the archive has this time, so that the same content is the same file.
EPOCH = (1980, 1, 1, 0, 0, 0)
MODE = 0o100644 << 16
STEPS = 3


def ask_for_evidence(run: ValuationRun, *, actor: Person | None) -> Job:
    """Ask a worker for the evidence pack of a run and return its job.

    Where one waits or is at work on it already, that one is returned.

    Raises:
        NotAllowed: only finance and auditors may.
        Refused: the broker does not answer; then the job waits.
    """
    _allow(run, actor)
    asked = {"run": str(run.pk), "from": run.start.isoformat(), "to": run.end.isoformat()}
    with transaction.atomic():
        # Locked, so that the second of two requests at once finds the job of the first.
        ValuationRun.objects.select_for_update().only("pk").get(pk=run.pk)
        at_work: Job | None = Job.objects.filter(
            unit=run.unit, task=TASK, asked=asked, state__in=(Job.State.WAITING, Job.State.RUNNING)
        ).first()
        return at_work or ask_for(TASK, unit=run.unit, actor=actor, asked=asked)


def carry_out(job: Job, *, tell: Callable[[str, int, int], None]) -> str:
    """Make the pack that a job asks for, and return the run's identity; a worker calls this."""
    run = ValuationRun.objects.select_related("unit").get(unit=job.unit, pk=job.asked["run"])
    path = Path(default_storage.path(pack_name(job)))
    path.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.NamedTemporaryFile(dir=path.parent, delete=False) as file:
        temporary = Path(file.name)
        try:
            write_pack(run, file, tell=tell)  # type: ignore[arg-type]
            file.close()
            temporary.chmod(0o644)
            temporary.replace(path)
        except BaseException:
            temporary.unlink(missing_ok=True)
            raise
    return str(run.pk)


def file_name(run: ValuationRun) -> str:
    """Return the name under which a pack is handed out."""
    return f"{run.unit.code}-{run.start}-{run.end}-{run.method}-evidence.zip"


def record_download(run: ValuationRun, *, actor: Person | None, job: Job | None = None) -> None:
    """Write into the history who takes the evidence pack of a run along.

    Raises:
        NotAllowed: only finance and auditors may.
    """
    _allow(run, actor)
    with transaction.atomic():
        record_change(
            run,
            kind=Change.Kind.CHANGED,
            actor=actor,
            unit=run.unit,
            before={},
            after={"evidence": "downloaded", "digest": run.digest},
            request=str(job.pk) if job else "",
        )


def remove_old() -> int:
    """Remove the packs that were there for two days, and return how many they were."""
    jobs = Job.objects.filter(task=TASK, finished__lt=timezone.now() - KEPT).exclude(result="")
    for job in jobs:
        default_storage.delete(pack_name(job))
        Job.objects.filter(pk=job.pk).update(result="")
    return len(jobs)


def write_pack(
    run: ValuationRun, file: BinaryIO, *, tell: Callable[[str, int, int], None]
) -> None:
    """Write the pack of a run; the same run and the same record give the same bytes.

    Tables are written as they are read, so that a large unit takes no more memory.

    Args:
        run: with its unit.
        file: to write to, which can go back.
        tell: takes a step, how many are done and how many there are; never called while the
            record is read.
    """
    tell(_("Reading the record of time"), 0, STEPS)
    ground = ground_of(read(run.snapshot))
    sums: dict[str, str] = {}
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:

        def add(name: str, pieces: Iterable[bytes]) -> None:
            sums[name] = _add(archive, name, pieces)

        with one_snapshot():
            record = record_tables(run, ground)
            for table in record.tables:
                add(table.name, csv_pieces(table))
        tell(_("Writing what the run was given"), 1, STEPS)
        for table in [*input_tables(ground.inputs), *block_tables(ground, record.behind.now)]:
            add(table.name, csv_pieces(table))
        for table in result_tables(run.results):
            add(table.name, csv_pieces(table))
        results = json.dumps(run.results, ensure_ascii=False, sort_keys=True, indent=1)
        text = readme(ground, run.results, run=str(run.pk), digest=run.digest)
        add("README.txt", [text.encode()])
        add("method.txt", [METHOD.encode()])
        add("results.json", [f"{results}\n".encode()])
        add("snapshot.json", [run.snapshot.encode()])
        tell(_("Writing each part of each figure"), 2, STEPS)
        add("shares.csv", csv_pieces(shares_table(ground, sorted(run.results["instruments"]))))
        lines = "".join(f"{found}  {name}\n" for name, found in sorted(sums.items()))
        _add(archive, "SHA256SUMS", [lines.encode()])


def _add(archive: zipfile.ZipFile, name: str, pieces: Iterable[bytes]) -> str:
    """Write a member of an archive, and return its SHA-256."""
    info = zipfile.ZipInfo(name, EPOCH)
    info.compress_type, info.external_attr, info.create_system = zipfile.ZIP_DEFLATED, MODE, 3
    found = hashlib.sha256()
    with archive.open(info, "w", force_zip64=True) as member:
        for piece in pieces:
            found.update(piece)
            member.write(piece)
    return found.hexdigest()


def _allow(run: ValuationRun, actor: Person | None) -> None:
    if not may_explain(actor, run.unit):
        raise NotAllowed(
            [_("Figures open down to entries and hourly costs for finance and auditors alone.")]
        )
