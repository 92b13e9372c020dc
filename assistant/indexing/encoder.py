"""Texts become vectors of length 1. Fast to load: no torch unless the export has yet to be made."""

from __future__ import annotations

import logging
import os
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple, Protocol

from assistant.errors import EncoderError
from assistant.indexing.export import (
    ExportedModel,
    export_model,
    find_export,
    find_model,
    import_onnxruntime,
    load_sentence_transformer,
    model_digest,
)

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    Vectors = npt.NDArray[np.float32]

log = logging.getLogger(__name__)

# Texts in one run of the network. Every core runs batches of its own: 305 passages took 9.9 s on
# two cores, against 12.0 s with 32 at a time in runs that share both.
BATCH_TEXTS = 8


Part = tuple[int, int]  # characters of a text, [start, end)


class Encoded(NamedTuple):
    """What texts and their parts became."""

    vectors: Vectors  # (texts, dimensions), float32, rows of length 1
    parts: list[Vectors]  # for each text (its parts, dimensions), rows of length 1


class Encoder(Protocol):
    """An embedding model, ready to use."""

    dimensions: int
    max_tokens: int
    model_sha256: str

    def encode(self, texts: Sequence[str]) -> Vectors:
        """(texts, dimensions), float32, rows of length 1, in the order given."""
        ...

    def encode_parts(self, texts: Sequence[str], parts: Sequence[Sequence[Part]]) -> Encoded:
        """The vectors of texts, and of parts of them as they read in their text.

        A part's vector is the mean of what the network says of its tokens: it has read the whole
        text, so "that control" means what it points to, and no second run is needed. Beyond the
        window there are no tokens: such a part has a row of zeros.

        Source: Günther et al., "Late Chunking: Contextual Chunk Embeddings Using Long-Context
        Embedding Models", 2024, with sentences as the chunks.
        """
        ...

    def count_tokens(self, texts: Sequence[str]) -> list[int]:
        """Word pieces per text, without the model's two special ones."""
        ...


OpenEncoder = Callable[[], Encoder]  # called when the first text has to be encoded


def open_encoder(embedding_model: str, cache_dir: Path) -> Encoder:
    """The encoder, exporting the model first if that was never done (20 to 40 s, once).

    Falls back to sentence-transformers where the export fails: slower to load, same vectors.
    Raises EncoderError when the model is missing or damaged.
    """
    exported = find_export(embedding_model, cache_dir)
    if exported is not None:
        return OnnxEncoder(exported)
    try:
        return OnnxEncoder(export_model(embedding_model, cache_dir))
    except (EncoderError, OSError, RuntimeError) as exc:
        log.warning("the embedding model is used through sentence-transformers: %s", exc)
        return TorchEncoder(embedding_model)


