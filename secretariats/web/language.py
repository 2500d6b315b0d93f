"""The language of the browser, kept for the next visit."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.utils.translation import check_for_language

if TYPE_CHECKING:
    from django.http import HttpResponse


def keep_language(response: HttpResponse, language: str) -> HttpResponse:
    """Let the browser keep a person's language, and return the answer that tells it so."""
    if check_for_language(language):
        response.set_cookie(
            settings.LANGUAGE_COOKIE_NAME,
            language,
            max_age=settings.LANGUAGE_COOKIE_AGE,
            secure=settings.LANGUAGE_COOKIE_SECURE,
            samesite="Lax",
        )
    return response
