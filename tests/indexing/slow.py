"""`ingest.py` with an encoder that takes its time: `python -m tests.indexing.slow ARGUMENT ...`."""

from __future__ import annotations

import sys
import time
from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

import ingest
from assistant.indexing import encoder
from tests.doubles import WordEncoder

PASSAGES_PER_S = 40  # as the real one on two cores


class SlowEncoder(WordEncoder):
    """As fast as the real one."""

    def encode(self, texts: Sequence[str]) -> npt.NDArray[np.float32]:
        """See `WordEncoder.encode`."""
        time.sleep(len(texts) / PASSAGES_PER_S)
        return super().encode(texts)


if __name__ == "__main__":
    setattr(encoder, "open_encoder", lambda *_: SlowEncoder())  # noqa: B010  # else as it is
    sys.argv[0] = "ingest.py"
    ingest.run()
