"""What a title, a version, a path or an address tells about a document, by general rules.

Pure functions over words. A guess is made only where the words are plain; otherwise the answer
is None, which becomes "unknown". No rule names a file, a person or a project.
"""

from __future__ import annotations

import re
from pathlib import PurePosixPath

from assistant.reading.dates import DATE, iso_of
from assistant.reading.editions import family
from assistant.reading.language import language_in_brackets
from assistant.types import Kind, Status

RECORD_SUFFIXES = frozenset({".yaml", ".yml", ".csv"})

_FOLDERS: dict[str, Kind] = {
    "definition": "definition",
    "license": "license",
    "licence": "license",
    "panel": "panel",
    "interview": "panel",
    "transcript": "panel",
    "model_card": "model_card",
    "record": "record",
    "policy": "policy",
    "policie": "policy",
    "commentary": "commentary",
}
_TITLES: tuple[tuple[re.Pattern[str], Kind], ...] = (
    (re.compile(r"\bmodel card$"), "model_card"),
    (re.compile(r"\blicen[cs]e(?: agreement)?$"), "license"),
    (re.compile(r"\bdefinition$"), "definition"),
)
_CAPTIONS = frozenset({".vtt", ".srt"})
_TITLE_WORDS = 6  # of a title that ends in a full stop ("Example Inc."); more make a sentence
_NO_TITLES = frozenset({"table of contents", "contents", "toc", "introduction"})
_DRAFT = re.compile(
    r"\bdraft\b|\bRC-?\d*\b|\bSTRAW\b|counter-?proposal|\bv?0\.0\.\d+\b|word difference", re.I
)
_SUPERSEDED = re.compile(r"\bsuperseded\b|\bobsolete\b|\bwithdrawn\b", re.I)
_TRANSLATION = re.compile(r"\btranslation\b", re.I)
_WITH_TRANSLATION = re.compile(r"\bwith (?:an?|its)\b[^)]*\btranslation\b", re.I)
# One person's or a newsletter's writing: a post in the address or the title, or a slug that
# begins with its date, as blogs and newsletters make them.
_POST_ADDRESS = re.compile(
    r"/_?(?:posts?|blogs?|newsletters?|discuss(?:ions?)?|forums?|opinions?)/|/20\d\d-\d\d-\d\d-?[a-z]",
    re.I,
)
_POST_TITLE = re.compile(r"\b(?:blog|forum) post\b|\bop-ed\b|\bnewsletter\b|\bopinion\b", re.I)

_YEAR = re.compile(r"(?<![\d/.-])((?:19|20)\d\d)(?![\d/.-])")
# Dates of the copy, not of the document.
_OF_THE_COPY = re.compile(r"\b(?:file last changed|copy kept|page of)\b[^,)]*", re.I)
_VERSION = re.compile(r"v?\d+(?:\.\d+)*(?:[-.]?[A-Za-z]+\d*|-[\d.]+)*")
_NUMBER = re.compile(r"\d+(?:\.\d+)+")
_IDENTIFIER = re.compile(r"[A-Za-z0-9]+(?:[.-][A-Za-z0-9]+)*")
_SHORT_NAME = re.compile(r"\(([A-Z][A-Za-z0-9.-]{1,9})\)")
_KEPT_BY = re.compile(
    r"\s*\((?:copy|copies|(?:machine )?captions|transcripts?|converted|reference)\b[^()]*\)", re.I
)


def kind_of_folder(doc_id: str) -> Kind | None:
    """The kind a folder of that name holds: `definitions/`, `model_cards/`, `policy/` ..."""
    for part in reversed(PurePosixPath(doc_id).parts[:-1]):
        name = part.lower().replace("-", "_").replace(" ", "_")
        if kind := _FOLDERS.get(name.removesuffix("s")):
            return kind
    return None


def kind_of_title(title: str, doc_id: str) -> Kind | None:
    """The kind a title names at its end, or captions show by their format."""
    name = family(title)
    for words, kind in _TITLES:
        if words.search(name):
            return kind
    return "panel" if PurePosixPath(doc_id).suffix.lower() in _CAPTIONS else None


