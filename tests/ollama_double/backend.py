"""The endpoints: each turns a request into steps, and knows nothing of sockets."""

from __future__ import annotations

import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Literal

from tests.ollama_double.catalogue import (
    Model,
    find_model,
    is_valid_name,
    running_object,
    show_object,
    tags_object,
    with_tag,
)
from tests.ollama_double.characters import Character
from tests.ollama_double.checks import (
    RefusedError,
    model_for_answers,
    parse_body,
    read_options,
)
from tests.ollama_double.objects import Form, embed_object
from tests.ollama_double.play import Pause, Performance, Reply, Send, Step, scripted_reply
from tests.ollama_double.prompt import Prompt, cut_to_window, read_messages
from tests.ollama_double.pulling import PULL_FAILED, Blobs
from tests.ollama_double.script import PROMPT_TOO_LONG, Script, too_long_error
from tests.ollama_double.state import Memory, Recorded, Slots, keep_alive_s
from tests.ollama_double.wire import Object, encode

VERSION = "0.33.0"
DEFAULT_CONTEXT_TOKENS = 4096  # Ollama's own, below 23 GiB of graphics memory
Overflow = Literal["cut", "nested", "refuse"]  # what happens to a prompt that is too long
_TURN_POLL_S = 0.01
_WARM_LOAD_NS = 41_295_167  # never 0, even when the model is in memory


