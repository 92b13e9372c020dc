"""What a model needs of this machine's memory, and the window that it can be given there.

An estimate: the size of the model's files, the keys and values of the window (from the number of
layers, heads and their length, 2 bytes each), and room for computing. The memory of a graphics
card is not counted: what fits here is only faster there.
"""

from __future__ import annotations

import os
from typing import Literal, NamedTuple

from assistant.answering.installed import InstalledModel

Fit = Literal["fits", "tight", "too large", "unknown"]

GIB = 2**30
COMPUTING_BYTES = GIB // 2  # buffers of llama.cpp for one request; about 0.3 to 0.6 GiB
# Where the server does not say how a model is built: that of an 8-billion one with grouped heads.
CACHE_BYTES_PER_TOKEN = 160 * 1024
# Shares of all memory. The rest is for the system, the browser and this program (about 1 GB).
FITS, TIGHT = 0.7, 0.9
WINDOWS = (32_768, 16_384, 8_192, 4_096)  # few values, so that the same one is chosen again
# For one source in the prompt, with its title; and for rules, question and conversation.
TOKENS_PER_PASSAGE, TOKENS_BESIDE = 500, 2_000


class Need(NamedTuple):
    """How a model stands to a machine's memory."""

    fit: Fit
    bytes: int  # estimated, with its window


def total_memory() -> int | None:
    """All memory of this machine in bytes, taken or not; None: the system does not say."""
    try:
        return os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")
    except (AttributeError, ValueError, OSError):  # Windows has no sysconf
        return None


def need(model: InstalledModel, window: int, memory: int | None) -> Need:
    """What the model takes with that window. `memory`: None is not known, as on another machine."""
    cache = model.cache_bytes_per_token or CACHE_BYTES_PER_TOKEN
    wanted = model.size_bytes + window * cache + COMPUTING_BYTES
    return Need(fit_of(wanted, memory), wanted)


def fit_of(wanted: int, memory: int | None) -> Fit:
    """How that many bytes stand to the memory."""
    if memory is None:
        return "unknown"
    if wanted <= memory * FITS:
        return "fits"
    return "tight" if wanted <= memory * TIGHT else "too large"


def choose_window(
    model: InstalledModel, memory: int | None, *, passages: int, answer_tokens: int
) -> int:
    """The `num_ctx` for a model, in tokens: enough for a prompt, and no more than fits.

    The smallest of the windows that holds what is sent; a smaller one where memory is short; never
    more than the model was trained with. Depends on nothing that changes while a machine runs, so
    that it is the same at every start: another one makes Ollama load the model again.
    """
    wanted = passages * TOKENS_PER_PASSAGE + answer_tokens + TOKENS_BESIDE
    enough = min((w for w in WINDOWS if w >= wanted), default=WINDOWS[0])
    limit = model.context_length or enough
    for window in WINDOWS:
        if window <= min(enough, limit) and need(model, window, memory).fit in ("fits", "unknown"):
            return window
    return min(WINDOWS[-1], limit)
