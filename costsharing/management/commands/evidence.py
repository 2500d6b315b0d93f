"""Write the evidence pack of a run: ``evidence --run ID --out FILE``."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from costsharing.actions.make_evidence import record_download, write_pack
from costsharing.queries.runs_by_id import run_of_id
from secretariats.commands import HouseCommand, whole_file

if TYPE_CHECKING:
    from argparse import ArgumentParser


class Command(HouseCommand):
    """The same run and the same record give the same file, byte for byte."""

    help = "Write all that a third party needs to recompute a run by hand into one archive."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take the run and the file."""
        parser.add_argument("--run", required=True, help="identity of the run")
        parser.add_argument("--out", required=True, help="the file to write, such as run.zip")

    def handle(self, *args: Any, **options: Any) -> None:
        """Write the archive, whole or not at all."""
        run = run_of_id(options["run"])
        with self.progress() as bar:

            def tell(step: str, done: int, total: int) -> None:
                bar.total = total
                bar.set_description(step)
                bar.update(done - bar.n)

            with whole_file(Path(options["out"])) as file:
                write_pack(run, file, tell=tell)
        record_download(run, actor=None)
