"""What a person checks first of Ollama: each finding with what to do next."""

from __future__ import annotations

from collections.abc import Iterator

from assistant.answering.managing import Offered, View, not_there
from assistant.doctor.finding import Finding
from assistant.local_models import open_models
from assistant.settings import Settings

FITS = {
    "fits": "fits this memory",
    "tight": "is tight in this memory: other programs may become slow",
    "too large": "is more than this memory has to spare",
    "unknown": "the memory of that machine is not known here",
}


def examine_ollama(settings: Settings) -> Iterator[Finding]:
    """The server, its models, and the one that answers. Only the configured address is asked."""
    yield from findings_of(open_models(settings).look(), settings)


def findings_of(view: View, settings: Settings) -> Iterator[Finding]:
    """What is to be said of a server that was looked at."""
    yield from _address(view)
    yield from _server(view)
    if not view.problem:
        yield from (_model(offered) for offered in view.models)
        yield _answering(view, settings)
    yield from _recommended(view)


def _address(view: View) -> Iterator[Finding]:
    if view.near:
        return
    safe = "" if view.url.startswith("https:") else ", readable on the way: use https"
    yield Finding(
        "Ollama address",
        False,
        f"{view.url} is neither this machine nor in its network: questions and passages are sent"
        f" there{safe}. It is used because ASSISTANT_OLLAMA_URL or OLLAMA_HOST names it; unset both"
        " to stay here",
        needed=False,
    )


def _server(view: View) -> Iterator[Finding]:
    if view.problem:
        told = f"{view.problem} (answers are quotations until then)"
        yield Finding("Ollama", False, told, needed=False)
    else:
        version = f" {view.version}" if view.version else ""
        count = len(view.models)
        none = "" if count else "; get one with the command below"
        told = f"version{version} runs at {view.url}; {count} model(s){none}"
        yield Finding("Ollama", True, told, needed=False)
    if view.memory is not None:
        yield Finding("Memory", True, f"{view.memory / 1e9:.1f} GB in all", needed=False)
    if view.free is not None:
        told = f"{view.free / 1e9:.1f} GB free where Ollama keeps its models"
        yield Finding("Model disk", True, told, needed=False)


def _model(offered: Offered) -> Finding:
    model, writer = offered.model, offered.writer
    if model.unfit:
        told = f"not used for answers: it {model.unfit}"
        return Finding(f"Model {model.name}", True, told, needed=False)
    loaded = f"in memory now with a window of {model.loaded_window:,}" if model.loaded_bytes else ""
    limit = f" of {model.context_length:,}" if model.context_length else ""
    facts = (
        f"{model.size_bytes / 1e9:.1f} GB",
        model.parameter_size,
        model.quantization,
        f"license {model.license or 'not said'}",
        f"window {writer.context_tokens:,}{limit} tokens",
        f"needs about {offered.need.bytes / 1e9:.1f} GB, which {FITS[offered.need.fit]}"
        if offered.need.fit != "unknown"
        else f"needs about {offered.need.bytes / 1e9:.1f} GB; {FITS['unknown']}",
        f"thinking {writer.thinking}" if writer.thinking != "off" else "",
        loaded,
        f"digest {model.digest[:12]}" if model.digest else "",
    )
    told = ", ".join(filter(None, facts))
    return Finding(f"Model {model.name}", offered.need.fit != "too large", told, needed=False)


def _answering(view: View, settings: Settings) -> Finding:
    if settings.model == "none":
        return Finding("Answering model", True, "none: quotations only, as it is set", needed=False)
    found = view.find(settings.model)
    if found is None:
        told = (
            f"{settings.model!r} is not installed; get it with `ollama pull {settings.model}`, or"
            " choose another with ASSISTANT_MODEL"
        )
        return Finding("Answering model", False, told, needed=False)
    if found.model.unfit:
        told = f"{settings.model!r} {found.model.unfit}; choose another with ASSISTANT_MODEL"
        return Finding("Answering model", False, told, needed=False)
    return Finding("Answering model", True, found.model.name, needed=False)


def _recommended(view: View) -> Iterator[Finding]:
    for each in not_there(view):
        told = (
            f"`ollama pull {each.name}`: {each.size_bytes / 1e9:.1f} GB as listed in 2025,"
            f" {each.license}; {each.reason}"
        )
        yield Finding("Recommended model", True, told, needed=False)
