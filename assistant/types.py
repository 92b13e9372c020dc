"""The nouns of the project: frozen values, no behaviour, no library types.

The invariant everything rests on: `document.text[passage.start:passage.end] == passage.text`.
Ranges are half-open, in characters of `Document.text`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Literal, NamedTuple, Protocol, get_args

from assistant.reason import Reason

Kind = Literal[
    "definition", "license", "panel", "model_card", "policy", "record", "commentary", "own"
]
Status = Literal["current", "draft", "superseded", "translation", "unknown"]
Support = Literal["quoted", "supported", "unsupported", "unchecked"]
Role = Literal["user", "assistant"]
Relation = Literal["twin", "version", "translation"]

KINDS: tuple[Kind, ...] = get_args(Kind)
STATUSES: tuple[Status, ...] = get_args(Status)


@dataclass(frozen=True, slots=True)
class Source:
    """What a document is and whose words it holds; travels with every passage of it.

    Empty strings mean "not known". `paraphrase` is true for a sheet written by this project about
    an original: its sentences are never presented as the original's own words.
    """

    doc_id: str  # path relative to its root, forward slashes
    title: str
    kind: Kind = "own"
    version: str = ""
    date: str = ""  # ISO 8601, as exact as it is known: "2024", "2024-10", "2024-10-28"
    status: Status = "unknown"
    language: str = ""  # BCP 47: "en", "ja"
    publisher: str = ""
    url: str = ""  # address of the original
    aliases: tuple[str, ...] = ()  # other names it goes by: "OSD", "apache2"
    paraphrase: bool = False
    speakers: tuple[str, ...] = ()  # who is named as speaking in it, in the order of first words
    license: str = ""  # under which its text may be passed on, as a list or a person says


@dataclass(frozen=True, slots=True)
class Unread:
    """Why a file gave no document."""

    reason: str
    may_pass: bool  # as of `ReadingError`
    template: str = ""  # as of `Reason`; empty: the reason has no values
    parts: Mapping[str, str] = field(default_factory=dict[str, str])


@dataclass(frozen=True, slots=True)
class Scope:
    """Which documents are asked: an empty field leaves nothing out, what is given holds at once.

    One of several in a field is enough: licenses or panels, and in German.
    """

    kinds: tuple[Kind, ...] = ()
    documents: tuple[str, ...] = ()  # doc_ids
    languages: tuple[str, ...] = ()  # BCP 47: "en" is also "en-GB"
    versions: tuple[str, ...] = ()  # as written; "2" is also "2.0" and "v2"
    statuses: tuple[Status, ...] = ()


EVERYTHING = Scope()


@dataclass(frozen=True, slots=True)
class Section:
    """A stretch of a document under one label. The sections of a document cover its text."""

    label: str  # "p. 4", "Section 2 > Redistribution", "Amanda Brock, 00:12:31"
    start: int
    end: int
    speaker: str | None = None  # None: not speech, or nobody is named
    time_s: float | None = None  # seconds from the start of the recording; None: no recording
    page: int | None = None  # 1-based page of a PDF; None: no pages


@dataclass(frozen=True, slots=True)
class Document:
    """One file, read. Sections are in document order."""

    source: Source
    text: str
    sections: tuple[Section, ...]
    sha256: str  # of the file's bytes
    notes: tuple[Reason, ...] = ()  # what a reader should know: "front matter does not parse: ..."

    @property
    def doc_id(self) -> str:
        """The id that names this document in the library."""
        return self.source.doc_id


@dataclass(frozen=True, slots=True)
class Passage:
    """A retrievable piece of one document. `document.text[start:end] == text`."""

    passage_id: str  # from content: the same piece of the same document has the same id
    source: Source
    label: str  # of the section it begins in
    start: int
    end: int
    text: str
    speaker: str | None = None
    time_s: float | None = None
    page: int | None = None
    context: str = ""  # the document's words it needs to be found: the header row of its table


@dataclass(frozen=True, slots=True)
class Hit:
    """A passage that was found. Scores are comparable within one list only; higher is better."""

    passage: Passage
    score: float
    also: tuple[str, ...] = ()  # doc_ids of its twins and versions in which the same words stand
    sentences: tuple[float, ...] = ()  # cosine of the query to each sentence, where that is known


class Nearness(NamedTuple):
    """Cosine similarity of a question to a passage and to each of its sentences, in order.

    No sentences: their vectors were not kept.
    """

    passage: float
    sentences: tuple[float, ...] = ()


@dataclass(frozen=True, slots=True)
class Kin:
    """Another document of the same text: a copy in any format, another version, a translation."""

    doc_id: str
    relation: Relation
    similarity: float  # share of runs of three words in both among those in either, 0 to 1


@dataclass(frozen=True, slots=True)
class Turn:
    """One message of the conversation so far."""

    role: Role
    content: str


@dataclass(frozen=True, slots=True)
class Lead:
    """Words of a document without which a quotation is not understood; not quoted themselves.

    The question a speaker was asked, the sentence a list hangs on, the header of a table.
    `document.text[start:end] == text`.
    """

    text: str
    start: int
    end: int
    speaker: str | None = None  # who asked; None: nobody, or not named


@dataclass(frozen=True, slots=True)
class Citation:
    """A checked pointer from an answer to a passage.

    `quote` is an exact substring of the passage, at `[start, end)` of the document's text.
    """

    marker: int  # the n of [n] in the answer's text, from 1
    passage: Passage
    quote: str
    start: int
    end: int
    support: Support
    lead: Lead | None = None  # shown before the quotation, as context; None: it stands alone


class Outcome(StrEnum):
    """How a question ended."""

    ANSWERED = "answered"  # written by a model, every statement supported
    QUOTED = "quoted"  # exact quotations, no model involved
    PARTLY_SUPPORTED = "partly_supported"  # written, some statements marked unsupported
    UNSUPPORTED = "unsupported"  # written, and nothing in it is borne out by the documents
    INCOMPLETE = "incomplete"  # the model stopped early; what came is kept
    NO_EVIDENCE = "no_evidence"  # the documents do not answer this


@dataclass(frozen=True, slots=True)
class Writer:
    """The model that writes, as its server describes it, and how it is asked.

    What is shown is what is sent: requests are made from this value. Empty strings: the server
    does not say.
    """

    name: str
    context_tokens: int  # `num_ctx`: what it reads and writes together
    answer_tokens: int  # the most it may write
    digest: str = ""  # sha256 of its manifest, in hexadecimal
    license: str = ""  # an SPDX identifier, or the first line of its license
    parameter_size: str = ""  # "4.0B"
    quantization: str = ""  # "Q4_K_M"
    temperature: float = 0.0
    seed: int = 0
    thinking: str = "off"  # "off", "on", or a level: "low"


@dataclass(frozen=True, slots=True)
class Answer:
    """What the user gets, and everything needed to show or check it."""

    question: str
    text: str  # Markdown with [n] markers, each naming one citation
    outcome: Outcome
    # 0 to 1: how likely it is that the documents answer the question; for a written answer, times
    # the share of its statements that are supported
    confidence: float
    citations: tuple[Citation, ...]
    hits: tuple[Hit, ...]  # best first, as retrieved
    model: str | None = None  # None: no model wrote this
    writer: Writer | None = None  # all that is known of the model; None: no model wrote this
    thoughts: str = ""  # what the model thought aloud; kept apart, never part of the text
    searched_for: str = ""  # the standalone question, when the conversation changed it
    invented_markers: int = 0  # markers that named no passage and were removed
    notice: str = ""  # one sentence for the user about how it was made: "Ollama is not running ..."
    timings_s: Mapping[str, float] = field(default_factory=dict[str, float])  # by stage
    fingerprint: str = ""  # of the index that was searched
    scope: Scope = EVERYTHING  # the documents that were searched
    sides: tuple[Answer, ...] = ()  # of a comparison: one for each document of the scope, in order


@dataclass(frozen=True, slots=True)
class QuestionTemplates:
    """Questions with a place for a name; of each kind, the better ones first."""

    definitions: tuple[str, ...]  # of two: {one}, {other}
    named: Mapping[Kind, tuple[str, ...]]  # {name}
    spoken: tuple[str, ...]  # {speaker}, {topic}
    topical: tuple[str, ...]  # {name}, {topic}: for a document of any kind
    what_about: str  # {name}: a follow-up
    what_says: str  # {speaker}: a follow-up
    as_text: str  # {name}: how a definition, a license or a law is called: "the {name}"
    as_title: str  # {name}: how a talk or an article is called: "“{name}”"


@dataclass(frozen=True, slots=True)
class Found:
    """First event of a stream: what was retrieved, before anything is written."""

    hits: tuple[Hit, ...]


@dataclass(frozen=True, slots=True)
class Token:
    """A piece of the answer as the model writes it. Empty: a heartbeat, nothing new yet."""

    text: str


Event = Found | Token | Answer  # a stream is Found, any Tokens, then exactly one Answer


class Assistant(Protocol):
    """What the page, the commands and the evaluation need. Made by `wiring.open_assistant`."""

    @property
    def model(self) -> str | None:
        """Name of the model that writes the answers; None: quotations only."""
        ...

    def ask(
        self, question: str, *, history: Sequence[Turn] = (), scope: Scope = EVERYTHING
    ) -> Answer:
        """The answer; `stream` run to its end."""
        ...

    def stream(
        self,
        question: str,
        *,
        history: Sequence[Turn] = (),
        scope: Scope = EVERYTHING,
        language: str = "en",
    ) -> Iterator[Event]:
        """The answer as it is made. Closing the iterator stops the model.

        `language`: BCP 47, of the words that stand between quotations and around statements.
        """
        ...

    def compare(
        self,
        question: str,
        *,
        documents: Sequence[str],
        history: Sequence[Turn] = (),
        language: str = "en",
    ) -> Iterator[Event]:
        """Like `stream`, of each of a few documents alone; the Answer has a side for each."""
        ...

    def first_questions(self, templates: QuestionTemplates) -> tuple[str, ...]:
        """Questions to begin with: at most four, all of which the documents answer."""
        ...

    def follow_ups(
        self, answer: Answer, templates: QuestionTemplates, *, history: Sequence[Turn] = ()
    ) -> tuple[str, ...]:
        """Questions that lead on from an answer, at most three; `history`: before its question."""
        ...

    def search(self, query: str, *, k: int, scope: Scope = EVERYTHING) -> list[Hit]:
        """The best k passages, best first."""
        ...

    def document(self, doc_id: str) -> Document:
        """The whole document, to show a passage in its surroundings."""
        ...

    def sources(self) -> list[Source]:
        """Every indexed document, by doc_id."""
        ...
