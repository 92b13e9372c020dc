"""The models a server has, with what it says of each: `/api/tags`, `/api/show` and `/api/ps`."""

from __future__ import annotations

from dataclasses import dataclass, replace

from assistant.answering.license_name import license_name
from assistant.answering.server import (
    Ask,
    Json,
    Server,
    another_protocol,
    connected,
    number_of,
    object_of,
    objects_of,
    text_of,
    texts_of,
)
from assistant.errors import ModelError
from assistant.reason import phrase

_CLOUD = (":cloud", "-cloud")
_ENCODERS = ("bert", "nomic-bert", "jina-bert")  # families of servers that list no capabilities
_KEY_VALUE_BYTES = 2  # of one number in the cache: float16, Ollama's OLLAMA_KV_CACHE_TYPE default


@dataclass(frozen=True, slots=True)
class InstalledModel:
    """One model as the server describes it. 0 and empty: the server does not say."""

    name: str
    size_bytes: int = 0  # of its files
    digest: str = ""  # sha256 of its manifest, in hexadecimal
    family: str = ""  # "qwen3", "llama"
    parameter_size: str = ""  # "4.0B"
    quantization: str = ""  # "Q4_K_M"
    context_length: int = 0  # tokens it was trained with: the most `num_ctx` can be
    license: str = ""  # see `license_name`
    capabilities: tuple[str, ...] = ()  # "completion", "thinking", "embedding", ...
    thinking_values: tuple[bool | str, ...] = ()  # what `think` may be, where the server says so
    remote_host: str = ""  # where it really runs; empty: on the server itself
    cache_bytes_per_token: int = 0  # keys and values of all layers for one token of the window
    loaded_bytes: int = 0  # in memory now; 0: not loaded
    loaded_window: int = 0  # `num_ctx` it is loaded with

    @property
    def unfit(self) -> str:
        """Why it is not offered for answers, in a few words; empty: it is."""
        if self.remote_host or runs_elsewhere(self.name):
            return phrase("runs on another machine")
        known = self.capabilities or (() if self.family in _ENCODERS else ("completion",))
        return "" if "completion" in known else phrase("makes vectors, not answers")


def runs_elsewhere(name: str) -> bool:
    """Whether the name says that Ollama only passes requests on to a machine of its makers."""
    return name.lower().removesuffix(":latest").endswith(_CLOUD)


def same_model(one: str, other: str) -> bool:
    """Whether Ollama takes the names for one: case is equal, no tag means the latest."""
    return with_tag(one).lower() == with_tag(other).lower()


def with_tag(name: str) -> str:
    """The name with the tag that Ollama adds where there is none."""
    return name if ":" in name.rpartition("/")[2] else f"{name}:latest"


def installed_models(server: Server) -> list[InstalledModel]:
    """Every model with all that is known of it, by name.

    Raises OllamaNotRunning or AnswerFailed. A model that cannot be shown is listed all the same.
    """
    with connected(server) as ask:
        described = [describe(ask, model) for model in listed_models(server, ask)]
        loaded = _loaded(ask)
    return sorted(
        (_with_memory(model, loaded.get(with_tag(model.name).lower(), {})) for model in described),
        key=lambda model: model.name,
    )


def listed_models(server: Server, ask: Ask) -> list[InstalledModel]:
    """What `/api/tags` lists, in the server's order. Raises as `connected` says."""
    try:
        return [_listed(found) for found in objects_of(ask("/api/tags", None), "models")]
    except TypeError as exc:
        raise another_protocol(server.url, exc) from exc


def describe(ask: Ask, model: InstalledModel) -> InstalledModel:
    """The model with what `/api/show` adds; as it was when the server does not show it."""
    try:
        shown = ask("/api/show", {"model": model.name})
    except ModelError:
        return model
    info, details = object_of(shown, "model_info"), object_of(shown, "details")
    family = text_of(info, "general.architecture")
    return replace(
        model,
        family=model.family or text_of(details, "family") or family,
        parameter_size=model.parameter_size or text_of(details, "parameter_size"),
        quantization=model.quantization or text_of(details, "quantization_level"),
        context_length=number_of(info, f"{family}.context_length") or model.context_length,
        license=license_name(_license(shown)),
        capabilities=texts_of(shown, "capabilities") or model.capabilities,
        thinking_values=_thinking_values(shown),
        remote_host=text_of(shown, "remote_host") or model.remote_host,
        cache_bytes_per_token=_cache_bytes(info, family),
    )


def _loaded(ask: Ask) -> dict[str, Json]:
    """What `/api/ps` says, by name in lower case; nothing when the server does not tell."""
    try:
        running = objects_of(ask("/api/ps", None), "models")
    except (ModelError, TypeError):
        return {}
    return {with_tag(text_of(found, "name")).lower(): found for found in running}


def _listed(found: Json) -> InstalledModel:
    details = object_of(found, "details")
    name = text_of(found, "name") or text_of(found, "model")
    if not name:
        raise TypeError(phrase("a model without a name"))
    return InstalledModel(
        name=name,
        size_bytes=number_of(found, "size"),
        digest=text_of(found, "digest").removeprefix("sha256:"),
        family=text_of(details, "family"),
        parameter_size=text_of(details, "parameter_size"),
        quantization=text_of(details, "quantization_level"),
        context_length=number_of(details, "context_length"),
        capabilities=texts_of(found, "capabilities"),
        remote_host=text_of(found, "remote_host") or text_of(found, "remote_model"),
    )


def _license(shown: Json) -> str:
    return text_of(shown, "license") or next(iter(texts_of(shown, "license")), "")


def _thinking_values(shown: Json) -> tuple[bool | str, ...]:
    values = object_of(shown, "thinking").get("values")
    return tuple(v for v in values if isinstance(v, bool | str)) if isinstance(values, list) else ()


def _cache_bytes(info: Json, family: str) -> int:
    """Bytes of keys and values for one token: 2 x layers x heads x length x 2; 0: not known."""
    layers = number_of(info, f"{family}.block_count")
    heads = number_of(info, f"{family}.attention.head_count")
    key_heads = number_of(info, f"{family}.attention.head_count_kv") or heads
    length = number_of(info, f"{family}.attention.key_length")
    if not length and heads:
        length = number_of(info, f"{family}.embedding_length") // heads
    return 2 * layers * key_heads * length * _KEY_VALUE_BYTES


def _with_memory(model: InstalledModel, loaded: Json) -> InstalledModel:
    return replace(
        model,
        loaded_bytes=number_of(loaded, "size"),
        loaded_window=number_of(loaded, "context_length"),
    )
