"""Views of servers as the page may meet them."""

from __future__ import annotations

from dataclasses import replace

from assistant.answering.installed import InstalledModel
from assistant.answering.managing import Offered, View
from assistant.answering.memory import GIB, need
from assistant.answering.recommended import recommend
from assistant.types import Writer

MEMORY = 16 * GIB
QWEN = InstalledModel(
    "qwen3:4b-instruct",
    size_bytes=2_497_293_918,
    digest="0edcdef34593" + "0" * 52,
    family="qwen3",
    parameter_size="4.0B",
    quantization="Q4_K_M",
    context_length=262_144,
    license="Apache-2.0",
    capabilities=("completion", "tools"),
    cache_bytes_per_token=147_456,
    loaded_bytes=3_900_000_000,
    loaded_window=8192,
)
GEMMA = InstalledModel("gemma3:27b", size_bytes=17_396_936_941, license="Gemma Terms of Use")
NOMIC = InstalledModel("nomic-embed-text:latest", capabilities=("embedding",))


def offered(model: InstalledModel) -> Offered:
    """The model with a window of 8,192 tokens on a machine of 16 GiB."""
    writer = Writer(model.name, context_tokens=8192, answer_tokens=700, license=model.license)
    return Offered(model, writer, need(model, writer.context_tokens, MEMORY))


VIEW = View(
    url="http://127.0.0.1:11434",
    near=True,
    problem="",
    version="0.33.0",
    memory=MEMORY,
    free=120_000_000_000,
    models=(offered(GEMMA), offered(NOMIC), offered(QWEN)),
    recommended=recommend(MEMORY),
)
NOT_RUNNING = replace(
    VIEW,
    problem="Ollama is not running at http://127.0.0.1:11434; start it with `ollama serve`",
    version="",
    models=(),
)
