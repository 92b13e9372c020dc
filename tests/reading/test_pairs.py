from __future__ import annotations

import re
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.reading.pairs import replace_pairs

_OPENS = re.compile(r"<(?P<name>!--|(?:script|style)\b)", re.I)
_AS_ONE_PATTERN = re.compile(r"<!--.*?-->|<(script|style)\b.*?</\1\s*>", re.S | re.I)
_TOKENS = ["<!--", "-->", "<script", "<SCRIPT>", "</script>", "</style >", "<style>", "a", " ", ">"]


def test_a_pair_is_replaced_with_what_the_function_makes_of_it() -> None:
    text = replace_pairs("a<!-- b -->c", _OPENS, lambda _, inside: f"[{inside}]")

    assert text == "a[ b ]c"


def test_an_opening_that_nothing_closes_stays() -> None:
    assert replace_pairs("a <!-- b", _OPENS, lambda *_: "") == "a <!-- b"


@given(st.lists(st.sampled_from(_TOKENS), max_size=20).map("".join))
def test_it_agrees_with_one_pattern(text: str) -> None:
    assert replace_pairs(text, _OPENS, lambda *_: "") == _AS_ONE_PATTERN.sub("", text)


@pytest.mark.parametrize("unit", ["<!--", "<script>", "<style></script>", "<!-- -->"])
def test_half_a_megabyte_of_openings_takes_no_second(unit: str) -> None:
    text = unit * (500_000 // len(unit))
    began = time.process_time()

    replace_pairs(text, _OPENS, lambda *_: "")

    assert time.process_time() - began < 1
