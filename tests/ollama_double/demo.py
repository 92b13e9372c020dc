"""The whole page over the double, for people without a model: `make demo-ollama`.

usage: python -m tests.ollama_double.demo [what app.py takes]

The "model" repeats the first sentence of each source, so answers look written and are checked like
any other. Downloads on the page are pretended, at some speed, and take no space.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from dataclasses import replace

import app
from tests.ollama_double.catalogue import Model
from tests.ollama_double.characters import quoting
from tests.ollama_double.prompt import Prompt
from tests.ollama_double.script import Script
from tests.ollama_double.server import OllamaDouble

TOKEN_S = 0.03  # about as fast as a small model without a graphics card
PULL_TICK_S = 0.8  # a layer takes ten of these
INSTALLED = (
    Model("qwen3:4b-instruct"),
    Model(
        "llama3.2:3b",
        family="llama",
        parameter_size="3.2B",
        size_bytes=2_019_393_189,
        context_length=131_072,
        license="LLAMA 3.2 COMMUNITY LICENSE AGREEMENT\n",
    ),
    Model("nomic-embed-text", capabilities=("embedding",), size_bytes=274_302_450),
)
PULLABLE = (
    Model("qwen3:1.7b", parameter_size="1.7B", size_bytes=1_359_293_444),
    Model("qwen3:8b", parameter_size="8.2B", size_bytes=5_225_388_164),
    Model("qwen3:14b", parameter_size="14.8B", size_bytes=9_276_198_565),
    Model("qwen3:30b-instruct", parameter_size="30.5B", size_bytes=18_556_699_314),
    Model("gemma3:4b", parameter_size="4.3B", size_bytes=3_338_801_804),
)


def main(argv: Sequence[str] | None = None) -> int:
    """Serve both until Ctrl-C; return the exit code of `app.py`."""
    with OllamaDouble(
        INSTALLED, character=_at_pace, pullable=PULLABLE, pull_tick_s=PULL_TICK_S, load_s=2
    ) as double:
        os.environ["ASSISTANT_OLLAMA_URL"] = double.url
        print(f"demo: a stand-in for Ollama at {double.url}", file=sys.stderr)  # noqa: T201
        return app.main(argv)


def _at_pace(prompt: Prompt) -> Script:
    return replace(quoting(prompt), per_token_s=TOKEN_S)


if __name__ == "__main__":
    raise SystemExit(main())
