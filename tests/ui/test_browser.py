"""The page as its reader meets it, in Chromium."""

from __future__ import annotations

import threading
from collections.abc import Callable

import pytest

from assistant.errors import IndexMissing
from assistant.types import Assistant, Turn
from assistant.ui.words.english import ENGLISH
from tests.ui.conftest import BROKEN, BUG, Visit, make_assistant
from tests.ui.scripted import (
    ANSWERED,
    INCOMPLETE,
    NOT_FOUND,
    PARTLY,
    QUOTED,
    ScriptedAssistant,
)

pytestmark = pytest.mark.browser


def test_a_question_about_the_panel_is_answered_and_its_source_opens(visit: Visit) -> None:
    page = visit.ask(ANSWERED.question)

    page.click("#current .cite >> nth=1")

    card = page.locator(".card >> nth=1")
    assert card.evaluate("(card) => card === document.activeElement")
    assert card.locator(".title").inner_text() == "Quayside 2025: What is an open model?"
    assert card.locator(".where").inner_text() == "Panel Chair, 00:12:31 · 2025-02-04"
    assert card.locator("mark").first.inner_text() == "Without the data you cannot reproduce"
    assert card.locator(".support").inner_text() == "supported"
    card.locator(".around summary").click()
    assert "First Guest, 00:14:02" in card.locator(".around").inner_text()
    link = card.locator("a.original")
    assert link.inner_text().startswith("Original at quayside.example")
    assert link.get_attribute("rel") == "noopener noreferrer"
    assert link.get_attribute("target") == "_blank"
    assert visit.strangers == []
    assert visit.complaints == []


def test_the_number_of_a_card_leads_back_to_the_answer(visit: Visit) -> None:
    page = visit.ask(ANSWERED.question)

    page.click(".card >> nth=1 >> .number")

    assert page.locator("#current .cite >> nth=1").evaluate("(c) => c === document.activeElement")


def test_an_answer_appears_while_it_is_written(
    visit_at: Callable[..., Visit], serve_page: Callable[..., str]
) -> None:
    slow = make_assistant()
    slow.token_s = 0.05
    visit = visit_at(serve_page(lambda: slow))
    page = visit.open()

    page.fill("#question textarea", ANSWERED.question)
    page.press("#question textarea", "Enter")

    page.wait_for_selector("#current .written.unfinished:has-text('Harbour')")
    assert page.locator("#stop").is_visible()
    assert not page.locator("#ask").is_visible()
    assert page.locator("#cards .found").count() > 0
    page.wait_for_selector("#current .exchange[aria-busy='false']")
    assert page.locator("#current a.cite").count() == 3
    assert page.locator("#ask").is_visible()
    assert page.locator("#ask").inner_text() == ENGLISH.ask


def test_not_found_has_its_own_message_and_shows_what_came_nearest(visit: Visit) -> None:
    page = visit.ask(NOT_FOUND.question)

    assert page.locator("#current .not-found h3").inner_text() == ENGLISH.not_found
    assert page.locator("#current .cite").count() == 0
    assert page.locator("#cards h3").inner_text() == ENGLISH.nearest
    assert page.locator("#cards > * .sources-of > .found-list > li").count() == 3


def test_stop_ends_the_answer_and_the_model(visit: Visit, assistant: ScriptedAssistant) -> None:
    page = visit.page
    assistant.closed.clear()
    page.fill("#question textarea", assistant.endless)
    page.click("#ask")
    page.wait_for_selector("#current .written:has-text('and on')")

    page.keyboard.press("Escape")

    page.wait_for_selector("#current .note.stopped")
    assert assistant.closed.wait(2)
    assert page.locator("#ask").is_visible()
    visit.ask(ANSWERED.question)
    assert page.locator("#past .exchange .note.stopped").count() == 1


def test_closing_the_page_stops_the_model(
    visit_at: Callable[..., Visit], address: str, assistant: ScriptedAssistant
) -> None:
    page = visit_at(address).open()
    assistant.closed.clear()
    page.fill("#question textarea", assistant.endless)
    page.click("#ask")
    page.wait_for_selector("#current .written:has-text('and on')")

    page.close()

    assert assistant.closed.wait(5)


def test_follow_up_questions_send_the_conversation(
    visit: Visit, assistant: ScriptedAssistant
) -> None:
    visit.ask(ANSWERED.question)
    visit.ask(INCOMPLETE.question)
    visit.ask(PARTLY.question)

    assert assistant.asked[-1] == (
        PARTLY.question,
        (Turn("user", ANSWERED.question), Turn("assistant", ANSWERED.text)),
    )


