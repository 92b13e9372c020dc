"""Cold starts: the program as a user meets it, against the least that either could take."""

from __future__ import annotations

from pathlib import Path

from evals.bench.processes import free_port, python, time_process, time_to_page
from evals.bench.race import Race, Turn, seconds_of, take_turns

QUESTION = "Is Llama 3.1 open source?"
START_S = 300.0  # longest a start may take; importing sentence-transformers took 27 s

# A question is answered before the usual library for embeddings has been imported, with room.
ASK_TARGET = 0.25
# Our page opens an index and a model as well: half as long again as one that has neither.
PAGE_TARGET = 1.5


def race_ask(index_dir: Path, times: int) -> Race:
    """Cold start: a whole `python -m assistant ask` over one import."""
    ask = python("-m", "assistant", "ask", QUESTION, "--index", str(index_dir), "--model", "none")
    imports = python("-c", "import sentence_transformers")
    turns = take_turns(
        {
            "python -m assistant ask": lambda: time_process(ask, timeout_s=START_S),
            "import sentence_transformers": lambda: time_process(imports, timeout_s=START_S),
        },
        times,
    )
    ours, reference = (seconds_of(name, some) for name, some in turns.items())
    return Race("ask", ours, reference, "s", ASK_TARGET)


def race_page(index_dir: Path, times: int) -> Race:
    """Page ready: process start to HTTP 200, over a bare Gradio chat's."""

    def ready(*command: str, port: int) -> Turn:
        url = f"http://127.0.0.1:{port}/"
        return time_to_page(python(*command), url, timeout_s=START_S)

    def ours() -> Turn:
        port = free_port()
        options = ("--index", str(index_dir), "--model", "none")
        return ready("app.py", "--port", str(port), *options, port=port)

    def bare() -> Turn:
        port = free_port()
        return ready("-m", "evals.bench.bare_page", str(port), port=port)

    turns = take_turns({"app.py": ours, "bare Gradio chat": bare}, times)
    first, second = (seconds_of(name, some) for name, some in turns.items())
    return Race("page", first, second, "s", PAGE_TARGET)
