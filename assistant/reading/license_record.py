"""What a database of licenses says about one, kept apart from the words of the license.

Two kinds are known: the front matter of ScanCode LicenseDB and choosealicense.com, and the XML of
the SPDX License List. A category, or whether a license is OSI approved, is what that database says.
"""

from __future__ import annotations

import copy
import re
from collections.abc import Iterator, Mapping
from dataclasses import replace

from lxml import etree  # type: ignore[import-untyped]  # lxml has no types

from assistant.reading.clauses import find_clauses
from assistant.reading.facts import Facts
from assistant.reading.parsed import NOTHING_SAID, Described, Parsed
from assistant.reading.sections import BEGINNING, Heading, Mark, heading_marks, short_label
from assistant.reading.titles import LEVEL_OF_LINE

SPDX_RECORD = "Record in the SPDX License List"  # the label of the section that holds it
STANDARD_HEADER = "Standard license header"

_SPDX_KEYS = ("spdx_license_key", "spdx-id")
_JUDGED = "as the database that keeps this record judges, not the license itself"
_CATEGORY = re.compile(r"^category(?=: .)", re.M)
_XML_RECORD = re.compile(rb"<license\b[^<>]*\blicenseId\s*=", re.S)
_BLOCKS = frozenset(
    "text titleText copyrightText optional standardLicenseHeader list item p".split()
)
_BREAK = "\0"  # of a line; XML holds no such character
_PLURALS = frozenset("crossRefs obsoletedBys".split())
_NAMES = {  # of attributes and elements, as the list explains them
    "licenseId": "SPDX license identifier",
    "isOsiApproved": "OSI approved",
    "isFsfLibre": "FSF libre",
    "isDeprecated": "Deprecated identifier",
    "listVersionAdded": "Added in version of the list",
    "crossRef": "See also",
    "obsoletedBy": "Obsoleted by",
    "notes": "Notes",
    "name": "Name",
}
_TRUTH = {"true": "yes", "false": "no"}


def described_by_record(values: Mapping[str, str | tuple[str, ...]]) -> Described:
    """What the front matter of a license's record names; nothing where it is no such record."""
    if not any(values.get(key) for key in _SPDX_KEYS):
        return NOTHING_SAID
    names = [values.get(key) for key in ("name", "short_name", *_SPDX_KEYS, "key")]
    title, *others = dict.fromkeys(n for n in names if isinstance(n, str) and n)
    return Described(title=title, kind="license", aliases=tuple(others) or None)


def attributed(facts: Facts) -> Facts:
    """The facts of such a front matter, with a judgement said to be the database's."""
    found = _CATEGORY.search(facts.text)
    if found is None:
        return facts
    said = f" ({_JUDGED})"
    at = found.end()
    return Facts(
        facts.text[:at] + said + facts.text[at:],
        tuple(replace(m, start=m.start + len(said)) if m.start > at else m for m in facts.marks),
    )


def is_spdx_xml(data: bytes) -> bool:
    """Whether a file is the SPDX License List's record of a license."""
    return bool(_XML_RECORD.search(data))


def read_spdx_xml(data: bytes) -> Parsed | None:
    """The record as plain statements, and the license's text below it; None where it is broken."""
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, remove_comments=True, remove_pis=True
    )
    try:
        root = etree.fromstring(data, parser=parser)
    except (etree.XMLSyntaxError, ValueError):
        return None
    record = next((e for e in root.iter() if e.get("licenseId")), None)
    if record is None or _holds_more(root, record):
        return None
    head = "\n".join(["The SPDX License List says of this license:", *_statements(record)])
    name = short_label(record.get("name") or record.get("licenseId"))
    pieces = list(_paragraphs(_body(record)))
    text = "\n\n".join(paragraph for paragraph, _ in pieces)
    headings = sorted([*find_clauses(text), *_headers(pieces)], key=lambda h: h.start)
    below = [Mark(m.start + len(head) + 2, m.label) for m in heading_marks(text, headings)]
    begins = [Mark(len(head) + 2, BEGINNING)] if text and (not below or headings[0].start) else []
    return Parsed(
        f"{head}\n\n{text}".rstrip(),
        (Mark(0, SPDX_RECORD), *begins, *below),
        shown=Described(
            title=name,
            kind="license",
            aliases=tuple(dict.fromkeys((record.get("licenseId"), name))),
        ),
    )


def _statements(record: etree._Element) -> Iterator[str]:
    """Every attribute and every element beside the text as "name: value"."""
    for key, value in record.attrib.items():
        yield f"{_name(key)}: {_TRUTH.get(value, value)}"
    for element in record:
        if _tag(element) in _BLOCKS:
            continue
        for each in element if _tag(element) in _PLURALS else [element]:
            words = " ".join("".join(each.itertext()).split())
            if words:
                yield f"{_name(_tag(each))}: {words}"


def _holds_more(root: etree._Element, record: etree._Element) -> bool:
    """Whether a file has words outside the record, or entities, which stand for some."""
    outside = "".join(root.itertext()).split() != "".join(record.itertext()).split()
    return outside or next(root.iter(etree.Entity), None) is not None


def _body(record: etree._Element) -> etree._Element:
    """The record without its statements: the license, in `text` or right in the record."""
    body = copy.deepcopy(record)
    body.tag = "text"
    for element in [e for e in body if _tag(e) not in _BLOCKS]:
        tail = element.tail
        element.clear()
        element.tag, element.tail = "p", tail
    return body


def _name(key: str) -> str:
    """A key in words: "listVersionAdded" is "List version added" where it is not known."""
    words = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", key).lower()
    return _NAMES.get(key, words.capitalize())


def _paragraphs(body: etree._Element) -> Iterator[tuple[str, bool]]:
    """The paragraphs in order, each with whether it is part of the standard header."""
    buffer: list[str] = []
    headers = 0  # open elements of that kind
    for event, element in etree.iterwalk(body, ("start", "end")):
        tag = _tag(element)
        starts = event == "start"
        # A bullet stays in front of the words it marks, which may be an element of their own.
        if tag in _BLOCKS and not (starts and _is_bullet("".join(buffer))):
            words = _collapsed("".join(buffer))
            buffer.clear()
            if words:
                yield words, headers > 0
        if tag == "standardLicenseHeader":
            headers += 1 if starts else -1
        if starts:
            buffer.append(element.text or "")
        else:
            buffer.append({"br": _BREAK, "bullet": " "}.get(tag, ""))
            buffer.append((element.tail or "") if element is not body else "")


def _is_bullet(written: str) -> bool:
    return bool(re.fullmatch(r"\s*\S{1,8}\s*", written))


def _collapsed(written: str) -> str:
    """Lines as the record breaks them; how its file is wrapped means nothing."""
    lines = (" ".join(line.split()) for line in written.split(_BREAK))
    return "\n".join(line for line in lines if line)


def _headers(pieces: list[tuple[str, bool]]) -> Iterator[Heading]:
    position = 0
    inside = False
    for paragraph, in_header in pieces:
        if in_header and not inside:
            yield Heading(position, LEVEL_OF_LINE, STANDARD_HEADER, is_text=True)
        inside = in_header
        position += len(paragraph) + 2


def _tag(element: etree._Element) -> str:
    return etree.QName(element).localname if isinstance(element.tag, str) else ""
