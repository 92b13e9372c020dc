"""What a file says about itself where nobody else does: version, date, status, publisher.

A statement counts only where it stands on a line of its own near the top or at the very end
("Version 2.0, January 2004", "Last modified: April 1, 2024"), in the title or the name:
in running text the same words speak of something else. A wrong statement is worse than none.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import replace
from itertools import islice
from typing import TypeVar

from assistant.reading.dates import DATE, iso_of
from assistant.reading.editions import edition_of, without_site
from assistant.reading.files import bare_name
from assistant.reading.parsed import Described
from assistant.types import Status

T = TypeVar("T")

_TOP_CHARS = 4_000
_TOP_LINES = 40
_STATUS_LINES = 12
_HEADING_LINES = 4
_END_CHARS = 1_000  # "Version 0.3, last modified 2025-01-21" may be the last line as well
_END_LINES = 3
_LONGEST_LINE = 110  # a longer one is running text
_LABEL_WORDS = 7  # "Example 3.1 Version Release Date"

_MARKUP = re.compile(r"\]\([^)]*\)|<[^<>]*>|[#*_`|>\[\]]+|^[\s:.–—-]+|^\.\. ")
VERSION = r"v?(\d+(?:\.\d+)*(?:[-.\s]?(?:rc|alpha|beta|draft|straw)[-.]?\w*)*)"
_LABEL = r"(?:version|ver\.?|v\.?|バージョン|versión|versione|versão|versie)"
# "Version 2.0", "draft v. 0.0.8": after it nothing, or a bracket, a comma, a date.
_VERSION_LINE = re.compile(
    rf"(?:(?:draft|final)\s+)?{_LABEL}\s*:?\s*{VERSION}"
    r"(?=$|\s*[,;(/.]|\s+(?:of|from|ratified|released)\b)",
    re.I,
)
_VERSION_IN_TITLE = re.compile(rf"\b{_LABEL}\s*{VERSION}(?=$|\s*[,;(–—|]|\s+-)", re.I)
_NUMBER_ENDS_TITLE = re.compile(
    r"(?<=\s)v?(\d+(?:\.\d+)+(?:-?(?:rc|alpha|beta)\d*)?)(?:\s*\([^()]*\))?$", re.I
)
_DATE_IN_NAME = re.compile(r"(?<!\d)(?:19|20)\d\d-(?:0[1-9]|1[0-2])(?:-[0-3]\d)?(?!-?\d)")
# At its end, where a language may follow: in the middle it is a product's.
_NUMBER_ENDS_NAME = re.compile(r"(?:^|[- ])v?(\d+(?:\.\d+)+(?:-?rc\d+)?)(?:[-.][a-z]{2})?$", re.I)
# What stands right before a date that is the document's. The first kind tells even where the line
# goes on, or a few words stand before it: "Example 3.1 Version Release Date: ...".
_PLAIN_LABEL = re.compile(
    r"\b(?:last (?:updated?|modified|revised|changed?)"
    r"|(?:release|effective|publication|upload) date|effective(?: as of| from)?)"
    r"\s*(?:on)?\s*[:：,-]?\s*$"
    r"|(?:最終更新日?|発行日|公開日|发布日期|更新日期)\s*[:：]?\s*$",
    re.I,
)
_LABEL_OF_A_LINE = re.compile(
    r"(?:released|published|dated?|updated|adopted|ratified|revised|as of|mise? à jour|publié|stand"
    r"|en vigueur|veröffentlicht|aktualisiert|actualizad[oa]|publicado|fecha)"
    r"\s*(?:on|le|am|el)?\s*[:：-]?$",
    re.I,
)
_STATUS: tuple[tuple[Status, re.Pattern[str]], ...] = (
    (
        "superseded",
        re.compile(
            r"^(?:this|the present) \w+ (?:has been|is|was) (?:superseded|replaced|withdrawn)\b"
            r"|^(?:status\s*:?\s*)?(?:superseded|obsolete|withdrawn)(?:$|\s*[-–—:,(.]|\s+by\b)",
            re.I,
        ),
    ),
    (
        "draft",
        re.compile(
            r"^(?:status\s*:?\s*)?(?:working |public )?draft(?:$|\s*[-–—:,(]|\s+v)"
            r"|^release candidate\b|^this (?:\w+ )?is (?:still )?a (?:\w+ )?draft\b",
            re.I,
        ),
    ),
    (
        "translation",
        re.compile(
            r"\b(?:unofficial|non-official|reference|courtesy) translation\b|参考訳|参考和訳"
            r"|非公式訳|traduction (?:non officielle|de référence)|nichtamtliche übersetzung"
            r"|traducción no oficial",
            re.I,
        ),
    ),
)
_COPYRIGHT = re.compile(
    r"^(?:copyright\s*(?:\(c\)|©)?|©|\(c\))\s*\d{4}(?:\s*[-–,]\s*(?:\d{4}|present))*"
    r"[,\s]+(?:by\s+)?(.+)$",
    re.I,
)
_PUBLISHED_BY = re.compile(r"^(?:published by|publisher)\s*[:：]?\s+(.+)$", re.I)
_AFTER_THE_NAME = re.compile(r"\s*(?:[;<(].*|all rights reserved.*|https?:.*|[.,;]\s*$)", re.I)


def read_itself(text: str, *, doc_id: str, title: str, is_card: bool) -> Described:
    """What the text says, then its file's name; where their versions differ, neither counts.

    `is_card`: a card or record of a model, in whose title and name a number is the model's.
    """
    told, named = read_opening(text, title="" if is_card else title), read_name(doc_id)
    if is_card:
        named = replace(named, version=None)
    if told.version and named.version and edition_of(told.version) != edition_of(named.version):
        told, named = replace(told, version=None), replace(named, version=None)
    return told.over(named)


def read_opening(text: str, *, title: str = "") -> Described:
    """What the title, the first lines and the last ones say."""
    top = _short_lines(text[:_TOP_CHARS].splitlines(), _TOP_LINES)
    end = _short_lines(reversed(text[_TOP_CHARS:][-_END_CHARS:].splitlines()), _END_LINES)
    return Described(
        version=_version_in_title(title) or _first(_version_of, [*top, *end]),
        date=_first(_date_of, [*top, *end]) or _first(_date_in_brackets, top[:_HEADING_LINES]),
        status=_first(_status_of, top[:_STATUS_LINES]),
        publisher=_first(_publisher_of, [*top, *end]),
    )


def read_name(doc_id: str) -> Described:
    """What a file's name says: `minutes-2024-01-12.txt`, `license-2.0.md`."""
    name = bare_name(doc_id).replace("_", "-")
    day = _DATE_IN_NAME.search(name)
    number = _NUMBER_ENDS_NAME.search(_DATE_IN_NAME.sub("", name).rstrip("-"))
    dated = DATE.search(day[0]) if day else None
    return Described(version=number[1] if number else None, date=iso_of(dated) if dated else None)


