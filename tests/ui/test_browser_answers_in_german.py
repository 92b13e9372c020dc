"""The German page: nothing of ours in an answer, or in what did not work, is in English."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from string import Formatter

import pytest

from assistant.answering.words.english import ENGLISH
from assistant.answering.words.german import GERMAN
from assistant.settings import read_settings
from assistant.ui.words.english import ENGLISH as ENGLISH_PAGE
from assistant.ui.words.german import GERMAN as PAGE
from assistant.wiring import OpenAssistant, open_assistant
from tests.small_index import SHEETS, small_index
from tests.texts import texts_in
from tests.ui.conftest import Visit, serving
from tests.ui.test_browser_scope import choose

pytestmark = pytest.mark.browser

# What is said in an answer and beside it, without the documents' own words, titles and labels.
OURS = """() => ["#current .answer", "#sources"].map((place) => {
  const copy = document.querySelector(place).cloneNode(true);
  copy.querySelectorAll("blockquote, .text, .preview, .title, .where").forEach((e) => e.remove());
  return copy.textContent;
}).join(" ")"""


@pytest.fixture(scope="module")
def assistant() -> Iterator[OpenAssistant]:
    with closing(open_assistant(read_settings(index_dir=small_index()), model="none")) as opened:
        yield opened


@pytest.fixture(scope="module")
def address(assistant: OpenAssistant) -> Iterator[str]:
    with serving(ENGLISH_PAGE, PAGE) as start:
        yield f"{start(lambda: assistant)}/de/"


@pytest.fixture
def german(address: str, visit_at: Callable[..., Visit]) -> Visit:
    visit = visit_at(address, locale="de-DE")
    visit.open()
    return visit


def english_in(said: str) -> list[str]:
    """The pieces of our English sentences, of two words and more, that stand in a text."""
    pieces = [
        piece.strip(" .,:“”()`")
        for _, text in texts_in(ENGLISH)
        for piece, *_ in Formatter().parse(text)
    ]
    return [piece for piece in pieces if len(piece.split()) > 1 and piece in said]


def test_quotations_are_introduced_in_german(german: Visit) -> None:
    page = german.ask("May I sell software under the Apache License 2.0?")

    said = page.evaluate(OURS)
    assert "Zusammenfassung: " in said
    assert english_in(said) == []
    assert german.complaints == []


def test_a_refusal_says_in_german_what_was_searched_and_what_would_help(german: Visit) -> None:
    page = german.page
    choose(german, "license")

    german.ask("How tall is the Eiffel Tower?")

    said = page.evaluate(OURS)
    assert "2 Dokumente wurden durchsucht, nämlich nur: Lizenzen. Dass darin" in said
    assert GERMAN.ask_all[1].format(documents=3) in said
    assert said.count(GERMAN.not_answered) == 1
    assert english_in(said) == []


def test_a_comparison_is_told_in_german(german: Visit) -> None:
    page = german.page
    choose(german, *SHEETS[1:])
    page.click(".compare")
    page.wait_for_selector('.compare[aria-pressed="true"]')

    german.ask("Who may use it commercially?")

    assert page.locator("#current .side h3").count() == 2
    assert english_in(page.evaluate(OURS)) == []


def test_what_does_not_work_is_told_in_german(
    visit_at: Callable[..., Visit], tmp_path: Path
) -> None:
    settings = read_settings(index_dir=tmp_path / "index")
    with serving(ENGLISH_PAGE, PAGE) as start:
        visit = visit_at(f"{start(lambda: open_assistant(settings))}/de/", locale="de-DE")
        visit.open()
        page = visit.ask("Who may use it commercially?")
        answered = page.inner_text("#current .answer")
        status = page.inner_text("#status")
        page.get_by_role("tab", name=PAGE.models.tab).click()
        page.wait_for_selector("#models-listed .problem")
        listed = page.inner_text("#models-listed")

    for said in (answered, status):
        assert "liegt keine Bibliothek; führen Sie python ingest.py aus" in said
        assert "no library" not in said
    assert "Ollama läuft nicht unter" in listed
    assert "not running" not in listed


def test_english_words_of_ours_would_be_found() -> None:
    said = f"{ENGLISH.not_answered} {ENGLISH.searched[1].format(documents=3)}"

    assert english_in(said) == [
        "The documents do not answer this",
        "documents were searched",
    ]