class Backend:
    """Models, scripts and memory behind the endpoints; shared by all connections."""

    def __init__(
        self,
        models: Iterable[Model],
        scripts: Iterable[Script],
        character: Character,
        *,
        at: Mapping[str, Script],
        slots: Slots,
        load_s: float,
        overflow: Overflow,
        pullable: Iterable[Model],
        pull_tick_s: float,
    ) -> None:
        self.models = list(models)
        self.scripts = deque(scripts)
        self.memory = Memory()
        self.slots = slots
        self.character = character
        self._at = at
        self._load_s = load_s
        self._overflow = overflow
        self._pullable = list(pullable)
        self._pull_tick_s = pull_tick_s
        self._blobs = Blobs()
        self._choosing = threading.Lock()
        self._routes: dict[tuple[str, str], Callable[[Recorded], Iterator[Step]]] = {
            ("GET", "/"): lambda _: iter([Reply(200, b"Ollama is running", content_type=_TEXT)]),
            ("GET", "/api/version"): lambda _: _json({"version": VERSION}),
            ("GET", "/api/tags"): lambda _: _json(tags_object(self.models)),
            ("GET", "/api/ps"): lambda _: _json(running_object(self.memory.running())),
            ("POST", "/api/show"): self._show,
            ("POST", "/api/chat"): lambda request: self._write(request, "chat"),
            ("POST", "/api/generate"): lambda request: self._write(request, "generate"),
            ("POST", "/api/embed"): self._embed,
            ("POST", "/api/pull"): self._pull,
        }

    def respond(self, request: Recorded) -> Iterator[Step]:
        """The steps of the answer. RefusedError may come out at any step before the first byte."""
        method = "GET" if request.method == "HEAD" else request.method
        if all(path != request.path for _, path in self._routes):
            return iter([Reply(404, b"404 page not found", content_type=_TEXT)])
        route = self._routes.get((method, request.path))
        if route is None:
            return iter([Reply(405, b"405 method not allowed", content_type=_TEXT)])
        script = self._at.get(request.path)
        return route(request) if script is None else _instead(script, route, request)

    def _write(self, request: Recorded, endpoint: Literal["chat", "generate"]) -> Iterator[Step]:
        """Steps of `/api/chat` and `/api/generate`."""
        body = request.body = parse_body(request.raw)
        model = model_for_answers(body, self.models, purpose=endpoint)
        options = read_options(body)
        window = _number(options.get("num_ctx")) or DEFAULT_CONTEXT_TOKENS
        window = min(max(window, 4), model.context_length)
        form = Form(endpoint, str(body["model"]))
        messages = read_messages(body)
        with self.slots.turn() as is_my_turn:
            while not is_my_turn():
                yield Pause(_TURN_POLL_S)
            cold = self.memory.needs_load(model, window)
            if cold:
                yield Pause(self._load_s)
            self.memory.use(model, window, body.get("keep_alive"))
            if not messages:
                unload = "keep_alive" in body and keep_alive_s(body["keep_alive"]) == 0
                yield Reply(200, encode(form.last("unload" if unload else "load", None)))
                return
            prompt = self._fit(Prompt(messages, _think(body, model), window))
            request.prompt = prompt
            performance = Performance(
                self._next_script(prompt),
                form,
                prompt.tokens,
                most_tokens=_number(options.get("num_predict")),
                load_duration_ns=_WARM_LOAD_NS + int(self._load_s * 1e9 * cold),
            )
            yield from performance.steps(stream=body.get("stream") is not False)

    def _next_script(self, prompt: Prompt) -> Script:
        with self._choosing:
            if self.scripts:
                return self.scripts.popleft()
        return self.character(prompt)

    def _fit(self, prompt: Prompt) -> Prompt:
        if self._overflow == "cut" or prompt.tokens <= prompt.context_tokens:
            return cut_to_window(prompt)
        if self._overflow == "nested":
            raise RefusedError(400, too_long_error(prompt.tokens, prompt.context_tokens))
        raise RefusedError(400, PROMPT_TOO_LONG)

    def _show(self, request: Recorded) -> Iterator[Step]:
        body = request.body = parse_body(request.raw)
        name = str(body.get("model") or body.get("name") or "")
        model = find_model(self.models, name)
        if model is None:
            raise RefusedError(404, f"model '{with_tag(name)}' not found")
        yield Reply(200, encode(show_object(model)))

    def _embed(self, request: Recorded) -> Iterator[Step]:
        body = request.body = parse_body(request.raw)
        name = str(body.get("model") or "")
        if find_model(self.models, name) is None:
            raise RefusedError(404, f'model "{name}" not found, try pulling it first')
        texts = body.get("input", [])
        texts = [texts] if isinstance(texts, str) else texts
        if not isinstance(texts, list) or not all(isinstance(text, str) for text in texts):
            raise RefusedError(400, "invalid input type")
        yield Reply(200, encode(embed_object(name, texts)))

    def _pull(self, request: Recorded) -> Iterator[Step]:
        body = request.body = parse_body(request.raw)
        name = str(body.get("model") or body.get("name") or "")
        if not is_valid_name(name):
            raise RefusedError(400, "invalid model name")
        model = find_model([*self.models, *self._pullable], name)
        lines = self._blobs.download(model) if model else iter(PULL_FAILED)
        line: Object = {}
        for line in lines:
            if "completed" in line:
                yield Pause(self._pull_tick_s)
            if line.get("status") == "success" and model and model not in self.models:
                self.models.append(model)
            if body.get("stream") is not False:
                yield Send(encode(line) + b"\n")
        if body.get("stream") is False:
            yield Reply(200 if model else 500, encode(line))


_TEXT = "text/plain; charset=utf-8"


def _json(value: Object) -> Iterator[Step]:
    return iter([Reply(200, encode(value))])


def _instead(
    script: Script, route: Callable[[Recorded], Iterator[Step]], request: Recorded
) -> Iterator[Step]:
    """The script's delay, then its status and body, or else the route's own answer."""
    yield Pause(script.before_headers_s)
    reply = scripted_reply(script)
    yield from route(request) if reply is None else iter([reply])


def _number(value: object) -> int | None:
    """A positive number as an integer; None for anything else: Ollama's default applies."""
    return int(value) if isinstance(value, int | float) and value > 0 else None


def _think(body: Mapping[str, object], model: Model) -> bool | str | None:
    asked = body.get("think")
    if asked is None:  # a model that can think does, unless told not to
        return True if "thinking" in model.capabilities else None
    return asked if isinstance(asked, bool | str) else None
