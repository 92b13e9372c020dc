"""One transfer over HTTP into one file: redirects, ranges, limits, and the sha256 on the way.

What this does not do: try again (`fetch.py`), or judge whether the file is the expected one.
"""

from __future__ import annotations

import hashlib
import os
import re
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from pathlib import Path
from typing import NamedTuple
from urllib.parse import urljoin, urlsplit

import httpx

from assistant.reading.originals import is_fetchable, is_here

SIZE_LIMIT_BYTES = 64 * 1024 * 1024  # the largest original today has 1.3 MB
TIME_LIMIT_S = 600.0  # for one try: a server that drips would hold up the rest
_MOST_REDIRECTS = 5
_BLOCK_BYTES = 1 << 16
_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_TEMPORARY = frozenset({408, 425, 429, 500, 502, 503, 504})


class GiveUpError(Exception):
    """Another try would not help; the message is the reason."""


class TryAgainError(Exception):
    """Another try may help.

    `wait_s` is what the server asked for, None when it asked for nothing; `unreachable` says that
    there was no connection at all.
    """

    def __init__(
        self, reason: str, *, wait_s: float | None = None, unreachable: bool = False
    ) -> None:
        super().__init__(reason)
        self.wait_s = wait_s
        self.unreachable = unreachable


class Transfer(NamedTuple):
    """What is in the file now."""

    resumed: bool  # False: all of it came in this try
    sha256: str


def download(
    client: httpx.Client,
    url: str,
    part: Path,
    on_bytes: Callable[[int, int | None], None],
) -> Transfer:
    """Bring the rest of `part`, or all of it where the server does not continue.

    `on_bytes` is told the bytes so far and in all, None when that is not known. What came before
    a failure stays in `part`. Raises GiveUpError and TryAgainError.
    """
    have = part.stat().st_size if part.is_file() else 0
    try:
        with _open(client, url, have) as response:
            start = _first_byte(response, part, have)
            return Transfer(start > 0, _write(response, part, start, on_bytes))
    except httpx.TimeoutException as exc:
        unreachable = isinstance(exc, httpx.ConnectTimeout)
        raise TryAgainError(f"no answer from {url}", unreachable=unreachable) from exc
    except httpx.TransportError as exc:
        unreachable = isinstance(exc, httpx.ConnectError)
        raise TryAgainError(f"connection to {url}: {exc}", unreachable=unreachable) from exc
    except httpx.InvalidURL as exc:
        raise GiveUpError(f"{url!r} leads to no usable address: {exc}") from exc


@contextmanager
def _open(client: httpx.Client, url: str, have: int) -> Iterator[httpx.Response]:
    """Open the address, or where it redirects to, if we would accept that address too."""
    headers = {"Range": f"bytes={have}-"} if have else {}
    target = url
    for _ in range(_MOST_REDIRECTS + 1):
        with client.stream("GET", target, headers=headers) as response:
            if response.status_code not in _REDIRECTS:
                yield response
                return
            target = urljoin(target, response.headers.get("Location", ""))
        _check_redirect(url, target)
    raise GiveUpError(f"{url} leads through more than {_MOST_REDIRECTS} redirects")


def _check_redirect(url: str, target: str) -> None:
    allowed = is_fetchable(target)
    # Only an address on this machine may lead to this machine.
    if allowed and is_here(urlsplit(target).hostname or ""):
        allowed = is_here(urlsplit(url).hostname or "")
    if not allowed:
        raise GiveUpError(f"{url} leads to {target!r}, which is not followed")


def _first_byte(response: httpx.Response, part: Path, have: int) -> int:
    """Where the body begins in the file: at its end, or at 0. Raises for what is no body."""
    status = response.status_code
    if status == 200:
        return 0
    begin = re.match(r"bytes (\d+)-", response.headers.get("Content-Range", ""))
    if status == 206 and begin and int(begin[1]) == have:
        return have
    if have and status in (206, 416):  # what is there is not the beginning of this file
        part.unlink()
        raise TryAgainError(f"{response.url} cannot be continued at byte {have}", wait_s=0.0)
    reason = f"{status} {response.reason_phrase} from {response.url}"
    if status in _TEMPORARY:
        raise TryAgainError(reason, wait_s=_asked_to_wait_s(response))
    raise GiveUpError(reason)


def _write(
    response: httpx.Response,
    part: Path,
    start: int,
    on_bytes: Callable[[int, int | None], None],
) -> str:
    """Append the body to the first `start` bytes of the file; the sha256 of the whole."""
    if response.headers.get("Content-Encoding", "identity") != "identity":
        raise GiveUpError(f"{response.url} is sent packed, although that was not asked for")
    length = response.headers.get("Content-Length", "")
    total = start + int(length) if length.isdigit() else None
    so_far = start
    _check_size(total, response)
    digest = hashlib.sha256()
    until = time.monotonic() + TIME_LIMIT_S
    with part.open("r+b" if start else "wb") as file:
        for block in iter(lambda: file.read(_BLOCK_BYTES) if start else b"", b""):
            digest.update(block)
        for block in response.iter_raw():  # as it comes: nothing waits when the connection is cut
            so_far += len(block)
            if so_far > SIZE_LIMIT_BYTES:
                file.truncate(0)  # nothing to continue from next time
            _check_size(so_far, response)
            digest.update(block)
            file.write(block)
            on_bytes(so_far, total)
            if time.monotonic() > until:
                raise TryAgainError(f"{response.url} took more than {TIME_LIMIT_S:.0f} s")
        file.flush()
        os.fsync(file.fileno())
    return digest.hexdigest()


def _check_size(size_bytes: int | None, response: httpx.Response) -> None:
    if size_bytes is not None and size_bytes > SIZE_LIMIT_BYTES:
        limit = SIZE_LIMIT_BYTES // 1024 // 1024
        raise GiveUpError(f"{response.url} is larger than {limit} MB")


def _asked_to_wait_s(response: httpx.Response) -> float | None:
    """Seconds of a `Retry-After`, which is a number or a date; None: none, or not readable."""
    value = response.headers.get("Retry-After", "").strip()
    if value.isdecimal():
        return float(value)
    try:
        when = parsedate_to_datetime(value)
    except ValueError:
        return None
    when = when if when.tzinfo else when.replace(tzinfo=UTC)
    return max((when - datetime.now(UTC)).total_seconds(), 0.0)
