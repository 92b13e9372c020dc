"""SQuAD 2.0, half of dev: questions of which half have no answer, asked end to end.

The 16 articles are indexed whole and every question is put to the program without a model. What it
answers are sentences, not a few words: what counts is whether the answer stands in them, and
whether it answered where it should.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, replace

from assistant.answering.candidates import FROM_PASSAGES
from assistant.answering.terms import coverage
from assistant.reading.sentences import sentence_spans
from assistant.reading.stems import content_terms
from assistant.types import Answer, Outcome
from assistant.wiring import OpenAssistant
from evals.calibration import aurc, risk_coverage
from evals.public.indexed import open_indexed
from evals.public.spans import Places, Span
from evals.public.squad import Question, load_articles
from evals.public.tables import Bench, Row, Table
from evals.public.verdicts import separation, share, verdict_figures
from evals.short_answers import word_f1, words
from evals.stats import Estimate, bootstrap, quantile, wilson

NAME = "squad2_halfdev"
# The least share of the question's words that a sentence must have to be the answer: the rules of
# the data's notes, here over the passages that our search finds.
FLOORS = {
    "floor: word overlap in our passages": 0.9,
    "  the same, never abstaining": 0.0,
}
COVERAGES = (0.1, 0.25, 0.5, 0.75, 0.9)

AVNA, CONTAINED, PLACED, F1 = "AvNA", "answer in citation", "at its place", "word F1"
ANSWERS = (AVNA, CONTAINED, PLACED, F1, "words, median")
ABSTENTION = ("precision", "recall", "F1", "AUROC answerable", "AUROC right")
PUBLISHED = {
    "published: BiDAF, trained, paragraph given": {AVNA: 0.6695, F1: 0.5996},
    "floor of the data's notes: never answer": {AVNA: 0.5212, F1: 0.5217},
    "floor of the data's notes: word overlap, paragraph given": {AVNA: 0.558, F1: 0.517},
    "  the same, never abstaining": {F1: 0.099, CONTAINED: 0.820},
}
_ANSWERS_CAPTION = (
    "AvNA: answered or not, rightly. Both shares of answers are of the answerable questions. F1 is"
    " bounded: ours are sentences. Published: CS224N's baseline on the same questions, which is"
    " given the right paragraph; ours must find it among 646. Intervals resample articles."
)
_ABSTENTION_CAPTION = (
    "Of abstaining where no answer is marked. AUROC of the confidence: for answerable questions,"
    " and for answers that hold the answer. The unanswerable ones are written to look answerable,"
    " about the same paragraphs."
)


@dataclass(frozen=True, slots=True)
class Asked:
    """How one question ended."""

    doc_id: str  # of its article: questions of one article are not independent
    answerable: bool
    answered: bool
    contained: bool  # one of the answers stands in the words shown
    placed: bool  # one of them stands in a citation where it was marked
    f1: float  # of the words shown
    words: int  # shown
    confidence: float

    @property
    def right(self) -> bool:
        """Answered, with the answer in it."""
        return self.answered and self.contained


def run(bench: Bench) -> list[Table]:
    """Answers, abstention, and what abstaining below a confidence would give."""
    articles = load_articles(bench.file(NAME, "dev-v2.0.json"))
    questions = bench.draw(articles.questions)
    with closing(open_indexed(bench, NAME, articles.documents)) as opened:
        # A citation's position is one of the text as read: the answers' are made so too.
        questions = as_read(questions, articles.documents, opened)
        answers = [opened.ask(question.text) for question in questions]
    ours = [asked(q, answer) for q, answer in zip(questions, answers, strict=True)]
    floors = {
        name: [overlap_floor(q, answer, bar) for q, answer in zip(questions, answers, strict=True)]
        for name, bar in FLOORS.items()
    }
    answerable = sum(one.answerable for one in ours)
    n = f"{len(ours):,} questions, {answerable:,} answerable, {len(articles.documents)} articles"
    return [
        Table(f"{NAME}: answers", n, _ANSWERS_CAPTION, ANSWERS, answer_rows(ours, floors)),
        Table(
            f"{NAME}: abstention", n, _ABSTENTION_CAPTION, ABSTENTION, abstention_rows(ours, floors)
        ),
        risk_table(ours, n),
    ]


def asked(question: Question, answer: Answer) -> Asked:
    """What the program made of the question."""
    shown = [citation.quote for citation in answer.citations]
    cited = [Span(c.passage.source.doc_id, c.start, c.end) for c in answer.citations]
    return _asked(
        question,
        answered=answer.outcome is not Outcome.NO_EVIDENCE,
        shown=shown,
        placed=any(_holds(one, place) for one in cited for place in question.places),
        confidence=answer.confidence,
    )


def overlap_floor(question: Question, answer: Answer, bar: float) -> Asked:
    """A rule over the passages we found: the sentence with most of the question's words.

    The share of them is its confidence; it answers from `bar` on.
    """
    wanted = content_terms(question.text)
    best, most = Span("", 0, 0), -1.0
    text = ""
    for hit in answer.hits[:FROM_PASSAGES]:
        passage = hit.passage
        for start, end, _ in sentence_spans(passage.text):
            held = coverage(wanted, content_terms(passage.text[start:end]))
            if held > most:
                most, text = held, passage.text[start:end]
                best = Span(passage.source.doc_id, passage.start + start, passage.start + end)
    return _asked(
        question,
        answered=most >= bar,
        shown=[text],
        placed=any(_holds(best, place) for place in question.places),
        confidence=max(most, 0.0),
    )


def answer_rows(ours: Sequence[Asked], floors: Mapping[str, Sequence[Asked]]) -> tuple[Row, ...]:
    """Published, the floors, ours."""
    return (
        *(Row(name, figures) for name, figures in PUBLISHED.items()),
        *(Row(name, answer_figures(floor)) for name, floor in floors.items()),
        Row("ours", answer_figures(ours)),
    )


def answer_figures(found: Sequence[Asked]) -> dict[str, Estimate]:
    """Answered where it should, with the answer, and in how many words."""
    documents = [one.doc_id for one in found]
    answerable = [one for one in found if one.answerable]
    of_answerable = [one.doc_id for one in answerable]
    return {
        AVNA: share([one.answerable == one.answered for one in found], documents),
        CONTAINED: share([one.right for one in answerable], of_answerable),
        PLACED: share([one.answered and one.placed for one in answerable], of_answerable),
        F1: bootstrap([one.f1 for one in found], clusters=documents),
        "words, median": bootstrap(
            [float(one.words) for one in found if one.answered], quantile(0.5)
        ),
    }


def abstention_rows(
    ours: Sequence[Asked], floors: Mapping[str, Sequence[Asked]]
) -> tuple[Row, ...]:
    """Never answering, the floor that abstains, ours."""
    documents = [one.doc_id for one in ours]
    never = verdict_figures([not one.answerable for one in ours], [True] * len(ours), documents)
    abstaining = {name: floor for name, floor in floors.items() if FLOORS[name]}
    return (
        Row("floor: never answer", never),
        *(
            Row(name, abstention_figures(one))
            for name, one in (abstaining | {"ours": ours}).items()
        ),
    )


def abstention_figures(found: Sequence[Asked]) -> dict[str, Estimate]:
    """Abstention as the flag that is looked for, and what the confidence tells."""
    documents = [one.doc_id for one in found]
    confidences = [one.confidence for one in found]
    answered = [one for one in found if one.answered]
    return {
        **verdict_figures(
            [not one.answerable for one in found], [not one.answered for one in found], documents
        ),
        "AUROC answerable": separation(confidences, [one.answerable for one in found], documents),
        "AUROC right": separation(
            [one.confidence for one in answered],
            [one.right for one in answered],
            [one.doc_id for one in answered],
        ),
    }


def risk_table(ours: Sequence[Asked], n: str) -> Table:
    """The share of wrong answers among the most confident ones, by how many are answered."""
    answered = [one for one in ours if one.answered]
    rows = [(one.confidence, float(one.right)) for one in answered]
    points = risk_coverage(rows)
    figures: dict[str, Estimate | float] = {"area": bootstrap(rows, aurc)}
    for part in COVERAGES:
        point = next((p for p in points if p.coverage * len(rows) >= part * len(ours)), None)
        if point is not None:
            count = round(point.coverage * len(rows))
            figures[f"{part:.0%}"] = wilson(point.risk * count, count)
    columns = (*(f"{part:.0%}" for part in COVERAGES), "area")
    caption = (
        "Share of wrong answers (unanswerable, or the answer is not in it) when only the most"
        " confident part of all questions is answered; area: its mean over all parts. Answering is"
        f" what the program did for {len(answered) / max(len(ours), 1):.0%} of them."
    )
    return Table(f"{NAME}: risk by coverage", n, caption, columns, (Row("ours", figures),))


def _asked(
    question: Question, *, answered: bool, shown: Sequence[str], placed: bool, confidence: float
) -> Asked:
    said = " ".join(shown) if answered else ""
    return Asked(
        doc_id=question.doc_id,
        answerable=bool(question.answers),
        answered=answered,
        contained=any(_stands_in(answer, text) for answer in question.answers for text in shown),
        placed=placed,
        f1=word_f1(said, question.answers or ("",)),
        words=len(said.split()),
        confidence=confidence,
    )


def _stands_in(answer: str, text: str) -> bool:
    """Whether its words stand in the text in a row, normalised as SQuAD does."""
    return f" {' '.join(words(answer))} " in f" {' '.join(words(text))} "


def as_read(
    questions: Sequence[Question], texts: Mapping[str, str], opened: OpenAssistant
) -> list[Question]:
    """The questions with the places of their answers in the documents as they were read."""
    read = {
        doc_id: Places(opened.document(doc_id).text, text, doc_id) for doc_id, text in texts.items()
    }
    return [
        replace(
            question,
            places=tuple(
                Span(doc_id, *read[doc_id].as_read(start, end))
                for doc_id, start, end in question.places
            ),
        )
        for question in questions
    ]


def _holds(span: Span, place: Span) -> bool:
    return span.doc_id == place.doc_id and span.start <= place.start and place.end <= span.end
