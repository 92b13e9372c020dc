"""The documents in a real browser: the list, adding, describing, and reading one at the words."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from playwright.sync_api import Browser, FilePayload, Page, ViewportSize

from assistant.catalogue import Changed, FileResult, Offered, Stopped
from assistant.indexing.report import Progress
from assistant.reading.parsed import Described
from tests.ui.conftest import Visit, make_assistant, watched
from tests.ui.hostile import ELSEWHERE, HOSTILE_DOCUMENT
from tests.ui.scripted import ANSWERED
from tests.ui.shelf import Shelf

WIDE: ViewportSize = {"width": 1280, "height": 800}
pytestmark = [pytest.mark.browser, pytest.mark.slow]


@dataclass
class Curator:
    """Says that it has done what it was asked, and remembers it."""

    added: list[tuple[str, str, bool]] = field(default_factory=list[tuple[str, str, bool]])
    said: list[tuple[str, Described]] = field(default_factory=list[tuple[str, Described]])
    removed: list[str] = field(default_factory=list[str])

    def add(
        self, offered: Sequence[Offered], *, replace: bool, stopped: Stopped
    ) -> Iterator[Progress | Changed]:
        yield Progress(0, len(offered), "reading")
        self.added += [(one.name, one.path.read_text(), replace) for one in offered]
        good, bad = offered
        yield Changed(
            (
                FileResult(good.name, good.name, "added", 2),
                FileResult(bad.name, "", "failed", told=("holds no text: it is a scan",)),
            )
        )

    def describe(
        self, doc_id: str, said: Described, *, stopped: Stopped
    ) -> Iterator[Progress | Changed]:
        self.said.append((doc_id, said))
        yield Changed((FileResult(doc_id, doc_id, "described"),))

    def remove(self, doc_id: str) -> Iterator[Progress | Changed]:
        self.removed.append(doc_id)
        yield Changed((FileResult(doc_id, "", "removed"),))

    def why_kept(self, doc_id: str) -> str:
        return "" if doc_id.startswith("own/") else f"{doc_id!r} lies elsewhere; run `x`"


@pytest.fixture(scope="module")
def curator() -> Curator:
    return Curator()


@pytest.fixture(scope="module")
def incoming(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Where this page's uploads wait."""
    folder = tmp_path_factory.mktemp("incoming")
    before = os.environ.get("GRADIO_TEMP_DIR")
    os.environ["GRADIO_TEMP_DIR"] = str(folder)
    yield folder
    if before is None:
        del os.environ["GRADIO_TEMP_DIR"]
    else:
        os.environ["GRADIO_TEMP_DIR"] = before


@pytest.fixture(scope="module")
def address_of_documents(serve_page: Callable[..., str], curator: Curator, incoming: Path) -> str:
    return serve_page(make_assistant, documents=Shelf(), curation=curator)


@pytest.fixture(scope="module")
def _one_page(browser: Browser, address_of_documents: str) -> Iterator[Visit]:
    visit = watched(browser.new_context(viewport=WIDE), address_of_documents)
    visit.open()
    yield visit
    visit.page.context.close()


@pytest.fixture
def visit_documents(_one_page: Visit) -> Visit:
    """The whole list with no form above it; on the same page each time, as loading takes 2 s."""
    page = _one_page.page
    page.set_viewport_size(WIDE)
    page.get_by_role("tab", name="Documents").click()
    page.wait_for_selector("table.documents")
    page.locator("#documents-search input").fill("")
    page.wait_for_function("document.querySelector('.count').textContent === '7 documents'")
    _one_page.strangers.clear()
    _one_page.complaints.clear()
    return _one_page


def press_change(page: Page, doc_id: str) -> None:
    page.locator(f'button[data-change="{doc_id}"]').click()
    page.wait_for_selector("#document-form input")


