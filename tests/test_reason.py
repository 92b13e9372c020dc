from __future__ import annotations

import copy
import json
import pickle
from pathlib import Path

import pytest

from assistant.errors import IndexBusy, LibraryError, ReadingError
from assistant.reason import Reason, fill, places, restored, stored

HOSTILE = "{0} {name} {name!r:>99999999} {} }{ {{x}}"


def test_a_reason_is_the_sentence_that_format_makes() -> None:
    template = "{name!r} has {size:,} bytes in {took:.1f} s; see {where}, {name}"
    values = {"name": "a'b", "size": 1_234_567, "took": 2.25, "where": Path("x/y")}

    assert Reason(template, **values) == template.format(**values)


def test_an_error_says_the_sentence_and_keeps_what_it_was_made_from() -> None:
    said = str(IndexBusy("{folder!r} is busy", folder="x"))

    assert said == "'x' is busy"
    assert isinstance(said, Reason)
    assert (said.template, said.parts) == ("{folder!r} is busy", {"folder!r": "'x'"})


def test_an_error_inside_an_error_is_kept_as_a_reason() -> None:
    inner = LibraryError("no {name}", name="x")

    said = str(LibraryError("not opened: {reason}", reason=inner))

    assert said == "not opened: no x"
    assert isinstance(said, Reason)
    assert isinstance(said.parts["reason"], Reason)


def test_braces_in_a_value_or_in_a_message_are_only_braces() -> None:
    assert str(LibraryError(HOSTILE)) == HOSTILE
    assert str(LibraryError("said {what}", what=HOSTILE)) == f"said {HOSTILE}"
    assert fill("gesagt: {what}", Reason("said {what}", what=HOSTILE).parts) == f"gesagt: {HOSTILE}"


@pytest.mark.parametrize("again", [copy.deepcopy, lambda it: pickle.loads(pickle.dumps(it))])
def test_an_error_is_the_same_in_another_process(again: object) -> None:
    assert callable(again)
    error = ReadingError(
        "{why}: {name!r}", why=Reason("is {what}", what="big"), name="x", may_pass=True
    )

    other = again(error)

    said = str(other)
    assert (type(other), said, other.may_pass) == (ReadingError, "is big: 'x'", True)
    assert isinstance(said, Reason)
    assert isinstance(said.parts["why"], Reason)
    assert said.parts["why"].parts == {"what": "big"}


def test_a_reason_is_written_as_the_text_that_it_is() -> None:
    reason = Reason("is {what}", what="big")

    assert json.dumps({"why": reason}) == '{"why": "is big"}'
    assert f"it {reason}" == "it is big"
    assert places("{a!r} and {b:,}") == ["a!r", "b:,"]


def test_a_reason_is_the_same_after_it_was_kept_as_json() -> None:
    inner = Reason("p. {label}", label=HOSTILE)
    reason = Reason("{pages}: {count:,} of {name!r}", pages=inner, count=1_234, name="a'b")

    back = restored(json.loads(json.dumps(stored(reason))))

    assert (back, back.template, back.parts) == (reason, reason.template, reason.parts)
    assert isinstance(back.parts["pages"], Reason)


@pytest.mark.parametrize(
    "kept", [HOSTILE, {"said": "{name:>99999999}", "parts": {"name": "x"}}, {"said": "a"}, None]
)
def test_what_was_not_kept_by_a_reason_is_repeated_as_it_is(kept: object) -> None:
    assert restored(kept) == str(kept)
