from __future__ import annotations

import pytest

from assistant.answering.words.languages import ANSWER_WORDS
from assistant.ui.words import Words, counted, filled, number
from assistant.ui.words.english import ENGLISH
from assistant.ui.words.languages import (
    LANGUAGES,
    path_of,
    wanted_language,
    without_language,
)
from tests.texts import names_in, texts_in

WORDS_ALIKE = 2  # "1 passage" is French as well; so is the name of the page
OTHERS = [words for words in LANGUAGES.values() if words is not ENGLISH]


@pytest.mark.parametrize("words", OTHERS, ids=lambda words: words.language)
def test_every_sentence_of_a_language_is_filled_with_what_the_english_one_is(words: Words) -> None:
    filled = {where: names_in(text) for where, text in texts_in(words)}

    assert filled == {where: names_in(text) for where, text in texts_in(ENGLISH)}


@pytest.mark.parametrize("words", OTHERS, ids=lambda words: words.language)
def test_no_sentence_of_a_language_is_left_in_english(words: Words) -> None:
    english = dict(texts_in(ENGLISH))
    same = [where for where, text in texts_in(words) if text == english[where]]

    assert [where for where in same if len(english[where].split()) > WORDS_ALIKE] == []


@pytest.mark.parametrize("words", OTHERS, ids=lambda words: words.language)
def test_no_sentence_of_a_language_is_empty(words: Words) -> None:
    assert [where for where, text in texts_in(words) if not text.strip()] == []


@pytest.mark.parametrize("words", LANGUAGES.values(), ids=lambda words: words.language)
def test_numbers_are_written_as_the_language_writes_them(words: Words) -> None:
    apart = ANSWER_WORDS[words.language].thousands
    library = counted(12_000, words.library_one, words.library_many, words)
    some = filled(words.documents.shown_some, words, found=1_200, all=12_000)

    assert number(12_000, words) == f"12{apart}000"
    assert f"12{apart}000 " in library
    assert f"1{apart}200 " in some and f"12{apart}000" in some
    decimal = ANSWER_WORDS[words.language].decimal
    took = filled("{model}, {seconds:.1f} s", words, model="a,b.c", seconds=0.5)
    assert took == f"a,b.c, 0{decimal}5 s"


def test_answers_speak_every_language_of_the_page() -> None:
    assert set(LANGUAGES) <= set(ANSWER_WORDS)


@pytest.mark.parametrize(
    ("header", "language"),
    [
        ("de-DE,de;q=0.9,en;q=0.8", "de"),
        ("fr-CA", "fr"),
        ("ja,fr;q=0.4,de;q=0.7", "de"),
        ("ja", "en"),
        ("de;q=0,fr;q=0.1", "fr"),
        ("de;q=much,en", "en"),
        ("*", "en"),
        ("", "en"),
    ],
)
def test_a_browser_gets_the_language_it_likes_best_of_ours(header: str, language: str) -> None:
    assert wanted_language(header) == language


@pytest.mark.parametrize(
    ("path", "in_english"),
    [("/de/read/a.md", "/read/a.md"), ("/read/de/a.md", "/read/de/a.md"), ("/fr/", "/")],
)
def test_a_path_is_the_same_in_every_language_but_for_its_folder(
    path: str, in_english: str
) -> None:
    assert without_language(path) == in_english


def test_english_lies_at_the_root_and_the_others_in_a_folder_of_their_own() -> None:
    assert [path_of(language) for language in LANGUAGES] == ["/", "/de/", "/fr/"]
