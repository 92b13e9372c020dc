"""What the double does with one chat or generate request: a value, and the usual ones by name."""

from __future__ import annotations

import json
import math
import re
from dataclasses import dataclass, replace
from typing import Literal

Ending = Literal[
    "done",  # the last object has "done":true
    "no_done",  # the stream ends properly, but no object said so
    "error",  # an object with the only key "error"
    "close",  # the connection ends inside the chunked body, as when the server is killed
    "reset",  # the same with a TCP reset
    "hang",  # nothing more comes, the connection stays open
]

RUNNER_GONE = "an error was encountered while running the model: unexpected EOF"
QUEUE_FULL = "server busy, please try again.  maximum pending requests exceeded"
PROMPT_TOO_LONG = (
    "the prompt is longer than the context length currently available to the model; shorten the"
    " prompt, adjust the context length in settings, or use a model with a longer context length"
)
JSON_TYPE = "application/json; charset=utf-8"


@dataclass(frozen=True, slots=True)
class Script:
    """One reply, and how it goes wrong. Times are in seconds.

    `stop_after` counts pieces, of thinking and of the answer, that are sent before `raw` and the
    ending. A status other than 200, or a body, replaces all of it.
    """

    tokens: tuple[str, ...] = ("Hello", " there", ".")
    thinking: tuple[str, ...] = ()  # comes before the tokens
    endless: bool = False  # tokens begin again when they run out, until `num_predict`
    stop_after: int | None = None  # None: everything is sent
    raw: bytes | None = None  # bytes written as they are, without a line end of their own
    ending: Ending = "done"
    error: str = RUNNER_GONE  # for the ending "error"
    done_reason: str | None = "stop"  # None: the key is left out
    prompt_eval_count: int | None = None  # None: counted; 0: the key is left out
    before_headers_s: float = 0.0  # math.inf: accepts the request and never answers
    per_token_s: float = 0.0
    split_bytes: int | None = None  # send this many bytes at a time, across characters
    status: int = 200
    body: str | None = None
    content_type: str = JSON_TYPE
    headers: tuple[tuple[str, str], ...] = ()


def pieces_of(text: str) -> tuple[str, ...]:
    """The text cut before each run of white space; joined, the same text."""
    return tuple(re.findall(r"\s*\S+|\s+$", text))


def says(text: str) -> Script:
    """A normal answer, word by word."""
    return Script(tokens=pieces_of(text))


def refuses(status: int, error: str) -> Script:
    """An error before the first byte: a status and a JSON body, for streams too."""
    # Only "<", ">" and "&" are escaped in another way by Go, and no error text holds one.
    body = json.dumps({"error": error}, ensure_ascii=False, separators=(",", ":"))
    return Script(status=status, body=body)


def too_long_error(prompt_tokens: int, context_tokens: int) -> str:
    """The refusal of llama-server, which Ollama passes on: JSON as the text of an error."""
    nested = {
        "code": 400,
        "message": f"request ({prompt_tokens} tokens) exceeds the available context size"
        f" ({context_tokens} tokens), try increasing it",
        "type": "exceed_context_size_error",
        "n_prompt_tokens": prompt_tokens,
        "n_ctx": context_tokens,
    }
    return json.dumps({"error": nested}, separators=(",", ":"))


def too_long(prompt_tokens: int, context_tokens: int) -> Script:
    """A prompt over the window, refused with JSON inside JSON."""
    return refuses(400, too_long_error(prompt_tokens, context_tokens))


BUSY = refuses(503, QUEUE_FULL)
SILENT = Script(before_headers_s=math.inf)
DROPPED = Script(ending="close", stop_after=1)
RUNNER_DIED = Script(ending="error", stop_after=1)
EMPTY_STREAM = Script(tokens=(), ending="no_done")
LOAD_ONLY = Script(tokens=(), done_reason="load", prompt_eval_count=0)
THINKING_ONLY = Script(tokens=(), thinking=("Let me", " think", " about"), done_reason="length")
GARBAGE = Script(stop_after=1, raw=b"<html>not json</html>\n")
EMPTY_LINE = replace(GARBAGE, raw=b"\n")
HTML_502 = Script(
    status=502,
    body="<html><head><title>502 Bad Gateway</title></head></html>",
    content_type="text/html",
)
