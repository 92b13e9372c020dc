"""The whole way, nothing doubled but the model: sheets, index, question, page, source."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest

from assistant.settings import read_settings
from assistant.ui.words.english import ENGLISH
from assistant.wiring import OpenAssistant, open_assistant
from tests.corpus_index import corpus_index
from tests.ollama_double import OllamaDouble, says
from tests.ui.conftest import Visit

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.timeout(300)]

PANEL_QUESTION = "What did Amanda Brock say about the EU AI Act at SOOCon25?"


@pytest.fixture(scope="module")
def quoting() -> Iterator[OpenAssistant]:
    opened = open_assistant(read_settings(index_dir=corpus_index()), model="none")
    yield opened
    opened.close()


@pytest.fixture(scope="module")
def address_of_quoting(serve_page: Callable[..., str], quoting: OpenAssistant) -> str:
    return serve_page(lambda: quoting)


@pytest.fixture
def visit_quoting(visit_at: Callable[..., Visit], address_of_quoting: str) -> Visit:
    visit = visit_at(address_of_quoting)
    visit.open()
    return visit


def test_panel_question_names_the_speaker_and_opens_the_source(visit_quoting: Visit) -> None:
    page = visit_quoting.ask(PANEL_QUESTION)

    page.click("#current .cite >> nth=0")

    answer = page.locator("#current").inner_text()
    card = page.locator(".card >> nth=0")
    quoted = " ".join(card.locator("mark").first.inner_text().split())
    assert "Amanda Brock" in answer
    assert card.locator(".where").inner_text().startswith("Amanda Brock")
    assert quoted in " ".join(answer.split())
    assert card.locator(".support").inner_text() == "quoted"
    card.locator(".around summary").click()
    assert "Luis Villa" in card.locator(".around").inner_text()  # who spoke before her
    assert visit_quoting.strangers == []
    assert visit_quoting.complaints == []


def test_question_the_documents_do_not_answer_is_not_answered(visit_quoting: Visit) -> None:
    page = visit_quoting.ask("How do I bake sourdough bread?")

    assert page.locator("#current .not-found h3").inner_text() == ENGLISH.not_found
    assert page.locator("#current .cite").count() == 0


def test_follow_up_uses_the_conversation(visit_quoting: Visit) -> None:
    visit_quoting.ask("Who needs a license from Meta to use Llama 3.1?")

    page = visit_quoting.ask("and does it allow commercial use?")

    titles = page.locator(".card .title").all_inner_texts()
    assert any("Llama 3.1" in title for title in titles)


def test_model_writes_the_answer_and_its_invented_citation_is_gone(
    visit_at: Callable[..., Visit], serve_page: Callable[..., str]
) -> None:
    reply = (
        "Amanda Brock criticized that the EU AI Act leaves free and open source AI undefined [1]"
    )
    with OllamaDouble(scripts=[says(f"{reply}[42].")]) as double:
        settings = read_settings(index_dir=corpus_index(), ollama_url=double.url)
        opened = open_assistant(settings)
        visit = visit_at(serve_page(lambda: opened))
        visit.open()

        page = visit.ask(PANEL_QUESTION)

        answer = page.locator("#current").inner_text()
        assert "leaves free and open source AI undefined" in answer
        assert "42" not in page.locator("#current .written").inner_text()
        assert page.locator("#current a.cite").count() == 1
        assert page.locator(".card .support").first.inner_text() == "supported"
        opened.close()
