"""Models are looked at, chosen, loaded and got on the page, in Chromium, over the double."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import closing

import pytest
from playwright.sync_api import Page, expect

from assistant.answering.choosing import Chosen
from assistant.answering.managing import Models
from assistant.local_models import open_models
from assistant.settings import Settings
from tests.ollama_double import Model, OllamaDouble
from tests.ui.conftest import Visit
from tests.ui.scripted import ANSWERED, ScriptedAssistant

pytestmark = pytest.mark.browser

# In one go, and again until it stands: the view may draw its list by itself at any moment.
FOCUS_AND_REDRAW = """() => {
  const buttons = [...document.querySelectorAll("#models-listed [data-act='load']")];
  const button = buttons.find(({ dataset }) => dataset.model === "llama3.2:3b");
  if (!button) return false;
  button.focus();
  const drawn = button.closest("ul").parentElement;
  drawn.innerHTML = drawn.innerHTML;
  return !button.isConnected;
}"""
# The list is away for a moment, as when Ollama is started again; says where the focus was then.
FOCUS_AND_LOSE_THE_LIST = """async () => {
  const frame = () => new Promise(requestAnimationFrame);
  const found = () => document.querySelector("[data-act='load'][data-model='llama3.2:3b']");
  while (!found()) await frame();
  const list = found().closest("ul").parentElement;
  const drawn = list.innerHTML;
  found().focus();
  list.innerHTML = list.querySelector(".server").outerHTML;
  await frame();
  const meanwhile = document.activeElement.dataset.act;
  list.innerHTML = drawn;
  return meanwhile;
}"""
SIDEWAYS = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
BIG = Model("gemma3:4b", size_bytes=3_300_000_000)


@pytest.fixture(scope="module")
def double() -> Iterator[OllamaDouble]:
    installed = [
        Model("qwen3:4b-instruct"),
        Model("llama3.2:3b", license="LLAMA 3.2 COMMUNITY LICENSE AGREEMENT\nLlama 3.2 ..."),
        Model("nomic-embed-text", capabilities=("embedding",)),
    ]
    with OllamaDouble(installed, pullable=[BIG], pull_tick_s=0.3, load_s=0.5) as double:
        yield double


@pytest.fixture(scope="module")
def models(double: OllamaDouble) -> Iterator[Models]:
    with closing(open_models(Settings(ollama_url=double.url, silence_s=20))) as models:
        yield models


@pytest.fixture(scope="module")
def address(serve_page: Callable[..., str], models: Models) -> str:
    """The page that `visit` opens: its assistant answers with the model that is chosen."""
    assistant = ScriptedAssistant(model="qwen3:4b-instruct")

    def use(chosen: Chosen) -> None:
        assistant.model = chosen.model

    models.attach(use)
    return serve_page(lambda: assistant, models=models)


# Opening the view asks Ollama once more, and the list is drawn anew in the meantime: a button that
# is pressed by the keyboard between the two is none. Whether it stood still for 1.5 s.
STANDS_STILL = """() => {
  const list = document.querySelector("#models-listed");
  const now = performance.now();
  if (window.listSeen?.html !== list?.innerHTML) window.listSeen = {html: list?.innerHTML, now};
  return list?.querySelector(".model") && now - window.listSeen.now > 1500;
}"""


def open_models_view(page: Page) -> Page:
    page.get_by_role("tab", name="Models").click()
    page.wait_for_function(STANDS_STILL)
    return page


def test_model_is_chosen_from_beside_the_question_box_and_answers(visit: Visit) -> None:
    page = visit.page
    expect(page.locator("#status")).to_contain_text("qwen3:4b-instruct writes the answers")

    page.click(".to-models")
    card = page.locator(".model", has_text="llama3.2:3b")
    expect(card).to_contain_text("LLAMA 3.2 COMMUNITY LICENSE AGREEMENT")
    expect(page.locator(".model.unfit")).to_contain_text("nomic-embed-text")
    card.get_by_role("button", name="Answer with this").click()
    expect(page.locator("#models-going")).to_contain_text(
        "llama3.2:3b writes the answers from now on."
    )
    expect(card.locator(".badge").first).to_have_text("answers now")
    page.get_by_role("tab", name="Chat").click()

    expect(page.locator("#status")).to_contain_text("llama3.2:3b writes the answers")
    assert visit.strangers == []
    assert visit.complaints == []


def test_model_is_got_with_its_size_first_stopped_and_gone_on_with(visit: Visit) -> None:
    page = open_models_view(visit.page)
    going = page.locator("#models-going")

    page.fill("#models-name input, #models-name textarea", "gemma3:4b")
    page.click("#models-get-it")
    expect(going).to_contain_text("gemma3:4b is 3.3 GB.")
    going.get_by_role("button", name="Download").click()
    expect(going.get_by_role("progressbar")).to_be_visible()
    going.get_by_role("button", name="Stop").click()
    expect(going).to_contain_text("Ollama keeps what came")

    going.get_by_role("button", name="Get").click()
    going.get_by_role("button", name="Download").click()
    expect(going).to_contain_text("gemma3:4b is here now.")
    expect(page.locator(".model", has_text="gemma3:4b").first).to_contain_text("3.3 GB")
    assert visit.complaints == []


def test_model_is_loaded_before_the_first_question(visit: Visit, double: OllamaDouble) -> None:
    page = open_models_view(visit.page)
    card = page.locator(".model", has_text="qwen3:4b-instruct").first

    card.get_by_role("button", name="Load now").focus()
    page.keyboard.press("Enter")

    expect(page.locator("#models-going")).to_contain_text("qwen3:4b-instruct is in memory")
    expect(card).to_contain_text("in memory")
    assert double.loads[-1][0] == "qwen3:4b-instruct"


def test_focus_stays_on_a_button_when_the_list_around_it_is_drawn_anew(visit: Visit) -> None:
    page = open_models_view(visit.page)
    button = page.locator(".model", has_text="llama3.2:3b").first.get_by_role(
        "button", name="Load now"
    )

    page.wait_for_function(FOCUS_AND_REDRAW)

    expect(button).to_be_focused()


def test_focus_comes_back_to_its_button_when_the_list_was_away(visit: Visit) -> None:
    page = open_models_view(visit.page)
    button = page.locator(".model", has_text="llama3.2:3b").first.get_by_role(
        "button", name="Load now"
    )

    meanwhile = page.evaluate(FOCUS_AND_LOSE_THE_LIST)

    assert meanwhile == "look"
    expect(button).to_be_focused()


def test_focus_stays_with_the_model_whose_button_has_done_its_work(
    visit: Visit, models: Models
) -> None:
    models.switch("qwen3:4b-instruct")
    page = open_models_view(visit.page)
    card = page.locator(".model", has_text="llama3.2:3b").first

    card.get_by_role("button", name="Answer with this").focus()
    page.keyboard.press("Enter")

    expect(card.locator(".badge").first).to_have_text("answers now")
    expect(card.get_by_role("button", name="Load now")).to_be_focused()


def test_last_question_is_asked_again_of_another_model(
    visit: Visit, double: OllamaDouble, models: Models
) -> None:
    models.switch("qwen3:4b-instruct")
    page = visit.ask(ANSWERED.question)
    page.fill("#question textarea", "half a question")

    page.get_by_role("button", name="Ask another model").focus()
    page.keyboard.press("Enter")
    choice = page.locator("#hint .choosing")
    expect(choice.get_by_role("button").first).to_be_focused()
    expect(choice).not_to_contain_text("nomic-embed-text")
    choice.get_by_role("button", name="llama3.2:3b").click()

    expect(choice).to_have_count(0)
    expect(page.locator("#current .exchange[aria-busy='false']")).to_be_visible()
    expect(page.locator("#status")).to_contain_text("llama3.2:3b writes the answers")
    expect(page.locator(".asked")).to_have_count(1)
    expect(page.locator("#question textarea")).to_have_value("half a question")
    assert visit.complaints == []


def test_view_fits_a_phone_and_tells_what_fails_in_place(visit: Visit) -> None:
    page = open_models_view(visit.page)
    page.set_viewport_size({"width": 390, "height": 844})

    page.fill("#models-name input, #models-name textarea", "nope:1b")
    page.click("#models-get-it")

    alert = page.locator("#models-going").get_by_role("alert")
    expect(alert).to_contain_text("There is no model 'nope:1b' in Ollama's library")
    assert page.evaluate(SIDEWAYS) == 0
