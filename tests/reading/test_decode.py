from __future__ import annotations

import codecs
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.errors import ReadingError
from assistant.reading.characters import plain_characters
from assistant.reading.decode import decode, decode_cells, decoding_notes

_TEXTS = {
    "English": "Anyone may use, change and pass on the model, for any purpose.\n",
    "German": "Das Modell ist für alle frei verfügbar, heißt es – „offen“ genug für 20 €.\n",
    "French": "L’œuvre peut être copiée, modifiée et redistribuée ; dès l'été, où ça ?\n",
    "Arabic": "يجوز لأي شخص استخدام هذا النموذج وتعديله ونشره لأي غرض كان، بشرط الإبقاء.\n",
    "Persian": "هر کس می\u200cتواند این مدل را برای هر هدفی به\u200cکار ببرد و آن را تغییر دهد.\n",
    "Hindi": "कोई भी व्यक्ति इस मॉडल का किसी भी उद्देश्य के लिए उपयोग कर सकता है। क\u094d\u200dष\n",
    "Japanese": "このモデルは、誰でも自由に使用、変更、再配布できます。条件を守ってください。\n",
    "Chinese": "任何人都可以自由使用、修改和分发该模型，但必须遵守许可证的条款。\n",
}
_UNICODE = ["utf-8", "utf-8-sig", "utf-16", "utf-32"]
_UNMARKED = ["utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be"]
_LEGACY = [
    ("German", "cp1252"),
    ("French", "cp1252"),
    ("Arabic", "cp1256"),
    ("Japanese", "shift_jis"),
    ("Japanese", "euc_jp"),
    ("Japanese", "iso2022_jp"),
    ("Chinese", "gb18030"),
    ("Chinese", "gbk"),
]


@pytest.mark.parametrize("encoding", _UNICODE + _UNMARKED)
@pytest.mark.parametrize("text", _TEXTS.values(), ids=_TEXTS)
def test_text_is_the_same_in_every_unicode_encoding(text: str, encoding: str) -> None:
    assert decode((text * 3).encode(encoding)) == text * 3
    assert decoding_notes((text * 3).encode(encoding)) == ()


@pytest.mark.parametrize("times", [1, 20])
@pytest.mark.parametrize(("language", "encoding"), _LEGACY)
def test_old_encodings_are_recognised_and_said(language: str, encoding: str, times: int) -> None:
    data = (_TEXTS[language] * times).encode(encoding)

    assert decode(data) == _TEXTS[language] * times
    if encoding != "iso2022_jp":  # its escape sequences say what it is
        assert "if letters look wrong, save it as UTF-8" in decoding_notes(data)[0]


@pytest.mark.parametrize(
    "head", ['<meta charset="euc-jp">', '<?xml version="1.0" encoding="EUC-JP"?>']
)
def test_what_markup_declares_is_followed(head: str) -> None:
    short = head + "<p>許諾</p>"  # too little to guess from

    assert decode(short.encode("euc_jp")) == short
    assert decoding_notes(short.encode("euc_jp")) == ()


def test_a_wrong_declaration_is_not_followed() -> None:
    text = '<meta charset="shift_jis"><p>' + _TEXTS["French"] * 3

    assert decode(text.encode("utf-8")) == text


@pytest.mark.parametrize("end", ["\r\n", "\r", "\r\r\n", "\u2028", "\x0b", "\x85", "\f", "\n\f"])
def test_every_line_end_becomes_a_newline(end: str) -> None:
    assert decode(f"one{end}two{end}three\n".encode()) == "one\ntwo\nthree\n"


def test_mixed_line_ends_become_newlines() -> None:
    assert decode("a\r\nb\rc\nd\u2028e".encode()) == "a\nb\nc\nd\ne"


def test_paragraph_separators_separate_paragraphs_and_cut_no_caption() -> None:
    assert decode("one\u2029two\u2029".encode()) == "one\n\ntwo\n\n"
    assert decode("one\u2029two\n\nthree".encode()) == "one\ntwo\n\nthree"


def test_a_line_end_inside_a_cell_is_a_space() -> None:
    assert decode_cells("a;b\x0bc\r\nd;e\u2028f\r\n".encode()) == "a;b c\nd;e f\n"


def test_windows_quotes_that_came_as_controls_are_quotes() -> None:
    assert decode("\x93open\x94 \x96 or not\x85\n".encode()) == "“open” – or not…\n"


def test_a_soft_hyphen_at_a_line_end_joins_the_word() -> None:
    assert decode("defini\u00ad\ntion".encode()) == "definition"


@pytest.mark.parametrize("data", [b"a\0b", b"\x89PNG\r\n\x1a\n\0\0\0", bytes(range(32)) * 9])
def test_binary_data_is_refused_with_advice(data: bytes) -> None:
    with pytest.raises(ReadingError, match="check its suffix"):
        decode(data)
    assert decoding_notes(data) == ()


@pytest.mark.parametrize("data", [b"text text\0", b"text " * 99 + b"\0"])
def test_text_with_a_few_nuls_is_not_taken_for_utf_16(data: bytes) -> None:
    with pytest.raises(ReadingError, match="NUL bytes"):
        decode(data)


def test_a_short_text_with_a_stray_control_character_is_text() -> None:
    assert decode(b"a bell\x07 rings") == "a bell  rings"


def test_a_stray_nul_does_not_cost_the_file() -> None:
    assert decode(b"word " * 300 + b"\0 end") == "word " * 300 + "  end"


def test_a_broken_byte_does_not_spoil_the_rest_and_is_noted() -> None:
    data = "héé – ".encode() * 9 + b"\xff end"

    assert decode(data) == "héé – " * 9 + "\ufffd end"
    assert decoding_notes(data) == ("1 characters cannot be read and are shown as \ufffd",)


def test_half_a_surrogate_pair_is_replaced() -> None:
    data = codecs.BOM_UTF16_LE + "ok ".encode("utf-16-le") + b"\x00\xd8" + "!".encode("utf-16-le")

    assert decode(data).encode("utf-8")


def test_removed_direction_controls_are_noted() -> None:
    data = "access = \u202e'user'\u202c \u2066# admin\u2069\n".encode()

    assert decode(data) == "access = 'user' # admin\n"
    assert decoding_notes(data) == ("removed 4 invisible direction controls",)


@given(st.text(st.characters(exclude_categories=["Cs", "Cc"])), st.sampled_from(_UNICODE))
def test_any_text_is_the_same_but_for_what_nobody_sees(text: str, encoding: str) -> None:
    data = text.encode(encoding)
    decoded = decode(data)

    def visible(text: str) -> list[str]:
        plain = unicodedata.normalize("NFKC", plain_characters(text))
        return [c for c in plain if c.isalnum() and c != "\ufffd"]

    assert visible(decoded) == visible(data.decode(encoding, errors="replace"))


@given(st.binary(max_size=300))
def test_any_bytes_are_text_that_round_trips_or_refused(data: bytes) -> None:
    try:
        text = decode(data)
    except ReadingError:
        return

    assert text.encode("utf-8").decode("utf-8") == text
    assert "\r" not in text
    assert text == plain_characters(text)
