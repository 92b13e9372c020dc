"""One more document for a large library, in a process that has loaded everything.

Held against its own reading, cutting and encoding alone, which is the least it can take.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

from assistant.indexing.library import Library
from evals.bench.contestant import Contestant
from evals.bench.processes import python, run_process
from evals.bench.race import Race, Turn, seconds_of, take_turns

PASSAGES = 10_000  # in the library
PAGES = 20
PAGE_CHARS = 2500  # a full page of a report
# Starting the reader, looking at the library and its index, storing.
ADD_TARGET = 1.3
STEP_S = 1800.0  # longest one step of making the library may take


def race_add(corpus_index: Path, folder: Path, times: int) -> Race:
    """Adding a document over what its passages take by themselves; another one in each turn."""
    index_dir = folder / "large"
    for step in (("fill", str(corpus_index), str(PASSAGES)), ("build",)):
        command = python("-m", "evals.bench.grow", step[0], str(index_dir), *step[1:])
        run_process(command, timeout_s=STEP_S)
    documents = new_documents(corpus_index, folder / "documents")
    with ExitStack() as stack:
        sides = {n: stack.enter_context(Contestant(n, corpus_index)) for n in ("warm", "alone")}

        def timer(name: str) -> Callable[[], Turn]:
            return lambda: sides[name].turn(next(documents), index_dir)

        turns = take_turns({name: timer(name) for name in sides}, times)
    passages = turns["warm"][0].passages
    return Race(
        "add",
        seconds_of(f"add {passages} passages to {PASSAGES:,}", turns["warm"]),
        seconds_of("read and encode them", turns["alone"]),
        "s",
        ADD_TARGET,
    )


def new_documents(corpus_index: Path, folder: Path) -> Iterator[Path]:
    """A folder with one document each, of 20 pages of the corpus' text, no two named alike."""
    with Library(corpus_index) as library:
        text = "\n\n".join(library.document(s.doc_id).text for s in library.sources())
    number = 0
    while True:
        made = folder / str(number)
        made.mkdir(parents=True)
        (made / f"added-{number}.txt").write_text(text[: PAGES * PAGE_CHARS], encoding="utf-8")
        yield made
        number += 1
