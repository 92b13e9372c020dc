"""One file becomes a `Document`: its text, its sections, and whose words they are.

What is known about it comes from, first to last: the side file of its folder, the file's own front
matter, a list that comes with it (manifest, sources), what the text shows.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Mapping
from dataclasses import replace
from pathlib import Path

from assistant.errors import ReadingError
from assistant.reading.captions import read_captions, read_sbv
from assistant.reading.clues import (
    guess_status,
    is_title,
    kind_of_folder,
    kind_of_title,
    refine_kind,
)
from assistant.reading.decode import decoding_notes
from assistant.reading.files import MOST_BYTES, bare_name, printable, suffix_of
from assistant.reading.findings import with_findings
from assistant.reading.html_page import read_html
from assistant.reading.language import DEFAULT_LANGUAGE, detect_language
from assistant.reading.markdown import read_markdown
from assistant.reading.markup import read_xml
from assistant.reading.opened import read_regular
from assistant.reading.opening import read_itself
from assistant.reading.parsed import NOTHING_SAID, Described, Parsed, ReadFormat
from assistant.reading.pdf import read_pdf
from assistant.reading.plain import read_plain
from assistant.reading.plain_marks import in_plain_characters
from assistant.reading.quotations import Quoted, mark_quotations
from assistant.reading.record import read_record
from assistant.reading.same_person import Joined, join_names
from assistant.reading.sections import cover
from assistant.reading.signature import Content, recognise
from assistant.reading.table import read_table
from assistant.reason import Reason, phrase
from assistant.types import Document, Section, Source

FORMATS: Mapping[str, ReadFormat] = {
    ".md": read_markdown,
    ".markdown": read_markdown,
    ".txt": read_plain,
    ".license": read_plain,
    ".licence": read_plain,
    ".rst": read_plain,
    ".html": read_html,
    ".htm": read_html,
    ".pdf": read_pdf,
    ".vtt": read_captions,
    ".srt": read_captions,
    ".sbv": read_sbv,
    ".yaml": read_record,
    ".yml": read_record,
    ".csv": read_table,
    ".xml": read_xml,
}

_BY_CONTENT: Mapping[Content, ReadFormat] = {
    "PDF": read_pdf,
    "HTML": read_html,
    "WebVTT": read_captions,
}
_HOLDS_HTML = frozenset({".md", ".markdown", ".xml"})  # their readers make a page readable


def read_document(
    path: Path, *, doc_id: str, described: Described | None = None, root: Path | None = None
) -> Document:
    """The file as a document; its sections cover its text. `root`: see `open_regular`.

    Raises ReadingError, whose message is the file's status for a person, where it cannot be read.
    """
    suffix = suffix_of(path)
    read_format = FORMATS.get(suffix)
    if read_format is None:
        raise ReadingError(
            "has an unknown format ({suffix})", suffix=path.suffix or phrase("no suffix")
        )
    data = read_regular(path, root=root, most_bytes=MOST_BYTES)
    parsed = in_plain_characters(_parse(data, suffix, read_format))
    if not parsed.text.strip():
        raise ReadingError("holds no text")
    source = _source(doc_id, parsed, described or NOTHING_SAID)
    parsed = with_findings(parsed, publisher=source.publisher)
    marks, joined = _with_speakers(parsed, source)
    sections = cover(parsed.text, marks)
    speakers = _speakers(sections, parsed, described or NOTHING_SAID)
    return Document(
        source=replace(source, speakers=speakers),
        text=parsed.text,
        sections=sections,
        sha256=hashlib.sha256(data).hexdigest(),
        notes=tuple(map(_printable, (*decoding_notes(data), *parsed.notes, *joined))),
    )


def _printable(note: Reason) -> Reason:
    """The note; what a file says in it is rid of what a terminal obeys."""
    parts = {
        place: _printable(part) if isinstance(part, Reason) else printable(part)
        for place, part in note.parts.items()
    }
    return Reason(note.template, **parts)


def _parse(data: bytes, suffix: str, read_format: ReadFormat) -> Parsed:
    """The file as what it is, with a note where its name says something else."""
    content = recognise(data)
    if content is None or (content == "HTML" and suffix in _HOLDS_HTML):
        return read_format(data)
    parsed = _BY_CONTENT[content](data)
    if _BY_CONTENT[content] is read_format:
        return parsed
    note = Reason(
        "is {content}, though its name ends in {suffix!r}; read as {content}",
        content=content,
        suffix=suffix,
    )
    return replace(parsed, notes=(note, *parsed.notes))


def _with_speakers(parsed: Parsed, source: Source) -> Joined:
    """The marks with one name for each speaker; in a panel also for those an article quotes."""
    quoted = Quoted(list(parsed.marks), {})
    if source.kind == "panel" and not source.paraphrase:
        quoted = mark_quotations(parsed.text, parsed.marks)
    return join_names(
        quoted.marks,
        parsed.text,
        title=source.title,
        listed=parsed.said.speakers or (),
        slips=quoted.slips,
    )


def _speakers(sections: Iterable[Section], parsed: Parsed, described: Described) -> tuple[str, ...]:
    """Who speaks: as the side file lists them, or as found, then who is only listed."""
    if described.corrected and described.corrected.speakers is not None:
        return described.corrected.speakers
    found = [section.speaker for section in sections if section.speaker]
    listed = parsed.said.over(described).speakers or ()
    return tuple(dict.fromkeys([*found, *listed]))


def _source(doc_id: str, parsed: Parsed, described: Described) -> Source:
    corrected = described.corrected or NOTHING_SAID
    shown = parsed.shown
    if shown.title and not is_title(shown.title):
        shown = replace(shown, title=None)
    said = corrected.over(parsed.said).over(described).over(shown)
    title = said.title or _name_of(doc_id)
    kind = said.kind or refine_kind(
        kind_of_folder(doc_id) or kind_of_title(title, doc_id) or "own",
        doc_id=doc_id,
        title=title,
        url=said.url or "",
    )
    is_card = kind in ("model_card", "record")
    said = said.over(read_itself(parsed.text, doc_id=doc_id, title=title, is_card=is_card))
    status = said.status or guess_status(title, said.version or "") or "unknown"
    return Source(
        doc_id=doc_id,
        title=title,
        kind=kind,
        version=said.version or "",
        date=said.date or "",
        status=status,
        language=said.language or detect_language(parsed.text) or DEFAULT_LANGUAGE,
        publisher=said.publisher or "",
        url=said.url or "",
        aliases=corrected.aliases or _all_names(parsed.said, described, shown),
        paraphrase=bool(said.paraphrase),
        license=said.license or "",
    )


def _all_names(*said: Described) -> tuple[str, ...]:
    """What a document is called anywhere: a name does not make another one wrong."""
    return tuple(dict.fromkeys(name for each in said for name in each.aliases or ()))


def _name_of(doc_id: str) -> str:
    """A title made of the file name: "open-weight-definition-0.3.md" is a name of five words."""
    return re.sub(r"[-_]+", " ", bare_name(doc_id)).strip() or doc_id
