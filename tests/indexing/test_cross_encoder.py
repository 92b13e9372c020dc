from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from assistant.errors import EncoderError
from assistant.indexing.cross_encoder import (
    RERANKED,
    CrossEncoder,
    Reranker,
    find_cross_encoder,
    open_entailment,
    open_reranker,
)
from tests.doubles import a_passage, some_hits

HITS = some_hits(*(a_passage(f"Weights of model {n}.", start=100 * n) for n in range(RERANKED + 5)))
NLI = ("contradiction", "entailment", "neutral")


class LastFirst(CrossEncoder):
    """Likes each pair more than the one before it, and remembers them."""

    def __init__(self) -> None:
        super().__init__(Path())
        self.asked: list[tuple[str, str]] = []

    def predict(self, pairs: Sequence[tuple[str, str]], *, softmax: bool = False) -> Any:
        self.asked += pairs
        return list(range(len(pairs)))


def make_model(folder: Path, labels: Sequence[str]) -> Path:
    """A whole model with a few random weights, as sentence-transformers saves them."""
    from transformers import BertConfig, BertForSequenceClassification, BertTokenizer

    folder.mkdir()
    words = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", "weights", "of", "model", "."]
    BertTokenizer(vocab={word: i for i, word in enumerate(words)}).save_pretrained(folder)
    config = BertConfig(
        vocab_size=len(words),
        hidden_size=8,
        num_hidden_layers=1,
        num_attention_heads=2,
        intermediate_size=8,
        max_position_embeddings=64,
        id2label=dict(enumerate(labels)),
        label2id={label: i for i, label in enumerate(labels)},
    )
    BertForSequenceClassification(config).save_pretrained(folder)
    return folder


def test_first_hits_are_reordered_and_scores_stay_in_their_places() -> None:
    model = LastFirst()

    found = Reranker(model)("Which weights?", HITS)

    assert [h.passage for h in found[:RERANKED]] == [h.passage for h in HITS[RERANKED - 1 :: -1]]
    assert found[RERANKED:] == HITS[RERANKED:]
    assert [h.score for h in found] == [h.score for h in HITS]
    assert model.asked[0] == ("Which weights?", "Osd. Section 1: Weights of model 0.")


def test_nothing_found_is_nothing_to_reorder() -> None:
    assert Reranker(LastFirst())("Which weights?", []) == []


@pytest.mark.parametrize("name", ["/nowhere/model", "owner/name-that-nobody-has", "not a name"])
def test_model_that_is_not_there_is_told_with_its_setting(name: str) -> None:
    with pytest.raises(EncoderError) as caught:
        open_reranker(name)

    assert f"ASSISTANT_RERANKER is {name!r}: no config.json in" in str(caught.value)
    assert "or unset it" in str(caught.value)


def test_weights_in_another_format_are_refused(tmp_path: Path) -> None:
    (tmp_path / "config.json").write_text("{}")
    (tmp_path / "pytorch_model.bin").write_bytes(b"code")

    with pytest.raises(EncoderError, match=r"no model\.safetensors"):
        find_cross_encoder(str(tmp_path), "ASSISTANT_RERANKER")


def test_model_without_the_labels_of_entailment_is_refused(tmp_path: Path) -> None:
    (tmp_path / "config.json").write_text(json.dumps({"id2label": {"0": "LABEL_0"}}))
    (tmp_path / "model.safetensors").write_bytes(b"")

    with pytest.raises(EncoderError, match="trained for natural language inference"):
        open_entailment(str(tmp_path))


@pytest.mark.slow
@pytest.mark.timeout(600)
def test_whole_models_are_loaded_from_disk_and_used(tmp_path: Path) -> None:
    reranker = open_reranker(str(make_model(tmp_path / "rerank", ["LABEL_0"])))
    judge = open_entailment(str(make_model(tmp_path / "nli", NLI)))

    found = reranker("Which weights?", HITS[:4])
    said = judge([("Weights of model.", "Model."), ("Model.", "Weights.")])

    assert sorted(h.passage.start for h in found) == [0, 100, 200, 300]
    assert found == [replace(h, score=s.score) for h, s in zip(found, HITS[:4], strict=True)]
    assert len(said) == 2
    assert all(0 < entailed < 1 and 0 < denied < 1 for entailed, denied in said)


@pytest.mark.slow
@pytest.mark.timeout(600)
def test_damaged_model_is_told(tmp_path: Path) -> None:
    folder = make_model(tmp_path / "rerank", ["LABEL_0"])
    (folder / "config.json").write_text("{}")

    with pytest.raises(EncoderError, match="is it a whole model"):
        open_reranker(str(folder))("Which weights?", HITS[:2])
