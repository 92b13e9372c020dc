"""Every reason that the page can show is there in each of its languages."""

from __future__ import annotations

from collections import Counter

import pytest

from assistant.answering.words import AnswerWords
from assistant.answering.words.english import ENGLISH
from assistant.answering.words.french import FRENCH
from assistant.answering.words.german import GERMAN
from assistant.answering.words.languages import ANSWER_WORDS
from assistant.answering.words.reasons import REASONS, told
from assistant.errors import AnswerFailed, IndexMissing, LibraryError, OllamaNotRunning
from assistant.reason import Reason, places
from tests.raised import covered, said_in, templates, unmarked_progress

# These are French or German as well.
ALIKE = {"question {number}: {fault}", "p. {label}", "{one}; {other}"}


@pytest.fixture(scope="module")
def raised() -> dict[str, str]:
    return templates()


def test_reasons_are_found_in_the_code(raised: dict[str, str]) -> None:
    assert raised["Ollama is not running at {url}; {next_step}"].startswith("answering/server.py:")
    assert "has a text layer" in " ".join(raised)
    assert len(raised) > 200


def test_there_are_reasons_for_every_language_but_english() -> None:
    assert set(REASONS) == set(ANSWER_WORDS) - {ENGLISH.language}


@pytest.mark.parametrize("language", REASONS)
def test_no_reason_lacks_its_translation(language: str, raised: dict[str, str]) -> None:
    lacking = {where: said for said, where in raised.items() if said not in REASONS[language]}

    assert lacking == {}


@pytest.mark.parametrize("language", REASONS)
def test_no_translation_is_of_what_nobody_says(language: str, raised: dict[str, str]) -> None:
    assert [said for said in REASONS[language] if said not in raised] == []


@pytest.mark.parametrize("language", REASONS)
def test_a_translation_has_the_places_of_its_original(language: str) -> None:
    differ = {
        said: other
        for said, other in REASONS[language].items()
        if set(places(said)) != set(places(other))
    }

    assert differ == {}


@pytest.mark.parametrize("language", REASONS)
def test_no_reason_is_left_in_english(language: str) -> None:
    same = {said for said, other in REASONS[language].items() if said == other}

    assert same <= ALIKE


@pytest.mark.parametrize("language", REASONS)
def test_commands_settings_and_addresses_stay_as_they_are(language: str) -> None:
    def fixed(text: str) -> Counter[str]:
        words = text.replace(";", " ").replace(",", " ").split()
        return Counter(w for w in words if w.startswith(("ASSISTANT_", "https://", "--")))

    assert {
        said: other for said, other in REASONS[language].items() if fixed(said) != fixed(other)
    } == {}


def test_no_reason_is_put_together_before_it_is_made() -> None:
    """A sentence that comes filled in can be said in no other language."""
    filled_in = [said.where for path in covered() for said in said_in(path) if said.is_filled_in]

    assert filled_in == []


def test_no_progress_is_told_in_words_that_only_english_has() -> None:
    assert [where for path in covered() for where in unmarked_progress(path)] == []


def test_a_reason_inside_a_reason_is_told_from_the_inside_out() -> None:
    error = OllamaNotRunning(
        "Ollama is not running at {url}; {next_step}",
        url="http://127.0.0.1:9",
        next_step=Reason("start it with `{command}`", command="ollama serve"),
    )

    assert told(Reason("Quoting only: {reason}", reason=error), GERMAN) == (
        "Nur Zitate: Ollama läuft nicht unter http://127.0.0.1:9; starten Sie es mit `ollama serve`"
    )
    assert told(error, FRENCH).endswith("démarrez-le avec `ollama serve`")
    assert told(error, ENGLISH) == str(error)


@pytest.mark.parametrize(
    ("words", "number"), [(ENGLISH, "12,000"), (GERMAN, "12.000"), (FRENCH, "12\u202f000")]
)
def test_numbers_are_written_as_the_language_writes_them(words: AnswerWords, number: str) -> None:
    error = LibraryError(
        "the question has {length:,} characters, at most {limit:,} are read; ask in fewer words,"
        " or add the text as a document with `python ingest.py FILE`",
        length=12_000,
        limit=4_000,
    )

    assert number in told(error, words)


def test_what_another_program_said_stays_as_it_said_it() -> None:
    said = "1,000 {things}; 100 %"
    error = AnswerFailed(
        "Ollama refused ({status}): {shown}; look at its log", status=500, shown=said
    )

    assert told(error, GERMAN) == f"Ollama hat abgelehnt (500): {said}; sehen Sie in sein Protokoll"


def test_a_reason_without_values_is_found_by_its_words() -> None:
    assert told("is empty", GERMAN) == "ist leer"


def test_what_nobody_has_translated_is_told_in_english() -> None:
    for error in (IndexMissing("a new {thing}", thing="x"), IndexMissing("something new")):
        said = told(error, GERMAN)

        assert said == str(error)
        assert type(said) is str
