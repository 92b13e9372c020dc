"""The list of originals: what each is, where it can be had, and how to know it is the right file.

What this does not do: fetch anything (`fetch.py`).
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass, fields
from ipaddress import ip_address
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from assistant.errors import FetchError
from assistant.types import KINDS, Kind

_SHA256 = re.compile(r"[0-9a-f]{64}")
# What no file name may hold on one of the systems this runs on.
_UNSAFE = re.compile(r'[\x00-\x1f\x7f\\:*?"<>|]')


@dataclass(frozen=True, slots=True)
class Original:
    """One entry of `corpus/sources.toml`; every field but `version` and `url` says something."""

    file: str  # path relative to the folder of originals, forward slashes
    title: str
    kind: Kind
    publisher: str
    version: str
    url: str  # pinned to one commit; "": no such address is known
    sha256: str  # of the file's bytes


_KEYS = tuple(field.name for field in fields(Original))
_MAY_BE_EMPTY = ("version", "url")


def read_sources(path: Path) -> tuple[Original, ...]:
    """Read the entries of a `sources.toml`, in its order.

    Raises FetchError, naming the entry and the key, for anything that could not be fetched safely.
    """
    try:
        table = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as exc:
        raise FetchError(f"{path} cannot be read: {exc}") from exc
    entries = table.get("source", [])
    if not isinstance(entries, list) or set(table) - {"source"}:
        raise FetchError(f"{path} holds {sorted(table)}; it must hold only [[source]] entries")
    originals = tuple(
        _read_entry(entry, f"{path}, entry {i}") for i, entry in enumerate(entries, start=1)
    )
    seen: set[str] = set()
    for i, original in enumerate(originals, start=1):
        # Two names that differ in case are one file on some systems.
        if original.file.casefold() in seen:
            raise FetchError(f"{path}, entry {i}: `file` {original.file!r} is there twice")
        seen.add(original.file.casefold())
    return originals


def is_fetchable(url: str) -> bool:
    """Whether the address is https, or http on this machine (tests, a mirror)."""
    try:
        parts = urlsplit(url)
        host = parts.hostname or ""
    except ValueError:
        return False
    return bool(host) and (parts.scheme == "https" or (parts.scheme == "http" and is_here(host)))


def is_here(host: str) -> bool:
    """Whether a host name means this machine."""
    if host == "localhost":
        return True
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False


def _read_entry(entry: Any, where: str) -> Original:
    if not isinstance(entry, dict):
        raise FetchError(f"{where}: {entry!r} is no table; write it under [[source]]")
    where += f" ({entry['file']!r})" if "file" in entry else ""
    for key in entry:
        if key not in _KEYS:
            raise FetchError(f"{where}: unknown key `{key}`; known are {', '.join(_KEYS)}")
    for key in _KEYS:
        value = entry.get(key)
        if not isinstance(value, str) or (not value.strip() and key not in _MAY_BE_EMPTY):
            raise FetchError(f"{where}: `{key}` is {value!r}; it must be a text")
    original = Original(**entry)
    wrong = _find_wrong(original)
    if wrong is not None:
        raise FetchError(f"{where}: {wrong}")
    return original


def _find_wrong(original: Original) -> str | None:
    """Say what makes the entry unusable, beginning with the key; None: nothing."""
    if not _stays_inside(original.file):
        return f"`file` {original.file!r} must be a plain path below the folder of originals"
    if original.kind not in KINDS:
        return f"`kind` is {original.kind!r}; it must be one of {', '.join(KINDS)}"
    if original.url and not is_fetchable(original.url):
        return f"`url` {original.url!r} must begin with https://"
    if not _SHA256.fullmatch(original.sha256):
        return f"`sha256` {original.sha256!r} must be 64 hexadecimal digits in lower case"
    return None


def _stays_inside(file: str) -> bool:
    """Whether a relative path names something below the folder it is relative to."""
    return not _UNSAFE.search(file) and all(
        part.strip(" .") and part == part.strip() for part in file.split("/")
    )
