"""What is known of a question and what was found for it, before anything is written.

Cosine similarity alone separates present from absent with an AUC of .69 on contracts, and near the
subject it is chance: a passage on badges is near every question on badges. So it is joined by what
the question asks for (`asked_value`), which version it names (`versions`), its names and numbers.

Left out, because on the gold questions they were chance or worse (evals/LOG.md): words that the
named document or the whole library never holds (questions are asked in other words than answered),
agreement of the searches, margins between scores, several passages of one document, who speaks.
"""

from __future__ import annotations

import math
import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import NamedTuple

from assistant.answering.asked_value import VALUE_WORDS, asked_value, gives
from assistant.answering.names import is_abbreviated
from assistant.answering.terms import numbers
from assistant.answering.versions import is_version, versions_in
from assistant.reading.sentences import sentence_spans
from assistant.reading.spelling import is_near
from assistant.reading.stems import content_terms, stem
from assistant.reading.stop_words import STOP_WORDS
from assistant.retrieval.asked import Asked
from assistant.retrieval.retrieve import Retrieved
from assistant.types import Passage, Source

FIRST = 5  # passages that a reader would look at; with eight more is refused wrongly
POOL = 50  # of each search: documents known to be in the library
SHORTEST = 15  # characters of a sentence
LONG_ENOUGH = 5  # letters of a stem that may be misspelled
# Of a question that names speakers and documents and says nothing of its own ("what did she say?"):
# no sentence is near to it, and all of theirs answer it. Nine of ten answered gold questions have
# a passage nearer than .46, half of them nearer than .61.
BY_NAME_ALONE = 0.5
SURELY = 0.6  # from here on a document is named
# Such questions are asked with these words, as stems.
ASKED_WITH = content_terms(
    "say says said tell told talk talks talked speak spoke spoken think thinks thought argue argued"
    " discuss discussed summary summarise summarize panel talk episode interview document text"
)
OWN = 0.6  # share of the sentence's own words in its coverage; the rest: with its neighbours


@dataclass(frozen=True, slots=True)
class Presence:
    """Each from 0 (bad) to 1 (good)."""

    similarity: float  # cosine of the nearest passage
    given: float  # how near the subject the value asked for stands; 1: no value is asked for
    named: float  # share of the question's names and numbers in one of the first passages, or in
    # all of them where it compares: each side is named in passages of its own
    version: float  # share of the named versions that documents in the library are of


CAPITAL_NOUNS = frozenset(["de"])  # where every noun has a capital, one tells no name
# A word with a capital that begins no sentence.
_NAME = re.compile(r"(?<!^)(?<![.?!:] )(?<![\w'’.-])[A-Z][^\W_]*(?:[-.'’][^\W_]+)*")
NO_PRESENCE = Presence(0, 0, 0, 0)


class _Sentence(NamedTuple):
    text: str
    own: frozenset[str]  # stems of its words and of the headings over it
    around: frozenset[str]  # with the sentences before and behind it


def read_presence(retrieved: Retrieved) -> Presence:
    """The signs for one question. All zero when nothing was found."""
    hits, dense, lexical, asked, *_ = retrieved
    if not hits:
        return NO_PRESENCE
    question = asked.text
    found = [hit.passage for hit in hits[:FIRST]]
    pool = {hit.passage.source for hit in (*hits, *dense[:POOL], *lexical[:POOL])}
    near = max((hit.score for hit in dense[:1]), default=0.0)
    return Presence(
        similarity=max(near, BY_NAME_ALONE) if _asks_by_name_alone(asked, pool) else near,
        given=_given(question, found),
        named=_named(asked, found),
        version=_versions(question, found, pool),
    )


def _asks_by_name_alone(asked: Asked, pool: Collection[Source]) -> bool:
    """Whether nothing is left of the question without whom and what it names."""
    named = [s for s in pool if asked.documents.get(s.doc_id, 0.0) >= SURELY]
    if asked.wanted or not (named or asked.speakers):
        return False
    names = " ".join([*asked.speakers, *map(_identity, named)])
    return content_terms(asked.text) <= content_terms(names) | ASKED_WITH


def _given(question: str, found: Sequence[Passage]) -> float:
    """How much of the subject stands around the value asked for, of what the best stretch has."""
    asked = asked_value(question)
    if asked is None:
        return 1.0
    wanted = _spelled_as_found(content_terms(question) - VALUE_WORDS, found)
    asked = replace(asked, of=frozenset(wanted.get(term, term) for term in asked.of))
    weight = _rarity((term for term in wanted.values() if term not in asked.of), found)

    def share(present: frozenset[str]) -> float:
        return sum(w for term, w in weight.items() if term in present)

    best = given = 0.0
    for passage in found:
        for sentence in _sentences(passage):
            covered = OWN * share(sentence.own) + (1 - OWN) * share(sentence.around)
            best = max(best, covered)
            if covered > given and gives(asked, sentence.text):
                given = covered
    return given / best if best else 0.0