def is_title(words: str) -> bool:
    """Whether a first line is a title, and not a copyright notice, a sentence or an ornament."""
    if re.match(r"(?:copyright\b|©|\(c\))", words, re.I) or not re.search(r"[^\W\d_]{2}", words):
        return False
    is_sentence = words.endswith(".") and len(words.split()) > _TITLE_WORDS
    return not is_sentence and words.strip(" :").casefold() not in _NO_TITLES


def refine_kind(kind: Kind, *, doc_id: str, title: str, url: str) -> Kind:
    """A broad kind made exact: model cards hold records too, policies also commentary."""
    suffix = PurePosixPath(doc_id).suffix.lower()
    if kind in ("model_card", "policy") and suffix in RECORD_SUFFIXES:
        return "record"
    if kind == "policy" and (_POST_ADDRESS.search(url) or _POST_TITLE.search(title)):
        return "commentary"
    return kind


def guess_status(title: str, version: str) -> Status | None:
    """Draft, superseded or translation where a title or version says so in plain words."""
    words = f"{title} {version}"
    if _SUPERSEDED.search(words):
        return "superseded"
    if _DRAFT.search(words):
        return "draft"
    language = language_in_brackets(title)
    translated = _TRANSLATION.search(words) and not _WITH_TRANSLATION.search(words)
    return "translation" if translated or (language and language != "en") else None


def split_version_and_date(words: str) -> tuple[str | None, str | None]:
    """The version and the ISO 8601 date in words such as "1.0-RC1 (2024-10-02)".

    Dates that are said to be those of a copy are not the document's and are left out.
    """
    words = _OF_THE_COPY.sub("", words)
    date, found = _find_date(words)
    rest = words.replace(found, "", 1) if found else words
    rest = re.sub(r"\(\s*\)|\bsnapshot\b", "", rest).strip(" ,;()-")
    return (rest if _names_a_version(rest) else None), date


def _names_a_version(rest: str) -> bool:
    """Whether what is left beside a date is a version or an identifier, not half a range."""
    if re.fullmatch(r"[\d\s-]+", rest):
        return len(rest) < 4
    return bool(re.search(r"\d", rest) or _IDENTIFIER.fullmatch(rest))


def _find_date(words: str) -> tuple[str | None, str]:
    """The most exact date and the characters it was read from."""
    dated = [(iso, found[0]) for found in DATE.finditer(words) if (iso := iso_of(found))]
    if dated:
        return max(dated, key=lambda date: len(date[0]))
    if found := _YEAR.search(words):
        return found[1], found[0]
    return None, ""


def names_in(title: str, version: str | None) -> tuple[tuple[str, ...], str | None]:
    """Other names of a document, and its version where the given one is a name itself.

    A short form in brackets, "(OWD)", is a name; so is an identifier such as "GPL-3.0-only"
    given in place of a version, which then is "3.0".
    """
    names = [m[1] for m in _SHORT_NAME.finditer(title) if _abbreviates(m[1], title[: m.start()])]
    if version and _IDENTIFIER.fullmatch(version) and not _is_version(version):
        names.append(version)
        number = _NUMBER.search(version)
        version = number[0] if number else None
    return tuple(dict.fromkeys(names)), version


def _abbreviates(short: str, before: str) -> bool:
    """Whether the words before a bracket begin with its letters: "Open Weight Definition (OWD)"."""
    initials = "".join(word[0] for word in re.findall(r"\w+", before) if word[0].isupper())
    return len(short) > 1 and initials.endswith("".join(c for c in short if c.isupper()))


def _is_version(word: str) -> bool:
    return bool(_VERSION.fullmatch(word)) and ("." in word or word.lstrip("v").isdigit())


def original_publisher(publisher: str) -> str:
    """The publisher without a bracket that says who kept, copied or converted the text."""
    return _KEPT_BY.sub("", publisher).strip()
