"""A document becomes passages, cut at its own joints and sized for the encoder.

A passage never shares a character with its neighbour, and together they cover everything but white
space. Its heading (title and section path) is embedded and searched with it and never shown: on
contract clauses that alone moved recall@8 from 27 to 60 %.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple
from urllib.parse import unquote

from assistant.reading.cuts import Joint, Piece, cut
from assistant.reading.files import bare_name
from assistant.reading.pipe_tables import PipeTable, find_tables, header_at
from assistant.reading.sections import PATH
from assistant.reading.sentences import Span, sentence_spans
from assistant.types import Document, Passage, Section, Source

_NAME_WORD = re.compile(r"[^\W_]+")

CountTokens = Callable[[Sequence[str]], list[int]]

SPECIAL_TOKENS = 2  # [CLS] and [SEP]
HEADING_SHARE = 0.2  # of the encoder's window
LONGEST_NAME = 120  # characters of the title, and of the path, that are embedded
CONTEXT_SHARE = 0.25  # of the budget that a passage's text has, for the header of its table


class _Atom(NamedTuple):
    """A sentence, or a piece of one that is too long for any passage."""

    start: int
    end: int
    tokens: int
    section: Section
    joint: Joint  # with what stands before it
    opens: bool = False  # nothing of its section stands before it


def searched_heading(source: Source, label: str, context: str = "") -> str:
    """What is looked up with a passage, word by word: the document's names, path and context."""
    version = source.version if source.version not in source.title else ""
    names = (source.title, version, *source.aliases)
    file_name = " ".join(_only_in_file_name(source.doc_id, names))
    return " | ".join(name for name in dict.fromkeys((*names, file_name, label, context)) if name)


def embedded_text(passage: Passage) -> str:
    """What the encoder gets: title, the end of the section path, the context, and the passage.

    The title has what only the file's name says behind it: of contracts that are all called
    "Non-Disclosure Agreement", the parties. Other names stay out: in every passage of a document
    they would make all of them alike.
    """
    source = passage.source
    title = " ".join((source.title, *_only_in_file_name(source.doc_id, [source.title])))
    path = passage.label[-LONGEST_NAME:]
    lines = (f"{title[:LONGEST_NAME]}. {path}", passage.context, passage.text)
    return "\n".join(line for line in lines if line)


def _only_in_file_name(doc_id: str, names: Sequence[str]) -> list[str]:
    """The words of the file's name that none of these names has."""
    stem = bare_name(unquote(doc_id))
    known = {word for name in names for word in _NAME_WORD.findall(name.lower())}
    return [word for word in _NAME_WORD.findall(stem) if word.lower() not in known]


def split_document(
    document: Document, *, count_tokens: CountTokens, max_tokens: int
) -> list[Passage]:
    """The passages of a document, in order. `max_tokens`: the encoder's window."""
    share = int(max_tokens * HEADING_SHARE)
    budget = max_tokens - share - SPECIAL_TOKENS
    tables = find_tables(document.text)
    atoms = _atoms(document, tables, count_tokens, budget)
    headers = _headers(tables, count_tokens, int(budget * CONTEXT_SHARE))
    contexts = [headers.get(header_at(tables, atom.start), ("", 0)) for atom in atoms]
    pieces = [
        Piece(atom.tokens, atom.joint, tokens)
        for atom, (_, tokens) in zip(atoms, contexts, strict=True)
    ]
    passages = []
    for stretch in cut(pieces, budget):
        header, header_tokens = contexts[stretch.start]
        fits = sum(pieces[i].tokens for i in stretch) + header_tokens <= budget
        group = atoms[stretch.start : stretch.stop]
        passages.append(_passage(document, group, header if fits else ""))
    return passages


