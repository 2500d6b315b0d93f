"""Valuation runs as others read them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

if TYPE_CHECKING:
    from costsharing.models import ValuationRun


def run_document(run: ValuationRun) -> dict[str, Any]:
    """Return the document of ``value --json``: identity, digest and results."""
    document: dict[str, Any] = {"run": str(run.pk)}
    for name, part in run.results.items():
        document[name] = part
        if name == "currency":
            document["digest"] = run.digest
    document["supersedes"] = str(run.supersedes_id) if run.supersedes_id else None
    document["differences"] = run.differences
    return document


def other_currency(run: ValuationRun) -> tuple[str, str] | None:
    """Return the currency of a run and of the one it supersedes, if they are not the same.

    One query at most, and none where figures differ: those are of one currency.
    """
    if run.supersedes_id is None or run.differences:
        return None
    rows = type(run).objects.filter(pk=run.supersedes_id)
    was = rows.values_list("results__currency", flat=True).get()
    now = run.results["currency"]
    return None if was == now else (now, was)


def run_lines(run: ValuationRun) -> list[str]:
    """Return a run as an aligned table of text, with its marks and digest."""
    results = run.results
    # PostgreSQL keeps the keys of JSON in an order of its own.
    instruments: dict[str, Any] = dict(sorted(results["instruments"].items()))
    figures = [
        ("direct", _("direct")),
        ("joint", _("joint")),
        ("overhead", _("overhead")),
        ("support", _("support")),
        ("received", _("received")),
        ("funded", _("share by key")),
        ("balance", _("balance")),
        ("lowest", _("lowest")),
        ("highest", _("highest")),
    ]
    head = [results["currency"], *instruments]
    rows = [
        [label, *(found[name]["rounded"] for found in instruments.values())]
        for name, label in figures
    ]
    widths = [max(len(row[column]) for row in [head, *rows]) for column in range(len(head))]
    lines = [
        _("%(unit)s, %(from)s to %(to)s, method %(method)s, run %(run)s")
        % {**{name: results[name] for name in ("unit", "from", "to", "method")}, "run": run.pk},
        *(
            "  ".join(
                cell.ljust(width) if column == 0 else cell.rjust(width)
                for column, (cell, width) in enumerate(zip(row, widths, strict=True))
            )
            for row in [head, *rows]
        ),
    ]
    for name, label in (("unallocated", _("Unallocated")), ("unrecorded", _("Unrecorded"))):
        if results["total"][name]["exact"] != "0/1":
            lines.append(f"{label}: {results['total'][name]['rounded']}")
    if run.provisional:
        lines.append(_("Provisional: it rests on provisional budgets."))
    if not run.whole_months:
        lines.append(_("Part of a month: these figures do not add up with the rest of it."))
    if currencies := other_currency(run):
        text = _("Supersedes run %(run)s, which is in %(was)s: no figures are compared.")
        lines.append(text % {"run": run.supersedes_id, "was": currencies[1]})
    elif run.supersedes_id:
        count = len(run.differences)
        lines.append(
            ngettext(
                "Supersedes run %(run)s; %(count)d figure differs.",
                "Supersedes run %(run)s; %(count)d figures differ.",
                count,
            )
            % {"run": run.supersedes_id, "count": count}
        )
    lines += [_("Warning: %(text)s") % {"text": text} for text in results["warnings"]]
    lines.append(run.digest)
    return lines
