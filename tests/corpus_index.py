"""An index of the whole corpus with the real embedding model, made once for a test run."""

from __future__ import annotations

import atexit
import shutil
import tempfile
from functools import cache
from pathlib import Path

from tests.small_index import REPOSITORY, python


@cache
def corpus_index() -> Path:
    """The folder of the index. Do not write there: copy it."""
    folder = Path(tempfile.mkdtemp(prefix="corpus-index-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    done = python("ingest.py", str(REPOSITORY / "corpus"), "--index", str(folder))
    assert done.returncode == 0, done.stderr
    return folder