@lru_cache(maxsize=2048)  # the same passages are found again and again
def _sentences(passage: Passage) -> tuple[_Sentence, ...]:
    over = content_terms(f"{_identity(passage.source)} {passage.label}")
    texts = [passage.text[span.start : span.end] for span in sentence_spans(passage.text)]
    terms = [content_terms(text) for text in texts]
    return tuple(
        _Sentence(text, terms[i] | over, over.union(*terms[max(0, i - 1) : i + 2]))
        for i, text in enumerate(texts)
        if len(text) >= SHORTEST
    )


@lru_cache(maxsize=2048)
def _identity(source: Source) -> str:
    """What a question may call the document by."""
    names = (source.title, *source.aliases, source.doc_id, source.version, *source.speakers)
    return " ".join(names).replace("/", " ").replace("-", " ").replace("_", " ")


@lru_cache(maxsize=2048)
def words_of(passage: Passage) -> frozenset[str]:
    """Stems of what the passage says and of what stands over it."""
    return content_terms(f"{_identity(passage.source)} {passage.label} {passage.text}")


def _spelled_as_found(terms: Iterable[str], found: Sequence[Passage]) -> dict[str, str]:
    """Each term with the term it stands for in what was found: itself, or what it is a slip of."""
    present = frozenset[str]().union(*map(words_of, found))
    return {
        term: term if term in present else next(_slips(term, present), term)
        for term in sorted(set(terms))
    }


def _slips(term: str, present: Collection[str]) -> Iterator[str]:
    if len(term) < LONG_ENOUGH:
        return
    yield from (p for p in sorted(present) if p[0] == term[0] and is_near(term, p))


def _rarity(terms: Iterable[str], found: Sequence[Passage]) -> dict[str, float]:
    """Inverse document frequency over what was found: words that all share decide nothing."""
    texts = [words_of(passage) for passage in found]
    return {
        term: math.log(1 + (len(texts) + 1) / (sum(term in words for words in texts) + 0.5))
        for term in dict.fromkeys(terms)
    }


def _named(asked: Asked, found: Sequence[Passage]) -> float:
    """Share of the question's names and numbers in the passage that holds most of them.

    Where it compares, in which of them a name stands does not count.
    """
    question = asked.text
    names = [
        name for name in _NAME.findall(question) if name.lower() not in STOP_WORDS and name != "I"
    ]
    if asked.language in CAPITAL_NOUNS:
        names = [name for name in names if sum(map(str.isupper, name)) > 1]
    # "apache2" names a version, not a number that has to stand in a passage.
    digits = [word for word in question.split() if not any(map(str.isalpha, word))]
    terms = [*names, *numbers(" ".join(digits))]
    if not terms:
        return 1.0
    wanted = _spelled_as_found(content_terms(" ".join(names)), found)
    if asked.compares:
        return sum(any(_names(term, wanted, p) for p in found) for term in terms) / len(terms)
    return max(sum(_names(term, wanted, p) for term in terms) / len(terms) for p in found)


def _names(name: str, spelled: Mapping[str, str], passage: Passage) -> bool:
    """Whether the passage names it: in its words, as a number, or by the words it is short for."""
    terms = content_terms(name)
    if terms and all(spelled.get(term, term) in words_of(passage) for term in terms):
        return True
    text = f"{_identity(passage.source)} {passage.label} {passage.text}"
    return name in _numbers_of(passage) or (name.isupper() and is_abbreviated([name], text))


@lru_cache(maxsize=2048)
def _numbers_of(passage: Passage) -> frozenset[str]:
    return numbers(f"{_identity(passage.source)} {passage.label} {passage.text}")


def _versions(question: str, found: Sequence[Passage], pool: Collection[Source]) -> float:
    """Share of the versions the question names that some document in the pool is of.

    That a text speaks of the version says nothing: half of such questions have an answer.
    """
    versions = versions_in(question)
    # Names are compared as they are written, slips as stems: "apache" is no slip of "apach".
    spelled = _spelled_as_found([stem(version.name) for version in versions], found)
    meant = [
        version if spelled[term] == term else version._replace(name=spelled[term])
        for version in versions
        for term in [stem(version.name)]
    ]
    held = sum(any(is_version(v, source) for source in pool) for v in meant)
    return held / len(versions) if versions else 1.0
