"""What a reader sees on a PDF page beside its text: the values of form fields, and text boxes.

Not read: the comments of reviewers, attachments, buttons.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from assistant.reading.characters import plain_characters

_MOST_PARENTS = 20  # of a field; more is a circle
_HIDDEN = 2  # the bit in an annotation's flags


def field_texts(page: Any) -> Iterator[str]:
    """The texts of a pypdf page's filled fields and boxes: "Name of licensee: Example Ltd"."""
    annotations = page.get("/Annots")
    for reference in (annotations.get_object() if annotations is not None else None) or ():
        annotation = reference.get_object()
        if int(annotation.get("/F", 0)) & _HIDDEN:
            continue
        kind = annotation.get("/Subtype")
        text = ""
        if kind == "/FreeText":
            text = _string(annotation.get("/Contents"))
        elif kind == "/Widget" and _inherited(annotation, "/FT") in ("/Tx", "/Ch"):
            text = _string(_inherited(annotation, "/V"))
            said = _string(_inherited(annotation, "/TU"))  # the description; /T is a technical name
            text = f"{said.rstrip(':')}: {text}" if text and said else text
        if text:
            yield text


def _inherited(annotation: Any, key: str) -> Any:
    for _ in range(_MOST_PARENTS):
        if key in annotation:
            return annotation[key]
        if "/Parent" not in annotation:
            return None
        annotation = annotation["/Parent"].get_object()
    return None


def _string(value: Any) -> str:
    value = value.get_object() if value is not None else None
    if isinstance(value, list):  # several choices
        return ", ".join(filter(None, map(_string, value)))
    if not isinstance(value, str) or value == "/Off":
        return ""
    return plain_characters(
        value.replace("\0", "").replace("\r\n", "\n").replace("\r", "\n")
    ).strip()
