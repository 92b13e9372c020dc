"""An encoder that remembers what it encoded.

Questions about one subject find the same passages, whose sentences would be encoded each time:
that is nearly all of the time a quoted answer takes.
"""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    Encode = Callable[[Sequence[str]], npt.NDArray[np.float32]]

MOST_TEXTS = 20_000  # 30 MB of vectors; a question needs about sixty


class RememberedEncode:
    """Encodes each text once while it is among the last `most`; safe to use from many threads."""

    def __init__(self, encode: Encode, *, most: int = MOST_TEXTS) -> None:
        self._encode = encode
        self._most = most
        self._vectors: OrderedDict[str, npt.NDArray[np.float32]] = OrderedDict()
        self._lock = threading.Lock()

    def __call__(self, texts: Sequence[str]) -> npt.NDArray[np.float32]:
        """(texts, dims), in the order given."""
        import numpy as np

        wanted = list(dict.fromkeys(texts))
        with self._lock:
            known = {text: self._vectors[text] for text in wanted if text in self._vectors}
        if new := [text for text in wanted if text not in known]:
            # Outside the lock: two questions at once may encode a text twice, and do not wait.
            known.update(zip(new, self._encode(new), strict=True))
        with self._lock:
            for text in wanted:
                self._vectors[text] = known[text]
                self._vectors.move_to_end(text)
            while len(self._vectors) > self._most:
                self._vectors.popitem(last=False)
        return np.stack([known[text] for text in texts])