class OnnxEncoder:
    """Runs an exported model with onnxruntime."""

    def __init__(self, exported: ExportedModel) -> None:
        """Load it: 0.2 s, and 0.1 s for the import."""
        onnxruntime = import_onnxruntime()
        from tokenizers import Tokenizer

        self.dimensions = exported.dimensions
        self.max_tokens = exported.max_tokens
        self.model_sha256 = exported.model_sha256
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = 1
        options.log_severity_level = 3
        self._cores = ThreadPoolExecutor(os.cpu_count() or 1, "encoder")
        # The tokenizer, 0.05 s, is read while the network is.
        loading = self._cores.submit(
            onnxruntime.InferenceSession,
            str(exported.onnx_file),
            options,
            providers=["CPUExecutionProvider"],
        )
        self._tokenizer_file = exported.tokenizer_file
        self._tokenizer: Any = Tokenizer.from_file(str(exported.tokenizer_file))
        self._tokenizer.enable_truncation(exported.max_tokens)
        self._tokenizer.no_padding()
        self._session: Any = loading.result()

    @cached_property
    def _counter(self) -> Any:
        """A tokenizer that cuts nothing: most questions need none."""
        counter = type(self._tokenizer).from_file(str(self._tokenizer_file))
        counter.no_truncation()
        counter.no_padding()
        return counter

    def encode(self, texts: Sequence[str]) -> Vectors:
        """See `Encoder.encode`."""
        return self.encode_parts(texts, [()] * len(texts)).vectors

    def encode_parts(self, texts: Sequence[str], parts: Sequence[Sequence[Part]]) -> Encoded:
        """See `Encoder.encode_parts`. Batches hold texts of similar length: padding is waste."""
        import numpy as np

        encoded = Encoded(
            np.zeros((len(texts), self.dimensions), dtype=np.float32),
            [np.zeros((0, self.dimensions), dtype=np.float32)] * len(texts),
        )
        read = self._tokenizer.encode_batch(list(texts))
        # The longest first: the cores then end at nearly the same time.
        by_length = sorted(range(len(texts)), key=lambda i: -len(read[i].ids))
        batches = [
            by_length[first : first + BATCH_TEXTS] for first in range(0, len(texts), BATCH_TEXTS)
        ]

        def run(batch: Sequence[int]) -> None:
            vectors, tokens = self._run([read[i].ids for i in batch])
            encoded.vectors[batch] = vectors
            for row, i in enumerate(batch):
                if parts[i]:
                    encoded.parts[i] = _pooled(tokens[row], read[i].offsets, parts[i])

        for _ in self._cores.map(run, batches):
            pass  # an error is raised here
        return encoded

    def _run(self, tokens: Sequence[Sequence[int]]) -> tuple[Vectors, Vectors]:
        """The network once, for texts given as token ids, longest first.

        (texts, dimensions) of the texts, and (texts, tokens, dimensions) of their tokens.
        """
        import numpy as np

        ids = np.zeros((len(tokens), len(tokens[0])), dtype=np.int64)
        mask = np.zeros_like(ids)
        for row, pieces in enumerate(tokens):
            ids[row, : len(pieces)] = pieces
            mask[row, : len(pieces)] = 1
        vectors, of_tokens = self._session.run(
            ["vectors", "tokens"], {"input_ids": ids, "attention_mask": mask}
        )
        return vectors, of_tokens

    def count_tokens(self, texts: Sequence[str]) -> list[int]:
        """See `Encoder.count_tokens`."""
        return [
            len(e.ids)
            for e in self._counter.encode_batch_fast(list(texts), add_special_tokens=False)
        ]


class TorchEncoder:
    """Runs the model with sentence-transformers: where the export is not possible."""

    def __init__(self, embedding_model: str) -> None:
        folder = find_model(embedding_model)
        self.model_sha256 = model_digest(embedding_model, folder)
        self._model = load_sentence_transformer(folder)
        self.dimensions = int(self._model.get_embedding_dimension())
        self.max_tokens = int(self._model.max_seq_length)

    def encode(self, texts: Sequence[str]) -> Vectors:
        """See `Encoder.encode`."""
        vectors: Vectors = self._model.encode(
            list(texts), normalize_embeddings=True, show_progress_bar=False
        )
        return vectors

    def encode_parts(self, texts: Sequence[str], parts: Sequence[Sequence[Part]]) -> Encoded:
        """See `Encoder.encode_parts`."""
        tokens = self._model.encode(
            list(texts), output_value="token_embeddings", show_progress_bar=False
        )
        read = self._model.tokenizer(
            list(texts), truncation=True, max_length=self.max_tokens, return_offsets_mapping=True
        )
        return Encoded(
            self.encode(texts),
            [
                _pooled(rows[: len(offsets)].float().cpu().numpy(), offsets, wanted)
                for rows, offsets, wanted in zip(tokens, read["offset_mapping"], parts, strict=True)
            ],
        )

    def count_tokens(self, texts: Sequence[str]) -> list[int]:
        """See `Encoder.count_tokens`."""
        encoded = self._model.tokenizer(list(texts), add_special_tokens=False, truncation=False)
        return [len(ids) for ids in encoded["input_ids"]]


def _pooled(tokens: Vectors, offsets: Sequence[Part], parts: Sequence[Part]) -> Vectors:
    """(parts, dimensions), rows of length 1: the mean of each part's tokens, or zeros.

    `offsets`: the characters of each token; the special ones have none.
    """
    import numpy as np

    starts, ends = np.array(offsets, dtype=np.int64).reshape(-1, 2).T
    pooled = np.zeros((len(parts), tokens.shape[1]), dtype=np.float32)
    for row, (start, end) in enumerate(parts):
        # A token may lie across the border: it belongs where it begins.
        inside = (starts >= start) & (starts < end) & (ends > starts)
        if inside.any():
            mean = tokens[: len(starts)][inside].mean(axis=0)
            pooled[row] = mean / np.linalg.norm(mean)
    return pooled
