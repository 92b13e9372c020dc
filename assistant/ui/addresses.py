"""Where a document can be read: in the reader, as the file it was, at its original address.

Addresses of our own are relative to the top of the site, so that they hold wherever it is served.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import PurePosixPath
from typing import NamedTuple
from urllib.parse import SplitResult, parse_qsl, quote, urlencode, urlsplit

from assistant.reading.files import RECORDING_SUFFIXES

QUOTED_SHA_CHARS = 16  # of a document's sha256 in a link: enough to see that it is another one


class Original(NamedTuple):
    """Where the original can be read: a checked address and the host a reader is shown."""

    url: str
    host: str


def original(url: str) -> Original | None:
    """The address when a reader may follow it: http or https with a host; else None.

    The host is shown as it travels, so that a look-alike of another script is seen for what it is.
    """
    if any(c.isspace() or not c.isprintable() for c in url):
        return None
    try:
        parts = urlsplit(url)
        host = (parts.hostname or "").encode("idna").decode("ascii")
    except (ValueError, UnicodeError):
        return None
    if parts.scheme not in ("http", "https") or not host:
        return None
    return Original(url, host.removeprefix("www."))


def reader_address(doc_id: str, start: int = 0, end: int = 0, sha256: str = "") -> str:
    """The document in the reader, at the characters `[start, end)` if there are any."""
    asked: dict[str, object] = {}
    if start < end:
        asked = {"start": start, "end": end}
        if sha256:
            asked["sha256"] = sha256[:QUOTED_SHA_CHARS]
    query = f"?{urlencode(asked)}#passage" if asked else ""
    return f"read/{quote(doc_id)}{query}"


def file_address(doc_id: str, page: int | None = None) -> str:
    """The file a document was read from; `page` is 1-based, of a PDF."""
    return f"original/{quote(doc_id)}{f'#page={page}' if page else ''}"


def recording_address(doc_id: str, seconds: float) -> str:
    """The recording beside a transcript, from this second on."""
    return f"recording/{quote(doc_id)}#t={int(seconds)}"


def at_second(url: str, seconds: float) -> Original | None:
    """The recording at this address, starting at the second; None where nobody knows how to ask.

    A media file takes the fragment of W3C's Media Fragments; platforms have ways of their own.
    """
    target = original(url)
    if target is None:
        return None
    parts, second = urlsplit(url), int(seconds)
    if PurePosixPath(parts.path).suffix.lower() in RECORDING_SUFFIXES:
        return target._replace(url=parts._replace(fragment=f"t={second}").geturl())
    started = next((start(parts, second) for fits, start in _PLATFORMS if fits(parts)), None)
    return None if started is None else target._replace(url=started.geturl())


def _on(*hosts: str, path: str = "/.") -> Callable[[SplitResult], bool]:
    """Whether an address is of one of these hosts, under a path that matches."""

    def fits(parts: SplitResult) -> bool:
        host = parts.hostname or ""
        known = any(host == name or host.endswith(f".{name}") for name in hosts)
        return known and re.match(path, parts.path) is not None

    return fits


def _query(name: str, unit: str = "") -> Callable[[SplitResult, int], SplitResult]:
    """Starts by a field of the query, in place of one that is there."""

    def start(parts: SplitResult, second: int) -> SplitResult:
        fields = [(k, v) for k, v in parse_qsl(parts.query, keep_blank_values=True) if k != name]
        return parts._replace(query=urlencode([*fields, (name, f"{second}{unit}")]))

    return start


def _fragment(unit: str) -> Callable[[SplitResult, int], SplitResult]:
    return lambda parts, second: parts._replace(fragment=f"t={second}{unit}")


def _is_peertube(parts: SplitResult) -> bool:
    # Anyone may run one: its addresses have a form of their own.
    return re.match(r"/(?:w/[0-9A-Za-z]{22}|videos/watch/[0-9a-f-]{36})$", parts.path) is not None


# Each as the platform's own "share at this time" writes it.
_PLATFORMS: tuple[
    tuple[Callable[[SplitResult], bool], Callable[[SplitResult, int], SplitResult]], ...
] = (
    (_on("youtube.com", "youtube-nocookie.com", path="/embed/."), _query("start")),
    (_on("youtube.com", path="/(?:watch|live/.|shorts/.)"), _query("t", "s")),
    (_on("youtu.be"), _query("t", "s")),
    (_on("vimeo.com", path=r"/(?:video/)?\d"), _fragment("s")),
    (_on("dailymotion.com", path="/video/."), _query("start")),
    (_on("archive.org", path="/details/."), _query("start")),
    (_on("media.ccc.de", path="/v/."), _fragment("")),
    (_is_peertube, _query("start", "s")),
)
