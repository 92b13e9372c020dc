"""What a document is called where it is quoted: short, with its version, and nothing twice.

The whole title stands on the card of the source; what it says about the file ("saved page", "plain
text of the same captions") is left out here, and so are the names of a panel's guests: not one of
them need be the one who speaks.
"""

from __future__ import annotations

import re

from assistant.answering.words import AnswerWords
from assistant.answering.words.english import ENGLISH
from assistant.reading.editions import edition
from assistant.types import Kind, Source

LONGEST_NAME = 70  # characters; see `_shorter`
LONGEST_VERSION = 16  # "1.0-RC2-STRAW"; longer ones are remarks and shown on the source

_BRACKETS = re.compile(r"\s*\(([^()]*(?:\([^()]*\)[^()]*)*)\)")
_OF_THE_FILE = re.compile(
    r"\b(?:saved|clipped|captions|subtitles|conversion|repository|page|markdown|html|xml|srt|vtt"
    r"|pdf|csv|txt)\b",
    re.I,
)
_LAST_REMARK = re.compile(r",\s+([^,:|]+)$")
_VERSION_WORD = re.compile(r",?\s+version\s+(?=v?\d)", re.I)
_AGREEMENT = re.compile(r"(?<=Licen[cs]e) Agreement(?=$| v?\d| \()", re.I)
_RECORD = re.compile(r"(.+?) record: (.+)")
_SUBTITLE = re.compile(r"(?::| \||,? [-–—])\s.*$")
_NUMBER = re.compile(r"\d+(?:\.\d+)*")
_BEGINS_WITH_NUMBER = re.compile(r"v?\d")
# What else than "model card" a maker's page about a model is called, or than "license" a license.
_CARD = re.compile(r"\b(?:card|readme|datasheet|records?|report|documentation)\b", re.I)
_LICENSE = re.compile(r"licen[cs]e|\bterms\b|policy|agreement|record\b", re.I)
# Kinds whose words change from edition to edition, and those that are one moment's.
_EDITED: tuple[Kind, ...] = ("definition", "license", "policy")
_MOMENTARY: tuple[Kind, ...] = ("panel", "commentary", "record")


def document_name(source: Source, words: AnswerWords = ENGLISH) -> str:
    """The name with its version: "Open Source Definition 1.9"."""
    name, version = _kind_said(source, _short_title(source, words), words), source.version
    if len(version) > LONGEST_VERSION or _says(name, version):
        return name
    return f"{name} {version}" if _BEGINS_WITH_NUMBER.match(version) else f"{name} ({version})"


def date_said(source: Source, words: AnswerWords = ENGLISH) -> str:
    """The date, as much of it as tells which text this is; empty when the name does."""
    year = source.date[:4]
    if not year or year in document_name(source, words):
        return ""
    if source.kind in _MOMENTARY:
        return year
    return source.date if source.kind in _EDITED and edition(source) is None else ""


def _short_title(source: Source, words: AnswerWords) -> str:
    title = " ".join(source.title.split())
    title = title.removeprefix("The ") if source.kind == "definition" else title
    title = re.sub(r"\((README)\b[^()]*\)", r"\1", title)
    title = _BRACKETS.sub(lambda found: _bracket(found, source), title)
    remark = _LAST_REMARK.search(title)
    if remark and _OF_THE_FILE.search(remark[1]):
        title = title[: remark.start()]
    title = _VERSION_WORD.sub(" ", title)
    if source.kind == "license":
        title = _AGREEMENT.sub("", title)
    if record := _RECORD.fullmatch(title):
        title = words.record_on.format(index=record[1], name=record[2])
    return _shorter(source, title)


def _shorter(source: Source, title: str) -> str:
    """Without what follows a colon or a bar, where that does not make it another text's name.

    "X Definition: answers to questions" is not the X Definition; the subtitle of a talk is its
    subject, and where nobody is named as speaking it is all that tells one talk from the next.
    """
    talk = source.kind == "panel" and source.speakers
    if len(title) <= LONGEST_NAME or not (talk or source.kind in ("commentary", "model_card")):
        return title
    shorter = _SUBTITLE.sub("", title)
    return shorter if len(shorter.split()) > 1 else title


def _bracket(found: re.Match[str], source: Source) -> str:
    """What is kept of a remark in brackets."""
    inside = found[1]
    if _OF_THE_FILE.search(inside):
        return ""
    if source.kind == "panel" and ("," in inside or inside in source.speakers):
        event, colon, _ = inside.partition(": ")  # "Open Con panel: A, B and C"
        return f" ({event})" if colon else ""
    return found[0]


def _kind_said(source: Source, name: str, words: AnswerWords) -> str:
    if source.kind == "model_card" and not _CARD.search(name):
        return words.model_card.format(name=name)
    if source.kind == "license" and not _LICENSE.search(name):
        return words.license.format(name=name)
    return name


def _says(name: str, version: str) -> bool:
    """Whether the name holds the version already: "v1" says "1.0", but not "MOF 1.0"."""
    wanted, said = _NUMBER.findall(version), _NUMBER.findall(name)
    if not wanted:
        return version.lower() in name.lower()
    if _BEGINS_WITH_NUMBER.match(version):
        wanted, said = [_plain(n) for n in wanted], [_plain(n) for n in said]
    return set(wanted) <= set(said)


def _plain(number: str) -> str:
    return re.sub(r"(?:\.0)+$", "", number)
