"""Which sessions, events and files of Gradio a request names, and which a response hands out. Pure.

Only what Gradio 6.31 looks up by name (`gradio/routes.py`): session and event in the address or at
the top of a JSON body, uploaded files anywhere in it.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path

from starlette.datastructures import QueryParams

_IN_QUERY = ("session_hash", "upload_id")
_IN_BODY = ("session_hash", "event_id")
# The end of an answer's address, and the beginning of those of a session.
_IN_PATH = re.compile(r"/gradio_api/(?:call/(?:v2/)?[^/]+|heartbeat|stream)/([^/]+)")
_FILE = re.compile(r"/gradio_api/file[=/](.+)", re.DOTALL)


def named_in_address(path: str, query: str, method: str, folder: Path) -> set[str]:
    """What an address names; uploaded files, which lie in `folder`, by their whole path."""
    params = QueryParams(query)
    names = {value for key in _IN_QUERY for value in params.getlist(key)}
    # A POST to `call/v2/NAME` asks, and names no event.
    if (found := _IN_PATH.search(path)) and not (method == "POST" and "/call/" in path):
        names.add(found[1])
    if found := _FILE.search(path):
        names |= _uploaded(found[1], folder)
    return names


def named_in_body(body: bytes, folder: Path) -> set[str]:
    """What the JSON of a body names; nothing where it is none: Gradio does not take that either."""
    told = _parsed(body)
    if not isinstance(told, dict):
        return set()
    names = {value for key in _IN_BODY if isinstance(value := told.get(key), str)}
    for path in _paths(told):
        names |= _uploaded(path, folder)
    return names


def handed_out(body: bytes, folder: Path) -> set[str]:
    """What a response gives to the one who asked: an event, or the paths of uploaded files."""
    told = _parsed(body)
    if isinstance(told, dict):
        return {event} if isinstance(event := told.get("event_id"), str) else set()
    paths = told if isinstance(told, list) else []
    return {name for path in paths if isinstance(path, str) for name in _uploaded(path, folder)}


def _parsed(body: bytes) -> object:
    try:
        parsed: object = json.loads(body)
    except (ValueError, RecursionError):
        return None
    return parsed


def _paths(told: object) -> Iterator[str]:
    """The paths of the files in a body, at any depth."""
    waiting = [told]
    while waiting:
        one = waiting.pop()
        if isinstance(one, dict):
            if isinstance(path := one.get("path"), str):
                yield path
            waiting += one.values()
        elif isinstance(one, list):
            waiting += one


def _uploaded(path: str, folder: Path) -> set[str]:
    """The file's one whole path, however it is written; nothing for a file that lies elsewhere."""
    try:
        whole = Path(path).resolve()
    except (OSError, ValueError):  # a zero byte, a name that is too long
        return set()
    return {str(whole)} if whole.is_relative_to(folder.resolve()) else set()
