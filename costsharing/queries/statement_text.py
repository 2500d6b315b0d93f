"""A statement in lines of text, for a terminal."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

if TYPE_CHECKING:
    from collections.abc import Mapping


def statement_lines(content: Mapping[str, Any], *, state: str) -> list[str]:
    """Return what a statement says.

    Args:
        content: its figures.
        state: where it stands; empty where nothing was stored.
    """
    words = {"unit": content["unit"], "first": content["from"], "last": content["to"],
             "currency": content["currency"]}  # fmt: skip
    lines = [_("%(unit)s, %(first)s to %(last)s, %(currency)s") % words]
    for code, one in content["instruments"].items():
        figures = {name: figure["rounded"] for name, figure in one.items()}
        text = _(
            "%(code)s: paid %(paid)s, due %(due)s since 1 January; settled before "
            "%(settled_before)s; to settle now %(to_settle)s"
        )
        lines.append(text % {"code": code, **figures})
    for move in content["transfers"]:
        text = _("%(payer)s pays %(payee)s %(amount)s")
        lines.append(text % {"payer": move["from"], "payee": move["to"], "amount": move["amount"]})
    if not content["transfers"]:
        lines.append(_("Nothing is to be transferred."))
    lines.append(
        _("It waits for the confirmation of each side.") if state else _("Nothing was stored.")
    )
    return lines