def test_a_document_is_found_and_read_and_nothing_in_it_takes_over(
    visit_documents: Visit,
) -> None:
    page = visit_documents.page
    page.locator("#documents-search input").fill("title")
    page.wait_for_function("document.querySelector('.count').textContent.startsWith('1 of')")

    with page.context.expect_page() as opened:
        page.click("tbody th a")
    reader = opened.value
    reader.wait_for_load_state()

    assert reader.title().startswith(HOSTILE_DOCUMENT.source.title[:9])
    for shown in (page, reader):
        assert shown.evaluate("window.owned") is None
        assert shown.locator("main form, main iframe, main img, #documents img").count() == 0
        assert shown.locator(f'[src^="{ELSEWHERE}"], [href^="{ELSEWHERE}"]').count() == 0
    assert visit_documents.strangers == []
    assert visit_documents.complaints == []


def test_a_source_opens_in_its_document_at_the_quoted_words(visit_documents: Visit) -> None:
    page = visit_documents.page
    page.get_by_role("tab", name="Chat").click()
    visit_documents.ask(ANSWERED.question)

    with page.context.expect_page() as opened:
        page.locator(".card a.reader").first.click()
    reader = opened.value
    reader.wait_for_load_state()

    mark = reader.locator("mark")
    assert mark.inner_text() == "The data itself need not be published"
    assert mark.evaluate("e => e.getBoundingClientRect().top < innerHeight")
    assert mark.evaluate("e => document.activeElement === e || e.matches(':target')")


def test_files_are_added_with_what_became_of_each_and_nothing_is_left_behind(
    visit_documents: Visit, curator: Curator, incoming: Path
) -> None:
    page = visit_documents.page
    # Said by us: Gradio's own words follow the language of the browser.
    assert page.get_by_role("button", name="Drop files here, or choose them").is_visible()

    page.set_input_files(
        "#documents-files input[type=file]",
        [
            FilePayload(name="my notes.md", mimeType="text/markdown", buffer=b"# Notes"),
            FilePayload(name="scan.pdf", mimeType="application/pdf", buffer=b"%PDF"),
        ],
    )
    page.wait_for_selector("#documents-job .results")

    assert page.locator("#documents-job li").all_inner_texts() == [
        "my notes.md: added (2 passages)",
        "scan.pdf: not added, it cannot be read\nHolds no text: it is a scan",
    ]
    assert curator.added == [("my notes.md", "# Notes", False), ("scan.pdf", "%PDF", False)]
    assert sum(path.stat().st_size for path in incoming.rglob("*") if path.is_file()) == 0


def test_what_a_document_is_can_be_put_right_and_a_slip_is_told_in_the_form(
    visit_documents: Visit, curator: Curator
) -> None:
    page = visit_documents.page
    press_change(page, "licenses/lantern.md")

    page.locator("#document-date input").fill("May")
    page.click("#document-save")
    page.wait_for_selector("#document-hint .hint")
    slip = page.inner_text("#document-hint")
    page.locator("#document-date input").fill("2024-05")
    page.click("#document-save")
    page.wait_for_selector("#document-form", state="hidden")
    page.get_by_text("licenses/lantern.md: saved").wait_for()

    assert "date is 'May'; it must be a year, month or day" in slip
    assert curator.said == [("licenses/lantern.md", Described(date="2024-05"))]


def test_only_what_was_added_here_is_removed_and_only_after_asking(
    visit_documents: Visit, curator: Curator
) -> None:
    page = visit_documents.page
    press_change(page, "licenses/lantern.md")
    page.click("#document-remove")
    page.wait_for_selector("#document-hint .hint")
    kept = page.inner_text("#document-hint")
    page.click("#document-cancel")
    page.wait_for_selector("#document-form", state="hidden")

    page.locator("#documents-search input").fill("title")
    page.wait_for_function("document.querySelector('.count').textContent.startsWith('1 of')")
    page.click("button[data-change]")
    page.wait_for_selector("#document-remove")
    page.click("#document-remove")
    page.click("#document-yes")
    page.locator("#documents-job .results", has_text="removed").wait_for()

    assert kept == "'licenses/lantern.md' lies elsewhere; run x"
    assert curator.removed == [HOSTILE_DOCUMENT.doc_id]
    page.set_viewport_size({"width": 390, "height": 844})
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    assert visit_documents.strangers == []
