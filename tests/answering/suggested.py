"""QuestionTemplates and answers for the tests of suggestions."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from assistant.types import Answer, Citation, Outcome, Passage, QuestionTemplates
from tests.doubles import some_hits

TEMPLATES = QuestionTemplates(
    definitions=("How does {one} differ from {other}?",),
    named={
        "definition": ("What does {name} require?",),
        "license": ("What does {name} forbid?", "Who may use {name}?"),
        "model_card": ("Is {name} open?",),
    },
    spoken=("What did {speaker} say about {topic}?",),
    topical=("What does {name} say about {topic}?",),
    what_about="And what about {name}?",
    what_says="And what does {speaker} say?",
    as_text="the {name}",
    as_title="“{name}”",
)


def quoting(*passages: Passage, question: str = "?", confidence: float = 0.9) -> Answer:
    """An answer that quotes these passages whole; none: there is no answer."""
    citations = tuple(
        Citation(n, p, p.text, p.start, p.end, "quoted") for n, p in enumerate(passages, start=1)
    )
    return Answer(
        question=question,
        text=" ".join(p.text for p in passages),
        outcome=Outcome.QUOTED if passages else Outcome.NO_EVIDENCE,
        confidence=confidence,
        citations=citations,
        hits=tuple(some_hits(*passages)),
    )


class Answers:
    """Quotes what it was told to for a question, and remembers what it was asked."""

    def __init__(self, answers: Mapping[str, Sequence[Passage]]) -> None:
        self.answers = answers
        self.asked: list[str] = []

    def __call__(self, question: str) -> Answer:
        self.asked.append(question)
        return quoting(*self.answers.get(question, ()), question=question)
