"""The rules of sharing in words."""

from django.utils.translation import gettext_lazy as _

JOINT_WORDS = {
    "key": _("by the key"),
    "direct": _("in proportion to the direct value of the month"),
    "equal": _("in equal parts"),
}
OVERHEAD_WORDS = {
    "proportional": _("in proportion to the value served"),
    "key": _("by the key"),
    "equal": _("in equal parts"),
    "none": _("not at all: it stays unallocated"),
}
FIGURE_WORDS = {
    "direct": _("Direct services"),
    "joint": _("Part of joint services"),
    "overhead": _("Part of the overhead of the unit"),
    "support": _("Programme support"),
    "received": _("Received"),
    "funded": _("Share by key"),
    "balance": _("Balance"),
    "lowest": _("Lowest value received"),
    "highest": _("Highest value received"),
}