def _short_lines(lines: Iterable[str], many: int) -> list[str]:
    """The short ones of so many lines with words on them, without markup."""
    plain = (" ".join(_MARKUP.sub(" ", line).split()).strip(" :-–—") for line in lines)
    with_words = islice((line for line in plain if line), many)
    return [line for line in with_words if len(line) <= _LONGEST_LINE]


def _version_of(line: str) -> str | None:
    found = _VERSION_LINE.match(re.sub(r"^status\s*:?\s*", "", line, flags=re.I))
    return found[1].strip() if found else None


def _version_in_title(title: str) -> str | None:
    for part in (title, without_site(title)):
        found = _VERSION_IN_TITLE.search(part) or _NUMBER_ENDS_TITLE.search(part)
        if found:
            return found[1].strip()
    return None


def _date_of(line: str) -> str | None:
    found = DATE.search(line)
    if not found:
        return None
    before, after = line[: found.start()].strip(), line[found.end() :].strip(" .)")
    versioned = _VERSION_LINE.match(line)
    rest = before[versioned.end() :].strip(" ,;/(.") if versioned else before
    ends_line = not after and rest.casefold() in ("", "of", "on", "(")
    is_told = (
        ends_line
        or (versioned and (not rest or _LABEL_OF_A_LINE.match(rest)))
        or ((not after or rest.endswith((":", "："))) and _LABEL_OF_A_LINE.fullmatch(rest))
        or (_PLAIN_LABEL.search(before) and len(before.split()) <= _LABEL_WORDS)
    )
    return iso_of(found) if is_told else None


def _date_in_brackets(line: str) -> str | None:
    """The day a heading ends in: "A Conference, second day (2026-02-20)"."""
    found = DATE.search(line)
    is_last = found and line[found.end() :] == ")" and line[: found.start()].endswith("(")
    return iso_of(found) if found and is_last else None


def _status_of(line: str) -> Status | None:
    return next((status for status, words in _STATUS if words.search(line)), None)


def _publisher_of(line: str) -> str | None:
    found = _PUBLISHED_BY.match(line) or _COPYRIGHT.match(line)
    name = _AFTER_THE_NAME.sub("", found[1]).strip(" .,;") if found else ""
    # "<year> <owner>" is a form to fill in.
    is_name = (
        name[:1].isupper() and len(name.split()) <= 8 and not re.search(r"\d{4}|\byear\b", name)
    )
    return name if is_name else None


def _first(read: Callable[[str], T | None], lines: Iterable[str]) -> T | None:
    return next((found for line in lines if (found := read(line)) is not None), None)