def test_new_chat_forgets_the_conversation(visit: Visit, assistant: ScriptedAssistant) -> None:
    page = visit.ask(ANSWERED.question)

    page.click("#clear")

    page.wait_for_selector(".welcome")
    assert page.locator(".card").count() == 0
    visit.ask(PARTLY.question)
    assert assistant.asked[-1] == (PARTLY.question, ())


def test_an_example_is_asked_by_a_click(visit: Visit, assistant: ScriptedAssistant) -> None:
    visit.page.click(".chip >> nth=1")

    visit.page.wait_for_selector("#current .exchange[aria-busy='false']")
    assert assistant.asked[-1] == (ENGLISH.examples[1], ())


@pytest.mark.parametrize(
    ("typed", "hint"),
    [
        ("   ", ENGLISH.empty_question.format(example=ENGLISH.examples[0])),
        ("x" * 100_000, ENGLISH.long_question.format(length=100_000, limit=4_000)),
    ],
)
def test_a_question_that_is_none_gets_a_hint_and_stays_in_the_box(
    visit: Visit, typed: str, hint: str
) -> None:
    page = visit.page

    page.fill("#question textarea", typed)
    page.press("#question textarea", "Enter")

    page.wait_for_selector(".hint")
    assert page.inner_text(".hint") == hint
    assert page.input_value("#question textarea") == typed
    assert page.locator(".welcome").is_visible()


def test_a_failing_model_is_explained_and_what_it_wrote_is_kept(visit: Visit) -> None:
    page = visit.ask(BROKEN)

    assert page.inner_text("#current .note.problem p") == (
        "The model stopped; ask again, or look at ollama ps"
    )
    assert page.inner_text("#current .written") == "Some words came"


def test_a_bug_shows_a_sentence_and_no_detail(visit: Visit) -> None:
    page = visit.ask(BUG)

    assert page.locator("#current .note.problem").count() == 1
    assert "secret" not in page.content()
    assert "Traceback" not in page.content()


def test_a_missing_index_is_shown_and_the_next_question_tries_again(
    visit_at: Callable[..., Visit], serve_page: Callable[..., str]
) -> None:
    ready = threading.Event()

    def open_assistant() -> Assistant:
        if not ready.is_set():
            raise IndexMissing("no index at '.index'; run `python ingest.py`")
        return make_assistant()

    visit = visit_at(serve_page(open_assistant))
    page = visit.open()
    page.wait_for_selector(".status.failed")
    assert page.inner_text(".status") == "No index at '.index'; run python ingest.py"
    visit.ask(ANSWERED.question)
    assert "python ingest.py" in page.inner_text("#current .note.problem")

    ready.set()
    visit.ask(ANSWERED.question)

    assert page.locator("#current .cite").count() == 3
    page.wait_for_selector(".status.writing")


def test_a_question_asked_before_the_documents_are_open_waits_and_says_so(
    visit_at: Callable[..., Visit], serve_page: Callable[..., str]
) -> None:
    ready = threading.Event()

    def open_assistant() -> Assistant:
        ready.wait(20)
        return make_assistant()

    visit = visit_at(serve_page(open_assistant))
    page = visit.open()
    page.wait_for_selector(".status.opening")
    page.fill("#question textarea", ANSWERED.question)
    page.press("#question textarea", "Enter")
    page.wait_for_selector(f"#current .progress:has-text({ENGLISH.opening!r})")

    ready.set()

    page.wait_for_selector("#current .exchange[aria-busy='false']")
    assert page.locator("#current .cite").count() == 3


def test_without_a_model_the_page_says_that_it_only_quotes(
    visit_at: Callable[..., Visit], serve_page: Callable[..., str]
) -> None:
    quoting = make_assistant()
    quoting.model = None
    visit = visit_at(serve_page(lambda: quoting))
    page = visit.open()

    visit.ask(QUOTED.question)

    page.wait_for_selector(".status.quoting")
    assert page.inner_text(".status").startswith(ENGLISH.status_quoting)
    assert page.locator("#current blockquote").count() == 2
    assert page.inner_text("#current .note.notice") == (
        "Ollama is not running, so this is quoted. Start it with ollama serve."
    )


def test_an_unsupported_statement_stands_out(visit: Visit) -> None:
    page = visit.ask(PARTLY.question)

    assert page.inner_text("#current .note.caution") == ENGLISH.partly_supported
    assert page.locator("#current .cite.unsupported").count() == 1
    assert page.inner_text(".card.unsupported .support") == ENGLISH.supports["unsupported"]
    assert page.inner_text(".card.unsupported .badge") == "superseded"
