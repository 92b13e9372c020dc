"""The models of the configured Ollama server, put together from the settings."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from assistant.answering.choosing import Chosen, settle
from assistant.answering.installed import InstalledModel
from assistant.answering.managing import Models
from assistant.answering.server import Server
from assistant.settings import Settings
from assistant.types import Writer

if TYPE_CHECKING:
    from assistant.answering.ollama import OllamaModel


def ollama_server(settings: Settings) -> Server:
    """The configured Ollama server."""
    return Server(settings.ollama_url, settings.ca_file)


def open_models(settings: Settings) -> Models:
    """What a person does with the models of the server; nothing is asked yet."""
    return Models(ollama_server(settings), partial(settled, settings), silence_s=settings.silence_s)


def open_model(settings: Settings, chosen: Chosen) -> OllamaModel:
    """The chosen model, ready to be asked. No request is made."""
    from assistant.answering.ollama import OllamaModel  # 3 s: brings LangChain

    name = chosen.model or ""
    # Asked under the name it was chosen by, as the server echoes it.
    writer = replace(settled(settings, chosen.about or InstalledModel(name)), name=name)
    return OllamaModel(ollama_server(settings), writer, silence_s=settings.silence_s)


def settled(settings: Settings, model: InstalledModel) -> Writer:
    """How a model is asked under these settings."""
    return settle(
        model,
        ollama_server(settings),
        context_tokens=settings.context_tokens,
        answer_tokens=settings.answer_tokens,
        passages=settings.passages,
    )
