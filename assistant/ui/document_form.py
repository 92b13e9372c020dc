"""What a reader says a document is: the form as it is filled in, and what of it is a correction."""

from __future__ import annotations

from dataclasses import dataclass
from typing import cast

from assistant.reading.parsed import Described
from assistant.types import Kind, Source, Status


@dataclass(frozen=True, slots=True)
class Form:
    """The fields as they are shown and typed, in the order in which they are shown."""

    title: str
    kind: str
    publisher: str
    version: str
    date: str
    status: str
    language: str
    aliases: str  # with commas between them
    url: str
    license: str


def form_of(source: Source) -> Form:
    """What is known of a document, to be changed."""
    return Form(
        title=source.title,
        kind=source.kind,
        publisher=source.publisher,
        version=source.version,
        date=source.date,
        status=source.status,
        language=source.language,
        aliases=", ".join(source.aliases),
        url=source.url,
        license=source.license,
    )


def correction(before: Source, form: Form) -> Described | None:
    """What the form says otherwise than it was; None: nothing.

    Only that goes into the side file: a field that nobody touched still follows its document.
    """
    was = form_of(before)
    changed: dict[str, str] = {}
    for name in Form.__dataclass_fields__:
        typed = " ".join((getattr(form, name) or "").split())
        if typed != " ".join(getattr(was, name).split()):
            changed[name] = typed
    if not changed:
        return None
    return Described(
        title=changed.get("title"),
        kind=cast("Kind | None", changed.get("kind")),
        publisher=changed.get("publisher"),
        version=changed.get("version"),
        date=changed.get("date"),
        status=cast("Status | None", changed.get("status")),
        language=changed.get("language"),
        aliases=_names(changed["aliases"]) if "aliases" in changed else None,
        url=changed.get("url"),
        license=changed.get("license"),
    )


def _names(typed: str) -> tuple[str, ...]:
    return tuple(name for part in typed.split(",") if (name := part.strip()))
