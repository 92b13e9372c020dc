from __future__ import annotations

from dataclasses import replace

from assistant.reading.parsed import Described
from assistant.types import Source
from assistant.ui.document_form import correction, form_of

BEFORE = Source("a.md", "A", kind="license", version="1", aliases=("B", "C d"), date="2024-10")


def test_a_form_that_nobody_touched_corrects_nothing() -> None:
    assert correction(BEFORE, form_of(BEFORE)) is None
    assert correction(BEFORE, replace(form_of(BEFORE), title=" A ")) is None


def test_only_what_was_changed_is_said() -> None:
    form = replace(form_of(BEFORE), title="The  A", kind="policy", aliases="B, E,, ")

    assert correction(BEFORE, form) == Described(title="The A", kind="policy", aliases=("B", "E"))


def test_an_emptied_field_says_that_nothing_is_known() -> None:
    form = replace(form_of(BEFORE), version="", aliases="")

    assert correction(BEFORE, form) == Described(version="", aliases=())
