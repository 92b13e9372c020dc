"""`python -m assistant check FILE`: an exported conversation held against the local library.

Needs the library and nothing else: no embedding model, no language model, no network.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from assistant.history.exported_file import LARGEST_BYTES, read_export
from assistant.history.markdown import where
from assistant.history.recheck import Find, Rechecked, Standing, recheck_conversation
from assistant.history.record import ConversationRecord, HistoryError
from assistant.indexing.library import Library
from assistant.indexing.openings import hashes
from assistant.printed import printable
from assistant.types import Document
from assistant.ui.words.english_history import MARKDOWN

SAID = {
    Standing.STANDS: "stands",
    Standing.MOVED: "stands at another place (character {start})",
    Standing.CHANGED: "the document has changed, the words still stand (character {start})",
    Standing.NOT_FOUND: "WORDS NOT FOUND in the document as it is here",
    Standing.NOT_HERE: "DOCUMENT NOT HERE; add it with `python ingest.py`",
}


def read_export_file(file: Path) -> ConversationRecord:
    """The conversation in an exported file. Raises HistoryError with the reason."""
    try:
        with file.open("rb") as opened:
            return read_export(opened.read(LARGEST_BYTES + 1))
    except OSError as exc:
        raise HistoryError(f"{str(file)!r} cannot be read ({exc.strerror})") from exc


def check_export(file: Path, index_dir: Path) -> list[Rechecked]:
    """Every quotation of an exported file, checked. Raises HistoryError or LibraryError."""
    conversation = read_export_file(file)
    with Library(index_dir) as library:
        return recheck_conversation(conversation, find_in(library))


def find_in(library: Library) -> Find:
    """Finds a document by its name, or under another name by the hash of its file."""
    named: dict[str, list[str]] = {}
    for doc_id, sha256 in hashes(library).items():
        named.setdefault(sha256, []).append(doc_id)
    here = {source.doc_id for source in library.sources()}

    def find(doc_id: str, sha256: str) -> Document | None:
        same = named.get(sha256, [])
        if doc_id not in here and not same:
            return None
        return library.document(doc_id if doc_id in same or not same else same[0])

    return find


def rechecked_text(checked: Sequence[Rechecked]) -> str:
    """The quotations with what became of each, for a terminal."""
    if not checked:
        return "The file holds no quotation."
    blocks = []
    question = None
    for one in checked:
        if one.question != question:
            question = one.question
            blocks.append(f"{' '.join(question.split())}")
        blocks.append(_block(one))
    standing = sum(one.stands for one in checked)
    blocks.append(f"{standing} of {len(checked)} quotations stand in the documents of this library")
    return printable("\n\n".join(blocks))


def _block(one: Rechecked) -> str:
    source = one.citation.passage.source
    name = source.doc_id
    if one.document is not None and one.document.doc_id != name:
        name += f" (here {one.document.doc_id})"
    said = SAID[one.standing].format(start=one.start)
    return (
        f"  [{one.citation.marker}] {name}, {where(one.citation.passage, MARKDOWN)}: {said}\n"
        f"      “{' '.join(one.citation.quote.split())}”"
    )


def rechecked_objects(checked: Sequence[Rechecked]) -> list[dict[str, object]]:
    """What `check --json` prints, one object per quotation."""
    return [
        {
            "question": one.question,
            "marker": one.citation.marker,
            "doc_id": one.citation.passage.source.doc_id,
            "found_in": one.document.doc_id if one.document else None,
            "label": one.citation.passage.label,
            "start": one.citation.start,
            "quote": one.citation.quote,
            "standing": one.standing.value,
            "start_here": one.start if one.start >= 0 else None,
        }
        for one in checked
    ]
