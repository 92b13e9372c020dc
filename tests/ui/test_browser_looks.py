"""What the page looks like, and what it never does, in Chromium."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from assistant.ui.words.english import ENGLISH
from assistant.ui.words.german import GERMAN
from tests.ui.conftest import Visit
from tests.ui.hostile import HOSTILE
from tests.ui.scripted import ANSWERED, COMPARISON

pytestmark = pytest.mark.browser

SIDEWAYS = "document.documentElement.scrollWidth - document.documentElement.clientWidth"


def test_hostile_words_stay_words(visit: Visit) -> None:
    page = visit.ask(HOSTILE.question)
    page.evaluate("document.querySelectorAll('details').forEach((d) => (d.open = true))")
    page.mouse.move(300, 300)
    page.wait_for_timeout(300)

    alive = page.evaluate(
        """() => document.querySelectorAll(
            ':is(#talk, #sources) :is(img, svg, form, input, script, video, iframe, link, style,'
            + ' [onerror], [onload], [onmouseover], [style*=fixed], h1#layout)').length"""
    )
    links = page.evaluate(
        "[...document.querySelectorAll('#talk a, #sources a')].map((a) => a.getAttribute('href'))"
    )

    assert visit.strangers == []
    assert page.evaluate("window.owned") is None
    assert alive == 0
    assert all(link.startswith(("#", "read/")) for link in links)
    assert "markdown image" in page.inner_text("#current")
    assert page.locator(".card").count() == 1


def test_policy_stops_an_image_that_got_into_the_page(visit: Visit) -> None:
    page = visit.page

    page.evaluate("document.body.insertAdjacentHTML('beforeend','<img src=http://a.invalid/x>')")
    page.wait_for_timeout(300)
    page.evaluate("document.querySelector('body > img').remove()")

    assert any("Content Security Policy" in text for text in visit.complaints)


@pytest.mark.parametrize("width", [390, 768, 1280, 2560])
def test_nothing_sticks_out_sideways(visit: Visit, width: int) -> None:
    page = visit.page
    page.set_viewport_size({"width": width, "height": 844})

    visit.ask(COMPARISON.question)
    page.evaluate("document.querySelectorAll('details').forEach((d) => (d.open = true))")

    assert page.evaluate(SIDEWAYS) == 0


def test_on_a_phone_the_sources_are_below_the_answer_and_the_box_in_reach(
    visit: Visit,
) -> None:
    page = visit.page
    page.set_viewport_size({"width": 390, "height": 844})

    visit.ask(ANSWERED.question)

    def top(selector: str) -> float:
        box = page.locator(selector).first.bounding_box()
        assert box is not None
        return box["y"]

    assert top(".card") > top("#current .answer")
    assert 0 < top("#question") < 844


def test_dark_mode_follows_the_system(visit: Visit) -> None:
    page = visit.page
    background = "getComputedStyle(document.querySelector('.gradio-container')).backgroundColor"
    light = page.evaluate(background)

    page.emulate_media(color_scheme="dark")

    page.wait_for_selector("body.dark")
    assert (light, page.evaluate(background)) == ("rgb(250, 249, 247)", "rgb(23, 23, 22)")


def test_everything_is_reached_by_keyboard(visit: Visit) -> None:
    page = visit.ask(ANSWERED.question)
    page.focus("#clear")
    reached = set()

    for _ in range(25):
        page.keyboard.press("Tab")
        reached.add(page.evaluate("(document.activeElement.className || '').split(' ')[0]"))
        outline = page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
        inside = page.evaluate("!!document.activeElement.closest('#talk, #sources')")
        assert not inside or outline != "none"

    assert {"cite", "number", "original", "to-sources"} <= reached


def test_the_page_shows_no_trace_of_its_toolkit(visit: Visit) -> None:
    assert "gradio" not in visit.page.inner_text("body").lower()
    assert visit.page.title() == ENGLISH.title
    assert visit.page.locator("footer").count() == 0


def test_a_german_browser_finds_the_page_in_german_and_asks_there(
    visit_at: Callable[..., Visit], address: str
) -> None:
    visit = visit_at(address, locale="de-AT")
    visit.open()
    page = visit.ask(ANSWERED.question)
    said = page.inner_text("#current .made")
    language = page.evaluate("document.documentElement.lang")
    complaints = list(visit.complaints)  # leaving cuts what is on its way, and Gradio complains

    page.click(".languages a[hreflang='en']")
    page.wait_for_selector(f"#question textarea[placeholder='{ENGLISH.question_placeholder}']")

    assert GERMAN.written_by.format(model=ANSWERED.model) in said
    assert language == "de"
    assert visit.strangers == []
    assert complaints == []
