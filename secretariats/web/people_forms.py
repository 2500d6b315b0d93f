"""Forms about the people of a unit and their roles."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from secretariats.form_parts import DayField, dress
from secretariats.models import Unit
from secretariats.permissions import units_administered

if TYPE_CHECKING:
    from collections.abc import Iterable

    from secretariats.models import Person
    from secretariats.queries.role_offers import Offer


class AccountForm(forms.Form):
    """What an account says of its person."""

    name = forms.CharField(
        max_length=200, label=_("Name"), help_text=_("As others on the site see it.")
    )
    email = forms.EmailField(
        required=False,
        label=_("E-mail address"),
        help_text=_("Links to a password go there. Empty: no link can be sent."),
        widget=forms.EmailInput(attrs={"autocomplete": "off"}),
    )
    language = forms.ChoiceField(choices=settings.LANGUAGES, label=_("Language"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Dress the fields."""
        super().__init__(*args, **kwargs)
        dress(self)


class NewPersonForm(AccountForm):
    """A person who comes to a unit."""

    unit = forms.ModelChoiceField(
        queryset=Unit.objects.none(), to_field_name="code", empty_label=None, label=_("Unit")
    )
    username = forms.CharField(
        max_length=150,
        label=_("Username"),
        help_text=_("With which they log in; it cannot be changed later."),
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "none"}),
    )
    invite = forms.BooleanField(
        required=False, initial=True, label=_("Send them a link to choose a password")
    )
    field_order = ["unit", "username", "name", "email", "language", "invite"]

    def __init__(self, *args: Any, actor: Person, **kwargs: Any) -> None:
        """Offer the units that ``actor`` administers; a single one needs no choice."""
        super().__init__(*args, **kwargs)
        units = self.fields["unit"]
        if isinstance(units, forms.ModelChoiceField):
            units.queryset = units_administered(actor)
            units.initial = units.queryset.first()


class RoleForm(forms.Form):
    """A role with its days."""

    role = forms.ChoiceField(
        label=_("Role"),
        help_text=_("Each role lets people see and do what the table beside says, and no more."),
    )
    start = DayField(label=_("First day"))
    end = DayField(
        required=False, label=_("Last day"), help_text=_("It belongs to the role. Empty: open.")
    )

    def __init__(self, *args: Any, offers: Iterable[Offer], **kwargs: Any) -> None:
        """Offer the roles, under their unit where there are several."""
        super().__init__(*args, **kwargs)
        self.offers = {offer.value: offer for offer in offers}
        by_unit: dict[str, list[tuple[str, str]]] = {}
        for offer in self.offers.values():
            by_unit.setdefault(offer.unit.code, []).append((offer.value, offer.label))
        choice = self.fields["role"]
        if isinstance(choice, forms.ChoiceField):
            groups = list(by_unit.items())
            found: list[Any] = [("", _("Choose a role"))]
            choice.choices = found + (groups[0][1] if len(groups) == 1 else groups)
        self.fields["start"].initial = timezone.localdate()
        dress(self)


class EndForm(forms.Form):
    """The last day of a role."""

    end = DayField(label=_("Last day"), help_text=_("It belongs to the role."))


class ReasonForm(forms.Form):
    """Why an account is closed or opened."""

    reason = forms.CharField(
        max_length=500, label=_("Why?"), help_text=_("It stays in the history, for auditors.")
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Dress the field."""
        super().__init__(*args, **kwargs)
        dress(self)
