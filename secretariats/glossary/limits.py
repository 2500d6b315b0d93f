"""Words of how sure a value is."""

from django.utils.translation import gettext_lazy as _

from secretariats.glossary.term import Term

LIMITS = (
    Term(
        "limitations",
        _("limitations"),
        _("What a record of time cannot know. They are measured and stand beside every value."),
    ),
    Term(
        "range",
        _("range"),
        _(
            "The span from the lowest to the highest value that the limitations of the record "
            "leave open."
        ),
    ),
    Term(
        "lowest",
        _("lowest value"),
        _("What an instrument received for certain: its direct work alone."),
    ),
    Term(
        "highest",
        _("highest value"),
        _(
            "What an instrument received at most: its direct work, all joint work it took part "
            "in, all overhead, and what missing time would be worth."
        ),
    ),
    Term(
        "coverage",
        _("coverage"),
        _(
            "Recorded minutes over expected minutes. Under 80 %, it is too low to tell whether the"
            " value fits the key."
        ),
    ),
    Term(
        "expected-time",
        _("expected time"),
        _("The minutes that an assignment foresees, less holidays and absence."),
    ),
    Term(
        "missing-time",
        _("missing time"),
        _(
            "Expected minutes of a day that nobody recorded. What they would be worth is part of "
            "the highest value."
        ),
    ),
    Term(
        "approved-share",
        _("approved share"),
        _("The part of the recorded minutes that lies in approved weeks."),
    ),
    Term(
        "on-time",
        _("on time"),
        _(
            "The part of the recorded minutes that was first saved within a working day of the "
            "work."
        ),
    ),
    Term(
        "heaping",
        _("heaping"),
        _(
            "How often durations are whole or half hours. A high figure says that time was "
            "estimated rather than measured."
        ),
    ),
    Term(
        "batch",
        _("batch"),
        _(
            "The part of the entries saved in one sitting for three days or more. A high figure "
            "says that time was recalled later."
        ),
    ),
    Term(
        "copied-days",
        _("copied days"),
        _("The part of the days that look exactly like the day before."),
    ),
    Term(
        "anchoring",
        _("anchoring"),
        _(
            "Months whose direct hours are split just like the key: the key may have been typed "
            "instead of the time."
        ),
    ),
    Term(
        "corrections",
        _("corrections"),
        _("Minutes changed after they were first saved, compared with all recorded minutes."),
    ),
    Term(
        "concentration",
        _("concentration"),
        _("The largest part of the recorded minutes that comes from one person."),
    ),
)
