"""A double of the Ollama server: the same protocol, without a model.

    with OllamaDouble(models=("qwen3:4b-instruct",), scripts=[BUSY, says("Yes [1].")]) as double:
        ...  # talk to double.url
    double.requests  # everything that was asked, and whether the client left before the end

By hand: `python -m tests.ollama_double --port 11434 --character quoting`.

What it does: `/`, `/api/version`, `tags`, `show`, `ps`, `chat`, `generate`, `embed`, `pull` with
the server's key order, escapes, statuses and error texts; one request at a time and a queue; the
context window, cut in silence; every way a stream was seen to end. Texts and order are those of
ollama fb30760 (0.33.0).
What it does not do: tools, images, structured output, `/v1`, ending a loop of equal tokens.
"""

from tests.ollama_double.catalogue import Model
from tests.ollama_double.characters import CHARACTERS, Character
from tests.ollama_double.prompt import Message, Prompt
from tests.ollama_double.script import (
    BUSY,
    DROPPED,
    EMPTY_LINE,
    EMPTY_STREAM,
    GARBAGE,
    HTML_502,
    LOAD_ONLY,
    RUNNER_DIED,
    SILENT,
    THINKING_ONLY,
    Script,
    pieces_of,
    refuses,
    says,
    too_long,
)
from tests.ollama_double.server import OllamaDouble
from tests.ollama_double.state import Recorded

__all__ = [
    "BUSY",
    "CHARACTERS",
    "DROPPED",
    "EMPTY_LINE",
    "EMPTY_STREAM",
    "GARBAGE",
    "HTML_502",
    "LOAD_ONLY",
    "RUNNER_DIED",
    "SILENT",
    "THINKING_ONLY",
    "Character",
    "Message",
    "Model",
    "OllamaDouble",
    "Prompt",
    "Recorded",
    "Script",
    "pieces_of",
    "refuses",
    "says",
    "too_long",
]
