"""An assistant that answers from a script, and the answers."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from assistant.answering.comparing import check_documents, compare
from assistant.answering.words.languages import words_of
from assistant.errors import LibraryError
from assistant.types import (
    EVERYTHING,
    Answer,
    Citation,
    Document,
    Event,
    Found,
    Hit,
    Outcome,
    QuestionTemplates,
    Scope,
    Source,
    Token,
    Turn,
)
from assistant.ui.words.english import ENGLISH
from tests.doubles import WordEncoder
from tests.ui.library import DOCUMENTS, HITS, cite, passage_of

WHOLE_DATA = cite(
    1, passage_of("definitions/harbour.md", 1), "The data itself need not be published", "quoted"
)
CHAIR = cite(2, passage_of("panels/quayside-2025.md", 0), "Without the data you cannot reproduce")
GUEST = cite(3, passage_of("panels/quayside-2025.md", 1), "Data law differs in every country")
OLD_DATA = cite(
    4,
    passage_of("definitions/harbour-0.9.md", 0),
    "The complete training data is released",
    "unsupported",
)
BIG_USERS = cite(
    5, passage_of("licenses/lantern.md", 1), "more than 700 million monthly active users"
)
VENDOR = cite(6, passage_of("model_cards/lantern-3.md", 0), "open source model", "unchecked")


def written(question: str, text: str, *citations: Citation, **more: object) -> Answer:
    """A written answer with these citations, found among all passages."""
    values: dict[str, object] = {
        "outcome": Outcome.ANSWERED,
        "confidence": 0.86,
        "hits": HITS,
        "model": "qwen3:4b-instruct",
        "timings_s": {"search": 0.1, "write": 2.9},
    }
    return Answer(question=question, text=text, citations=citations, **{**values, **more})  # type: ignore[arg-type]


DATA_TEXT = (
    "The **Harbour Definition 2.1** does not ask for the data itself: a description of its origin,"
    " size and selection is enough [1].\n\nThe panel at Quayside 2025 disagreed about this. The"
    " chair holds that nothing can be reproduced without the data [2]; First Guest answers that"
    " data law differs from country to country, so that no model would ever qualify [3]."
)
ANSWERED = written("Must the training data be published?", DATA_TEXT, WHOLE_DATA, CHAIR, GUEST)
PARTLY = written(
    "Was the training data ever required?",
    "Yes. The superseded version 0.9 asked for all of it [4], and version 2.1 still does [1].",
    WHOLE_DATA,
    OLD_DATA,
    outcome=Outcome.PARTLY_SUPPORTED,
    invented_markers=1,
)
INCOMPLETE = written(
    "Who may use Lantern 3?",
    "Companies with more than 700 million monthly active users need a license of their own [5].",
    BIG_USERS,
    outcome=Outcome.INCOMPLETE,
)
NOT_FOUND = Answer(
    question="How tall is the Eiffel Tower?",
    text="The documents do not answer this.\n\nNothing that was found mentions: Eiffel.\n\n"
    "6 documents were searched. An answer in them is very unlikely (3 %).\n\n"
    "What came nearest:\n- Harbour Definition of Open Models 2.1, Preamble",
    outcome=Outcome.NO_EVIDENCE,
    confidence=0.03,
    citations=(),
    hits=HITS[:5],
)
QUOTED = written(
    "Is Lantern 3 open source?",
    "**Lantern AI**, on its model card:\n\n> Lantern 3 is an open source model for research and"
    " commercial use in many languages. [6]\n\n**Lantern 3 Community License**, 2. Additional"
    " commercial terms:\n\n> If your products had more than 700 million monthly active users in"
    " the preceding month, you must request a license from Lantern AI [5]",
    VENDOR,
    BIG_USERS,
    outcome=Outcome.QUOTED,
    model=None,
    notice="Ollama is not running, so this is quoted. Start it with `ollama serve`.",
)
COMPARISON = written(
    "Compare what the definition, the license and the panel say about openness.",
    "They answer different questions, and they do not agree.\n\n"
    "| | Data | Who may use it |\n|---|---|---|\n"
    "| Harbour Definition 2.1 | a description is enough [1] | anyone |\n"
    "| Harbour Definition 0.9 (superseded) | all of it [4] | anyone |\n"
    "| Lantern 3 Community License | says nothing | not above 700 million users [5] |\n\n"
    "### Where they clash\n\n"
    "- **Data.** Panel Chair: without the data nothing can be reproduced [2]. First Guest: a rule"
    " that asks for all of it is met by no model [3].\n"
    "- **Use.** The vendor's card calls Lantern 3 an open source model [6]; its license keeps the"
    " largest companies out [5], which the definition does not allow.\n\n"
    "So by the *Harbour Definition* Lantern 3 is not open, whatever its card says. The answer"
    " would be the same under version 0.9, for another reason: the data is not there.",
    WHOLE_DATA,
    CHAIR,
    GUEST,
    OLD_DATA,
    BIG_USERS,
    VENDOR,
)
SCRIPT = {a.question: a for a in (ANSWERED, PARTLY, INCOMPLETE, NOT_FOUND, QUOTED, COMPARISON)}


@dataclass
class ScriptedAssistant:
    """Says what it was told to, word by word, and remembers what it was asked."""

    script: dict[str, Answer] = field(default_factory=lambda: dict(SCRIPT))
    faults: dict[str, Exception] = field(default_factory=dict)  # question -> what it raises
    endless: str = "Talk for ever"  # this question is answered until someone stops it
    model: str | None = "qwen3:4b-instruct"
    token_s: float = 0.0  # pause before each token
    asked: list[tuple[str, tuple[Turn, ...]]] = field(default_factory=list)
    scopes: list[Scope] = field(default_factory=list)  # of each question, in order
    languages: list[str] = field(default_factory=list)  # the same
    closed: threading.Event = field(default_factory=threading.Event)  # a stream ended early
    documents: tuple[Document, ...] = DOCUMENTS
    suggested: tuple[str, ...] = ENGLISH.examples  # questions to begin with
    following: tuple[str, ...] = ()  # questions after an answer

    def ask(
        self, question: str, *, history: Sequence[Turn] = (), scope: Scope = EVERYTHING
    ) -> Answer:
        *_, last = self.stream(question, history=history, scope=scope)
        assert isinstance(last, Answer)
        return last

    def stream(
        self,
        question: str,
        *,
        history: Sequence[Turn] = (),
        scope: Scope = EVERYTHING,
        language: str = "en",
    ) -> Iterator[Event]:
        self.asked.append((question, tuple(history)))
        self.scopes.append(scope)
        self.languages.append(language)
        try:
            yield Found(HITS)
            if question in self.faults:
                yield Token("Some words came ")
                raise self.faults[question]
            while question == self.endless:
                time.sleep(self.token_s or 0.02)
                yield Token("and on ")
            answer = replace(self.script.get(question, NOT_FOUND), scope=scope)
            for word in answer.text.split(" ") if answer.model else ():
                time.sleep(self.token_s)
                yield Token(word + " ")
            yield answer
        except GeneratorExit:
            self.closed.set()
            raise

    def compare(
        self,
        question: str,
        *,
        documents: Sequence[str],
        history: Sequence[Turn] = (),
        language: str = "en",
    ) -> Iterator[Event]:
        return compare(
            question,
            check_documents(documents),
            lambda scope: self.stream(question, history=history, scope=scope, language=language),
            lambda doc_id: self.document(doc_id).source.title,
            WordEncoder().encode,
            words_of(language),
        )

    def first_questions(self, templates: QuestionTemplates) -> tuple[str, ...]:
        return self.suggested

    def follow_ups(
        self, answer: Answer, templates: QuestionTemplates, *, history: Sequence[Turn] = ()
    ) -> tuple[str, ...]:
        return () if answer.outcome is Outcome.NO_EVIDENCE else self.following

    def search(self, query: str, *, k: int, scope: Scope = EVERYTHING) -> list[Hit]:
        return list(HITS[:k])

    def document(self, doc_id: str) -> Document:
        for document in self.documents:
            if document.doc_id == doc_id:
                return document
        raise LibraryError(f"no document {doc_id!r} in the index; run `python ingest.py`")

    def sources(self) -> list[Source]:
        return sorted((d.source for d in self.documents), key=lambda s: s.doc_id)
