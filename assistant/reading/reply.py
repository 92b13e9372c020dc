"""What the reading child sends back: a document, or what a ReadingError says.

The child reads hostile data, so its replies are not trusted further than needed: they have a
longest size, and only values of `types.py` are made from them. Unpickled without that, a child
that a file had taken over could run code in the program.
"""

from __future__ import annotations

import dataclasses
import io
import pickle
from typing import Any

from assistant import types
from assistant.errors import ReadingError
from assistant.reading.files import printable
from assistant.types import Document, Unread

Reply = Document | Unread

# A reply is text and sections. Of the 205 originals none is above 4.5 times its file; a table
# with long column names and short cells comes near the limit, a compressed PDF to about 10.
_MOST_TIMES = 60
_LEAST_BYTES = 8_000_000
_MESSAGE_CHARS = 500
_NONSENSE = "made the reader answer nonsense"
_BROKEN = (
    pickle.UnpicklingError,
    ArithmeticError,
    AttributeError,
    EOFError,
    ImportError,
    LookupError,
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
        reply = Unread(printable(reply.reason[:_MESSAGE_CHARS]), reply.may_pass)
    data = pickle.dumps(reply, protocol=pickle.HIGHEST_PROTOCOL)
    if len(data) <= most_bytes:
        return data
    told = (
        f"unfolds into {len(data) // 1_000_000} MB of text, more than a file of its size honestly"
        f" holds (at most {most_bytes // 1_000_000} MB); split it if it is honest"
    )
    return pickle.dumps(Unread(told, may_pass=False), protocol=pickle.HIGHEST_PROTOCOL)


def unpack(data: bytes) -> Reply:
    """The reply that these bytes hold. Raises ReadingError where they hold something else."""
    try:
        reply = _ReplyUnpickler(io.BytesIO(data)).load()
    except _BROKEN as exc:
        raise ReadingError(f"{_NONSENSE} ({exc}); it is hostile", may_pass=True) from exc
    if not (isinstance(reply, Document) or _is_unread(reply)):
        raise ReadingError(f"{_NONSENSE}; it is hostile", may_pass=True)
    return reply  # type: ignore[no-any-return]  # looked at above


def _is_unread(reply: object) -> bool:
    return isinstance(reply, Unread) and isinstance(getattr(reply, "reason", None), str)
