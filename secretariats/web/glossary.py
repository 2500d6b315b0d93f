"""The words of the field."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.shortcuts import render
from django.views.decorators.http import require_safe

from secretariats.glossary import by_letter

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse


@require_safe
def glossary(request: HttpRequest) -> HttpResponse:
    """List what each word means here, in the order of the alphabet of the language."""
    return render(request, "secretariats/glossary.html", {"letters": by_letter()})
