"""``setup_code``: the code that opens an empty installation."""

from __future__ import annotations

from typing import Any

from secretariats.actions.open_site import setup_code
from secretariats.commands import HouseCommand


class Command(HouseCommand):
    """Prints the code that the page of the first steps asks for."""

    help = "Prints the code that opens an installation without any person (page /setup/)."

    def handle(self, *_args: Any, **_options: Any) -> None:
        """Print the code; make it first, if need be."""
        code, _made = setup_code()
        self.stdout.write(code)