def _headers(
    tables: Sequence[PipeTable], count_tokens: CountTokens, most_tokens: int
) -> dict[str, tuple[str, int]]:
    """What a passage carries of the header of its table, and its tokens, by the whole header."""
    carried: dict[str, tuple[str, int]] = {}
    for whole in dict.fromkeys(table.header for table in tables):
        header = whole
        while header and (tokens := count_tokens([header])[0]) > most_tokens:
            header = header[: len(header) * most_tokens // tokens]
        carried[whole] = (header, tokens if header else 0)
    return carried


def _atoms(
    document: Document, tables: Sequence[PipeTable], count_tokens: CountTokens, budget: int
) -> list[_Atom]:
    found = [
        (span, section)
        for section in document.sections
        for span in sentence_spans(document.text, section.start, section.end)
    ]
    sizes = count_tokens([document.text[span.start : span.end] for span, _ in found])
    atoms: list[_Atom] = []
    for (span, section), tokens in zip(found, sizes, strict=True):
        before = atoms[-1] if atoms else None
        joint = _joint(document.text, before, span, section, tables)
        opens = before is None or before.section is not section
        atom = _Atom(span.start, span.end, tokens, section, joint, opens)
        if tokens <= budget:
            atoms.append(atom)
        else:
            first, *others = _pieces(document.text, atom, count_tokens, budget)
            atoms += (first._replace(joint=joint, opens=opens), *others)
    return atoms


def _joint(
    text: str, before: _Atom | None, span: Span, section: Section, tables: Sequence[PipeTable]
) -> Joint:
    if before is None or section.page != before.section.page:
        return Joint.PAGE
    if section is not before.section:
        if "\n" not in text[before.end : span.start]:
            return Joint.INSIDE  # "..., said the host": a quotation is a section in its line
        same = section.label.split(PATH)[0] == before.section.label.split(PATH)[0]
        return Joint.CLAUSE if same and PATH in section.label else Joint.SECTION
    if _is_heading(text, before):
        return Joint.INSIDE  # a heading stays with what it heads
    if span.new_block:
        return Joint.BLOCK
    return Joint.INSIDE if header_at(tables, span.start) else Joint.SENTENCE


def _is_heading(text: str, atom: _Atom) -> bool:
    """Whether a piece is what its section is called, at the section's beginning."""
    if not atom.opens:
        return False
    written, label = (
        re.sub(r"[\W_]", "", words) for words in (text[atom.start : atom.end], atom.section.label)
    )
    return bool(written) and written[:LONGEST_NAME] in label


def _pieces(text: str, atom: _Atom, count_tokens: CountTokens, budget: int) -> Iterator[_Atom]:
    """A sentence longer than a passage, cut between words into pieces that fit."""
    count = -(-atom.tokens * 5 // (budget * 4))  # a quarter more: tokens are not spread evenly
    ranges = list(_cuts(text, atom.start, atom.end, count))
    sizes = count_tokens([text[start:end] for start, end in ranges])
    for (start, end), tokens in zip(ranges, sizes, strict=True):
        piece = _Atom(start, end, tokens, atom.section, Joint.INSIDE)
        if tokens <= budget or end - start == 1:
            yield piece
        else:
            yield from _pieces(text, piece, count_tokens, budget)


def _cuts(text: str, start: int, end: int, count: int) -> Iterator[tuple[int, int]]:
    """About `count` ranges without white space at their ends."""
    width = -(-(end - start) // count)
    while start < end:
        stop = min(start + width, end)
        if stop < end:
            # Between words where there are any; Chinese and Japanese have no spaces.
            space = max(text.rfind(" ", start, stop), text.rfind("\n", start, stop))
            stop = space + 1 if space > start + width // 2 else stop
        piece = text[start:stop]
        if piece.strip():
            yield stop - len(piece.lstrip()), start + len(piece.rstrip())
        start = stop


def _passage(document: Document, group: Sequence[_Atom], context: str) -> Passage:
    start, end = group[0].start, group[-1].end
    section = group[0].section
    text = document.text[start:end].rstrip()
    end = start + len(text)
    name = f"{document.doc_id}\n{start}\n{text}".encode()
    return Passage(
        passage_id=hashlib.sha256(name).hexdigest()[:20],
        source=document.source,
        label=section.label,
        start=start,
        end=end,
        text=text,
        speaker=section.speaker,
        time_s=section.time_s,
        page=section.page,
        context=context,
    )
