from __future__ import annotations

import pytest

from assistant.answering.words import AnswerWords, joined, number, of_count
from assistant.answering.words.english import ENGLISH
from assistant.answering.words.french import FRENCH
from assistant.answering.words.german import GERMAN
from assistant.answering.words.languages import ANSWER_WORDS, words_of
from assistant.reading.language import LANGUAGES
from assistant.types import KINDS, STATUSES
from tests.texts import names_in, texts_in

WORDS_ALIKE = 2  # "version {version}" is French as well
OTHERS = [words for words in ANSWER_WORDS.values() if words is not ENGLISH]


@pytest.mark.parametrize("words", OTHERS, ids=lambda words: words.language)
def test_every_sentence_of_a_language_is_filled_with_what_the_english_one_is(
    words: AnswerWords,
) -> None:
    filled = {where: names_in(text) for where, text in texts_in(words)}

    assert filled == {where: names_in(text) for where, text in texts_in(ENGLISH)}


@pytest.mark.parametrize("words", ANSWER_WORDS.values(), ids=lambda words: words.language)
def test_no_word_is_empty(words: AnswerWords) -> None:
    texts = [(where, text) for where, text in texts_in(words) if where != "thousands"]

    assert [where for where, text in texts if not text.strip()] == []
    assert len(words.thousands) == 1  # a space in French


@pytest.mark.parametrize("words", OTHERS, ids=lambda words: words.language)
def test_no_sentence_is_left_in_english(words: AnswerWords) -> None:
    english = dict(texts_in(ENGLISH))
    same = [where for where, text in texts_in(words) if text == english[where]]

    assert [where for where in same if len(english[where].split()) > WORDS_ALIKE] == []


@pytest.mark.parametrize("words", ANSWER_WORDS.values(), ids=lambda words: words.language)
def test_every_kind_status_and_language_has_a_word(words: AnswerWords) -> None:
    assert set(words.kinds) == set(words.add) == set(KINDS)
    assert set(words.statuses) == set(STATUSES)
    assert set(words.languages) == set(LANGUAGES.values())


@pytest.mark.parametrize(
    ("words", "written"), [(ENGLISH, "1,205,000"), (GERMAN, "1.205.000"), (FRENCH, "1 205 000")]
)
def test_a_number_is_written_as_the_language_writes_it(words: AnswerWords, written: str) -> None:
    assert number(1_205_000, words).replace("\u202f", " ") == written
    assert number(205, words) == "205"


def test_a_language_that_has_no_words_of_ours_is_answered_in_english() -> None:
    assert (words_of("de"), words_of("ja")) == (GERMAN, ENGLISH)


def test_a_list_and_a_count_read_as_they_are_said() -> None:
    assert joined(["a", "b", "c"], GERMAN.one_of) == "a, b oder c"
    assert joined(["a"], GERMAN.one_of) == "a"
    assert joined([], GERMAN.one_of) == ""
    assert [of_count(n, ("one", "many")) for n in (0, 1, 2)] == ["many", "one", "many"]
