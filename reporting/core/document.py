"""What documents and renderers have in common: the one makes a source, the other takes it."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

from reporting.core.data import Data

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable, Mapping


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file that travels inside the document: the data behind its figures."""

    name: str
    description: str
    content: bytes


@dataclass(frozen=True, slots=True)
class Source:
    """A document ready to be rendered.

    Attributes:
        html: the whole page, its text in ``language``, with no reference to another file.
        title: for the metadata.
        language: code such as ``"en"``.
        made: when its figures were computed: the date in the metadata, so that the same source
            gives the same file on any day.
        attachments: in the order in which they are listed.
        data: the figures that the document shows, for renderers of data.
    """

    html: str
    title: str
    language: str
    made: dt.datetime
    attachments: tuple[Attachment, ...] = ()
    data: Data = field(default_factory=Data)

    def digest(self) -> str:
        """Return the SHA-256 of all that makes the document; its data are told apart."""
        parts = [self.html, self.title, self.language, self.made.isoformat()]
        for attachment in self.attachments:
            parts += [attachment.name, attachment.description]
        seen = hashlib.sha256("\0".join(parts).encode())
        for attachment in self.attachments:
            seen.update(hashlib.sha256(attachment.content).digest())
        return seen.hexdigest()


@dataclass(frozen=True, slots=True)
class DocumentKind:
    """A kind of document: its name, and how its frozen context becomes a source."""

    name: str
    compose: Callable[[Mapping[str, object], str], Source]


@dataclass(frozen=True, slots=True)
class Renderer:
    """An output medium: its name, what files of it are, and how a source becomes one.

    A medium shows the ``document`` as people read it, or the ``data`` behind its figures.
    ``fingerprint`` tells without rendering whether a source would give the same file as before: it
    changes with the source, with the style and with the renderer.
    """

    name: str
    media_type: str
    suffix: str
    render: Callable[[Source], bytes]
    fingerprint: Callable[[Source], str]
    shows: Literal["document", "data"] = "document"
