"""One real index, built once and copied for every test that opens, damages or rebuilds one."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from assistant.indexing.generations import build_generation
from assistant.indexing.library import Library
from tests.indexing.made import an_entry

TEXTS = {
    "licenses/apache.md": "The license grants a patent right. It ends when you sue over a patent.",
    "definitions/osd.md": "Open source may not discriminate against fields of endeavor.",
    "panels/talk.md": "The speaker said that training data should be described in detail.",
}


@pytest.fixture(scope="session")
def _built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    index_dir = tmp_path_factory.mktemp("built") / "index"
    with Library(index_dir, create=True) as library:
        library.fingerprint = "passages-1 model-word-encoder-000 dims-128"
        library.replace(
            an_entry(text, doc_id=doc_id, kind="license" if "license" in doc_id else "panel")
            for doc_id, text in TEXTS.items()
        )
    build_generation(index_dir)
    return index_dir


@pytest.fixture
def index_dir(_built: Path, tmp_path: Path) -> Path:
    """A copy of an index of three documents, whole and up to date."""
    return Path(shutil.copytree(_built, tmp_path / "index"))
