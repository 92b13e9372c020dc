"""Whose words a quotation holds, said in front of it."""

from __future__ import annotations

import re

from assistant.answering.clause import where
from assistant.answering.naming import date_said, document_name
from assistant.types import Passage, Source, Status

LABELLED: tuple[Status, ...] = ("draft", "superseded", "translation")
# Licenses and laws go by their names; of a definition it matters whose it is.
_BY_NAME = ("license", "policy")
_COMMON = frozenset("open free european international national the".split())  # first words
_WORD = re.compile(r"[^\W_]+")


def voice(passage: Passage, quote: str = "", *, brief: bool = False) -> str:
    """One line: who speaks, in which document and version, and where in it.

    `quote`: what follows; a heading with which it begins is not said twice. `brief`: without who
    issued a license or a law.
    """
    spoken = whose(passage, brief=brief)
    place = place_of(passage, quote)
    return f"{spoken}, {place}" if place else spoken


def whose(passage: Passage, *, brief: bool = False) -> str:
    """Whose words they are and in which document: a maker's, an index's, a commentator's.

    Our own sheets are called summaries: they repeat what an original says, not its words.
    """
    source = passage.source
    document = _document(source, brief=brief)
    if not passage.speaker:
        return f"Summary of {document}" if source.paraphrase else document
    # "An oral history: Ann Lee, interviewed by ..." is not introduced by her name twice.
    twice = rf": {re.escape(passage.speaker)}(?: \([^()]*\))?,? (?=on |interviewed )"
    document = re.sub(twice, ", ", document)
    quoted = "quoted in" if passage.label == f"{passage.speaker}, quoted" else "in"
    summary = "a summary of " if source.paraphrase else ""
    return f"{passage.speaker}, {quoted} {summary}{document}"


def place_of(passage: Passage, quote: str = "") -> str:
    """Where in the document: the second of a recording, the page, the clause."""
    if passage.speaker:
        return clock(passage.time_s)
    if passage.label == passage.source.title:
        return ""
    place = where(passage.label, quote, steps=2 if passage.source.kind == "record" else 1)
    return "" if place in document_name(passage.source) else place


def clock(time_s: float | None) -> str:
    """A position in a recording as hh:mm:ss; empty when there is none."""
    if time_s is None:
        return ""
    seconds = int(time_s)
    return f"{seconds // 3600:02d}:{seconds // 60 % 60:02d}:{seconds % 60:02d}"


def _document(source: Source, *, brief: bool) -> str:
    name, issuer = document_name(source), " ".join(source.publisher.split())
    labels: list[str] = [s for s in LABELLED if s == source.status and s not in name.lower()]
    unsaid = _unsaid(name, issuer)
    if source.kind == "commentary" and source.paraphrase and issuer:
        name = f"a commentary by {issuer}, “{name}”"
    elif source.kind == "commentary":
        name = f"{issuer}, commentary “{name}”" if issuer else f"commentary “{name}”"
    elif source.kind == "model_card" and unsaid[:1]:
        name = f"{_possessive(unsaid[0])} {name}"
    elif source.kind == "record" and len(unsaid) < len(_parts(issuer)):
        pass  # the index is named: who keeps it stands on the source
    elif not _goes_by_name(source, brief=brief):
        labels[:0] = unsaid
    if date := date_said(source):
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


def _possessive(issuer: str) -> str:
    return f"{issuer}’" if issuer.endswith("s") else f"{issuer}’s"
