from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.slow  # starts processes

# Each attempt in a confined process: what became of it, by name.
_PROBE = """
import json, os, sys
from pathlib import Path
from assistant.reading.confine import confine, limit_cpu

folder = Path(sys.argv[1])
confinement = confine(2 * 1024**3)
confinement.may_read(folder / "document.md")

def write_natively():
    import ctypes
    libc = ctypes.CDLL(None, use_errno=True)
    handle = libc.open(os.fsencode(folder / "native"), os.O_CREAT | os.O_WRONLY, 0o600)
    return "refused" if libc.write(handle, b"x", 1) < 0 else "done"

def open_many():
    kept = []
    for _ in range(200):
        kept.append(os.dup(0))

def import_late():
    import pypdf, trafilatura, webvtt, charset_normalizer

attempts = {
    "read the document": lambda: (folder / "document.md").read_bytes(),
    "read another file": lambda: (folder / "other.md").read_bytes(),
    "read the accounts": lambda: open("/etc/passwd").read(),
    "write the document": lambda: (folder / "document.md").write_text("x"),
    "write a new file": lambda: (folder / "new").write_text("x"),
    "write past Python": write_natively,
    "remove": lambda: os.remove(folder / "other.md"),
    "rename": lambda: os.rename(folder / "other.md", folder / "new"),
    "fork": os.fork,
    "import the readers": import_late,
    "open 200 files": open_many,
}
said = {}
for name, attempt in attempts.items():
    try:
        result = attempt()
        said[name] = result if isinstance(result, str) else "done"
    except OSError:
        said[name] = "refused"
print(json.dumps(said))
"""


def _run(script: str, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", script, *arguments],
        capture_output=True,
        check=False,
        text=True,
        timeout=60,
        env={**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])},
    )


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such limits")
def test_a_confined_process_reads_one_file_and_changes_none(tmp_path: Path) -> None:
    (tmp_path / "document.md").write_text("text")
    (tmp_path / "other.md").write_text("secret")

    out = _run(_PROBE, str(tmp_path))

    said = json.loads(out.stdout)
    done = {name for name, result in said.items() if result == "done"}
    assert done == {"read the document", "import the readers"}
    assert (tmp_path / "document.md").read_text() == "text"
    assert (tmp_path / "other.md").read_text() == "secret"


_BUSY = """
from assistant.reading.confine import confine, limit_cpu
confine(2 * 1024**3)
limit_cpu(0.2)
while True:
    pass
"""


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such limits")
def test_a_confined_process_ends_when_its_processor_time_is_used_up(tmp_path: Path) -> None:
    out = _run(_BUSY)

    assert out.returncode < 0
