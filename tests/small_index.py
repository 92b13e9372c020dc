"""A small index of real sheets, made once with the real embedding model, for whole commands."""

from __future__ import annotations

import atexit
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from functools import cache
from pathlib import Path

REPOSITORY = Path(__file__).parents[1]
SHEETS = (
    "definitions/open-source-definition-1.9.md",
    "licenses/apache-2.0.md",
    "licenses/gemma-terms-of-use.md",
)


@cache
def small_index() -> Path:
    """The folder of the index; `docs` beside it is its root. Do not write there: copy it."""
    folder = Path(tempfile.mkdtemp(prefix="small-index-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    for name in SHEETS:
        (folder / "docs" / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(REPOSITORY / "corpus" / name, folder / "docs" / name)
    done = python("ingest.py", str(folder / "docs"), "--index", str(folder / "index"))
    assert done.returncode == 0, done.stderr
    return folder / "index"


def python(
    *arguments: str, given: bytes = b"", environment: Mapping[str, str] | None = None
) -> subprocess.CompletedProcess[str]:
    """A command of the repository, run to its end as a user would run it."""
    done = subprocess.run(
        [sys.executable, *arguments],
        input=given,
        capture_output=True,
        cwd=REPOSITORY,
        env=os.environ | dict(environment or {}),
        check=False,
        timeout=300,
    )
    return subprocess.CompletedProcess(
        done.args, done.returncode, done.stdout.decode(), done.stderr.decode()
    )
