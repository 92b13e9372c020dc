from __future__ import annotations

import json
import os
import pickle
from dataclasses import replace

import pytest

from assistant.errors import ReadingError
from assistant.reading.reply import most_bytes, pack, reason_of, unpack
from assistant.reason import Reason
from assistant.types import Document, Unread
from tests.doubles import a_document


def test_a_document_and_a_message_come_back_as_they_were() -> None:
    document = a_document("Some text.")

    assert unpack(pack(document, most_bytes=10_000)) == document
    for unread in (Unread("is empty", may_pass=False), Unread("no memory", may_pass=True)):
        assert unpack(pack(unread, most_bytes=10_000)) == unread


def test_notes_come_back_with_what_they_were_made_from() -> None:
    note = Reason("{pages}: damaged, not read", pages=Reason("p. {label}", label="{x}"))
    document = replace(a_document("Some text."), notes=(note, Reason("is empty")))

    reply = unpack(pack(document, most_bytes=10_000))

    assert reply == document
    assert isinstance(reply, Document)
    assert (reply.notes[0].template, reply.notes[0].parts) == (note.template, note.parts)
    assert isinstance(reply.notes[0].parts["pages"], Reason)


def test_a_long_note_is_cut() -> None:
    document = replace(a_document("Some text."), notes=(Reason("is {x}", x="y" * 50_000),))

    reply = unpack(pack(document, most_bytes=100_000))

    assert isinstance(reply, Document)
    assert 10_000 < len(reply.notes[0]) < 30_000


LONG = {"said": "{x}" * 9_000, "parts": {"x": "y" * 9_000}}
DEEP = json.loads('{"said": "{x}", "parts": {"x": ' * 50 + '"y"' + "}}" * 50)


@pytest.mark.parametrize(
    "notes", [json.dumps([LONG]), json.dumps([DEEP]), "[" * 9_000, "7", "no JSON"]
)
def test_notes_that_unfold_without_end_are_refused(notes: str) -> None:
    with pytest.raises(ReadingError, match="it is hostile"):
        unpack(pickle.dumps((a_document("Some text."), notes)))


def test_a_document_without_its_notes_is_refused() -> None:
    with pytest.raises(ReadingError, match="it is hostile"):
        unpack(pickle.dumps(a_document("Some text.")))


def test_a_note_is_never_a_format_to_follow() -> None:
    notes = json.dumps([{"said": "{x:>999999999}", "parts": {"x": "y"}}])

    reply = unpack(pickle.dumps((a_document("Some text."), notes)))

    assert isinstance(reply, Document)
    assert "999999999" in reply.notes[0]


def test_a_document_far_larger_than_its_file_is_refused_in_one_sentence() -> None:
    longest = most_bytes(12_000)

    reply = unpack(pack(a_document("x" * (longest + 1)), most_bytes=longest))

    assert isinstance(reply, Unread)
    assert reply.reason == (
        "unfolds into 8 MB of text, more than a file of its size honestly holds (at most 8 MB);"
        " split it if it is honest"
    )


def replied(unread: Unread) -> Unread:
    reply = unpack(pack(unread, most_bytes=10_000))
    assert isinstance(reply, Unread)
    return reply


def test_a_message_keeps_what_it_was_made_from() -> None:
    inner = Reason("line {number}", number=3)
    reason = Reason("cannot be read: {kind}: {reason}", kind="ValueError", reason=inner)

    made = reason_of(replied(Unread(reason, may_pass=False)))

    assert made == "cannot be read: ValueError: line 3"
    assert isinstance(made, Reason)
    assert made.template == "cannot be read: {kind}: {reason}"
    assert {type(part) for part in made.parts.values()} == {str}


def test_values_of_a_message_do_no_harm_on_a_terminal() -> None:
    reason = Reason("is {what}", what="\x1b[2J{x}")

    made = reason_of(replied(Unread(reason, may_pass=False)))

    assert made == "is \\x1b[2J{x}"


def test_a_message_that_is_cut_is_kept_as_a_text_only() -> None:
    made = reason_of(replied(Unread(Reason("is {what}", what="x" * 600), may_pass=False)))

    assert made == f"is {'x' * 497}"
    assert type(made) is str


@pytest.mark.parametrize(
    ("template", "parts"),
    [
        ("{what:>999999999}", {}),
        ("{what:>999999999}", {"what": "is odd"}),
        ("is {what}", {"what": "odd", "other": "y"}),
        ("is {what}", {"what": "even"}),
        ("{what}" * 1_000_000, {"what": "x" * 7_000_000}),
    ],
)
def test_a_template_that_does_not_make_the_reason_is_not_taken(
    template: str, parts: dict[str, str]
) -> None:
    made = reason_of(Unread("is odd", may_pass=False, template=template, parts=parts))

    assert made == "is odd"
    assert type(made) is str


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
        pickle.dumps(Unread("a message", may_pass=False, template=1)),  # type: ignore[arg-type]
        pickle.dumps(Unread("a message", may_pass=False, parts={"a": 1})),  # type: ignore[dict-item]
        pickle.dumps(Unread("a message", may_pass=False, parts=["a"])),  # type: ignore[arg-type]
        pickle.dumps(Unread(Reason("a {message}", message="x"), may_pass=False)),
        b"cassistant.types\nget_args\n.",
        b"\x80\x04garbage",
        b"",
    ],
)
def test_a_reply_makes_nothing_but_documents(data: bytes) -> None:
    with pytest.raises(ReadingError, match="answer nonsense"):
        unpack(data)
