from __future__ import annotations

import pytest

from assistant.answering.installed import InstalledModel
from assistant.answering.memory import (
    CACHE_BYTES_PER_TOKEN,
    COMPUTING_BYTES,
    GIB,
    WINDOWS,
    choose_window,
    need,
    total_memory,
)

CACHE = 144 * 1024  # of a 4-billion qwen3
SMALL = InstalledModel(
    "qwen3:4b", size_bytes=2_500_000_000, context_length=40960, cache_bytes_per_token=CACHE
)


def window(model: InstalledModel, memory: int | None, *, passages: int = 8) -> int:
    return choose_window(model, memory, passages=passages, answer_tokens=700)


def test_need_is_files_and_cache_and_room_for_computing() -> None:
    assert need(SMALL, 8192, None).bytes == 2_500_000_000 + 8192 * CACHE + COMPUTING_BYTES


def test_cache_of_an_unknown_model_is_assumed() -> None:
    unknown = InstalledModel("x", size_bytes=GIB)

    assert need(unknown, 4096, None).bytes == GIB + 4096 * CACHE_BYTES_PER_TOKEN + COMPUTING_BYTES


@pytest.mark.parametrize(
    ("memory", "fit"),
    [(16 * GIB, "fits"), (5 * GIB, "tight"), (4 * GIB, "too large"), (None, "unknown")],
)
def test_need_is_held_against_the_memory(memory: int | None, fit: str) -> None:
    assert need(SMALL, 8192, memory).fit == fit


def test_window_holds_a_prompt_and_no_more() -> None:
    assert window(SMALL, 64 * GIB) == 8192
    assert window(SMALL, 64 * GIB, passages=20) == 16384
    assert window(SMALL, 64 * GIB, passages=50) == 32768


def test_window_is_smaller_where_memory_is_short() -> None:
    assert window(SMALL, 5 * GIB) == 4096
    assert window(SMALL, 1 * GIB) == 4096  # nothing fits: the smallest is still tried


def test_window_is_never_more_than_the_model_was_trained_with() -> None:
    old = InstalledModel("old", size_bytes=GIB, context_length=2048)

    assert window(old, 64 * GIB) == 2048


def test_memory_of_another_machine_shortens_nothing() -> None:
    assert window(SMALL, None) == 8192


def test_window_is_one_of_few() -> None:
    found = {window(SMALL, gib * GIB // 4, passages=p) for gib in range(1, 99) for p in (1, 8, 50)}

    assert found <= set(WINDOWS)


def test_this_machine_has_some_memory() -> None:
    memory = total_memory()

    assert memory is not None and memory > GIB // 2
