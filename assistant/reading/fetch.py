"""Originals come from other hosts: the only code of this project that goes there.

Each file is written to `NAME.part` and gets its name only when its sha256 is the listed one; an
interrupted download goes on where it stopped. What came but is another file is kept as
`NAME.rejected`, to look at; nothing reads it.
What this does not do: print, choose what to fetch, accept a file because of where it came from.
"""

from __future__ import annotations

import hashlib
import shutil
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Literal
from urllib.parse import urlsplit

import httpx

from assistant.errors import FetchError
from assistant.reading.download import GiveUpError, Transfer, TryAgainError, download
from assistant.reading.originals import Original, read_sources

__all__ = ["Fetched", "Original", "fetch_originals", "keep_list", "read_sources"]

TRIES = 3
FIRST_WAIT_S = 0.5  # doubled after each try
LONGEST_WAIT_S = 30.0  # a server that asks for more is not waited for

OpenClient = Callable[[], httpx.Client]
OnBytes = Callable[[Original, int, int | None], None]  # so far, and in all; None: not known
How = Literal["present", "downloaded", "resumed", "no_address", "failed"]


@dataclass(frozen=True, slots=True)
class Fetched:
    """What became of one original. `reason` is for a person; empty when the file is there."""

    original: Original
    path: Path
    how: How
    size_bytes: int = 0
    reason: str = ""


def open_client() -> httpx.Client:
    """Open a client that follows no redirect by itself; it uses the environment's proxies."""
    # A packed body could not be continued in the middle.
    headers = {"Accept-Encoding": "identity", "User-Agent": "openness-assistant"}
    timeout = httpx.Timeout(30, connect=10)
    return httpx.Client(follow_redirects=False, timeout=timeout, headers=headers)


def fetch_originals(
    originals: Iterable[Original],
    folder: Path,
    *,
    client: OpenClient = open_client,
    on_bytes: OnBytes = lambda _original, _so_far, _total: None,
    sleep: Callable[[float], None] = time.sleep,
) -> Iterator[Fetched]:
    """One result for each original, in order, as soon as it is known.

    A failure is a result and stops nothing. Whoever stops the iteration keeps what came so far:
    the next run goes on from there.
    """
    with client() as connection:
        fetcher = _Fetcher(connection, folder, on_bytes, sleep)
        for original in originals:
            yield fetcher.fetch(original)


def keep_list(sources: Path, folder: Path) -> None:
    """Put the list beside the originals: it says what each of them is when they are read.

    Raises FetchError when it cannot be written.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(sources, folder / sources.name)
    except OSError as exc:
        raise FetchError(f"{folder / sources.name} cannot be written: {exc}") from exc


class _Fetcher:
    """Brings one file after the other, and remembers which hosts cannot be reached."""

    def __init__(
        self,
        client: httpx.Client,
        folder: Path,
        on_bytes: OnBytes,
        sleep: Callable[[float], None],
    ) -> None:
        self._client = client
        self._folder = folder
        self._on_bytes = on_bytes
        self._sleep = sleep
        self._unreachable: set[str] = set()

    def fetch(self, original: Original) -> Fetched:
        """Bring one file; raises nothing that a server or a disk can cause."""
        path = self._folder / original.file
        try:
            if not path.resolve().is_relative_to(self._folder.resolve()):
                reason = f"{original.file!r} lies outside {self._folder}; correct `file`"
                return Fetched(original, path, "failed", reason=reason)
            if _is_expected(path, original):
                return Fetched(original, path, "present", path.stat().st_size)
            if not original.url:
                reason = f"no pinned address is known; put the file at {path} by hand"
                return Fetched(original, path, "no_address", reason=reason)
            path.parent.mkdir(parents=True, exist_ok=True)
            how = self._bring(original, path)
        except GiveUpError as exc:
            return Fetched(original, path, "failed", reason=str(exc))
        except OSError as exc:
            return Fetched(original, path, "failed", reason=f"{path} cannot be written: {exc}")
        return Fetched(original, path, how, path.stat().st_size)

    def _bring(self, original: Original, path: Path) -> How:
        part = path.with_name(path.name + ".part")
        if _is_expected(part, original):  # complete: only the name was missing
            part.replace(path)
            return "resumed"
        transfer = self._transfer(original, part)
        if transfer.resumed and transfer.sha256 != original.sha256:
            part.unlink()  # it was begun with another file: once more, from the start
            transfer = self._transfer(original, part)
        if transfer.sha256 != original.sha256:
            rejected = path.with_name(path.name + ".rejected")
            part.replace(rejected)
            raise GiveUpError(
                f"{original.url} holds another file: its sha256 is {transfer.sha256}, expected"
                f" {original.sha256}; kept as {rejected}"
            )
        part.replace(path)
        return "resumed" if transfer.resumed else "downloaded"

    def _transfer(self, original: Original, part: Path) -> Transfer:
        host = urlsplit(original.url).netloc
        # A host that three tries did not reach gets one for each further file: without a
        # network, 205 files would otherwise take minutes of waiting.
        tries = 1 if host in self._unreachable else TRIES
        for tried in range(1, tries + 1):
            try:
                transfer = download(
                    self._client,
                    original.url,
                    part,
                    lambda so_far, total: self._on_bytes(original, so_far, total),
                )
            except TryAgainError as exc:
                if exc.unreachable and tried == tries:
                    self._unreachable.add(host)
                self._sleep(_wait_s(exc, tried, tries))
            else:
                self._unreachable.discard(host)
                return transfer
        raise AssertionError("the last try returns or raises")


def _wait_s(failure: TryAgainError, tried: int, tries: int) -> float:
    """Seconds until the next try. Raises GiveUpError when there is none."""
    wait_s = FIRST_WAIT_S * 2 ** (tried - 1) if failure.wait_s is None else failure.wait_s
    if tried == tries:
        raise GiveUpError(f"{failure} (after {tries} tries)" if tries > 1 else str(failure))
    if wait_s > LONGEST_WAIT_S:
        raise GiveUpError(f"{failure}; the server asks to wait {wait_s:.0f} s: run it again then")
    return wait_s


def _is_expected(path: Path, original: Original) -> bool:
    if not path.is_file():
        return False
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest() == original.sha256
