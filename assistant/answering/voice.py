"""Whose words a quotation holds, said in front of it."""

from __future__ import annotations

import re

from assistant.types import Passage

LONGEST_VERSION = 12  # "1.0-RC1", "2024-10-28"; longer ones are remarks and shown on the source

_CLAUSE = re.compile(r"^\d+(?:\.\d+)*\.?(?:\s|$)")


def voice(passage: Passage) -> str:
    """One line: who speaks, in which document and version, and where in it.

    Our own sheets are called summaries: they repeat what an original says, not its words.
    """
    source = passage.source
    if passage.speaker:
        whose = f"{passage.speaker}, in {_document(passage)}"
        where = clock(passage.time_s)
    else:
        whose = _document(passage)
        where = _place(passage)
    summary = "Summary of " if source.paraphrase else ""
    return f"{summary}{whose}, {where}" if where else f"{summary}{whose}"


def clock(time_s: float | None) -> str:
    """A position in a recording as hh:mm:ss; empty when there is none."""
    if time_s is None:
        return ""
    seconds = int(time_s)
    return f"{seconds // 3600:02d}:{seconds // 60 % 60:02d}:{seconds % 60:02d}"


def _document(passage: Passage) -> str:
    source = passage.source
    name = source.title
    if source.version not in name and len(source.version) <= LONGEST_VERSION:
        name = f"{name} {source.version}".rstrip()
    labels: list[str] = []
    if source.publisher and source.publisher not in name and not passage.speaker:
        labels.append(source.publisher)
    if source.status in ("draft", "superseded", "translation"):
        labels.append(source.status)
    return f"{name} ({', '.join(labels)})" if labels else name


def _place(passage: Passage) -> str:
    label = passage.label.split(" > ")[-1].strip()
    if not label or label == passage.source.title:
        return ""
    return f"section {label}" if _CLAUSE.match(label) else label
