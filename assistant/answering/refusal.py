"""What is said where the documents do not answer: what was searched, what lacks, what to add."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from assistant.answering.confidence import BAR, missing_terms
from assistant.answering.voice import voice
from assistant.answering.words import AnswerWords, Likely, number, of_count
from assistant.answering.words.english import ENGLISH
from assistant.types import Hit, Kind

NEAREST_SHOWN = 3
MOST_MISSING = 6  # words; more of them are the question over again

FAR = 0.15  # below: the question is about something else than the documents
# How likely an answer is, in words; the first whose bound lies above the confidence.
_LIKELY: tuple[tuple[float, Likely], ...] = (
    (0.05, "very unlikely"),
    (FAR, "unlikely"),
    (BAR, "doubtful"),
)
# What could answer: by what the question speaks of, else by what came nearest.
_SPEAKS_OF: tuple[tuple[Kind, re.Pattern[str]], ...] = (
    ("panel", re.compile(r"\b(?:say|says|said|speaker|panel|interview|podcast|talk|told)\b", re.I)),
    ("license", re.compile(r"licen[cs]|\bterms\b|\bmay i\b|\bcan i\b|\ballowed\b", re.I)),
    ("policy", re.compile(r"\b(?:act|regulation|law|directive|article \d+)\b", re.I)),
    ("definition", re.compile(r"\bdefin", re.I)),
    ("model_card", re.compile(r"\b(?:model|trained|weights|parameters|checkpoints?)\b", re.I)),
)


def refusal(
    searched_for: str,
    hits: Sequence[Hit],
    confidence: float,
    *,
    asked: str,
    language: str = "",
    documents: int,
    within: str = "",
    words: AnswerWords = ENGLISH,
) -> str:
    """The text of an answer that gives none. `documents`: how many were searched; 0: not known.

    `asked`: the question as it was typed; where another one was searched for, that is said.
    `language`: of the question; in another one than English its words are missing anyway.
    `within`: the documents that were asked, in words; empty: all of the library.
    """
    if within and not documents:
        return f"{words.not_answered}\n\n{words.no_such_document.format(scope=within)}"
    lines = [words.not_answered]
    missing = [] if language not in ("", "en") else missing_terms(searched_for, hits)
    if missing := missing[:MOST_MISSING]:
        lines.append(words.not_mentioned.format(words=", ".join(missing)))
    said = [] if not documents else [_searched(searched_for, asked, documents, within, words)]
    likely = next((likely for bound, likely in _LIKELY if confidence < bound), None)
    if likely:  # else a model looked at the passages and found no answer in them
        said.append(words.likely[likely].format(percent=f"{confidence * 100:.0f}"))
    lines.append(" ".join(said))
    if hits:
        nearest = dict.fromkeys(
            voice(hit.passage, brief=True, words=words) for hit in hits[:NEAREST_SHOWN]
        )
        lines.append("\n".join([words.nearest, *(f"- {name}" for name in nearest)]))
    return "\n\n".join(line for line in lines if line)


def what_was_searched(text: str) -> str:
    """The text of a refusal, in any language, without its first sentence and what came nearest."""
    _, *blocks = text.split("\n\n")
    if blocks and "\n- " in blocks[-1]:
        blocks.pop()
    return "\n\n".join(blocks)


def what_to_ask(within: int, documents: int, words: AnswerWords = ENGLISH) -> str:
    """One sentence after a search in some of the documents: what the others may hold."""
    if within >= documents:
        return words.ask_otherwise
    return of_count(documents, words.ask_all).format(documents=number(documents, words))


def what_to_add(
    question: str, hits: Sequence[Hit], confidence: float, words: AnswerWords = ENGLISH
) -> str:
    """One sentence: what would answer the question, and how it gets in."""
    kinds = [kind for kind, speaks in _SPEAKS_OF if speaks.search(question)]
    if confidence >= FAR:  # else what came nearest has nothing to do with it
        counted = Counter(hit.passage.source.kind for hit in hits[:NEAREST_SHOWN])
        kinds += [kind for kind, _ in counted.most_common(1)]
    return words.add[kinds[0] if kinds and confidence >= FAR else "own"]


def _searched(
    searched_for: str, asked: str, documents: int, within: str, words: AnswerWords
) -> str:
    if searched_for != asked:
        pair = words.searched_for_in if within else words.searched_for
    else:
        pair = words.searched_in if within else words.searched
    return of_count(documents, pair).format(
        documents=number(documents, words), question=searched_for, scope=within
    )
