"""A script and a prompt become steps: wait, send these bytes, end like this. No sockets here."""

from __future__ import annotations

import itertools
import time
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal, NamedTuple

from tests.ollama_double.objects import NEVER_FILLED, Form, Metrics
from tests.ollama_double.script import JSON_TYPE, Script
from tests.ollama_double.wire import Object, encode


class Pause(NamedTuple):
    """Wait; `math.inf`: until the client leaves."""

    seconds: float


class Send(NamedTuple):
    """Write and flush this much of a chunked body."""

    data: bytes
    pieces: int = 0  # of the answer, that are complete with these bytes


class Reply(NamedTuple):
    """A whole response with a length, instead of a stream."""

    status: int
    body: bytes
    pieces: int = 0
    content_type: str = JSON_TYPE
    headers: tuple[tuple[str, str], ...] = ()


class Break(NamedTuple):
    """End the connection where it is."""

    how: Literal["close", "reset"]


Step = Pause | Send | Reply | Break


class _Piece(NamedTuple):
    content: str
    thinking: str


@dataclass(frozen=True, slots=True)
class Performance:
    """One answer that is about to be given."""

    script: Script
    form: Form
    prompt_tokens: int
    most_tokens: int | None = None  # `num_predict`; None: no limit
    load_duration_ns: int = 0

    def steps(self, *, stream: bool) -> Iterator[Step]:
        """What to do, in order. A stream that is not broken ends when the steps do."""
        yield Pause(self.script.before_headers_s)
        if instead := scripted_reply(self.script):
            yield instead
        else:
            yield from self._stream() if stream else self._whole()

    def _stream(self) -> Iterator[Step]:
        script, said = self.script, 0
        started_ns = time.monotonic_ns()
        for piece in self._pieces():
            yield Pause(script.per_token_s)
            part = self.form.part(content=piece.content, thinking=piece.thinking)
            said += 1
            yield from _cut(_line(part), script.split_bytes, pieces=1)
        if script.raw is not None:
            yield from _cut(script.raw, script.split_bytes)
        if script.ending == "done":
            last = self.form.last(self._reason(said), self._metrics(said, started_ns))
            yield from _cut(_line(last), script.split_bytes)
        elif script.ending == "error" and said:
            yield Send(_line({"error": script.error}))
        else:
            yield from self._broken()

    def _whole(self) -> Iterator[Step]:
        script = self.script
        started_ns = time.monotonic_ns()
        pieces: list[_Piece] = []
        for piece in self._pieces():
            yield Pause(script.per_token_s)
            pieces.append(piece)
        content = "".join(p.content for p in pieces)
        thinking = "".join(p.thinking for p in pieces)
        if script.raw is not None:
            yield Reply(200, script.raw, len(pieces))
        elif script.ending == "done":
            metrics = self._metrics(len(pieces), started_ns)
            reason = self._reason(len(pieces))
            last = self.form.last(reason, metrics, content=content, thinking=thinking)
            yield Reply(200, encode(last), len(pieces))
        elif script.ending == "no_done":
            part = self.form.part(content=content, thinking=thinking) if pieces else NEVER_FILLED
            yield Reply(200, encode(part), len(pieces))
        else:
            yield from self._broken()

    def _broken(self) -> Iterator[Step]:
        match self.script.ending:
            case "error":  # nothing was sent yet, so the status is still free
                yield Reply(500, encode({"error": self.script.error}))
            case "hang":
                yield Pause(float("inf"))
            case "close" | "reset" as how:
                yield Break(how)

    def _pieces(self) -> Iterator[_Piece]:
        script = self.script
        thoughts = (_Piece("", text) for text in script.thinking)
        tokens = itertools.cycle(script.tokens) if script.endless else script.tokens
        words = (_Piece(text, "") for text in tokens)
        limits = [n for n in (script.stop_after, self.most_tokens) if n is not None]
        return itertools.islice(itertools.chain(thoughts, words), min(limits, default=None))

    def _reason(self, said: int) -> str | None:
        script = self.script
        all_pieces = len(script.thinking) + len(script.tokens)
        wanted_more = script.endless or all_pieces > said
        ran_out = self.most_tokens is not None and said >= self.most_tokens
        return "length" if ran_out and wanted_more else script.done_reason

    def _metrics(self, said: int, started_ns: int) -> Metrics | None:
        if self.script.done_reason == "load":
            return None
        counted = self.script.prompt_eval_count
        return Metrics(
            prompt_eval_count=self.prompt_tokens if counted is None else counted,
            eval_count=said,
            load_duration_ns=self.load_duration_ns,
            total_duration_ns=self.load_duration_ns + time.monotonic_ns() - started_ns,
        )


def scripted_reply(script: Script) -> Reply | None:
    """The status and body that replace an answer; None: the script wants an answer."""
    if script.status == 200 and script.body is None:
        return None
    body = (script.body or "").encode()
    return Reply(script.status, body, 0, script.content_type, script.headers)


def _line(value: Object) -> bytes:
    return encode(value) + b"\n"


def _cut(data: bytes, size: int | None, pieces: int = 0) -> Iterator[Send]:
    size = size or len(data)
    for start in range(0, len(data), size):
        end = start + size
        yield Send(data[start:end], pieces if end >= len(data) else 0)
