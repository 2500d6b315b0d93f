"""The words of a unit file: the keys of its rows and the values that are chosen from a list."""

VERSION = 1

# Names of rules: how joint and overhead time is shared out, and how an hour is valued.
JOINT_POLICIES = ("key", "direct", "equal")
OVERHEAD_POLICIES = ("proportional", "key", "equal", "none")
METHODS = ("standard", "actual")
BASES = ("fixed", "budget")
FUNDINGS = ("core", "voluntary", "savings")
KINDS = ("service", "overhead", "absence")
WEEK_STATES = ("open", "submitted", "returned", "approved")
ROLES = (
    "staff", "coordinator", "executive_secretary", "finance", "committee_member", "auditor",
    "administrator",
)  # fmt: skip
# Words with a meaning of their own where a code could stand.
NO_CODES = ("shared", "joint")
SHARED = "shared"

DAY, HOUR = 1440, 60
DEFAULT_LANGUAGES = ("en",)

# Section → the keys of its rows, in the order in which they are written.
KEYS: dict[str, tuple[str, ...]] = {
    "instruments": ("code", "name"),
    "unit": (
        "code", "name", "currency", "timezone", "daily_minutes", "weekdays", "policies",
        "synthetic", "timer_minutes", "country", "subdivision",
    ),
    "secretariats": ("code", "name", "serves"),
    "committees": ("code", "name", "instrument", "languages"),
    "holidays": ("date", "name", "minutes"),
    "budgets": ("instrument", "year", "amount", "currency", "provisional"),
    "agreements": ("from", "to", "basis", "key", "instruments", "policies"),
    "grades": ("grade", "year", "annual", "currency", "productive_hours"),
    "exchange_rates": ("from", "currency", "per_usd"),
    "posts": ("code", "title", "employer", "funding", "grades"),
    "people": (
        "username", "name", "email", "language", "timezone", "assignments", "contracts",
    ),
    "roles": ("person", "role", "instrument", "committee", "from", "to"),
    "staff_costs": ("person", "month", "amount", "currency"),
    "work_areas": ("code", "name"),
    "activities": ("code", "title", "area", "kind"),
    "programme": (
        "year", "number", "title", "activity", "mandate", "priority", "outputs", "time_frame",
        "responsible", "funding", "planned_days", "category_days", "milestones", "strategies",
    ),
    "outputs": ("date", "kind", "title", "address", "for", "activity"),
    "expenditures": ("date", "amount", "currency", "paid_by", "for", "description"),
    "weeks": ("person", "week", "month", "state"),
    "entries": (
        "person", "date", "minutes", "activity", "for", "note", "saved", "first_minutes", "begin",
        "end", "zone", "source", "source_id",
    ),
    "removed_entries": ("person", "date", "kind", "first_minutes"),
}  # fmt: skip
TOP = ("imca", *KEYS)
UNIT_POLICIES = ("joint", "overhead", "method", "support")
AGREEMENT_POLICIES = ("joint", "overhead", "support")
MILESTONE = ("date", "title", "done")
STRATEGY = ("text", "address")
GRADE_OF_POST = ("from", "grade")
ASSIGNMENT = ("post", "from", "to", "share", "pattern")
CONTRACT = ("from", "to", "hourly", "currency")
