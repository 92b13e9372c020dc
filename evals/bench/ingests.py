"""Ingest after imports, over bare encoders and over a plain LangChain pipeline."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from importlib.util import find_spec
from pathlib import Path

from assistant.indexing.library import Library
from evals.bench.contestant import Contestant
from evals.bench.race import Race, Turn, rate_of, take_turns

# Reading, cutting, storing and indexing go on beside encoding: a tenth is left for them.
ENCODER_TARGET = 0.9
# Faster than what a tutorial builds: that parses and checks nothing, but embeds overlaps twice.
PIPELINE_TARGET = 1.2

PIPELINE_PACKAGES = {
    "langchain_chroma": "langchain-chroma",
    "langchain_text_splitters": "langchain-text-splitters",
}


def race_ingest(corpus: Path, index_dir: Path, folder: Path, times: int) -> list[Race]:
    """Ours over its own encoder, sentence-transformers' `encode`, and LangChain where installed.

    The first is the strictest: it rises with everything that makes encoding faster. LangChain's
    pieces are of another size than our passages: characters of the source per second tell more
    than pieces per second. Models are open and imports done on every side; only ours pays for
    those of the processes that it starts. `index_dir`: an index of the corpus; `folder`: for what
    is made.
    """
    names = ["ours", "encoder", "library", *([] if missing_packages() else ["langchain"])]
    texts = folder / "texts"
    characters = write_texts(index_dir, texts)
    sources = {name: texts if name == "langchain" else corpus for name in names}
    with ExitStack() as stack:
        sides = {
            name: stack.enter_context(Contestant("warm" if name == "ours" else name, index_dir))
            for name in names
        }
        targets = _new_folders(folder)

        def timer(name: str) -> Callable[[], Turn]:
            return lambda: sides[name].turn(sources[name], next(targets))

        turns = take_turns({name: timer(name) for name in names}, times)
    return races_of(turns, characters)


def races_of(turns: dict[str, list[Turn]], characters: int) -> list[Race]:
    """The races of what was timed; `characters`: of all documents, the same for every side."""
    passages = turns["ours"][0].passages
    ours = rate_of(f"ingest.py, {passages} passages", turns["ours"], passages)
    races = [
        Race("ingest", ours, rate_of(name, turns[side], passages), "passages/s", ENCODER_TARGET)
        for side, name in (
            ("encoder", "our encoder alone"),
            ("library", "sentence-transformers' encode"),
        )
    ]
    if plain := turns.get("langchain"):
        pieces = plain[0].passages
        by_piece = rate_of(f"LangChain, {pieces} pieces", plain, pieces)
        ours_by_character = rate_of(f"ingest.py, {characters:,} chars", turns["ours"], characters)
        by_character = rate_of("LangChain, the same", plain, characters)
        races += [
            Race("ingest", ours, by_piece, "passages/s", None),
            Race("ingest", ours_by_character, by_character, "chars/s", PIPELINE_TARGET),
        ]
    return races


def missing_packages() -> list[str]:
    """The packages of the plain pipeline that are not installed."""
    return [name for module, name in PIPELINE_PACKAGES.items() if find_spec(module) is None]


def write_texts(index_dir: Path, folder: Path) -> int:
    """Each document as the program read it, as a plain text file; how many characters in all.

    So that both sides embed the same characters, whatever formats the corpus is in.
    """
    with Library(index_dir) as library:
        for number, source in enumerate(library.sources()):
            folder.mkdir(exist_ok=True)
            text = library.document(source.doc_id).text
            (folder / f"{number:05}.txt").write_text(text, encoding="utf-8")
        return library.counts()["characters"]


def _new_folders(folder: Path) -> Iterator[Path]:
    number = 0
    while True:
        yield folder / f"target-{number}"
        number += 1
