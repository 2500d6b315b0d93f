"""Digests and languages as pages of reports write them."""

from __future__ import annotations

import re

from django import template
from django.utils.translation import get_language_info

register = template.Library()

_BLOCK = 8


@register.filter
def blocks(digest: str) -> str:
    """Return a digest in blocks of eight signs, so that eyes can follow it."""
    return " ".join(re.findall(rf".{{1,{_BLOCK}}}", digest))


@register.filter
def own_name(code: str) -> str:
    """Return a language's name in that language, with a capital as it stands alone."""
    try:
        name = str(get_language_info(code)["name_local"])
    except KeyError:
        return code
    return name[:1].upper() + name[1:]
