"""Optional models that read two texts at once: one reranks passages, one judges entailment.

None comes with the program: a setting names a folder, or a model that lies in the cache of Hugging
Face. Nothing is downloaded, and only weights in safetensors format are read.
"""

from __future__ import annotations

import json
import os
import threading
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from assistant.errors import EncoderError
from assistant.types import Hit

RERANKED = 30  # best hits; each costs one run of the model, a tenth of a second on two cores


def find_cross_encoder(name: str, setting: str) -> Path:
    """The folder of a model. Raises EncoderError that names the setting when it is not there."""
    folder = Path(name).expanduser()
    if not folder.is_dir():
        from huggingface_hub import try_to_load_from_cache  # late: only for names

        try:
            cached = try_to_load_from_cache(name, "config.json")
        except ValueError:  # neither a folder nor the form of a name
            cached = None
        folder = Path(cached).parent if isinstance(cached, str) else folder
    for file in ("config.json", "model.safetensors"):
        if not (folder / file).is_file():
            raise EncoderError(
                "{setting} is {name!r}: no {file} in {folder!r}; set it to a folder that holds a"
                " whole model, or unset it",
                setting=setting,
                name=name,
                file=file,
                folder=str(folder),
            )
    return folder


class CrossEncoder:
    """A model that is loaded when it is first used; safe to use from many threads."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._model: Any = None
        self._lock = threading.Lock()

    def predict(self, pairs: Sequence[tuple[str, str]], *, softmax: bool = False) -> Any:
        """One row of scores for each pair, float32; `softmax`: they sum to 1."""
        with self._lock:
            self._model = self._model or self._load()
            return self._model.predict(
                [list(pair) for pair in pairs], apply_softmax=softmax, show_progress_bar=False
            )

    def _load(self) -> Any:
        os.environ.update(
            HF_HUB_OFFLINE="1", TRANSFORMERS_OFFLINE="1", HF_HUB_DISABLE_PROGRESS_BARS="1"
        )
        from sentence_transformers import CrossEncoder as Loaded  # 16 s: brings torch

        try:
            return Loaded(
                str(self._folder), device="cpu", local_files_only=True, trust_remote_code=False
            )
        except (OSError, ValueError, KeyError, RuntimeError) as exc:
            raise EncoderError(
                "sentence-transformers cannot load {folder!r}: {reason}; is it a whole model?",
                folder=str(self._folder),
                reason=exc,
            ) from exc


class Reranker:
    """Puts the best hits into the order in which a cross-encoder finds them to answer."""

    def __init__(self, model: CrossEncoder) -> None:
        self._model = model

    def __call__(self, query: str, hits: Sequence[Hit]) -> list[Hit]:
        """The hits, best first; those behind the first 30 stay. Their scores stay in place."""
        first = hits[:RERANKED]
        if not first:
            return []
        scores = self._model.predict([(query, _read(hit)) for hit in first])
        order = sorted(range(len(first)), key=lambda i: -float(scores[i]))
        # A score belongs to a place: other scores would not compare with those behind.
        moved = [replace(first[i], score=hit.score) for i, hit in zip(order, first, strict=True)]
        return [*moved, *hits[RERANKED:]]


class EntailmentModel:
    """Says how likely a text entails a statement, and how likely it contradicts it."""

    def __init__(self, model: CrossEncoder, labels: tuple[int, int]) -> None:
        self._model = model
        self._entailed, self._contradicted = labels

    def __call__(self, pairs: Sequence[tuple[str, str]]) -> list[tuple[float, float]]:
        """(entailed, contradicted), each 0 to 1, for each (text, statement)."""
        rows = self._model.predict(pairs, softmax=True)
        return [(float(row[self._entailed]), float(row[self._contradicted])) for row in rows]


def open_reranker(name: str) -> Reranker:
    """The reranker that a setting names. Raises EncoderError when it is not there."""
    return Reranker(CrossEncoder(find_cross_encoder(name, "ASSISTANT_RERANKER")))


def open_entailment(name: str) -> EntailmentModel:
    """The entailment model that a setting names.

    Raises EncoderError when it is not there, or does not tell entailment from contradiction.
    """
    folder = find_cross_encoder(name, "ASSISTANT_ENTAILMENT")
    config = json.loads((folder / "config.json").read_text(encoding="utf-8"))
    named = {str(label).lower(): int(i) for i, label in config.get("id2label", {}).items()}
    places = [
        next((i for label, i in named.items() if label.startswith(kind)), -1)
        for kind in ("entail", "contradict")
    ]
    if -1 in places:
        raise EncoderError(
            "ASSISTANT_ENTAILMENT is {name!r}: its labels are {labels}, not entailment and"
            " contradiction; set it to a model trained for natural language inference, or"
            " unset it",
            name=name,
            labels=sorted(named),
        )
    return EntailmentModel(CrossEncoder(folder), (places[0], places[1]))


def _read(hit: Hit) -> str:
    passage = hit.passage
    return f"{passage.source.title}. {passage.label}: {passage.text}"
