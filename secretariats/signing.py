"""What the pages of every document have in common that two sides sign."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Protocol, TypeVar

from django import forms
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext_lazy as _

from secretariats.form_parts import dress
from secretariats.models import Instrument, Signature
from secretariats.queries.signatures import sides_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from secretariats.models import Person, Unit
    from secretariats.queries.signatures import SignatureLine

LONGEST_REASON = 500


class SignatureForm(forms.Form):
    """One side's yes or no to the content whose digest was before the signer's eyes."""

    instrument = forms.CharField(widget=forms.HiddenInput)
    digest = forms.CharField(widget=forms.HiddenInput)
    decision = forms.ChoiceField(choices=Signature.Decision.choices, widget=forms.HiddenInput)
    reason = forms.CharField(
        label=_("Reason"),
        required=False,
        max_length=LONGEST_REASON,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Both sides and the coordinator read it. Needed to refuse."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Give the fields the look of the site."""
        super().__init__(*args, **kwargs)
        dress(self)

    def clean(self) -> dict[str, Any]:
        """Ask for a reason where one refuses."""
        found: dict[str, Any] = super().clean() or {}
        refuses = found.get("decision") == Signature.Decision.REFUSED
        if refuses and not found.get("reason", "").strip():
            text = _("Say why you refuse, so that the other side knows what to change.")
            self.add_error("reason", text)
        return found


class WithdrawForm(forms.Form):
    """Why a document that was handed over is taken back."""

    reason = forms.CharField(
        label=_("Reason"),
        max_length=LONGEST_REASON,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("The Executive Secretaries read it. Signatures given so far lapse."),
        error_messages={
            "required": _("Say why you withdraw it: the Executive Secretaries will read it.")
        },
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Give the field the look of the site."""
        super().__init__(*args, **{"auto_id": "withdraw_%s"} | kwargs)
        dress(self)


class OfUnit(Protocol):
    """A row that belongs to a unit."""

    @property
    def unit_id(self) -> int:
        """The unit's number."""


Row = TypeVar("Row", bound=OfUnit)


def decide(sign: Callable[..., Row], row: Row, values: Mapping[str, Any], *, actor: Person) -> Row:
    """Let one side decide on a document, and return it as it then stands.

    Args:
        sign: the document's own action.
        row: the document.
        values: ``instrument`` (the side's code), ``digest``, ``decision`` and ``reason``, as a
            form or a serializer found them.
        actor: who decides.

    Raises:
        Http404: the unit serves no instrument of that code.
        Refused: what the action refuses.
    """
    return sign(
        row,
        actor=actor,
        instrument=get_object_or_404(Instrument, code=values["instrument"], units=row.unit_id),
        digest=values["digest"],
        decision=values["decision"],
        reason=values["reason"],
    )


def own_side(lines: Iterable[SignatureLine], person: Person, unit: Unit) -> str:
    """Return the code of the side that a person may sign for and that waits; empty if none."""
    own = {code for where, code in sides_of(person) if where.pk == unit.pk}
    return next(
        (line.instrument for line in lines if line.state == "waiting" and line.instrument in own),
        "",
    )


def signing(
    lines: list[SignatureLine],
    *,
    person: Person,
    unit: Unit,
    digest: str,
    form: SignatureForm | None = None,
) -> dict[str, Any]:
    """Return what ``components/_signatures.html`` and ``components/_sign.html`` show.

    Args:
        lines: the sides of the document, in the order to be shown.
        person: who looks.
        unit: whose document it is.
        digest: of the content that is to be signed.
        form: what was sent and not accepted.
    """
    side = own_side(lines, person, unit)
    return {
        "lines": lines,
        "side": side,
        "digest": digest,
        "form": form or SignatureForm(initial={"instrument": side, "digest": digest}),
        "complete": all(line.state == "signed" for line in lines),
        "refused": any(line.state == "refused" for line in lines),
    }
