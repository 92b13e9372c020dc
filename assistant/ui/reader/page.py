"""The whole page about one document: what it is, its contents, its text. Pure: values in, HTML out.

Everything that comes from a document is escaped here or in `text.py`; titles, labels and names
carry dir=auto.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from html import escape
from urllib.parse import quote

from assistant.catalogue import Files, Relative, Shown
from assistant.types import Document, Source
from assistant.ui.addresses import file_address, original, reader_address, recording_address
from assistant.ui.reader.ranges import NOTHING, Range
from assistant.ui.reader.text import (
    FEW_SECTIONS,
    MARKED,
    render_contents,
    render_text,
    within,
)
from assistant.ui.words import Words, counted, filled
from assistant.ui.words.reasons import told


@dataclass(frozen=True, slots=True)
class Asked:
    """What a link to the reader asks for."""

    start: int | None = None
    end: int | None = None
    sha256: str = ""  # of the file when it was quoted, or its beginning; empty: not told


def render_document(shown: Shown, asked: Asked, files: Files, words: Words) -> str:
    """One document as a page."""
    document = shown.document
    marked = within(document, asked.start, asked.end)
    body = (
        f"<header>{_title(document.source, words)}"
        f"{_cautions(document, asked, files, marked, words)}{_to_passage(marked, words)}</header>"
        f"{_about(shown, files, marked, words)}{_contents(document, words)}"
        f"<article{_language(document.source)}>{render_text(document, marked)}</article>"
    )
    return _page(document.source.title, body, _up(document.doc_id), words)


def render_problem(title: str, sentence: str, doc_id: str, words: Words) -> str:
    """The page in place of a document that cannot be shown."""
    note = f'<p class="note" dir="auto">{escape(sentence)}</p>'
    body = f"<header><h1>{escape(title)}</h1>{note}</header>"
    return _page(title, body, _up(doc_id), words)


def _up(doc_id: str) -> str:
    """From the address of a document back to the top of the site, wherever that is served."""
    return "../" * (quote(doc_id).count("/") + 1)


def _page(title: str, body: str, up: str, words: Words) -> str:
    return (
        f'<!doctype html><html lang="{escape(words.language)}"><head><meta charset="utf-8">'
        f"<title>{escape(title)} · {escape(words.title)}</title>"
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        '<meta name="color-scheme" content="light dark">'
        f'<link rel="icon" href="{up}favicon.ico"><link rel="stylesheet" href="{up}reader.css">'
        f'</head><body><nav class="back"><a href="{up}">{escape(words.reader.back)}</a></nav>'
        f"<main>{body}</main></body></html>"
    )


def _language(source: Source) -> str:
    return f' lang="{escape(source.language)}"' if source.language else ""


def _title(source: Source, words: Words) -> str:
    voice = " · ".join(part for part in (words.kinds[source.kind], source.publisher) if part)
    status = words.statuses.get(source.status, "")
    badge = f'<span class="badge">{escape(status)}</span>' if status else ""
    return (
        f'<p class="voice"><bdi>{escape(voice)}</bdi>{badge}</p>'
        f'<h1 dir="auto">{escape(source.title)}</h1>'
        f'<p class="whose" dir="auto">{escape(_whose(source, words))}</p>'
    )


def _whose(source: Source, words: Words) -> str:
    said = words.reader
    if source.paraphrase:
        return words.summary_why
    if source.speakers:
        return said.words_of_speakers.format(names=", ".join(source.speakers))
    return said.words_of.format(name=source.publisher) if source.publisher else said.words_of_nobody


def _cautions(document: Document, asked: Asked, files: Files, marked: Range, words: Words) -> str:
    said = words.reader
    notes: list[str] = []
    if asked.sha256 and not document.sha256.startswith(asked.sha256):
        notes.append(said.changed_since_quoted)
    elif asked.start is not None and marked == NOTHING:
        notes.append(said.no_such_place)
    if files.state == "changed":
        notes.append(said.file_changed)
    return "".join(f'<p class="note caution">{escape(note)}</p>' for note in notes)


def _to_passage(marked: Range, words: Words) -> str:
    if marked == NOTHING:
        return ""
    return f'<p><a class="to-passage" href="#{MARKED}">{escape(words.reader.to_passage)}</a></p>'


def _about(shown: Shown, files: Files, marked: Range, words: Words) -> str:
    """What is known of the document; what is not known is left out."""
    document, source, said = shown.document, shown.document.source, words.reader
    rows = {
        said.version: _text(source.version),
        said.date: _text(source.date),
        said.language: _text(source.language),
        said.other_names: _text(", ".join(source.aliases)),
        said.license: _text(source.license),
        said.original: _link_out(source.url, words),
        said.document: _text(source.doc_id),
        said.file: _link_file(document.doc_id, files, words),
        said.recording: _link_recording(document, files, marked, words),
        said.sha256: f"<code>{escape(document.sha256)}</code>",
        said.size: _text(
            filled(
                said.size_of,
                words,
                characters=len(document.text),
                passages=counted(shown.passages, words.passages_one, words.passages_many, words),
            )
        ),
        said.notes: _list(_text(told(note, words)) for note in document.notes),
        said.kin: _list(_relative(one, document.doc_id, words) for one in shown.kin),
    }
    known = "".join(
        f"<dt>{escape(name)}</dt><dd>{value}</dd>" for name, value in rows.items() if value
    )
    return (
        f'<details class="about" open><summary>{escape(said.about)}</summary>'
        f"<dl>{known}</dl></details>"
    )


def _text(value: str) -> str:
    return f"<bdi>{escape(value)}</bdi>" if value else ""


def _list(items: Iterable[str]) -> str:
    listed = "".join(f"<li>{item}</li>" for item in items)
    return f"<ul>{listed}</ul>" if listed else ""


def _link_out(url: str, words: Words) -> str:
    target = original(url)
    if target is None:
        return _text(url)
    label = words.open_original.format(host=target.host)
    return (
        f'<a href="{escape(target.url)}" target="_blank" rel="noopener noreferrer"'
        f' title="{escape(words.new_tab)}">{escape(label)}</a>'
    )


def _link_file(doc_id: str, files: Files, words: Words) -> str:
    if files.state == "gone":
        return _text(words.reader.file_gone)
    address = _up(doc_id) + file_address(doc_id)
    return f'<a href="{escape(address)}">{escape(words.reader.open_file)}</a>'


def _link_recording(document: Document, files: Files, marked: Range, words: Words) -> str:
    if not files.has_recording:
        return ""
    spoken = (s.time_s for s in document.sections if s.start <= marked.start < s.end)
    address = _up(document.doc_id) + recording_address(document.doc_id, next(spoken, None) or 0)
    return f'<a href="{escape(address)}">{escape(words.reader.listen)}</a>'


def _relative(relative: Relative, doc_id: str, words: Words) -> str:
    said, source = words.reader, relative.source
    label = said.relations[relative.kin.relation]
    age = said.ages[relative.age] if relative.age else ""
    facts = ", ".join(part for part in (label, age, source.version or source.date) if part)
    address = _up(doc_id) + reader_address(relative.kin.doc_id)
    return (
        f'<a href="{escape(address)}" dir="auto">{escape(source.title)}</a>'
        f" <bdi>({escape(facts)})</bdi>"
    )


def _contents(document: Document, words: Words) -> str:
    labelled: Sequence[str] = [section.label for section in document.sections if section.label]
    if len(labelled) < 2:
        return ""
    opened = " open" if len(labelled) <= FEW_SECTIONS else ""
    said = escape(f"{words.reader.contents} ({len(labelled)})")
    return (
        f'<nav class="contents" aria-label="{escape(words.reader.contents)}">'
        f"<details{opened}><summary>{said}</summary><ol>{render_contents(document)}</ol></details></nav>"
    )
