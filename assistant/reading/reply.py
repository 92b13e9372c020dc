"""What the reading child sends back: a document, or what a ReadingError says.

The child reads hostile data, so its replies are not trusted further than needed: they have a
longest size, and only values of `types.py` are made from them. Unpickled without that, a child
that a file had taken over could run code in the program.
"""

from __future__ import annotations

import dataclasses
import io
import json
import pickle
from typing import Any

from assistant import types
from assistant.errors import ReadingError
from assistant.reading.files import printable
from assistant.reason import Reason, places, restored, stored
from assistant.types import Document, Unread

Reply = Document | Unread

# A reply is text and sections. Of the 205 originals none is above 4.5 times its file; a table
# with long column names and short cells comes near the limit, a compressed PDF to about 10.
_MOST_TIMES = 60
_LEAST_BYTES = 8_000_000
_MESSAGE_CHARS = 500
_NOTE_CHARS = 20_000  # of one note on a text; those of the originals have some hundreds
_NOTE_DEPTH = 10  # a note inside a note inside ...; ours have up to four
_BROKEN = (
    pickle.UnpicklingError,
    ArithmeticError,
    AttributeError,
    EOFError,
    ImportError,
    LookupError,
    RecursionError,  # of JSON
    TypeError,
    ValueError,
)


class _ReplyUnpickler(pickle.Unpickler):
    def find_class(self, module: str, name: str) -> Any:
        found = getattr(types, name, None) if module == types.__name__ else None
        if not (isinstance(found, type) and dataclasses.is_dataclass(found)):
            raise pickle.UnpicklingError(f"{module}.{name} is no part of a document")
        return found


def most_bytes(file_bytes: int) -> int:
    """How long the reply about a file of that size may be."""
    return max(_LEAST_BYTES, _MOST_TIMES * file_bytes)


def pack(reply: Reply, *, most_bytes: int) -> bytes:
    """The bytes of a reply; where they would be too many, of a message that says so.

    A message often repeats words of the file: it is cut, and shown on a terminal without harm.
    """
    if isinstance(reply, Unread):
        reply = _harmless(reply)
        data = pickle.dumps(reply, protocol=pickle.HIGHEST_PROTOCOL)
    else:
        bare = dataclasses.replace(reply, notes=())
        notes = json.dumps([_sent(note) for note in reply.notes])
        data = pickle.dumps((bare, notes), protocol=pickle.HIGHEST_PROTOCOL)
    if len(data) <= most_bytes:
        return data
    told = Reason(
        "unfolds into {mb} MB of text, more than a file of its size honestly holds (at"
        " most {limit} MB); split it if it is honest",
        mb=len(data) // 1_000_000,
        limit=most_bytes // 1_000_000,
    )
    return pickle.dumps(_harmless(Unread(told, may_pass=False)), protocol=pickle.HIGHEST_PROTOCOL)


def unpack(data: bytes) -> Reply:
    """The reply that these bytes hold. Raises ReadingError where they hold something else."""
    try:
        reply = _with_notes(_ReplyUnpickler(io.BytesIO(data)).load())
    except _BROKEN as exc:
        raise ReadingError(
            "made the reader answer nonsense ({reason}); it is hostile", reason=exc, may_pass=True
        ) from exc
    if not (isinstance(reply, Document) or _is_unread(reply)):
        raise ReadingError("made the reader answer nonsense; it is hostile", may_pass=True)
    return reply  # type: ignore[no-any-return]  # looked at above


def reason_of(unread: Unread) -> str:
    """Its reason, with what it was made from where that makes the same sentence."""
    template, parts = unread.template, unread.parts
    # Looked at before it is filled: a part in many places would unfold without end.
    is_short = all(len(text) <= _MESSAGE_CHARS for text in (template, *parts.values()))
    if not parts or not is_short or set(places(template)) != set(parts):
        return unread.reason
    made = Reason(template, **parts)
    return made if made == unread.reason else unread.reason


def _sent(note: Reason) -> object:
    """The note as JSON has it: a text, and the texts it was made from."""
    return stored(note) if len(note) <= _NOTE_CHARS else str.__str__(note)[:_NOTE_CHARS]


def _with_notes(reply: Any) -> Any:
    """The document with its notes made again; anything else as it is."""
    match reply:
        case (Document() as document, str(notes)):
            kept = json.loads(notes)
            if any(_length(note) > _NOTE_CHARS for note in kept):
                raise ValueError("a note that unfolds without end")
            return dataclasses.replace(document, notes=tuple(map(restored, kept)))
        case Document():
            raise ValueError("a document without its notes")
        case _:
            return reply


def _length(kept: object, depth: int = 0) -> int:
    """How long a note would be, found without filling it: a part may be in many places."""
    if depth > _NOTE_DEPTH:
        raise ValueError("a note inside notes without end")
    match kept:
        case {"said": str(template), "parts": dict(parts)}:
            lengths = {place: _length(part, depth + 1) for place, part in parts.items()}
            return len(template) + sum(lengths.get(place, 0) for place in places(template))
        case _:
            return len(str(kept))


def _harmless(unread: Unread) -> Unread:
    """As plain texts: no other type than those of a document is taken from the child."""
    reason = unread.reason
    if isinstance(reason, Reason) and len(reason) <= _MESSAGE_CHARS:
        parts = {place: printable(part) for place, part in reason.parts.items()}
        return Unread(printable(reason), unread.may_pass, reason.template, parts)
    return Unread(printable(reason[:_MESSAGE_CHARS]), unread.may_pass)


def _is_unread(reply: object) -> bool:
    if not isinstance(reply, Unread):
        return False
    parts = getattr(reply, "parts", None)
    texts = [getattr(reply, "reason", None), getattr(reply, "template", None)]
    if not isinstance(parts, dict):
        return False
    return all(isinstance(text, str) for text in (*texts, *parts, *parts.values()))
