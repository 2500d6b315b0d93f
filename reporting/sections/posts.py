"""Posts, as counts that tell nothing about one person."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from reporting.core import numbers
from reporting.core.tables import Row, Table
from reporting.sections.wording import day, joined, language

if TYPE_CHECKING:
    from reporting.sections.facts import Facts


def posts_table(facts: Facts) -> Table | None:
    """Return the posts by secretariat, category, funding, hours; None where none may be told."""
    posts = facts.context["posts"]
    if posts["total"] is None:
        return None
    rows: list[Row] = []
    for name, heading in _headings().items():
        rows += _rows(facts, heading, name, posts["lists"][name])
    rows.append(Row(_("All posts"), (_number(posts["total"]),), total=True))
    return Table(
        caption=_("Posts of the unit on %(date)s") % {"date": day(posts["date"])},
        columns=(_("Posts"),),
        rows=tuple(rows),
        note=_(
            "Groups with fewer than three posts or three people are counted together with others, "
            "so that no figure tells about one person."
        ),
    )


def crossed_table(facts: Facts) -> Table | None:
    """Return secretariat by category, where every group is large enough to be printed."""
    posts = facts.context["posts"]
    cross = posts["cross"]
    if posts["total"] is None or not cross:
        return None
    categories = sorted({category for cells in cross.values() for category in cells})
    return Table(
        caption=_("Posts by Secretariat and category on %(date)s") % {"date": day(posts["date"])},
        corner=_("Secretariat"),
        columns=(*(_category(category) for category in categories), _("Total")),
        rows=tuple(
            Row(
                _secretariat(facts, code),
                (
                    *(_number(cells.get(category, 0)) for category in categories),
                    _number(sum(cells.values())),
                ),
            )
            for code, cells in cross.items()
        ),
    )


def _headings() -> dict[str, str]:
    return {
        "secretariat": _("Secretariat"),
        "category": _("Category"),
        "funding": _("Funding"),
        "hours": _("Working time"),
    }


def _rows(facts: Facts, heading: str, name: str, found: dict[str, Any]) -> list[Row]:
    def label(code: str) -> str:
        text = _secretariat(facts, code) if name == "secretariat" else _name(name, code)
        return _("%(heading)s: %(name)s") % {"heading": heading, "name": text}

    rows = [Row(label(code), (_number(number),)) for code, number in found["shown"].items()]
    if found["rest"]:
        names = [
            _secretariat(facts, code) if name == "secretariat" else _name(name, code)
            for code in found["joined"]
        ]
        together = _("%(heading)s: %(names)s, together") % {
            "heading": heading,
            "names": joined(names),
        }
        rows.append(Row(together, (_number(found["rest"]),)))
    return rows


def _secretariat(facts: Facts, code: str) -> str:
    return str(facts.context["posts"]["secretariats"].get(code) or code)


def _category(code: str) -> str:
    return {"P": _("Professional"), "G": _("General Service")}.get(code, _("other category"))


def _name(name: str, code: str) -> str:
    if name == "category":
        return _category(code)
    return {
        "core": _("core budget"),
        "voluntary": _("voluntary contributions"),
        "savings": _("savings"),
        "full": _("full time"),
        "part": _("part time"),
        "vacant": _("vacant"),
    }[code]


def _number(value: int) -> str:
    return numbers.decimal(str(value), language())
