"""Whose words a quotation holds, said in front of it."""

from __future__ import annotations

import re

from assistant.answering.clause import where
from assistant.answering.naming import date_said, document_name
from assistant.answering.words import AnswerWords
from assistant.answering.words.english import ENGLISH
from assistant.types import Passage, Source, Status

LABELLED: tuple[Status, ...] = ("draft", "superseded", "translation")
# Licenses and laws go by their names; of a definition it matters whose it is.
_BY_NAME = ("license", "policy")
_COMMON = frozenset("open free european international national the".split())  # first words
_WORD = re.compile(r"[^\W_]+")


def voice(
    passage: Passage, quote: str = "", *, brief: bool = False, words: AnswerWords = ENGLISH
) -> str:
    """One line: who speaks, in which document and version, and where in it.

    `quote`: what follows; a heading with which it begins is not said twice. `brief`: without who
    issued a license or a law.
    """
    spoken = whose(passage, brief=brief, words=words)
    place = place_of(passage, quote, words=words)
    return f"{spoken}, {place}" if place else spoken


def whose(passage: Passage, *, brief: bool = False, words: AnswerWords = ENGLISH) -> str:
    """Whose words they are and in which document: a maker's, an index's, a commentator's.

    Our own sheets are called summaries: they repeat what an original says, not its words.
    """
    source = passage.source
    document = _document(source, words, brief=brief)
    if not passage.speaker:
        return words.summary.format(document=document) if source.paraphrase else document
    # "An oral history: Ann Lee, interviewed by ..." is not introduced by her name twice.
    twice = rf": {re.escape(passage.speaker)}(?: \([^()]*\))?,? (?=on |interviewed )"
    document = re.sub(twice, ", ", document)
    if passage.label == f"{passage.speaker}, quoted":
        said = words.spoken_quoted_summary if source.paraphrase else words.spoken_quoted
    else:
        said = words.spoken_summary if source.paraphrase else words.spoken
    return said.format(speaker=passage.speaker, document=document)


def place_of(passage: Passage, quote: str = "", *, words: AnswerWords = ENGLISH) -> str:
    """Where in the document: the second of a recording, the page, the clause."""
    if passage.speaker:
        return clock(passage.time_s)
    if passage.label == passage.source.title:
        return ""
    steps = 2 if passage.source.kind == "record" else 1
    place = where(passage.label, quote, steps=steps, words=words)
    return "" if place in document_name(passage.source, words) else place


def clock(time_s: float | None) -> str:
    """A position in a recording as hh:mm:ss; empty when there is none."""
    if time_s is None:
        return ""
    seconds = int(time_s)
    return f"{seconds // 3600:02d}:{seconds // 60 % 60:02d}:{seconds % 60:02d}"


def _document(source: Source, words: AnswerWords, *, brief: bool) -> str:
    name, issuer = document_name(source, words), " ".join(source.publisher.split())
    labels = [words.labels[s] for s in LABELLED if s == source.status and s not in name.lower()]
    unsaid = _unsaid(name, issuer)
    if source.kind == "commentary" and source.paraphrase and issuer:
        name = words.commentary_retold.format(author=issuer, title=name)
    elif source.kind == "commentary":
        said = words.commentary_by if issuer else words.commentary
        name = said.format(author=issuer, title=name)
    elif source.kind == "model_card" and unsaid[:1]:
        said = words.made_by_s if unsaid[0].endswith("s") else words.made_by
        name = said.format(maker=unsaid[0], name=name)
    elif source.kind == "record" and len(unsaid) < len(_parts(issuer)):
        pass  # the index is named: who keeps it stands on the source
    elif not _goes_by_name(source, brief=brief):
        labels[:0] = unsaid
    if date := date_said(source, words):
        labels.append(date)
    return f"{name} ({', '.join(labels)})" if labels else name


def _goes_by_name(source: Source, *, brief: bool) -> bool:
    """Whether who issued it need not be said. Of a draft it is: it is not a norm yet."""
    norm = brief and source.kind in _BY_NAME and source.status != "draft"
    return norm or source.kind == "panel"


def _unsaid(name: str, issuer: str) -> list[str]:
    """What the name does not say of whose it is: "DeepSeek-R1 README" is DeepSeek's."""
    words = _WORD.findall(name)

    def says(part: str) -> bool:
        first = _WORD.findall(part)[:1]
        return part in name or (first[0].lower() not in _COMMON and first[0] in words)

    return [part for part in _parts(issuer) if not says(part)]


def _parts(issuer: str) -> list[str]:
    """A publisher, and who stands behind it in brackets: "Open Weights (Heather Meeker)"."""
    return [part for p in issuer.split("(") if _WORD.search(part := p.replace(")", "").strip())]
