"""A small shelf like the libraries this is made for: editions, families, panels."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.retrieval.shelf import Lookups, Shelf, build_shelf
from assistant.types import Source

SOURCES = (
    Source("llama-2.txt", "Llama 2 Community License Agreement", "license", date="2023-07-18"),
    Source("llama-3.txt", "Llama 3 Community License Agreement", "license", date="2024-04-18"),
    Source("llama-3.1.txt", "Llama 3.1 Community License Agreement", "license", date="2024-07-23"),
    Source("llama-3.1-card.md", "Llama 3.1 model card", "model_card", date="2024-07-23"),
    Source("apache-2.0.txt", "Apache License 2.0", "license", version="2.0", date="2004-01"),
    Source("mit.txt", "MIT License", "license", aliases=("MIT",)),
    Source("gemma-2024.txt", "Gemma Terms of Use", "license", date="2024-04-01"),
    Source("gemma-2025-03-24.txt", "Gemma Terms of Use", "license", date="2025-03-24"),
    Source(
        "osd.md", "The Open Source Definition", "definition", publisher="Open Source Initiative"
    ),
    Source("owd-0.1.md", "Open Weight Definition (OWD) 0.1", "definition", version="0.1"),
    Source("owd-0.2.md", "Open Weight Definition (OWD) 0.2", "definition", version="0.2"),
    Source("meeker.md", "Open Weights Definition", "definition", publisher="Heather Meeker"),
    Source("rc1.md", "The Open Source AI Definition, version 1.0-RC1", version="1.0-RC1"),
    Source("osaid-0.0.8.md", "The Open Source AI Definition, version 0.0.8", version="0.0.8"),
    Source("deepseek-v3.md", "DeepSeek-V3 (README)", "model_card"),
    Source("deepseek-r1.md", "DeepSeek-R1 (README)", "model_card"),
    Source("record.yaml", "European Open Source AI Index record: Apertus", "record"),
    Source("build.md", "Why I build open language models", "commentary"),
    Source(
        "soocon.md",
        "Why AI Is So Messy (State of Open Con 2025 panel)",
        "panel",
        speakers=("Sam Johnston", "Luis Villa", "Amanda Brock"),
    ),
    Source("go-time.md", "Go Time 263", "panel", speakers=("Luis Villa", "Angelica Hill")),
    Source("perens.vtt", "Oral history", "panel", speakers=("Heather Meeker", "Bruce Perens")),
)
TEXTS = (
    "they build a model, and to build it needs a license for the models that others build",
    "we read the Llama license, then the Gemma terms and the MIT license",
    "a community of users, a social contract, the definition of terms, and an index of records",
    "one definition, another definition",
)


def holding(word: str) -> Sequence[str]:
    return [text for text in TEXTS if word in text.casefold()]


def is_word(word: str) -> bool:
    """Of the language: what a test writes right, except the names above."""
    return word in frozenset(
        "what which does should could better pictures house villain cost think lama agree".split()
    )


def small_shelf() -> Shelf:
    return build_shelf(SOURCES, lookups=Lookups(holding, holding, is_word=is_word))
