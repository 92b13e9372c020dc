"""A page served for real, and a browser to look at it with."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

import pytest
import uvicorn
from playwright.sync_api import Browser, BrowserContext, Page

from assistant.answering.managing import Models
from assistant.errors import AnswerFailed
from assistant.history.store import HistoryStore
from assistant.local_models import open_models
from assistant.settings import Settings
from assistant.ui.access import User, take_port
from assistant.ui.document_service import Curating, Documents
from assistant.ui.opening import Open, Opening
from assistant.ui.server import address_of, make_app
from assistant.ui.site import Site
from assistant.ui.verdict import Keep
from assistant.ui.words import Words
from assistant.ui.words.english import ENGLISH
from assistant.ui.words.languages import LANGUAGES
from tests.conftest import PATIENCE_MS
from tests.ui.hostile import HOSTILE, HOSTILE_DOCUMENT
from tests.ui.library import DOCUMENTS
from tests.ui.scripted import SCRIPT, ScriptedAssistant
from tests.ui.shelf import Shelf

NOBODY_LISTENS = "http://127.0.0.1:9"
BROKEN = "Break in the middle"
BUG = "Meet a bug"


@dataclass
class Visit:
    """One browser page, and what it did behind the reader's back."""

    page: Page
    address: str
    strangers: list[str] = field(default_factory=list)  # requests to any other host
    complaints: list[str] = field(default_factory=list)  # errors on the console

    def open(self) -> Page:
        self.page.goto(self.address)
        self.page.wait_for_selector("#question textarea")
        return self.page

    def ask(self, question: str) -> Page:
        """Ask, and wait until the answer stands."""
        page = self.page
        before = page.evaluate("document.querySelector('#current .exchange')?.id ?? 'none'")
        page.fill("#question textarea", question)
        page.press("#question textarea", "Enter")
        page.wait_for_selector(f"#current .exchange:not(#{before})[aria-busy='false']")
        return page


def make_assistant() -> ScriptedAssistant:
    return ScriptedAssistant(
        script={**SCRIPT, HOSTILE.question: HOSTILE},
        faults={
            BROKEN: AnswerFailed("the model stopped; ask again, or look at `ollama ps`"),
            BUG: ValueError("a secret detail"),
        },
        documents=(*DOCUMENTS, HOSTILE_DOCUMENT),
    )


def make_site(
    open_assistant: Open,
    users: tuple[User, ...] = (),
    keep: Keep = lambda _: None,
    documents: Documents | None = None,
    curation: Curating | None = None,
    history: HistoryStore | None = None,
    models: Models | None = None,
) -> Site:
    """The services of a page of tests; without `models`, no Ollama runs."""
    return Site(
        Opening(open_assistant),
        keep,
        documents or Shelf(),
        models or open_models(Settings(ollama_url=NOBODY_LISTENS)),
        curation,
        history=history,
        shared=bool(users),
    )


@contextmanager
def serving(*languages: Words) -> Iterator[Callable[..., str]]:
    """Serves an assistant until the block ends; gives the address."""
    running: list[tuple[uvicorn.Server, threading.Thread]] = []

    def start(
        open_assistant: Open,
        users: tuple[User, ...] = (),
        keep: Keep = lambda _: None,
        documents: Documents | None = None,
        curation: Curating | None = None,
        history: HistoryStore | None = None,
        models: Models | None = None,
        port: int = 0,
    ) -> str:
        listener = take_port("127.0.0.1", port)
        site = make_site(open_assistant, users, keep, documents, curation, history, models)
        app = make_app(site, host="127.0.0.1", users=users, languages=languages)
        config = uvicorn.Config(app, log_level="critical", timeout_graceful_shutdown=1)
        server = uvicorn.Server(config)
        thread = threading.Thread(target=server.run, args=([listener],), daemon=True)
        thread.start()
        while not server.started:
            time.sleep(0.02)
        running.append((server, thread))
        return address_of(listener)

    yield start
    for server, _ in running:
        server.should_exit = True
    for _, thread in running:
        thread.join(timeout=5)


@pytest.fixture(scope="module")
def serve_page() -> Iterator[Callable[..., str]]:
    """Serves an assistant, in English, until the module ends: idle servers slow down the others."""
    with serving(ENGLISH) as start:
        yield start


@pytest.fixture(scope="session")
def assistant() -> ScriptedAssistant:
    return make_assistant()


@pytest.fixture(scope="session")
def address(assistant: ScriptedAssistant) -> Iterator[str]:
    with serving(*LANGUAGES.values()) as start:
        yield start(lambda: assistant)


@pytest.fixture
def visit_at(browser: Browser) -> Iterator[Callable[..., Visit]]:
    """Opens a fresh page of an address, in a browser context of its own."""
    contexts: list[BrowserContext] = []

    def start(address: str, **options: object) -> Visit:
        context = browser.new_context(**{"viewport": {"width": 1280, "height": 800}, **options})  # type: ignore[arg-type]  # options pass through
        contexts.append(context)
        return watched(context, address)

    yield start
    for context in contexts:
        context.close()


@pytest.fixture(scope="module")
def _one_page(browser: Browser, address: str) -> Iterator[Visit]:
    visit = watched(browser.new_context(viewport={"width": 1280, "height": 800}), address)
    visit.open()
    yield visit
    visit.page.context.close()


@pytest.fixture
def visit(_one_page: Visit) -> Visit:
    """A wide page with an empty conversation; the same one each time, as loading takes 2 s."""
    _one_page.page.emulate_media(color_scheme="light")
    _one_page.page.set_viewport_size({"width": 1280, "height": 800})
    _one_page.page.click("#chat-button")  # the tab: another view may be open
    _one_page.page.click("#clear")
    _one_page.page.wait_for_selector(".welcome")
    _one_page.page.fill("#question textarea", "")
    _one_page.strangers.clear()
    _one_page.complaints.clear()
    return _one_page


def watched(context: BrowserContext, address: str) -> Visit:
    context.set_default_timeout(PATIENCE_MS)
    visit = Visit(context.new_page(), address)
    ours = (address, "data:", "blob:")
    context.on(
        "request", lambda r: None if r.url.startswith(ours) else visit.strangers.append(r.url)
    )
    visit.page.on(
        "console", lambda m: visit.complaints.append(m.text) if m.type == "error" else None
    )
    visit.page.on("pageerror", lambda error: visit.complaints.append(str(error)))
    return visit
