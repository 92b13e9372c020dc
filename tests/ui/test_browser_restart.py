"""The program ends in the middle of a conversation and is started again, while the page is open."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from pathlib import Path

import pytest
import uvicorn
from playwright.sync_api import expect

from assistant.history.store import HistoryStore
from assistant.ui.access import take_port
from assistant.ui.server import make_app
from assistant.ui.words.english import ENGLISH
from tests.ui.conftest import Visit, make_assistant, make_site
from tests.ui.scripted import ANSWERED, QUOTED, ScriptedAssistant

pytestmark = [pytest.mark.browser, pytest.mark.slow]
LOST = "Connection to the server was lost"  # as Gradio says it


class Program:
    """The chat page on a port, to be ended and started again."""

    def __init__(self, data_dir: Path) -> None:
        self._data_dir = data_dir
        self.port = 0

    def start(self, assistant: ScriptedAssistant) -> None:
        listener = take_port("127.0.0.1", self.port)
        self.port = listener.getsockname()[1]
        site = make_site(lambda: assistant, history=HistoryStore(self._data_dir))
        app = make_app(site, host="127.0.0.1", languages=[ENGLISH])
        config = uvicorn.Config(app, log_level="critical", timeout_graceful_shutdown=0)
        self._server = uvicorn.Server(config)
        self._thread = threading.Thread(target=self._server.run, args=([listener],), daemon=True)
        self._thread.start()
        while not self._server.started:
            time.sleep(0.02)

    def end(self) -> None:
        self._server.should_exit = self._server.force_exit = True
        self._thread.join(timeout=10)


def test_the_page_says_so_and_no_question_is_lost(
    visit_at: Callable[..., Visit], tmp_path: Path
) -> None:
    program = Program(tmp_path)
    program.start(make_assistant())
    visit = visit_at(f"http://127.0.0.1:{program.port}")
    page = visit.open()
    visit.ask(ANSWERED.question)
    expect(page.locator("#conversations [aria-current]")).to_have_text(ANSWERED.question)

    program.end()
    page.fill("#question textarea", "Is anybody there?")
    page.press("#question textarea", "Enter")
    expect(page.get_by_text(LOST)).to_be_visible()
    assert page.input_value("#question textarea") == "Is anybody there?"
    program.start(make_assistant())
    expect(page.get_by_text(LOST)).to_have_count(0)
    expect(page.locator("#current .exchange")).to_contain_text(ANSWERED.question)
    visit.ask(QUOTED.question)

    program.end()
    assert page.locator(".exchange").count() == 2
    (kept,) = HistoryStore(tmp_path).conversations("")
    exchanges = HistoryStore(tmp_path).conversation("", kept.id).exchanges
    assert [one.question for one in exchanges] == [ANSWERED.question, QUOTED.question]
    assert ENGLISH.history.interrupted not in page.inner_text("#talk")
