from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from assistant.indexing.lexical import search_words
from assistant.indexing.library import Entry, Library
from evals.bench.synthetic import LABEL, PASSAGES, ROOT, Maker, fill, maker_of
from tests.doubles import WordEncoder, a_document, a_passage

TEXTS = (
    "the license grants the right to use and to study the model",
    "weights are released but the training data are not",
    "openness of a model is a matter of its parts",
    "anyone may share a changed copy under the same terms",
)


@pytest.fixture
def maker() -> Maker:
    return Maker(TEXTS, WordEncoder().encode(TEXTS))


@pytest.fixture
def real(tmp_path: Path) -> Library:
    """A library of one document with a passage for each text."""
    document = a_document("\n".join(TEXTS))
    starts = [document.text.index(text) for text in TEXTS]
    passages = [
        a_passage(text, document.source, start=start)
        for text, start in zip(TEXTS, starts, strict=True)
    ]
    library = Library(tmp_path / "real", create=True)
    vectors = WordEncoder().encode(TEXTS)
    library.replace([Entry(document, passages, ["heading"] * 4, vectors, "/real", "mark")])
    return library


def test_the_same_number_is_the_same_document(maker: Maker) -> None:
    first, again, other = maker.entry(7), maker.entry(7), maker.entry(8)

    assert first.passages == again.passages
    assert (first.vectors == again.vectors).all()
    assert {p.passage_id for p in first.passages}.isdisjoint(p.passage_id for p in other.passages)


def test_every_passage_is_a_slice_of_its_document(maker: Maker) -> None:
    document, passages, *_ = maker.entry(0)

    assert len(passages) == PASSAGES
    assert all(document.text[p.start : p.end] == p.text for p in passages)


def test_words_are_the_corpus_own_and_most_come_from_one_passage(maker: Maker) -> None:
    texts = [p.text.split() for number in range(20) for p in maker.entry(number).passages]

    known = {word for text in TEXTS for word in text.split()}
    shares = [max(np.mean([w in one.split() for w in text]) for one in TEXTS) for text in texts]
    assert {word for text in texts for word in text} == known
    assert 0.8 < np.mean(shares) < 1


def test_vectors_have_length_one_and_the_mean_and_spread_of_the_real_ones(maker: Maker) -> None:
    real = WordEncoder().encode(TEXTS)

    made = np.concatenate([maker.entry(number).vectors for number in range(100)])

    mean = made.mean(axis=0) / np.linalg.norm(made.mean(axis=0))
    outside = made - made @ np.linalg.pinv(real) @ real  # what no sum of real ones explains
    assert made.dtype == np.float32
    assert np.allclose(np.linalg.norm(made, axis=1), 1, atol=1e-6)
    assert mean @ real.mean(axis=0) / np.linalg.norm(real.mean(axis=0)) > 0.95
    assert np.abs(outside).max() < 1e-5


def test_filling_adds_whole_documents_after_the_real_ones_and_goes_on_where_it_ended(
    real: Library,
) -> None:
    maker = maker_of(real)

    added = [fill(real, maker, 30), fill(real, maker, 30), fill(real, maker, 50)]

    assert added == [40, 0, 20]
    assert real.counts()["passages"] == 4 + 60
    assert real.roots() == {"/real": 1, ROOT: 3}


def test_made_up_passages_are_found_by_their_words(real: Library) -> None:
    fill(real, maker_of(real), 100)

    hits = search_words(real, "training data of the weights", 50)

    assert any(hit.passage.label == LABEL for hit in hits)
