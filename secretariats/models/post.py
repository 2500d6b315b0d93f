"""Posts with their grades, and the people on them or under contract."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from secretariats.models.fields import amount_field, currency_field, span_check
from secretariats.models.instrument import Secretariat
from secretariats.models.person import Person
from secretariats.models.scope import UnitScoped
from secretariats.models.unit import Unit


class Post(UnitScoped):
    """A position in the unit, employed by one secretariat."""

    readers = ("coordinator", "executive_secretary", "finance", "auditor", "administrator")

    class Funding(models.TextChoices):
        """Where the money of a post comes from."""

        CORE = "core", _("core budget")
        VOLUNTARY = "voluntary", _("voluntary contributions")
        SAVINGS = "savings", _("savings")

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="posts")
    code = models.CharField(_("code"), max_length=32)
    title = models.CharField(_("title"), max_length=200)
    employer = models.ForeignKey(Secretariat, models.PROTECT, related_name="posts")
    funding = models.CharField(_("funding"), max_length=16, choices=Funding)

    class Meta:
        ordering = ["code"]
        verbose_name = _("post")
        verbose_name_plural = _("posts")
        constraints = [models.UniqueConstraint(fields=["unit", "code"], name="one_post_per_code")]

    def __str__(self) -> str:
        return self.code


class PostGrade(UnitScoped):
    """The grade of a post from a date until the next: a reclassification is a new row."""

    unit_path = "post__unit"
    readers = Post.readers

    post = models.ForeignKey(Post, models.CASCADE, related_name="grades")
    start = models.DateField(_("from"))
    grade = models.CharField(_("grade"), max_length=16)

    class Meta:
        ordering = ["start"]
        verbose_name = _("grade of a post")
        verbose_name_plural = _("grades of posts")
        constraints = [
            models.UniqueConstraint(fields=["post", "start"], name="one_grade_per_post_and_date")
        ]

    def __str__(self) -> str:
        return f"{self.post} {self.grade}"


class Assignment(UnitScoped):
    """A person on a post for a span of days, with a share of full time."""

    owner_path = "person"
    readers = ("coordinator", "finance", "auditor", "administrator")

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="assignments")
    person = models.ForeignKey(Person, models.PROTECT, related_name="assignments")
    post = models.ForeignKey(Post, models.PROTECT, related_name="assignments")
    start = models.DateField(_("from"))
    end = models.DateField(_("to"), null=True, blank=True)
    share_num = models.PositiveBigIntegerField(_("share of full time, numerator"))
    share_den = models.PositiveBigIntegerField(_("share of full time, denominator"))
    # Expected minutes from Monday on; null: daily minutes times the share.
    pattern = models.JSONField(_("minutes by weekday"), null=True, blank=True)

    class Meta:
        ordering = ["person", "start"]
        verbose_name = _("assignment")
        verbose_name_plural = _("assignments")
        constraints = [
            span_check("assignment_span"),
            models.CheckConstraint(
                name="assignment_share_within_full_time",
                condition=Q(share_den__gte=1, share_num__gte=1, share_num__lte=F("share_den")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person} {self.post}"


class Contract(UnitScoped):
    """A consultant's fee per hour, for a span of days."""

    owner_path = "person"
    readers = ("finance", "auditor")

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="contracts")
    person = models.ForeignKey(Person, models.PROTECT, related_name="contracts")
    start = models.DateField(_("from"))
    end = models.DateField(_("to"), null=True, blank=True)
    hourly = amount_field(verbose_name=_("fee per hour"))
    currency = currency_field()

    class Meta:
        ordering = ["person", "start"]
        verbose_name = _("contract")
        verbose_name_plural = _("contracts")
        constraints = [
            span_check("contract_span"),
            models.CheckConstraint(name="contract_fee_not_negative", condition=Q(hourly__gte=0)),
        ]

    def __str__(self) -> str:
        return f"{self.person} {self.start}"
