from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.reading.characters import plain_characters, plain_text


@pytest.mark.parametrize(
    ("written", "plain"),
    [
        ("ﬁle ﬂow ﬀ ﬃ ﬅ", "file flow ff ffi st"),
        ("no\u00a0break thin\u2009space wide\u3000space", "no break thin space wide space"),
        ("soft\u00adhyphen zero\u200bwidth word\u2060joiner", "softhyphen zerowidth wordjoiner"),
        ("e\u0301te\u0301", "été"),
        ("\ufee3\ufea4\ufee4\ufeaa", "محمد"),  # letters in the forms of their places
        ("\u2f00\u2f08", "一人"),  # radicals
        ("left\u200eright\u200f", "leftright"),
    ],
)
def test_what_looks_the_same_is_written_the_same(written: str, plain: str) -> None:
    assert plain_characters(written) == plain


@pytest.mark.parametrize(
    "text",
    [
        "می\u200cخواهم",  # Persian: two parts of a word that must not join
        "क\u094d\u200dष",  # Hindi: half a letter
        "👨\u200d👩\u200d👧 ❤\ufe0f",
        "🏴\U000e0067\U000e0062\U000e0073\U000e0063\U000e0074\U000e007f",  # the flag of Scotland
        "葛\U000e0100城",  # a name's own form of a Chinese character
        "ＯＳＩ ½ ② x² ﷺ",  # seen to be different
        "Straße naïve Ω",
    ],
)
def test_what_carries_meaning_stays(text: str) -> None:
    assert plain_characters(text) == text


@pytest.mark.parametrize(
    ("written", "plain", "note"),
    [
        ("pay \u202eevil\u202c", "pay evil", "removed 2 invisible direction controls"),
        ("a\u2067b", "ab", "removed 1 invisible direction control"),
        (
            "open" + "".join(chr(0xE0000 + ord(c)) for c in "no"),
            "open",
            "removed 2 invisible characters that spell hidden text",
        ),
    ],
)
def test_dangerous_characters_are_removed_and_counted(written: str, plain: str, note: str) -> None:
    assert plain_text(written).text == plain
    assert plain_text(written).notes == (note,)


def test_joiners_and_selectors_between_latin_letters_are_gone() -> None:
    assert (
        plain_characters("op\u200cen so\u200durce a\ufe0f\ufe01\U000e0121b")
        == "open source a\ufe0fb"
    )


@given(st.text(max_size=200))
def test_writing_plainly_twice_changes_nothing(text: str) -> None:
    once = plain_characters(text)

    assert plain_characters(once) == once
    assert unicodedata.is_normalized("NFC", once)


@given(st.text(max_size=100))
def test_composed_and_decomposed_text_become_the_same(text: str) -> None:
    composed = unicodedata.normalize("NFC", plain_characters(text))

    assert plain_characters(unicodedata.normalize("NFD", composed)) == composed
