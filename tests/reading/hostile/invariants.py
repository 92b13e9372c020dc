"""What must hold for whatever a reader returns, however hostile the file."""

from __future__ import annotations

import re
from itertools import pairwise

from assistant.errors import ReadingError
from assistant.reading.decode import decode, decode_cells
from assistant.reading.html_blocks import walk
from assistant.reading.html_page import _parse
from assistant.reading.split import split_document
from assistant.types import Document
from tests.doubles import WordEncoder
from tests.reading.hostile.seeds import WORD

_ENCODER = WordEncoder()
# What no reader of a page sees; what is open runs to the end. First what holds no markup itself.
_UNSEEN = (
    re.compile(
        r"<!--.*?(?:-->|\Z)|<!\[CDATA\[|<\?.*?(?:\?>|\Z)"
        r"|<!DOCTYPE[^\[>]*\[.*?(?:\]\s*>|\Z)|<[!?][^>]*(?:>|\Z)"
        r"|<(script|style|title|textarea|xmp)\b[^>]*(?:>.*?)?(?:</\1(?=[\s/>])[^>]*>|\Z)",
        re.S | re.I,
    ),
    re.compile(
        r"<(head|nav|footer|template|noscript|svg|iframe|select|button|math|object|video|audio"
        r"|canvas)\b.*?(?:</\1(?=[\s/>])[^>]*>|\Z)"
        r"|<[a-z/][^>\"']*(?:(?:\"[^\"]*(?:\"|\Z)|'[^']*(?:'|\Z))[^>\"']*)*(?:>|\Z)"
        r"|<[a-z/][^>]*(?:>|\Z)",
        re.S | re.I,
    ),
)
_BOGUS_COMMENT = re.compile(r"<!\[CDATA\[[^>]*(?:>|\Z)")  # to HTML, which has no CDATA
_SHOWN = re.compile(rb"\(([^()]*)\) Tj")  # what the operator of a PDF page shows
_CLOCK = r"(?:\d{2,4}:)?[0-5]\d:[0-5]\d[.,]\d{3}"
_TIMING = re.compile(rf"{_CLOCK}[ \t]+-->[ \t]+{_CLOCK}(?:[ \t].*)?")
_TIMING_SBV = re.compile(r"\d:[0-5]\d:[0-5]\d\.\d{3},\d:[0-5]\d:[0-5]\d\.\d{3}")


def check(document: Document) -> None:
    """Sections cover the text in order; passages are slices that cover its words."""
    document.text.encode("utf-8")
    assert document.text.strip()
    assert "\0" not in document.text
    assert document.sections[0].start == 0
    assert document.sections[-1].end == len(document.text)
    assert all(a.end == b.start for a, b in pairwise(document.sections))
    for section in document.sections:
        assert section.end > section.start
        assert section.label.strip()
        assert len(section.label) < 1_000
        section.label.encode("utf-8")
        assert section.time_s is None or 0 <= section.time_s < float("inf")
        assert section.page is None or section.page > 0
    _check_passages(document)


def _check_passages(document: Document) -> None:
    passages = split_document(
        document, count_tokens=_ENCODER.count_tokens, max_tokens=_ENCODER.max_tokens
    )
    assert passages
    end = 0
    for passage in passages:
        assert passage.text == document.text[passage.start : passage.end]
        assert not document.text[end : passage.start].strip(), "words between two passages"
        assert passage.start >= end
        end = passage.end
    assert not document.text[end:].strip(), "words behind the last passage"


def lost_words(data: bytes, suffix: str, document: Document) -> list[str]:
    """The invented words that stand in a damaged file where people see them, and not in the text.

    A loss that a note tells of is not silent, and does not count: of a page, what surrounds its
    main text.
    """
    text = document.text
    if document.notes and all("main text" in note for note in document.notes):
        text = "\n".join(block.text for block in walk(_parse(decode(data))[0]))
    elif document.notes:
        return []
    return [word for word in dict.fromkeys(_visible(data, suffix)) if word not in text]


def _visible(data: bytes, suffix: str) -> list[str]:
    if suffix == ".pdf":
        return [word.decode() for shown in _SHOWN.findall(data) for word in WORD.findall(shown)]
    try:
        written = decode_cells(data) if suffix == ".csv" else decode(data)
    except ReadingError:  # it was read as something else
        return []
    if suffix in {".html", ".htm"}:
        written = _BOGUS_COMMENT.sub("\ue000", written)
    if suffix in {".vtt", ".srt", ".sbv"}:
        timing = _TIMING_SBV if suffix == ".sbv" else _TIMING
        written = "\n\n".join(_cue_texts(written, timing))
    if suffix in {".md", ".markdown", ".html", ".htm", ".xml", ".vtt", ".srt", ".sbv"}:
        for unseen in _UNSEEN:
            written = unseen.sub("\ue000", written)  # a word that a tag cuts is no word
    return re.findall(WORD.pattern.decode(), written)


def _cue_texts(captions: str, timing: re.Pattern[str]) -> list[str]:
    """The lines of cues whose timing is whole, up to the next blank line."""
    texts: list[str] = []
    for block in re.split(r"\n[ \t]*\n", captions):
        lines = block.split("\n")
        at = next((i for i, line in enumerate(lines[:2]) if timing.fullmatch(line)), None)
        if at is not None and "-->" not in "".join(lines[at + 1 :]):
            texts.append("\n".join(lines[at + 1 :]))
    return texts
