from __future__ import annotations

import hashlib
import json
from pathlib import Path

import numpy as np
import pytest

from assistant.errors import EncoderError
from assistant.indexing.encoder import OnnxEncoder, TorchEncoder
from assistant.indexing.export import (
    EXPORTER,
    PARITY,
    PROBES,
    export_model,
    find_export,
    find_model,
    model_digest,
)
from assistant.settings import DEFAULT_EMBEDDING_MODEL

WEIGHTS = b"weights of a model"


@pytest.fixture
def model(tmp_path: Path) -> Path:
    folder = tmp_path / "model"
    folder.mkdir()
    (folder / "model.safetensors").write_bytes(WEIGHTS)
    return folder


@pytest.fixture
def exported(tmp_path: Path) -> Path:
    """What an export of that model would leave in the cache."""
    digest = hashlib.sha256(WEIGHTS).hexdigest()
    folder = tmp_path / "cache" / f"{digest[:16]}-{EXPORTER}"
    folder.mkdir(parents=True)
    (folder / "model.onnx").write_bytes(b"network")
    (folder / "weights.bin").write_bytes(b"arrays")
    (folder / "tokenizer.json").write_bytes(b"{}")
    details = {
        "model_sha256": digest,
        "dimensions": 384,
        "max_tokens": 256,
        "onnx_bytes": 7,
        "weights_bytes": 6,
        "tokenizer_bytes": 2,
    }
    (folder / "export.json").write_text(json.dumps(details))
    return folder


def test_bundled_model_is_the_published_one() -> None:
    folder = find_model(DEFAULT_EMBEDDING_MODEL)

    assert model_digest(DEFAULT_EMBEDDING_MODEL, folder).startswith("53aa51172d142c89")


def test_bundled_model_with_other_weights_is_refused(model: Path) -> None:
    with pytest.raises(EncoderError, match="reinstall the package"):
        model_digest(DEFAULT_EMBEDDING_MODEL, model)


@pytest.mark.parametrize("name", ["nowhere", "", "sentence-transformers/all-MiniLM-L6-v2"])
def test_model_that_is_not_there_is_told_and_not_downloaded(name: str) -> None:
    with pytest.raises(EncoderError, match="set ASSISTANT_EMBEDDING_MODEL to a folder"):
        find_model(name)


def test_model_in_a_format_that_can_carry_code_is_refused(tmp_path: Path) -> None:
    (tmp_path / "pytorch_model.bin").write_bytes(b"pickle")

    with pytest.raises(EncoderError, match=r"no model\.safetensors"):
        find_model(str(tmp_path))


def test_whole_export_is_found(model: Path, exported: Path) -> None:
    found = find_export(str(model), exported.parent)

    assert found is not None
    assert (found.folder, found.dimensions, found.max_tokens) == (exported, 384, 256)


def test_export_of_other_weights_is_not_used(model: Path, exported: Path) -> None:
    (model / "model.safetensors").write_bytes(WEIGHTS[::-1])

    assert find_export(str(model), exported.parent) is None


@pytest.mark.parametrize("name", ["model.onnx", "weights.bin", "tokenizer.json", "export.json"])
@pytest.mark.parametrize("content", [None, b"", b"["])
def test_damaged_export_is_not_used(
    model: Path, exported: Path, name: str, content: bytes | None
) -> None:
    (exported / name).unlink()
    if content is not None:
        (exported / name).write_bytes(content)

    assert find_export(str(model), exported.parent) is None


@pytest.mark.parametrize(
    "name", ["onnx_bytes", "weights_bytes", "tokenizer_bytes", "dimensions", "surplus"]
)
def test_export_described_otherwise_is_not_used(model: Path, exported: Path, name: str) -> None:
    details = json.loads((exported / "export.json").read_text())
    if details.pop(name, None) is None:
        details[name] = 1
    (exported / "export.json").write_text(json.dumps(details))

    assert find_export(str(model), exported.parent) is None


@pytest.mark.long
@pytest.mark.timeout(600)
def test_exported_model_gives_the_vectors_of_the_original(tmp_path: Path) -> None:
    texts = [*PROBES, "A word.", "Weights, code and data: " * 100]

    exported = export_model(DEFAULT_EMBEDDING_MODEL, tmp_path)

    ours, original = OnnxEncoder(exported), TorchEncoder(DEFAULT_EMBEDDING_MODEL)
    assert np.abs(ours.encode(texts) - original.encode(texts)).max() < PARITY
    assert ours.count_tokens(texts) == original.count_tokens(texts)
    assert ours.model_sha256 == original.model_sha256
    assert [folder.name for folder in tmp_path.iterdir()] == [exported.folder.name]
