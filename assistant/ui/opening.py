"""The assistant is opened behind the page, so that the page is there first.

A failed opening is tried again by the next question: who has just run `python ingest.py` need not
restart the page.
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable

from assistant.errors import AssistantError
from assistant.types import Assistant
from assistant.ui.words.english import ENGLISH

OPEN_WITHIN_S = 60.0  # opening takes 1 to 3 s; a cold disk may take ten times that
Open = Callable[[], Assistant]  # takes seconds; raises AssistantError
_log = logging.getLogger(__name__)


class Opening:
    """An assistant that is there, is on its way, or could not be opened."""

    def __init__(self, open_assistant: Open) -> None:
        self._open = open_assistant
        self._lock = threading.Lock()
        self._done = threading.Event()
        self._thread: threading.Thread | None = None
        self._assistant: Assistant | None = None
        self._problem = ""

    def start(self) -> None:
        """Open in the background, unless it is open or being opened already."""
        with self._lock:
            if self._assistant is not None or (self._thread and self._thread.is_alive()):
                return
            self._done.clear()
            self._problem = ""
            self._thread = threading.Thread(target=self._run, name="open assistant", daemon=True)
            self._thread.start()

    def wait(self, timeout_s: float) -> bool:
        """Whether the opening has ended, well or badly, within this time."""
        return self._done.wait(timeout_s)

    def opened(self, within_s: float) -> Assistant | None:
        """The assistant, opened if it was not; None when it cannot be, or is not in this time."""
        self.start()
        self.wait(within_s)
        return self._assistant

    @property
    def assistant(self) -> Assistant | None:
        """The open assistant; None while it is on its way and when it could not be opened."""
        return self._assistant

    @property
    def problem(self) -> str:
        """Why it could not be opened, with the next step; empty while there is no reason."""
        return self._problem

    def _run(self) -> None:
        try:
            self._assistant = self._open()
        except AssistantError as exc:
            _log.warning("the assistant could not be opened: %s", exc)
            self._problem = str(exc)
        except Exception:  # noqa: BLE001  # outermost loop of this thread: the page must hear of it
            _log.exception("the assistant could not be opened")
            self._problem = ENGLISH.unexpected
        finally:
            self._done.set()
