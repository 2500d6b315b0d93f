"""The forms of an agreement's steps, and of its end."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy as _

from costsharing.core.agreement_steps import APPROVAL, CONSULTATION, MEMO, Step
from costsharing.models import AgreementStep
from secretariats.form_parts import DayField, dress

if TYPE_CHECKING:
    from secretariats.models import Committee

LABELS = {
    CONSULTATION: (_("Where it stands"), _("What the staff said")),
    APPROVAL: (_("Document"), _("Conditions, or the reason why it is left out")),
    MEMO: (_("Memo"), _("What it announced")),
}
HINTS = {
    CONSULTATION: _("Such as the minutes of the meeting; may be empty."),
    APPROVAL: _("Such as UNEP/CMS/StC45/Doc.10.2."),
    MEMO: _("Its number or title."),
}


class StepForm(forms.Form):
    """A step of an agreement's way."""

    kind = forms.ChoiceField(choices=AgreementStep.Kind.choices, widget=forms.HiddenInput)
    committee = forms.CharField(required=False, max_length=32, widget=forms.HiddenInput)
    # Of an approval: the mark of the terms that stood above the form.
    seen = forms.CharField(required=False, max_length=71, widget=forms.HiddenInput)
    date = DayField(label=_("Day"))
    document = forms.CharField(required=False, max_length=200)
    text = forms.CharField(
        required=False, max_length=1000, widget=forms.Textarea(attrs={"rows": 3})
    )
    waived = forms.BooleanField(
        required=False,
        label=_("The step is left out, for the reason above; the document stays empty"),
    )

    def __init__(
        self,
        *args: Any,
        kind: str,
        committee: Committee | None = None,
        mark: str = "",
        **kw: Any,
    ) -> None:
        """Ask in the words of a kind of step; ids tell the forms of one page apart.

        Args:
            *args: as of any form.
            kind: of the step.
            committee: of an approval: whose.
            mark: of the terms that the reader has before their eyes.
            **kw: as of any form.
        """
        place = f"{kind}_{committee.pk}" if committee else kind
        super().__init__(*args, **{"auto_id": f"{place}_%s"} | kw)
        self.initial["kind"] = kind
        self.initial["committee"] = committee.code if committee else ""
        self.initial["seen"] = mark
        self.fields["document"].label, self.fields["text"].label = LABELS[kind]
        self.fields["document"].help_text = HINTS[kind]
        if kind != APPROVAL:
            del self.fields["waived"]
        dress(self)

    def step(self) -> Step:
        """Return what was typed."""
        typed = self.cleaned_data
        return Step(
            kind=typed["kind"],
            committee=typed["committee"],
            date=typed["date"],
            document=typed["document"].strip(),
            text=typed["text"].replace("\r\n", "\n").strip(),
            waived=typed.get("waived", False),
        )

    def changes(self) -> dict[str, Any]:
        """Return what a step that is noted shall be."""
        step = self.step()
        return {
            "date": step.date,
            "document": step.document,
            "text": step.text,
            "waived": step.waived,
        }


def form_of(step: Step, committee: Committee | None, *, mark: str) -> StepForm:
    """Return the form by which a step is corrected."""
    initial = {
        "date": step.date,
        "document": step.document,
        "text": step.text,
        "waived": step.waived,
    }
    return StepForm(kind=step.kind, committee=committee, mark=mark, initial=initial)


class EndingForm(forms.Form):
    """The wish that an agreement ends, with nothing after it."""

    last = DayField(
        label=_("Last day"),
        help_text=_("From the day after, no agreement is in force until another one follows."),
    )
    reason = forms.CharField(
        label=_("Why"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("All sides read it, and it is part of what they sign."),
        error_messages={"required": _("Say why: all sides sign that too.")},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Give the fields the look of the site."""
        super().__init__(*args, **{"auto_id": "ending_%s"} | kwargs)
        dress(self)
