"""One text for one content, and the digest that names it."""

from __future__ import annotations

import hashlib
import json


def canonical_json(content: object) -> str:
    """Return plain JSON values as text: the same for the same content, keys in any order."""
    return json.dumps(content, sort_keys=True, ensure_ascii=False, separators=(",", ":"))


def digest_of(content: object) -> str:
    """Return ``sha256:`` and the hash of the canonical text of plain JSON values."""
    return f"sha256:{hashlib.sha256(canonical_json(content).encode()).hexdigest()}"
