"""Which model to get for a machine: a small one, and a larger one, each with the reason.

All have openly licensed weights (Apache-2.0). Their training data are not published, so none is
open source AI by the Open Source AI Definition. Sizes are those listed at ollama.com/library in
2025; Ollama names the exact one when it begins.
"""

from __future__ import annotations

from typing import NamedTuple

from assistant.answering.installed import InstalledModel
from assistant.answering.memory import need

WINDOW = 8_192  # tokens; what eight passages and an answer need


class Recommended(NamedTuple):
    """A model that can be got."""

    name: str
    size_bytes: int  # as listed
    license: str  # SPDX identifier
    cache_bytes_per_token: int  # from its number of layers, heads, and their length
    reason: str

    def as_installed(self) -> InstalledModel:
        """As it would be listed once it is there, for what it needs."""
        return InstalledModel(
            self.name,
            size_bytes=self.size_bytes,
            license=self.license,
            cache_bytes_per_token=self.cache_bytes_per_token,
        )


KIB = 1024
# From least to most memory.
SMALL = (
    Recommended(
        "qwen3:1.7b",
        1_400_000_000,
        "Apache-2.0",
        112 * KIB,
        "small enough for this machine; its answers are short and need their check",
    ),
    Recommended(
        "qwen3:4b-instruct",
        2_500_000_000,
        "Apache-2.0",
        144 * KIB,
        "what this program is set up for: never thinks aloud, and runs without a graphics card",
    ),
)
LARGER = (
    Recommended(
        "qwen3:8b",
        5_200_000_000,
        "Apache-2.0",
        144 * KIB,
        "twice as large: keeps closer to the rules of an answer, about half as fast",
    ),
    Recommended(
        "qwen3:14b",
        9_300_000_000,
        "Apache-2.0",
        160 * KIB,
        "keeps more conditions in view at once; slow without a graphics card",
    ),
    Recommended(
        "qwen3:30b-instruct",
        19_000_000_000,
        "Apache-2.0",
        96 * KIB,
        "the largest that fits: uses 3 of its 30 billion parameters for a word, so it is not much"
        " slower than the small one",
    ),
)


class Recommendation(NamedTuple):
    """What suits a machine; `larger` None: nothing larger fits."""

    small: Recommended
    larger: Recommended | None


def recommend(memory: int | None) -> Recommendation:
    """The largest of each sort that fits the memory; None, not known: the usual laptop's."""
    if memory is None:
        return Recommendation(SMALL[-1], LARGER[0])
    small = [each for each in SMALL if _fits(each, memory)]
    larger = [each for each in LARGER if _fits(each, memory)]
    return Recommendation(small[-1] if small else SMALL[0], larger[-1] if larger else None)


def _fits(each: Recommended, memory: int) -> bool:
    return need(each.as_installed(), WINDOW, memory).fit == "fits"
