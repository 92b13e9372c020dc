"""What `/api/pull` does: layers that arrive bit by bit, and stay when the client leaves."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from typing import NamedTuple

from tests.ollama_double.catalogue import Model
from tests.ollama_double.wire import Object

TICKS = 10  # lines for one layer that is not there yet; the server writes one each 60 ms
_SMALL_LAYERS = (("template", 1_723), ("license", 11_338), ("params", 120))  # bytes, as is usual
# An unknown model gives status 200 all the same; without a stream, 500 and the last of these.
PULL_FAILED: tuple[Object, ...] = (
    {"status": "pulling manifest"},
    {"error": "pull model manifest: file does not exist"},
)


class Layer(NamedTuple):
    """A blob of a model."""

    digest: str  # sha256 in hexadecimal
    total: int  # bytes


def layers_of(model: Model) -> list[Layer]:
    """The weights first, then the small ones, as in a manifest."""
    named = ((f"{model.name} {what}", size) for what, size in _SMALL_LAYERS)
    small = [Layer(hashlib.sha256(name.encode()).hexdigest(), size) for name, size in named]
    return [Layer(model.digest, model.size_bytes), *small]


class Blobs:
    """How much of each layer has come. Kept when a client leaves, as the server keeps its parts."""

    def __init__(self) -> None:
        self._come: dict[str, int] = {}  # bytes, by digest

    def download(self, model: Model) -> Iterator[Object]:
        """The lines of a pull, in order; what is taken from this has arrived."""
        yield {"status": "pulling manifest"}
        for layer in layers_of(model):
            yield from self._layer(layer)
        for status in ("verifying sha256 digest", "writing manifest", "success"):
            yield {"status": status}

    def _layer(self, layer: Layer) -> Iterator[Object]:
        line: dict[str, object] = {
            "status": f"pulling {layer.digest[:12]}",
            "digest": f"sha256:{layer.digest}",
            "total": layer.total,
        }
        come = self._come.get(layer.digest, 0)
        if come >= layer.total:
            yield line | {"completed": come}
            return
        while True:
            yield line | ({"completed": come} if come else {})
            if come >= layer.total:
                return
            come = min(come + -(-layer.total // TICKS), layer.total)
            self._come[layer.digest] = come
