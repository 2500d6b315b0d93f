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
