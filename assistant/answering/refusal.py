"""What is said where the documents do not answer: what was searched, what lacks, what to add."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from assistant.answering.confidence import BAR, missing_terms
from assistant.answering.voice import voice
from assistant.types import Hit, Kind

NOT_ANSWERED = "The documents do not answer this."
NEAREST = "What came nearest:"
NEAREST_SHOWN = 3
MOST_MISSING = 6  # words; more of them are the question over again

FAR = 0.15  # below: the question is about something else than the documents
# How likely an answer is, in words; the first whose bound lies above the confidence.
_LIKELY = ((0.05, "very unlikely"), (FAR, "unlikely"), (BAR, "doubtful"))
# What could answer: by what the question speaks of, else by what came nearest.
_SPEAKS_OF: tuple[tuple[Kind, re.Pattern[str]], ...] = (
    ("panel", re.compile(r"\b(?:say|says|said|speaker|panel|interview|podcast|talk|told)\b", re.I)),
    ("license", re.compile(r"licen[cs]|\bterms\b|\bmay i\b|\bcan i\b|\ballowed\b", re.I)),
    ("policy", re.compile(r"\b(?:act|regulation|law|directive|article \d+)\b", re.I)),
    ("definition", re.compile(r"\bdefin", re.I)),
    ("model_card", re.compile(r"\b(?:model|trained|weights|parameters|checkpoints?)\b", re.I)),
)
_TO_ADD: dict[Kind, str] = {
    "definition": "the text of the definition",
    "license": "the text of the license",
    "panel": "a transcript of what was said",
    "model_card": "the model’s card or README",
    "policy": "the text of the law",
    "record": "the record of the index",
    "commentary": "the article",
    "own": "a document that covers it",
}


def refusal(
    searched_for: str,
    hits: Sequence[Hit],
    confidence: float,
    *,
    asked: str,
    language: str = "",
    documents: int,
    within: str = "",
) -> str:
    """The text of an answer that gives none. `documents`: how many were searched; 0: not known.

    `asked`: the question as it was typed; where another one was searched for, that is said.
    `language`: of the question; in another one than English its words are missing anyway.
    `within`: the documents that were asked, in words; empty: all of the library.
    """
    if within and not documents:
        return f"{NOT_ANSWERED}\n\nNo document is all of this: {within}."
    lines = [NOT_ANSWERED]
    missing = [] if language not in ("", "en") else missing_terms(searched_for, hits)
    if missing := missing[:MOST_MISSING]:
        lines.append(f"Nothing that was found mentions: {', '.join(missing)}.")
    lines.append(_searched(searched_for, confidence, asked, documents, within))
    if hits:
        nearest = dict.fromkeys(voice(hit.passage, brief=True) for hit in hits[:NEAREST_SHOWN])
        lines.append("\n".join([NEAREST, *(f"- {name}" for name in nearest)]))
    return "\n\n".join(line for line in lines if line)


def what_to_ask(within: int, documents: int) -> str:
    """One sentence after a search in some of the documents: what the others may hold."""
    if within >= documents:
        return "Ask in other words."
    whole = "the only document" if documents == 1 else f"all {documents:,} documents"
    return f"Ask {whole}, without this limit, or ask in other words."


def what_to_add(question: str, hits: Sequence[Hit], confidence: float) -> str:
    """One sentence: what would answer the question, and how it gets in."""
    kinds = [kind for kind, words in _SPEAKS_OF if words.search(question)]
    if confidence >= FAR:  # else what came nearest has nothing to do with it
        counted = Counter(hit.passage.source.kind for hit in hits[:NEAREST_SHOWN])
        kinds += [kind for kind, _ in counted.most_common(1)]
    kind = kinds[0] if kinds and confidence >= FAR else "own"
    return f"Add {_TO_ADD[kind]} with `python ingest.py FILE`, or ask in other words."


def _searched(searched_for: str, confidence: float, asked: str, documents: int, within: str) -> str:
    said = []
    if documents:
        number = "1 document was" if documents == 1 else f"{documents:,} documents were"
        what = f" for “{searched_for}”" if searched_for != asked else ""
        only = f", only in: {within}" if within else ""
        said.append(f"{number} searched{what}{only}.")
    likely = next((words for bound, words in _LIKELY if confidence < bound), "")
    if likely:  # else a model looked at the passages and found no answer in them
        said.append(f"An answer in them is {likely} ({confidence * 100:.0f} %).")
    return " ".join(said)
