"""What belongs to an agreement besides its terms: who was heard, who approved, how it ends."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from costsharing.models.agreement import READERS, Agreement
from secretariats.models import Committee
from secretariats.models.scope import UnitScoped


class AgreementStep(UnitScoped):
    """A step on an agreement's way: staff consulted, a committee's approval, the memo.

    ``waived`` says that the step was left out, and ``text`` why; otherwise ``text`` holds the
    statement of the staff, the conditions of the committee, or what the memo announced.
    """

    unit_path = "agreement__unit"
    readers = READERS

    class Kind(models.TextChoices):
        """Which step."""

        CONSULTATION = "consultation", _("staff consultation")
        APPROVAL = "approval", _("approval by a committee")
        MEMO = "memo", _("announcement by memo")

    agreement = models.ForeignKey(Agreement, models.CASCADE, related_name="steps")
    kind = models.CharField(_("step"), max_length=16, choices=Kind)
    # Of an approval: whose.
    committee = models.ForeignKey(
        Committee, models.PROTECT, null=True, blank=True, related_name="+"
    )
    date = models.DateField(_("date"))
    document = models.CharField(_("document"), max_length=200, blank=True)
    text = models.CharField(_("statement or conditions"), max_length=1000, blank=True)
    waived = models.BooleanField(_("left out"), default=False)
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    at = models.DateTimeField(_("noted at"), auto_now_add=True)

    class Meta:
        ordering = ["agreement", "date", "pk"]
        verbose_name = _("step of an agreement")
        verbose_name_plural = _("steps of agreements")
        constraints = [
            models.UniqueConstraint(
                fields=["agreement", "kind", "committee"], name="one_approval_of_a_committee"
            ),
            models.UniqueConstraint(
                fields=["agreement", "kind"],
                condition=Q(committee__isnull=True),
                name="one_step_of_a_kind",
            ),
            models.CheckConstraint(
                name="a_committee_approves_and_nothing_else",
                condition=Q(kind="approval", committee__isnull=False)
                | (~Q(kind="approval") & Q(committee__isnull=True)),
            ),
            models.CheckConstraint(
                name="a_step_left_out_says_why", condition=Q(waived=False) | ~Q(text="")
            ),
        ]

    def __str__(self) -> str:
        return f"{self.agreement_id} {self.kind} {self.date}"


class AgreementEnding(UnitScoped):
    """The wish of both sides that an agreement in force ends on a day, with nothing after it.

    ``content`` and ``digest`` are what was handed over; the signatures are to them. Once all
    sides signed, the agreement's ``end`` is the last day.
    """

    unit_path = "agreement__unit"
    readers = READERS

    class State(models.TextChoices):
        """Where it stands."""

        SIGNING = "signing", _("waiting for signatures")
        AGREED = "agreed", _("agreed")
        WITHDRAWN = "withdrawn", _("withdrawn")
        REFUSED = "refused", _("refused")

    agreement = models.ForeignKey(Agreement, models.PROTECT, related_name="endings")
    last = models.DateField(_("last day"))
    reason = models.CharField(_("why"), max_length=500)
    state = models.CharField(_("state"), max_length=16, choices=State, default=State.SIGNING)
    content = models.JSONField(_("content as handed over"))
    digest = models.CharField(_("digest"), max_length=71)
    # Why it was taken back or refused.
    returned = models.CharField(_("why it came back"), max_length=500, blank=True)
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    created = models.DateTimeField(_("handed over on"), auto_now_add=True)
    decided = models.DateTimeField(_("decided on"), null=True, blank=True)

    class Meta:
        ordering = ["created"]
        verbose_name = _("ending of an agreement")
        verbose_name_plural = _("endings of agreements")
        constraints = [
            models.UniqueConstraint(
                fields=["agreement"],
                condition=Q(state="signing"),
                name="one_ending_waits_for_signatures",
            )
        ]

    def __str__(self) -> str:
        return f"{self.agreement_id} {self.last}"

    @property
    def unit_id(self) -> int:
        """The number of the unit whose agreement it is."""
        return int(self.agreement.unit_id)
