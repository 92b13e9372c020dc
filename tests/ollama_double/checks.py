"""Which requests Ollama refuses before a model sees them, with its own words."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping

from tests.ollama_double.catalogue import Model, find_model, is_valid_name

_INTEGERS = {
    "num_ctx", "num_predict", "num_keep", "num_batch", "num_gpu", "num_thread", "main_gpu",
    "seed", "top_k", "repeat_last_n", "mirostat",
}  # fmt: skip
_FLOATS = {
    "temperature", "top_p", "min_p", "typical_p", "repeat_penalty", "presence_penalty",
    "frequency_penalty",
}  # fmt: skip
_THINK_LEVELS = ("high", "medium", "low", "max")


class RefusedError(Exception):
    """A status and the text of the `error` key."""

    def __init__(self, status: int, error: str) -> None:
        super().__init__(error)
        self.status = status
        self.error = error


def parse_body(raw: bytes) -> dict[str, object]:
    """The JSON object of a request. Raises RefusedError with Go's words."""
    if not raw.strip():
        raise RefusedError(400, "missing request body")
    try:
        value = json.loads(raw)
    except UnicodeDecodeError as exc:
        raise RefusedError(400, "invalid character in string literal") from exc
    except json.JSONDecodeError as exc:
        if exc.pos >= len(exc.doc.rstrip()):
            raise RefusedError(400, "unexpected EOF") from exc
        found = exc.doc[exc.pos]
        raise RefusedError(
            400, f"invalid character '{found}' looking for beginning of value"
        ) from exc
    if not isinstance(value, dict):
        raise RefusedError(
            400, "json: cannot unmarshal the body into a Go value of type api.Request"
        )
    return value


def model_for_answers(
    body: Mapping[str, object], models: Iterable[Model], *, purpose: str
) -> Model:
    """The installed model of a `chat` or `generate` request. Raises RefusedError."""
    name = str(body.get("model") or "")
    if not name and purpose == "chat":
        raise RefusedError(400, "model is required")
    if name and not is_valid_name(name):
        raise RefusedError(400, "invalid model name")
    if name.endswith((":cloud", "-cloud")):
        raise RefusedError(403, "ollama cloud is disabled: remote model is unavailable")
    model = find_model(models, name)
    if model is None:
        raise RefusedError(404, f"model '{name}' not found")
    if "completion" not in model.capabilities:
        raise RefusedError(400, f'"{name}" does not support {purpose}')
    _check_think(body.get("think"), name, model)
    if body.get("tools") and "tools" not in model.capabilities:
        full = f"registry.ollama.ai/library/{name if ':' in name else name + ':latest'}"
        raise RefusedError(400, f"{full} does not support tools")
    return model


def read_options(body: Mapping[str, object]) -> Mapping[str, object]:
    """The options; unknown ones are let through, as Ollama does. Raises RefusedError for a type."""
    options = body.get("options") or {}
    if not isinstance(options, Mapping):
        raise RefusedError(400, "json: cannot unmarshal options into a Go struct field")
    for key, value in options.items():
        is_number = isinstance(value, int | float) and not isinstance(value, bool)
        if key in _INTEGERS and not is_number:
            raise RefusedError(500, f'option "{key}" must be of type integer')
        if key in _FLOATS and not is_number:
            raise RefusedError(500, f'option "{key}" must be of type float32')
    return options


def _check_think(think: object, name: str, model: Model) -> None:
    if think is None or think is False:
        return
    if think is not True and think not in _THINK_LEVELS:
        raise RefusedError(
            400,
            f'invalid think value: "{think}"'
            ' (must be "high", "medium", "low", "max", true, or false)',
        )
    if "thinking" not in model.capabilities:
        raise RefusedError(400, f'"{name}" does not support thinking')
