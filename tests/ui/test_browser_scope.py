"""Asking some documents only, comparing them, and suggested questions, in Chromium."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser

from assistant.types import EVERYTHING, Scope
from assistant.ui.words.english import ENGLISH
from tests.ui.conftest import Visit, make_assistant
from tests.ui.scripted import ANSWERED, NOT_FOUND, PARTLY, ScriptedAssistant

pytestmark = pytest.mark.browser

LANTERN, HARBOUR = "licenses/lantern.md", "definitions/harbour.md"


def choose(visit: Visit, *values: str) -> None:
    """Open the choice, tick these boxes and close it with the keyboard."""
    page = visit.page
    page.click("#scope-open")
    for value in values:
        before = page.locator("#scope-chips .chosen li").count()
        page.locator(f'#scope-panel input[value="{value}"]').check()
        page.locator("#scope-chips .chosen li").nth(before).wait_for()
    page.keyboard.press("Escape")
    page.wait_for_selector("#scope-panel .choice", state="detached")


def test_a_question_is_asked_of_what_was_chosen_until_that_is_taken_away(
    visit: Visit, assistant: ScriptedAssistant
) -> None:
    page = visit.page
    choose(visit, "license", LANTERN)
    assert page.locator("#scope-open").evaluate("(b) => b === document.activeElement")
    assert page.get_attribute("#scope-open", "aria-expanded") == "false"

    visit.ask(NOT_FOUND.question)

    assert assistant.scopes[-1] == Scope(kinds=("license",), documents=(LANTERN,))
    page.get_by_label("Do not search only licenses").click()
    page.wait_for_selector(".chosen li >> nth=1", state="detached")
    visit.ask(ANSWERED.question)
    assert assistant.scopes[-1] == Scope(documents=(LANTERN,))
    assert page.locator("#current .searched").inner_text() == (
        "Searched only in: Lantern 3 Community License"
    )
    page.click("#past .ask-everything")
    page.wait_for_selector("#current .not-found")
    assert assistant.scopes[-1] == EVERYTHING
    page.wait_for_selector(".chosen", state="detached")
    assert page.locator("#scope-open").inner_text() == ENGLISH.scope.everything
    assert visit.complaints == []


def test_two_documents_stand_side_by_side_and_below_each_other_on_a_phone(visit: Visit) -> None:
    page = visit.page
    choose(visit, LANTERN, HARBOUR)
    page.click(".compare")
    page.wait_for_selector('.compare[aria-pressed="true"]')

    visit.ask(PARTLY.question)

    assert page.locator("#current .side h3").count() == 2
    assert page.locator("#current a.cite").count() == 4
    left, right = (page.locator(f"#current .side >> nth={n}").bounding_box() for n in (0, 1))
    assert left and right and left["y"] == right["y"] and left["x"] < right["x"]
    page.set_viewport_size({"width": 390, "height": 844})
    above, below = (page.locator(f"#current .side >> nth={n}").bounding_box() for n in (0, 1))
    assert above and below and above["x"] == below["x"] and above["y"] < below["y"]
    assert page.evaluate("document.documentElement.scrollWidth") == 390


@pytest.fixture
def suggesting(serve_page: Callable[..., str], visit_at: Callable[..., Visit]) -> Iterator[Visit]:
    """A page whose library suggests two questions, and one after each answer."""
    scripted = make_assistant()
    scripted.suggested = (ANSWERED.question, "<b>Bold</b>?")
    scripted.following = (PARTLY.question,)
    yield visit_at(serve_page(lambda: scripted))


def test_suggested_questions_are_asked_by_a_click(suggesting: Visit, browser: Browser) -> None:
    page = suggesting.open()
    page.wait_for_selector(".welcome .chip")
    assert page.locator(".welcome .chip").all_inner_texts() == [ANSWERED.question, "<b>Bold</b>?"]

    page.click(".welcome .chip >> nth=0")

    page.wait_for_selector("#current .exchange[aria-busy='false']")
    page.click("#follow-ups .chip")
    page.wait_for_selector(f"#current .asked:has-text('{PARTLY.question}')")
    assert page.locator("#past .exchange").count() == 1
    assert suggesting.complaints == []
