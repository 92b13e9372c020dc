"""Questions asked of one index, timed one by one, after a warm-up.

    python -m evals.bench.timed_search whole INDEX QUESTIONS.json ROUNDS
    python -m evals.bench.timed_search stages INDEX QUESTIONS.json ROUNDS
    python -m evals.bench.timed_search answers INDEX QUESTIONS.json ROUNDS

`whole`: the retrieval of an opened assistant. `stages`: its parts one after the other, as it calls
them; in a process of their own, so that the memory of the first is the assistant's alone.
`answers`: each question answered in quotations, and those parts for it right before. Prints one
JSON object: `open_s`, and for each name a list of rounds of milliseconds, a question each.
Libraries that the program imports late are imported before `open_s` begins.
"""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from importlib import import_module
from pathlib import Path

from assistant.indexing.chroma import leave_out_exporter
from assistant.indexing.encoder import open_encoder
from assistant.indexing.lexical import search_words
from assistant.indexing.library import Library
from assistant.indexing.vector_index import open_current
from assistant.retrieval.retrieve import POOL
from assistant.settings import Settings, read_settings
from assistant.wiring import open_assistant

WARM_UP = 50  # questions asked before the clock starts

Rounds = list[list[float]]
Ask = Callable[[str], dict[str, float]]  # a question: milliseconds by name


def import_libraries() -> None:
    """What an assistant of quotations imports when it is opened: 1 to 2 s, most of it Chroma."""
    leave_out_exporter()
    for name in ("numpy", "onnxruntime", "tokenizers", "chromadb", "chromadb.api.rust", "httpx"):
        import_module(name)


def time_whole(
    settings: Settings, questions: Sequence[str], rounds: int
) -> tuple[float, dict[str, Rounds]]:
    """Seconds to open the assistant and search once, and what `whole` names."""
    started = time.perf_counter()
    assistant = open_assistant(settings, model="none")
    assistant.retrieve(questions[0], settings.passages)
    open_s = time.perf_counter() - started

    def ask(question: str) -> dict[str, float]:
        begun = time.perf_counter()
        assistant.retrieve(question, settings.passages)
        return {"whole": _ms_since(begun)}

    try:
        return open_s, time_rounds(ask, questions, rounds)
    finally:
        assistant.close()


def time_stages(
    settings: Settings, questions: Sequence[str], rounds: int
) -> tuple[float, dict[str, Rounds]]:
    """Seconds to open the parts and search once, and what `stages` names."""
    started = time.perf_counter()
    with _opened_stages(settings) as ask:
        ask(questions[0])
        open_s = time.perf_counter() - started
        return open_s, time_rounds(ask, questions, rounds)


def time_answers(
    settings: Settings, questions: Sequence[str], rounds: int
) -> tuple[float, dict[str, Rounds]]:
    """Seconds to open the assistant and answer once; `answer`, and `stages` added up."""
    started = time.perf_counter()
    assistant = open_assistant(settings, model="none")
    assistant.ask(questions[0])
    open_s = time.perf_counter() - started
    with _opened_stages(settings) as time_stages_of:

        def ask(question: str) -> dict[str, float]:
            stages = sum(time_stages_of(question).values())
            begun = time.perf_counter()
            assistant.ask(question)
            return {"answer": _ms_since(begun), "stages": stages}

        try:
            return open_s, time_rounds(ask, questions, rounds)
        finally:
            assistant.close()


@contextmanager
def _opened_stages(settings: Settings) -> Iterator[Ask]:
    encoder = open_encoder(settings.embedding_model, settings.cache_dir)
    with Library(settings.index_dir) as library:
        index = open_current(settings.index_dir, library)

        def ask(question: str) -> dict[str, float]:
            begun = time.perf_counter()
            vector = encoder.encode([question])[0]
            encode = _ms_since(begun)
            begun = time.perf_counter()
            index.search(vector, POOL)
            dense = _ms_since(begun)
            begun = time.perf_counter()
            search_words(library, question, POOL)
            return {"encode": encode, "dense": dense, "lexical": _ms_since(begun)}

        yield ask


def time_rounds(ask: Ask, questions: Sequence[str], rounds: int) -> dict[str, Rounds]:
    """By name, a list for each round over the questions, in their order."""
    for question in questions[:WARM_UP]:
        ask(question)
    found: dict[str, Rounds] = {}
    for number in range(rounds):
        for question in questions:
            for name, ms in ask(question).items():
                of_rounds = found.setdefault(name, [])
                if len(of_rounds) == number:
                    of_rounds.append([])
                of_rounds[number].append(ms)
    return found


def _ms_since(begun: float) -> float:
    return 1000 * (time.perf_counter() - begun)


if __name__ == "__main__":
    what, folder, file, times = sys.argv[1:]
    timed = {"whole": time_whole, "stages": time_stages, "answers": time_answers}[what]
    chosen = replace(read_settings(), index_dir=Path(folder))
    import_libraries()
    opening_s, timings = timed(chosen, json.loads(Path(file).read_text()), int(times))
    print(json.dumps({"open_s": opening_s, "rounds": timings}))
