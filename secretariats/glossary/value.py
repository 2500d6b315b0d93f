"""Words of what work is worth, and of who pays."""

from django.utils.translation import gettext_lazy as _

from secretariats.glossary.term import Term

VALUE = (
    Term(
        "valuation",
        _("valuation"),
        _(
            "What the recorded work of a period is worth, and how much of it each instrument "
            "received."
        ),
    ),
    Term(
        "run",
        _("run"),
        _(
            "One valuation of one period. It keeps all it was computed from and is never changed;"
            " a correction is a new run."
        ),
    ),
    Term(
        "digest",
        _("digest"),
        _(
            "The fingerprint (SHA-256) of everything a run was computed from. The same inputs "
            "give the same digest, and any change gives another."
        ),
    ),
    Term(
        "provisional",
        _("provisional"),
        _("Resting on a budget that is not final yet. The figures may still change when it is."),
    ),
    Term(
        "superseded",
        _("superseded"),
        _(
            "Replaced by a later run that corrects this one. It stays readable and says what "
            "differs."
        ),
    ),
    Term(
        "standard-cost",
        _("standard cost"),
        _(
            "Hours valued at the yearly cost that is set for a grade, divided by its productive "
            "hours. The pay of the person plays no part."
        ),
    ),
    Term(
        "actual-cost",
        _("actual cost"),
        _(
            "The staff cost really booked for a person and month, spread over the hours recorded "
            "in that month."
        ),
    ),
    Term(
        "productive-hours",
        _("productive hours"),
        _(
            "The hours of a year that remain for work after leave and holidays, set for each "
            "grade and year."
        ),
    ),
    Term(
        "support",
        _("programme support"),
        _(
            "A percentage added to what an instrument gets, for the administration around it. It "
            "is zero unless the agreement sets a rate."
        ),
    ),
    Term(
        "unallocated",
        _("unallocated"),
        _("Overhead that the rules in force share out to nobody. It is shown on its own."),
    ),
    Term(
        "unrecorded",
        _("unrecorded"),
        _(
            "Staff cost of a month in which no hours were recorded, with actual cost. It is shown"
            " on its own and never shared out."
        ),
    ),
)
SHARE = (
    Term(
        "agreement",
        _("cost-sharing agreement"),
        _(
            "What the Executive Secretaries agreed on sharing costs, from a date to a date: the "
            "key or the rule that gives it, and the policies."
        ),
    ),
    Term(
        "key",
        _("key"),
        _(
            "The share of each instrument, as exact fractions that add up to one. It is agreed as"
            " such or follows from the budgets of the year."
        ),
    ),
    Term(
        "received",
        _("received"),
        _(
            "The value of the work done for an instrument: direct work, its part of joint work "
            "and of overhead, and programme support."
        ),
    ),
    Term(
        "share-by-key",
        _("share by key"),
        _("What the key in force gives an instrument of the value of all work."),
    ),
    Term(
        "funded",
        _("funded"),
        _(
            "Another word for the share by key: the part of the value of all work that an "
            "instrument stands for."
        ),
    ),
    Term(
        "balance",
        _("balance"),
        _(
            "Received less share by key. Above zero the instrument received more than its share. "
            "It informs and is never settled in money."
        ),
    ),
    Term(
        "paid",
        _("paid"),
        _("Money that an instrument really laid out for the unit."),
    ),
    Term(
        "due",
        _("due"),
        _("The part of the money spent that an instrument agreed to bear."),
    ),
    Term(
        "settlement",
        _("settlement"),
        _(
            "The transfers, as few as possible, after which each instrument has paid what was due"
            " from it."
        ),
    ),
    Term(
        "statement",
        _("statement"),
        _(
            "The settlement of a year so far, per instrument: paid, due, settled before, to be "
            "transferred now. Once each side confirmed it, it has a number and is final."
        ),
    ),
    Term(
        "scenario",
        _("scenario"),
        _(
            "What a valuation would give under another key, other policies, costs or instruments. "
            "No figure rests on it."
        ),
    ),
    Term(
        "cause",
        _("cause of a difference"),
        _(
            "What changed between two runs, such as a corrected rate or an amended entry, with "
            "what it adds to each figure. All causes add up to the whole difference."
        ),
    ),
    Term(
        "evidence",
        _("evidence pack"),
        _(
            "One file with everything a figure rests on and a description, so that a third party "
            "can compute it again by hand."
        ),
    ),
)
