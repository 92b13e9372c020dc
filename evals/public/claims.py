"""Our statement check on other people's claims, and the signs it is made of, one by one.

The check is `assistant.answering.support`, called as it is for a written answer; here is only what
brings a benchmark's sentences to it.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence

import numpy as np
import numpy.typing as npt

from assistant.answering.support import Check, check_statement
from assistant.answering.terms import coverage
from assistant.indexing.encoder import Encoder
from assistant.reading.sentences import sentence_spans
from assistant.reading.stems import content_terms
from assistant.types import Passage, Source

# Where words or meaning alone say "supported": a share of terms, a cosine.
ENOUGH_WORDS = 0.6
SAME_MEANING = 0.6

Vectors = npt.NDArray[np.float32]


class RememberingEncoder:
    """Encodes each text once: many claims are held against the same sentences."""

    def __init__(self, encoder: Encoder) -> None:
        self._encoder = encoder
        self._known: dict[str, Vectors] = {}

    def learn(self, texts: Iterable[str]) -> None:
        """Encode what is not known yet, all at once: that is several times faster."""
        new = [text for text in dict.fromkeys(texts) if text not in self._known]
        if new:
            self._known.update(zip(new, self._encoder.encode(new), strict=True))

    def encode(self, texts: Sequence[str]) -> Vectors:
        """See `Encoder.encode`."""
        self.learn(texts)
        return np.stack([self._known[text] for text in texts])


def passage_of(sentences: Sequence[str], *, title: str = "") -> Passage:
    """The sentences as one passage, each a block of its own."""
    text = "\n\n".join(sentences)
    name = hashlib.sha256(text.encode()).hexdigest()[:20]
    return Passage(name, Source(doc_id=name, title=title), "", 0, len(text), text)


def sentences_of(passage: Passage) -> list[str]:
    """The sentences the check will look at."""
    return [passage.text[span.start : span.end] for span in sentence_spans(passage.text)]


def check_claim(
    claim: str, passages: Sequence[Passage], encoder: RememberingEncoder, *, depth: int = 0
) -> list[Check]:
    """The verdicts of our check: the claim cites the first of these passages.

    `depth`: how many of them are read; 0: all. The rest tells which words are common.
    """
    cited = passages[: depth or len(passages)]
    return [
        check_statement(
            claim,
            passage,
            encoder.encode,
            beside=[*cited[:i], *cited[i + 1 :]],
            among=passages,
        )
        for i, passage in enumerate(cited)
    ]


def word_share(claim: str, passage: Passage) -> float:
    """Share of the claim's content words in the passage, 0 to 1."""
    return coverage(content_terms(claim), content_terms(passage.text))


def likeness(claim: str, passage: Passage, encoder: RememberingEncoder) -> float:
    """Cosine of the claim and the nearest sentence of the passage, -1 to 1."""
    vectors = encoder.encode([claim, *(sentences_of(passage) or [passage.text])])
    return float((vectors[1:] @ vectors[0]).max())
