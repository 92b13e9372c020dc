"""Which reader this is: our own code, and the libraries that parse for it.

A file that failed is tried again by another one. Documents depend on `PASSAGES_FORMAT` instead,
which is counted up on purpose: a reader that changed in nothing they show reads none of them again.
"""

from __future__ import annotations

import hashlib
import platform
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

_PARSERS = (
    "pypdf",
    "trafilatura",
    "lxml",
    "webvtt-py",
    "PyYAML",
    "charset-normalizer",
    "cryptography",
)


@cache
def reader_version() -> str:
    """SHA-256 of the code in this folder, its limits with it, and of the parsers' versions."""
    digest = hashlib.sha256(platform.python_version().encode())
    for name in _PARSERS:
        digest.update(f"{name} {_version(name)}\n".encode())
    for file in sorted(Path(__file__).parent.glob("*.py")):
        digest.update(file.read_bytes())
    return digest.hexdigest()


def _version(package: str) -> str:
    try:
        return version(package)
    except PackageNotFoundError:
        return "none"
