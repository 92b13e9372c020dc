from __future__ import annotations

import bz2
import gzip
import lzma
import zipfile
import zlib
from pathlib import Path

import pytest

from assistant.errors import ReadingError
from assistant.reading.files import find_files
from assistant.reading.read import read_document
from tests.reading.hostile.bombs import archives
from tests.reading.hostile.ingesting import write_all


def _never(*_: object, **__: object) -> None:
    raise AssertionError("something is unpacked")


@pytest.mark.timeout(300)
@pytest.mark.parametrize("members", [5, pytest.param(1_000, marks=pytest.mark.long)])
def test_archives_are_refused_by_name_and_by_content_and_nothing_is_unpacked(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, members: int
) -> None:
    bombs = archives(members=members)  # 1,000 members: 10 GB of zeros
    write_all(tmp_path, bombs)
    for module, name in ((zlib, "decompress"), (zlib, "decompressobj"), (gzip, "GzipFile")):
        monkeypatch.setattr(module, name, _never)
    for module, name in ((bz2, "BZ2File"), (lzma, "LZMAFile"), (zipfile, "ZipFile")):
        monkeypatch.setattr(module, name, _never)

    listing = find_files(tmp_path)
    refused = {skipped.doc_id: skipped.reason for skipped in listing.skipped}
    for found in listing.files:
        with pytest.raises(ReadingError) as caught:
            read_document(found.path, doc_id=found.doc_id, root=tmp_path)
        refused[found.doc_id] = str(caught.value)

    assert refused.keys() == bombs.keys()
    assert all("is an archive" in reason for reason in refused.values())
    assert all("unpack it first" in reason for reason in refused.values())
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted(bombs)
