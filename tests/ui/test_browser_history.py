"""Conversations that are kept, as a reader meets them: one page, one history, in this order."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator, Page, Route, expect

from assistant.history.exported_file import read_export
from assistant.history.record import HistoryError
from assistant.history.store import HistoryStore
from assistant.ui.words.english import ENGLISH
from tests.conftest import PATIENCE_MS
from tests.ui.conftest import Visit, make_assistant
from tests.ui.hostile import HOSTILE
from tests.ui.scripted import ANSWERED, INCOMPLETE, NOT_FOUND, QUOTED

pytestmark = pytest.mark.browser
WORDS = ENGLISH.history
ADDRESS = re.compile(r"#c=[0-9a-f]{32}$")


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> HistoryStore:
    return HistoryStore(tmp_path_factory.mktemp("history"))


@pytest.fixture(scope="module")
def kept_at(serve_page: Callable[..., str], store: HistoryStore) -> str:
    return serve_page(make_assistant, history=store)


@pytest.fixture(scope="module")
def one_page(browser: Browser, kept_at: str) -> Iterator[Visit]:
    context = browser.new_context(viewport={"width": 1280, "height": 800})
    context.grant_permissions(["clipboard-read", "clipboard-write"])
    context.set_default_timeout(PATIENCE_MS)
    visit = Visit(context.new_page(), kept_at)
    visit.open()
    yield visit
    context.close()


@pytest.fixture
def visit(one_page: Visit, store: HistoryStore) -> Visit:
    """A page without any conversation, kept or shown."""
    for listed in store.conversations(""):
        store.delete("", listed.id)
    one_page.page.set_viewport_size({"width": 1280, "height": 800})
    one_page.page.fill("#search input", "")
    expect(titles(begin_another(one_page))).to_have_count(0)
    return one_page


def begin_another(visit: Visit) -> Page:
    visit.page.click("#clear")
    expect(visit.page.locator(".welcome")).to_be_visible()
    return visit.page


def titles(page: Page) -> Locator:
    return page.locator("#conversations li a")


def questions(page: Page) -> list[str]:
    return [text.removeprefix("You asked: ") for text in page.locator(".asked").all_text_contents()]


def test_a_reload_shows_the_conversation_again_and_an_empty_address_a_new_one(
    visit: Visit,
) -> None:
    visit.ask(ANSWERED.question)
    page = visit.ask(QUOTED.question)
    expect(page).to_have_url(ADDRESS)
    before = page.locator(".written").all_inner_texts(), page.inner_text("#cards")

    page.reload()
    expect(page.locator(".exchange")).to_have_count(2)
    after = page.locator(".written").all_inner_texts(), page.inner_text("#cards")
    visit.ask(INCOMPLETE.question)
    page.goto("about:blank")
    visit.open()

    assert after == before
    expect(page.locator(".welcome")).to_be_visible()
    expect(titles(page)).to_have_text([ANSWERED.question])
    page.click("#conversations li a")
    expect(page.locator(".exchange")).to_have_count(3)
    assert questions(page) == [ANSWERED.question, QUOTED.question, INCOMPLETE.question]


def test_back_goes_to_the_conversation_before(visit: Visit) -> None:
    visit.ask(ANSWERED.question)
    page = begin_another(visit)
    visit.ask(QUOTED.question)
    expect(titles(page)).to_have_count(2)

    page.click(f"#conversations a:has-text('{ANSWERED.question}')")
    expect(page.locator(".asked")).to_contain_text(ANSWERED.question)
    page.go_back()

    expect(page.locator(".asked")).to_contain_text(QUOTED.question)


def test_a_conversation_is_renamed_found_and_deleted_with_the_keyboard(
    visit: Visit, store: HistoryStore
) -> None:
    visit.ask(ANSWERED.question)
    begin_another(visit)
    page = visit.ask(QUOTED.question)
    expect(titles(page)).to_have_count(2)

    page.focus(f"#conversations [aria-label='{WORDS.rename.format(title=QUOTED.question)}']")
    page.keyboard.press("Enter")
    page.keyboard.type("Lanterns")
    page.keyboard.press("Enter")
    expect(titles(page)).to_have_text(["Lanterns", ANSWERED.question])
    expect(page.locator("#conversations .rename").first).to_be_focused()

    page.focus("#search input")
    page.keyboard.type("reproduced wit")
    expect(titles(page)).to_have_text([ANSWERED.question])
    page.keyboard.press("Control+A")
    page.keyboard.type("lantern")
    expect(titles(page)).to_have_text(["Lanterns"])

    page.focus(f"#conversations [aria-label='{WORDS.delete.format(title='Lanterns')}']")
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.textContent") == WORDS.delete_no
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("Enter")
    expect(page.locator(".welcome")).to_be_visible()  # it stood on the page
    assert [listed.title for listed in store.conversations("")] == [ANSWERED.question]
    assert not ADDRESS.search(page.url)
    expect(page.locator("#clear")).to_be_focused()  # the search shows no other


def test_what_is_typed_before_a_new_conversation_is_there_stays(visit: Visit) -> None:
    page = visit.ask(ANSWERED.question)
    held: list[Route] = []

    def hold(request: Route) -> None:
        held.append(request)

    page.route("**/gradio_api/run/predict*", hold)
    page.click("#clear")
    page.fill("#question textarea", QUOTED.question)
    page.wait_for_timeout(100)

    assert held
    for request in held:
        request.continue_()
    page.unroute("**/gradio_api/run/predict*")
    expect(page.locator(".welcome")).to_be_visible()
    visit.page.press("#question textarea", "Enter")

    expect(page.locator("#current .asked")).to_contain_text(QUOTED.question)


def test_a_title_that_is_being_typed_outlives_a_new_list(visit: Visit) -> None:
    visit.ask(ANSWERED.question)
    page = begin_another(visit)
    page.fill("#question textarea", QUOTED.question)
    page.focus("#conversations .rename")
    page.keyboard.press("Enter")
    page.keyboard.type("Ha")
    page.evaluate("document.getElementById('ask').click()")  # the focus stays in the list
    expect(titles(page)).to_have_count(2)

    page.keyboard.type("rbours")
    page.keyboard.press("Enter")

    expect(titles(page)).to_have_text([QUOTED.question, "Harbours"])


def test_a_title_that_cannot_be_kept_stays_where_it_was_typed(
    visit: Visit, store: HistoryStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: str) -> None:
        raise HistoryError("the disk is full")

    page = visit.ask(ANSWERED.question)
    expect(titles(page)).to_have_count(1)
    monkeypatch.setattr(store, "rename", refuse)

    page.focus("#conversations .rename")
    page.keyboard.press("Enter")
    page.keyboard.type("Harbours")
    page.keyboard.press("Enter")

    expect(page.locator("#hint")).to_contain_text("The disk is full")
    expect(page.locator("#conversations form input")).to_have_value("Harbours")
    page.keyboard.press("Escape")
    expect(titles(page)).to_have_text([ANSWERED.question])


def test_an_edited_question_replaces_what_followed_and_says_so_before(visit: Visit) -> None:
    visit.ask(ANSWERED.question)
    page = visit.ask(QUOTED.question)

    page.click("#past [data-do='edit']")
    expect(page.locator("#hint")).to_contain_text(WORDS.editing)
    expect(page.locator("#question textarea")).to_have_value(ANSWERED.question)
    page.click("#hint button")
    expect(page.locator("#question textarea")).to_have_value("")
    assert questions(page) == [ANSWERED.question, QUOTED.question]

    page.click("#past [data-do='edit']")
    expect(page.locator("#question textarea")).to_have_value(ANSWERED.question)
    visit.ask(NOT_FOUND.question)

    assert questions(page) == [NOT_FOUND.question]
    page.reload()
    expect(page.locator(".exchange")).to_have_count(1)
    assert questions(page) == [NOT_FOUND.question]


def test_asking_again_replaces_the_last_answer(visit: Visit, store: HistoryStore) -> None:
    page = visit.ask(ANSWERED.question)
    before = page.evaluate("document.querySelector('#current .exchange').id")

    page.click("#current [data-do='again']")
    page.wait_for_selector(f"#current .exchange:not(#{before})[aria-busy='false']")

    assert questions(page) == [ANSWERED.question]
    expect(page.locator("#conversations [data-id]")).to_have_count(1)
    assert store.conversations("")[0].questions == 1


def test_an_answer_is_copied_with_its_sources(visit: Visit) -> None:
    page = visit.ask(ANSWERED.question)

    page.click("#current [data-copy]")

    expect(page.locator("#current [data-copy]")).to_have_text(WORDS.copied)
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied.startswith(f"## {ANSWERED.question}\n")
    assert "(`definitions/harbour.md`, characters 180 to 217; sha256" in copied


def test_a_conversation_is_exported_in_three_forms_and_imported_again(
    visit: Visit, tmp_path: Path
) -> None:
    page = visit.ask(ANSWERED.question)
    files = {}
    for label in WORDS.formats.values():
        page.click("#current .menu summary")
        with page.expect_download() as download:
            page.locator("#current .menu a", has_text=label).last.click()
        name = download.value.suggested_filename
        download.value.save_as(tmp_path / name)
        files[name.rpartition(".")[2]] = tmp_path / name

    assert files["md"].read_text(encoding="utf-8").startswith(f"# {ANSWERED.question}\n")
    assert json.loads(files["json"].read_text(encoding="utf-8"))["version"] == 1
    changed = files["html"].read_text(encoding="utf-8")
    assert read_export(changed.encode()).exchanges[0].question == ANSWERED.question
    quote = ANSWERED.citations[0].quote
    files["html"].write_text(changed.replace(quote, quote[::-1]), encoding="utf-8")
    page.set_input_files(".bring-in input", files["html"])

    expect(page.locator(".exchange.imported")).to_be_visible()
    expect(page.locator("#cards .standing")).to_have_text(
        [WORDS.standings[kind] for kind in WORDS.standings if kind.value in ("not_found",)]
        + [WORDS.standings[kind] for kind in WORDS.standings if kind.value == "stands"] * 2
    )
    expect(page.locator("#conversations .badge")).to_have_text(WORDS.imported)
    assert not page.locator("#feedback").is_visible()
    page.set_input_files(".bring-in input", files["md"])
    expect(page.locator(".brought-in")).to_contain_text("The file is no exported conversation")


def test_hostile_words_stay_words_when_they_come_back(visit: Visit) -> None:
    visit.ask(HOSTILE.question)
    page = visit.page
    page.click("#current [data-do='edit']")
    expect(page).to_have_url(ADDRESS)

    page.reload()
    expect(page.locator(".exchange")).to_have_count(1)
    page.wait_for_timeout(300)

    assert page.evaluate("window.owned") is None
    assert page.locator(":is(#talk, #sources, #conversations) :is(img, svg, iframe)").count() == 0


def test_on_a_phone_the_list_is_a_drawer(visit: Visit) -> None:
    page = visit.ask(ANSWERED.question)
    page.set_viewport_size({"width": 390, "height": 844})
    opener = page.locator("#open-history")
    expect(page.locator("#drawer")).not_to_be_visible()

    opener.click()
    expect(page.locator("#drawer")).to_be_visible()
    expect(opener).to_have_attribute("aria-expanded", "true")
    page.keyboard.press("Escape")

    expect(page.locator("#drawer")).not_to_be_visible()
    assert page.evaluate("document.activeElement.id") == "open-history"
