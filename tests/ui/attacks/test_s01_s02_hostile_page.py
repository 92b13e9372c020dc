"""S01 and S02: answers and documents that try to fetch, run, cover the page or ask for a password.

The whole page as a program, over documents with a payload in every place that is shown, and a model
that writes payloads. Gradio alone makes four requests for one such answer, without a click.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Page

from tests.faults.tally import Tally
from tests.ollama_double import Model, OllamaDouble, Script, pieces_of, says
from tests.small_index import python
from tests.ui.attacks.harmless import LOOK
from tests.ui.attacks.payloads import QUESTION, payloads, write_documents
from tests.ui.attacks.served import Served, open_sink, page_of
from tests.ui.conftest import Visit

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.timeout(900)]

AT_ONCE = 12  # payloads in one answer of the sample; the full run has an answer for each
OVER = "document.elementFromPoint({x}, {y})?.closest('#question') !== null"


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    folder = tmp_path_factory.mktemp("hostile")
    with open_sink() as sink:
        write_documents(folder / "docs", sink.url)
        done = python("ingest.py", str(folder / "docs"), "--index", str(folder / "index"))
        assert done.returncode == 1, done.stderr  # one of them is broken, and says so
        model = Model("qwen3:4b-instruct", license="\n".join(payloads(sink.url)))
        with (
            OllamaDouble(models=(model,)) as double,
            page_of(folder / "index", folder / "data", double) as address,
        ):
            yield Served(address, double, sink)


def check(visit: Visit, served: Served) -> None:
    """Nothing arrived, nothing ran, nothing was stopped only by the policy, nothing covers."""
    box = visit.page.locator("#question textarea").bounding_box()
    found = visit.page.evaluate(LOOK)
    assert not found, found
    assert served.sink.hits == []
    assert visit.strangers == []
    assert visit.complaints == []
    if box is not None:  # the chat is the view that is open
        middle = {"x": box["x"] + box["width"] / 2, "y": box["y"] + box["height"] / 2}
        assert visit.page.evaluate(OVER.format(**middle)), "something lies over the question box"


def unfold(page: Page) -> None:
    """Open everything that is folded: what is in it loads only then."""
    page.evaluate("document.querySelectorAll('details').forEach((d) => { d.open = true; })")
    page.wait_for_timeout(100)


def test_s01_no_answer_of_a_model_does_anything(
    visit_at: Callable[..., Visit], served: Served, tally: Tally, full: bool
) -> None:
    visit = visit_at(served.address)
    visit.open()
    attacks = payloads(served.sink.url)
    size = 1 if full else AT_ONCE
    answers = ["\n\n".join(attacks[i : i + size]) for i in range(0, len(attacks), size)]

    for text in answers:
        with tally.run(text[:80]):
            # Slow enough to be drawn half written, where no tag is closed yet.
            script = Script(tokens=pieces_of(f"{text} [1]."), per_token_s=0.002)
            served.double.say(script)
            visit.ask(QUESTION)
            unfold(visit.page)
            check(visit, served)
    tally.notes.append(f"{len(attacks)} payloads in {len(answers)} answers")

    assert tally.failures == []


def test_s02_no_document_does_anything_in_any_view(
    visit_at: Callable[..., Visit], served: Served, tally: Tally
) -> None:
    tally.row, tally.full = "S02", True
    visit = visit_at(served.address)
    page = visit.open()

    with tally.run("cards"):
        served.double.say(
            says(" ".join(f"No field of endeavor may be excluded [{n}]." for n in range(1, 9)))
        )
        visit.ask(QUESTION)
        assert page.locator(".card").count() >= 3
        unfold(page)
        check(visit, served)
    with tally.run("quotations, with a problem"):
        served.double.say(Script(status=500, body="<img src=x onerror=window.owned=1>"))
        visit.ask(QUESTION)
        unfold(page)
        check(visit, served)
    readers = {a.get_attribute("href") or "" for a in page.locator("a[href^='read/']").all()}
    for number, tab in enumerate(page.locator("#views [role=tab]").all()):
        with tally.run(f"view {tab.inner_text()}"):
            tab.click()
            page.wait_for_timeout(1_500 if number else 200)
            unfold(page)
            check(visit, served)
    for href in sorted(readers)[:8]:
        with tally.run(href):
            page.goto(f"{served.address}/{href}")
            unfold(page)
            assert page.evaluate("window.owned") is None
            assert page.locator("script:not([src^='/']), iframe, img, form, object").count() == 0
            assert (served.sink.hits, visit.strangers) == ([], [])
    tally.notes.append(f"{len(readers)} pages of the reader")

    assert tally.failures == []


def test_the_sink_and_the_look_notice_what_they_are_for(
    visit_at: Callable[..., Visit], served: Served
) -> None:
    visit = visit_at(served.address)
    page = visit.open()

    page.evaluate(
        "document.querySelector('#current .html-container').insertAdjacentHTML('beforeend',"
        ' \'<img src=x onerror="window.owned=1"><form style="position:fixed"></form>\')'
    )
    page.wait_for_function("window.owned === 1")
    page.goto(f"{served.sink.url}/seen")

    assert served.sink.hits == ["/seen"]
    served.sink.hits.clear()
    page = visit.open()
    page.evaluate(
        "document.querySelector('#current .html-container').insertAdjacentHTML('beforeend',"
        " '<form style=\"position:fixed\"><input type=password></form>')"
    )
    found = page.evaluate(LOOK)
    assert "<form>" in found and "a password is asked for" in found
    assert "<form> covers the page" in found
