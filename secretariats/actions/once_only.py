"""A write under a key that its caller chose: asked for twice, it is done once."""

from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils.translation import gettext as _

from secretariats.core.errors import Problem, Refused
from secretariats.models import IdempotencyKey

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

LONGEST = IdempotencyKey._meta.get_field("key").max_length or 0  # noqa: SLF001 - documented


class KeyReused(Refused):
    """The key was used before, for something else."""


def digest_of(asked: Mapping[str, Any]) -> str:
    """Return the SHA-256 of what is asked, whatever the order of its names."""
    text = json.dumps(asked, ensure_ascii=False, separators=(",", ":"), sort_keys=True)
    return f"sha256:{hashlib.sha256(text.encode()).hexdigest()}"


def once_only(
    *, scope: str, key: str, digest: str, do: Callable[[], dict[str, Any]]
) -> dict[str, Any]:
    """Return what ``do`` answers; under a key that was used before, what it answered then.

    Key and write are stored together or not at all: when ``do`` fails, the key is free again. Two
    that come at the same time wait for each other, and the second has the answer of the first.

    Args:
        scope: what the key is told apart in, such as the kind of write and who asks.
        key: the caller's, at most 200 characters.
        digest: of what is asked (:func:`digest_of`).
        do: writes, and answers with plain JSON values.

    Raises:
        KeyReused: the key was used for something else.
        Refused: the key is empty or too long; or whatever ``do`` raises.
    """
    if not 0 < len(key) <= LONGEST:
        text = _("the key must have between 1 and %(longest)d characters")
        raise Refused([Problem("Idempotency-Key", text % {"longest": LONGEST})])
    with transaction.atomic():
        row, is_new = IdempotencyKey.objects.get_or_create(
            scope=scope, key=key, defaults={"digest": digest}
        )
        if is_new:
            row.answer = do()
            row.save(update_fields=["answer"])
        elif row.digest != digest:
            text = _(
                "this key was used before, to ask for something else: take a new key for a new "
                "request, or repeat the first one unchanged"
            )
            raise KeyReused([Problem("Idempotency-Key", text)])
    return dict(row.answer)
