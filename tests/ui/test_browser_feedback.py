"""What a reader thinks of an answer, in Chromium."""

from __future__ import annotations

import stat
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from assistant.feedback.store import FEEDBACK_FILE, keep_feedback, read_feedback
from assistant.ui.access import User
from assistant.ui.words.english import ENGLISH
from tests.ui.conftest import BROKEN, Visit, make_assistant
from tests.ui.scripted import ANSWERED, COMPARISON, NOT_FOUND

pytestmark = pytest.mark.browser

SIDEWAYS = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
FOCUSED = "document.activeElement.id || document.activeElement.parentElement.parentElement.id"


@pytest.fixture(scope="module")
def data_dir(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("feedback") / "data"


@pytest.fixture(scope="module")
def address(serve_page: Callable[..., str], data_dir: Path) -> str:
    """The page that `visit` opens: it keeps its feedback in `data_dir`."""
    return serve_page(make_assistant, keep=partial(keep_feedback, data_dir=data_dir))


@pytest.fixture(autouse=True)
def _nothing_said_yet(data_dir: Path) -> None:
    (data_dir / FEEDBACK_FILE).unlink(missing_ok=True)


def press(page: Page, thumb: str, said: str = ENGLISH.kept_here) -> None:
    page.click(thumb)
    expect(page.locator("#said")).to_have_text(said)


def test_a_wrong_answer_is_told_with_what_would_be_right(visit: Visit, data_dir: Path) -> None:
    page = visit.ask(ANSWERED.question)
    assert read_feedback(data_dir) == []
    assert not page.locator("#correction").is_visible()

    press(page, "#down")
    page.fill("#correction textarea", "It asks for <b>everything</b>.")
    press(page, "#send", ENGLISH.correction_kept_here)

    (entry,) = read_feedback(data_dir)
    assert (entry.verdict, entry.correction) == ("down", "It asks for <b>everything</b>.")
    assert (entry.question, entry.answer) == (ANSWERED.question, ANSWERED.text)
    assert [c.doc_id for c in entry.citations][:1] == ["definitions/harbour.md"]
    assert stat.S_IMODE((data_dir / FEEDBACK_FILE).stat().st_mode) == 0o600
    assert visit.strangers == []
    assert visit.complaints == []


def test_a_thumb_says_whether_it_is_pressed_and_can_be_taken_back(
    visit: Visit, data_dir: Path
) -> None:
    page = visit.ask(NOT_FOUND.question)
    up, down = (
        page.get_by_role("button", name="Helpful"),
        page.get_by_role("button", name="Not right"),
    )
    expect(page.get_by_role("group", name=ENGLISH.feedback_label)).to_be_visible()
    assert (up.get_attribute("aria-pressed"), down.get_attribute("aria-pressed")) == (
        "false",
        "false",
    )

    up.click()
    expect(up).to_have_attribute("aria-pressed", "true")
    down.click()
    expect(down).to_have_attribute("aria-pressed", "true")
    expect(up).to_have_attribute("aria-pressed", "false")
    page.fill("#correction textarea", "typed and not sent")
    press(page, "#down", ENGLISH.taken_back)

    expect(down).to_have_attribute("aria-pressed", "false")
    assert not page.locator("#correction").is_visible()
    assert page.input_value("#correction textarea") == ""
    assert read_feedback(data_dir) == []


def test_feedback_is_given_with_the_keyboard_alone(visit: Visit, data_dir: Path) -> None:
    page = visit.ask(ANSWERED.question)
    page.focus("#current [data-copy]")

    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    reached = [page.evaluate(FOCUSED)]
    outline = page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
    page.keyboard.press("Space")
    expect(page.locator("#correction")).to_be_visible()
    reached.append(page.evaluate(FOCUSED))
    page.keyboard.press("Tab")
    page.keyboard.type("By keyboard.")
    page.keyboard.press("Enter")

    expect(page.locator("#said")).to_have_text(ENGLISH.correction_kept_here)
    assert reached == ["down", "down"]  # a pressed thumb keeps the focus
    assert outline != "none"
    assert read_feedback(data_dir)[0].correction == "By keyboard."


def test_the_next_answer_starts_without_a_verdict(visit: Visit, data_dir: Path) -> None:
    page = visit.ask(ANSWERED.question)
    press(page, "#down")
    page.fill("#correction textarea", "for the first answer")

    visit.ask(NOT_FOUND.question)

    expect(page.locator("#down")).to_have_attribute("aria-pressed", "false")
    assert page.inner_text("#said") == ""
    assert page.input_value("#correction textarea") == ""
    press(page, "#up")
    first, second = read_feedback(data_dir)
    assert (first.verdict, second.verdict) == ("down", "up")
    assert [turn.content for turn in second.history] == [ANSWERED.question, ANSWERED.text]


@pytest.mark.parametrize("question", [BROKEN, ""])
def test_where_there_is_no_answer_there_is_nothing_to_judge(visit: Visit, question: str) -> None:
    page = visit.ask(question) if question else visit.page

    assert not page.locator("#feedback").is_visible()


def test_a_new_chat_forgets_the_thumbs(visit: Visit) -> None:
    page = visit.ask(ANSWERED.question)
    press(page, "#down")

    page.click("#clear")
    page.wait_for_selector(".welcome")

    assert not page.locator("#feedback").is_visible()
    expect(page.locator("#down")).to_have_attribute("aria-pressed", "false")


SCROLLED = "document.querySelector('#talk').scrollTop"


def at_the_end_of_a_long_answer(visit: Visit) -> Page:
    page = visit.page
    page.set_viewport_size({"width": 1280, "height": 500})
    visit.ask(COMPARISON.question)
    page.evaluate(f"{SCROLLED} = 1e6")
    page.wait_for_timeout(100)
    return page


def test_pressing_a_thumb_below_a_long_answer_does_not_move_the_page(visit: Visit) -> None:
    page = at_the_end_of_a_long_answer(visit)
    before = page.evaluate(SCROLLED)

    press(page, "#up")

    assert before > 100
    assert page.evaluate(SCROLLED) == before


def test_questions_that_lead_on_do_not_move_the_page_when_they_appear(visit: Visit) -> None:
    page = at_the_end_of_a_long_answer(visit)
    before = page.evaluate(SCROLLED)

    page.evaluate("document.querySelector('#follow-ups').append('Another question')")
    page.wait_for_timeout(100)

    assert before > 100
    assert page.evaluate(SCROLLED) == before


@pytest.mark.parametrize("width", [390, 1280])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_thumbs_and_box_fit_and_can_be_read(visit: Visit, width: int, scheme: str) -> None:
    page = visit.page
    page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]  # one of its words
    page.set_viewport_size({"width": width, "height": 844})
    visit.ask(ANSWERED.question)
    press(page, "#down")

    page.fill("#correction textarea", "long words " * 20)

    assert page.evaluate(SIDEWAYS) == 0
    for part in ("#up", "#down", "#correction textarea", "#send"):
        box = page.locator(part).bounding_box()
        assert box is not None
        assert box["height"] >= 32
        assert box["x"] >= 0 and box["x"] + box["width"] <= width


def test_feedback_that_cannot_be_kept_is_said_and_not_shown_as_given(
    visit_at: Callable[..., Visit], serve_page: Callable[..., str], tmp_path: Path
) -> None:
    (tmp_path / "file").write_text("in the way")
    keep = partial(keep_feedback, data_dir=tmp_path / "file")
    visit = visit_at(serve_page(make_assistant, keep=keep))
    visit.open()
    page = visit.ask(ANSWERED.question)

    page.click("#up")

    expect(page.locator("#said .failed")).to_contain_text("ASSISTANT_DATA_DIR")
    expect(page.locator("#up")).to_have_attribute("aria-pressed", "false")


def test_on_a_page_with_a_password_the_reader_is_told_whose_computer_keeps_it(
    visit_at: Callable[..., Visit], serve_page: Callable[..., str]
) -> None:
    address = serve_page(make_assistant, (User("reader", "secret"),))
    visit = visit_at(address)
    who: dict[str, str | float | bool] = {"username": "reader", "password": "secret"}
    assert visit.page.request.post(f"{address}/login", form=who).ok
    visit.open()
    page = visit.ask(ANSWERED.question)

    press(page, "#up", ENGLISH.kept_there)
