"""The objects of an answer, in the key order of the server."""

from __future__ import annotations

import math
import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from tests.ollama_double.prompt import count_tokens
from tests.ollama_double.wire import Object, timestamp

# What Go writes for an object nothing was put into: `stream:false` when the model sent nothing.
NEVER_FILLED: Object = {
    "model": "",
    "created_at": "0001-01-01T00:00:00Z",
    "message": {"role": "", "content": ""},
    "done": False,
}
_MADE_UP_CONTEXT = [151644, 872, 198]  # token numbers; nobody may rely on their values


@dataclass(frozen=True, slots=True)
class Metrics:
    """Counts and times of a finished answer; what is 0 is left out."""

    prompt_eval_count: int
    eval_count: int
    load_duration_ns: int
    total_duration_ns: int

    def fields(self) -> Object:
        """The keys of the final object."""
        named = {
            "total_duration": self.total_duration_ns,
            "load_duration": self.load_duration_ns,
            "prompt_eval_count": self.prompt_eval_count,
            "prompt_eval_duration": self.prompt_eval_count * 1_000_000,
            "eval_count": self.eval_count,
            "eval_duration": self.eval_count * 2_000_000,
        }
        return {key: value for key, value in named.items() if value}


@dataclass(frozen=True, slots=True)
class Form:
    """How one endpoint words its objects; `model` is what the client sent."""

    endpoint: Literal["chat", "generate"]
    model: str

    def part(self, *, content: str = "", thinking: str = "", done: bool = False) -> Object:
        """An object of the stream, without what only the last one has."""
        head: dict[str, object] = {"model": self.model, "created_at": timestamp()}
        thought = {"thinking": thinking} if thinking else {}
        if self.endpoint == "chat":
            message = {"role": "assistant", "content": content} | thought
            return head | {"message": message, "done": done}
        return head | {"response": content} | thought | {"done": done}

    def last(
        self, reason: str | None, metrics: Metrics | None, *, content: str = "", thinking: str = ""
    ) -> Object:
        """The final object; reason None: the key is left out."""
        last = dict(self.part(content=content, thinking=thinking, done=True))
        if reason is not None:
            last["done_reason"] = reason
        if self.endpoint == "generate" and metrics is not None:
            last["context"] = _MADE_UP_CONTEXT
        return last | dict(metrics.fields() if metrics else {})


def embed_object(name: str, texts: Sequence[str]) -> Object:
    """The answer of `/api/embed`; empty texts have no vector."""
    vectors = [_vector(text) for text in texts if text]
    answer: dict[str, object] = {"model": name, "embeddings": vectors}
    if vectors:
        answer |= {"total_duration": 14143917, "load_duration": 1019500}
        answer["prompt_eval_count"] = sum(map(count_tokens, texts))
    return answer


def _vector(text: str, dimensions: int = 64) -> list[float]:
    """A vector of length 1; texts that share words get near ones."""
    counts = [0.0] * dimensions
    for word in text.lower().split() or [text]:
        counts[zlib.crc32(word.encode()) % dimensions] += 1.0
    length = math.sqrt(sum(c * c for c in counts))
    return [c / length for c in counts]
