"""XML: its text, and the elements that carry attributes as they are written.

In a record such as `<license isOsiApproved="false" ...>` the attributes are the statement. No
entity or document type is resolved and nothing is fetched.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Iterator

from assistant.errors import ReadingError
from assistant.reading.clauses import find_clauses
from assistant.reading.decode import decode
from assistant.reading.html_blocks import ITEM_MARK
from assistant.reading.license_record import is_spdx_xml, read_spdx_xml
from assistant.reading.pairs import replace_pairs
from assistant.reading.parsed import Described, Parsed
from assistant.reading.sections import heading_marks, short_label

_DECLARED = re.compile(
    r"(?:<(?=!--|\?|!\[CDATA\[)|<!DOCTYPE[^\[<>]*(?=\[))(?P<name>!--|\?|!\[CDATA\[|\[)"
)
_DOCTYPE = re.compile(r"<!DOCTYPE[^\[<>]*>")
_TAG = re.compile(r"</?[A-Za-z_][^<>]*>")
_WITH_ATTRIBUTES = re.compile(r"<[\w:.-]+\s+(?!/?>)[^<>]*>")
_INLINE = re.compile(r"</?(?:b|i|em|strong|a|span|sup|sub|code|u)\b", re.I)
_TITLE = re.compile(r"<(?:\w+:)?(?:title|titleText|name)\b[^<>]*>", re.I)


def read_xml(data: bytes) -> Parsed:
    """The text of an XML file, paragraph by paragraph."""
    if is_spdx_xml(data) and (record := read_spdx_xml(data)):
        return record
    source = _DOCTYPE.sub("", replace_pairs(decode(data), _DECLARED, _verbatim))
    text = _TAG.sub(_shown, source)
    paragraphs = (" ".join(html.unescape(p).split()) for p in text.split("\n\n"))
    text = "\n\n".join(_with_item_marks(p for p in paragraphs if p))
    if not text:
        raise ReadingError("holds no text")
    return Parsed(
        text, tuple(heading_marks(text, find_clauses(text))), shown=Described(title=_title(source))
    )


def _verbatim(opening: re.Match[str], inside: str) -> str:
    """What is left of a comment, an instruction or a DOCTYPE: nothing; of CDATA its text."""
    return html.escape(inside, quote=False) if opening["name"].startswith("![") else ""


def _title(source: str) -> str | None:
    found = _TITLE.search(source)
    end = source.find("</", found.end()) if found else -1
    if found is None or end < 0:
        return None
    return short_label(html.unescape(_TAG.sub(" ", source[found.end() : end]))) or None


def _with_item_marks(paragraphs: Iterable[str]) -> Iterator[str]:
    """Paragraphs with the "1." or "(a)" that stands before them in an element of its own."""
    mark = ""
    for paragraph in paragraphs:
        if ITEM_MARK.fullmatch(paragraph):
            mark = f"{mark}{paragraph} "
        else:
            yield f"{mark}{paragraph}"
            mark = ""
    if mark:
        yield mark.strip()


def _shown(tag: re.Match[str]) -> str:
    if _INLINE.match(tag[0]):
        return ""
    written = tag[0] if _WITH_ATTRIBUTES.fullmatch(tag[0]) else ""
    return f"\n\n{written}\n\n" if not tag[0].startswith("</") or written else "\n\n"
