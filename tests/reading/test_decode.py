from __future__ import annotations

import codecs

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.errors import ReadingError
from assistant.reading.decode import decode

_SENTENCE = "Das Modell ist für alle frei verfügbar, heißt es – „offen“ genug für 20 €.\n" * 5


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32", "cp1252"])
def test_text_is_the_same_in_every_encoding(encoding: str) -> None:
    assert decode(_SENTENCE.encode(encoding)) == _SENTENCE


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
def test_wide_text_without_a_mark_is_recognised(encoding: str) -> None:
    text = "Plain English words.\n" * 10

    assert decode(text.encode(encoding)) == text


def test_line_ends_become_newlines() -> None:
    assert decode(b"a\r\nb\rc\n") == "a\nb\nc\n"


@pytest.mark.parametrize("data", [b"a\0b", b"\x89PNG\r\n\x1a\n\0\0\0", bytes(range(32)) * 9])
def test_binary_data_is_refused_with_advice(data: bytes) -> None:
    with pytest.raises(ReadingError, match="check its suffix"):
        decode(data)


def test_a_broken_byte_does_not_spoil_the_rest() -> None:
    assert decode("héé – ".encode() * 9 + b"\xff end") == "héé – " * 9 + "\ufffd end"


def test_half_a_surrogate_pair_is_replaced() -> None:
    data = codecs.BOM_UTF16_LE + "ok ".encode("utf-16-le") + b"\x00\xd8" + "!".encode("utf-16-le")

    assert decode(data).encode("utf-8")


@given(st.binary(max_size=300))
def test_any_bytes_are_text_that_round_trips_or_refused(data: bytes) -> None:
    try:
        text = decode(data)
    except ReadingError:
        return

    assert text.encode("utf-8").decode("utf-8") == text
    assert "\r" not in text
