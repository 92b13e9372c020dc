from __future__ import annotations

import os
import pickle

import pytest

from assistant.errors import ReadingError
from assistant.reading.reply import most_bytes, pack, unpack
from assistant.types import Unread
from tests.doubles import a_document


def test_a_document_and_a_message_come_back_as_they_were() -> None:
    document = a_document("Some text.")

    assert unpack(pack(document, most_bytes=10_000)) == document
    for unread in (Unread("is empty", may_pass=False), Unread("no memory", may_pass=True)):
        assert unpack(pack(unread, most_bytes=10_000)) == unread


def test_a_document_far_larger_than_its_file_is_refused_in_one_sentence() -> None:
    longest = most_bytes(12_000)

    reply = unpack(pack(a_document("x" * (longest + 1)), most_bytes=longest))

    assert isinstance(reply, Unread)
    assert reply.reason == (
        "unfolds into 8 MB of text, more than a file of its size honestly holds (at most 8 MB);"
        " split it if it is honest"
    )


def test_a_large_file_may_answer_at_length() -> None:
    assert most_bytes(1_000_000) == 60_000_000


class _Runs:
    def __reduce__(self) -> tuple[object, tuple[str]]:
        return os.system, ("touch /tmp/never",)


@pytest.mark.parametrize(
    "data",
    [
        pickle.dumps(_Runs()),
        pickle.dumps(ReadingError("x")),
        pickle.dumps({"text": 1}),
        pickle.dumps("a message"),
        pickle.dumps(Unread(b"a message", may_pass=False)),  # type: ignore[arg-type]
        b"cassistant.types\nget_args\n.",
        b"\x80\x04garbage",
        b"",
    ],
)
def test_a_reply_makes_nothing_but_documents(data: bytes) -> None:
    with pytest.raises(ReadingError, match="answer nonsense"):
        unpack(data)
