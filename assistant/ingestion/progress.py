"""How far an ingest is, on standard error: a bar on a terminal, now and then a line elsewhere."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from assistant.indexing.report import Progress, Report

if TYPE_CHECKING:
    from collections.abc import Callable

SECONDS_PER_LINE = 5.0  # of progress, where there is no terminal to show a bar on
BAR_AFTER_S = 2.0  # what is done sooner needs none
BAR = "{percentage:3.0f}% |{bar:20}| {postfix}"


def show_progress(events: Iterator[Progress | Report]) -> Report:
    """The report at the end of the events; the others are shown."""
    with _Shown() as shown:
        for event in events:
            if isinstance(event, Report):
                return event
            shown.tell(event)
    raise AssertionError("the last event is the report")


def describe(progress: Progress, elapsed_s: float) -> str:
    """How far it is, how fast, and how long it will take, in a line."""
    parts = [f"{progress.done} of {progress.total} files", f"{progress.passages:,} passages"]
    if elapsed_s > 0 and progress.passages:
        parts.append(f"{progress.passages / elapsed_s:.0f}/s")
    if progress.share > 0:
        parts.append(f"about {_duration(elapsed_s * (1 - progress.share) / progress.share)} left")
    return ", ".join(parts)


def _duration(seconds: float) -> str:
    if seconds < 90:
        return f"{max(1, round(seconds))} s"
    if seconds < 90 * 60:
        return f"{round(seconds / 60)} min"
    return f"{seconds / 3600:.1f} h"


class _Shown:
    """Both ways to show it; the libraries of the bar are loaded only for a terminal."""

    def __init__(self) -> None:
        self._started: float | None = None
        self._told = time.monotonic()
        self._bar: Any = None
        self._close: list[Callable[[], object]] = []

    def __enter__(self) -> _Shown:
        if sys.stderr.isatty():
            self._open_bar()
        return self

    def __exit__(self, *_: object) -> None:
        while self._close:
            self._close.pop()()

    def tell(self, event: Progress) -> None:
        """Show one event, if it is time to."""
        if event.total == 0:
            self._write(f"ingest: {event.doing}")
            return
        now = time.monotonic()
        self._started = now if self._started is None else self._started
        told = describe(event, now - self._started)
        if self._bar is not None:
            self._bar.set_postfix_str(f"{told}: {event.doing[-30:]}", refresh=False)
            self._bar.update(event.share - self._bar.n)
        elif now - self._told >= SECONDS_PER_LINE:
            self._told = now
            self._write(f"ingest: {told}")

    def _write(self, line: str) -> None:
        if self._bar is not None:
            self._bar.write(line, file=sys.stderr)
        else:
            sys.stderr.write(f"{line}\n")
            sys.stderr.flush()

    def _open_bar(self) -> None:
        from tqdm import tqdm
        from tqdm.contrib.logging import logging_redirect_tqdm

        bar = tqdm(total=1.0, delay=BAR_AFTER_S, dynamic_ncols=True, leave=False, bar_format=BAR)
        redirect = logging_redirect_tqdm()
        redirect.__enter__()
        self._bar = bar
        self._close = [bar.close, lambda: redirect.__exit__(None, None, None)]
