"""Words of who works together, and of what was done."""

from django.utils.translation import gettext_lazy as _

from secretariats.glossary.term import Term

WHO = (
    Term(
        "instrument",
        _("instrument"),
        _(
            "A treaty with its own budget and its own committee, such as a convention or an "
            "agreement under one."
        ),
    ),
    Term(
        "secretariat",
        _("secretariat"),
        _("The office that serves one or several instruments and employs people."),
    ),
    Term(
        "unit",
        _("joint unit"),
        _(
            "A team that serves several instruments together, run jointly by their Executive "
            "Secretaries."
        ),
    ),
    Term(
        "committee",
        _("committee"),
        _("The body of an instrument's parties that receives the reports of the unit."),
    ),
    Term(
        "post",
        _("post"),
        _(
            "A position in a secretariat, with its grade and its funding; both may change from a "
            "date on."
        ),
    ),
    Term(
        "assignment",
        _("assignment"),
        _("A person's time on a post, from a date to a date, with their share of full time."),
    ),
)
WORK = (
    Term(
        "programme",
        _("programme of work"),
        _(
            "The activities planned for a year, with outputs, planned days and priorities. It is "
            "in force once both Executive Secretaries have signed it."
        ),
    ),
    Term(
        "activity",
        _("activity"),
        _("What is worked on. It belongs to a work area and is a service, overhead, or absence."),
    ),
    Term(
        "beneficiary",
        _("beneficiary"),
        _("The instrument or instruments that a piece of work served."),
    ),
    Term(
        "direct",
        _("direct"),
        _("Work that served one instrument alone; its whole value goes to that instrument."),
    ),
    Term(
        "joint",
        _("joint"),
        _(
            "Work that served several instruments at once; its value is shared among them, by the"
            " key unless the agreement says otherwise."
        ),
    ),
    Term(
        "overhead",
        _("overhead"),
        _(
            "Running the unit itself: planning, meetings, administration. It serves no instrument"
            " alone and is shared among all."
        ),
    ),
    Term(
        "week-sheet",
        _("week sheet"),
        _(
            "The record of one person's week. The person submits it, the coordinator approves it "
            "or sends it back, and an approved one is locked."
        ),
    ),
    Term(
        "amendment",
        _("amendment"),
        _(
            "A correction of an approved week, with its reason. The value before stays in the "
            "history."
        ),
    ),
)
