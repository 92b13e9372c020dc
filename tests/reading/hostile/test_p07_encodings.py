from __future__ import annotations

from pathlib import Path

import pytest

from assistant.errors import ReadingError
from assistant.indexing.library import Library
from tests.indexing.made import sync
from tests.reading.hostile.ingesting import assert_each_reason_is_a_sentence, write_all
from tests.reading.samples import assert_covered, read

_TEXT = "# Café “naïve” – 日本語\n\nThe licence’s terms: 5 € for „Größe“ and зачем.\n"
_WESTERN = "# Café\n\nThe licence’s terms: 5 € for „Größe“ – naïve words, and déjà vu too.\n"


@pytest.mark.parametrize(
    "encoding",
    ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32"],
)
@pytest.mark.parametrize("ends", ["\n", "\r\n", "\r"])
def test_every_encoding_of_unicode_gives_the_same_text(
    tmp_path: Path, encoding: str, ends: str
) -> None:
    if encoding in {"utf-16-le", "utf-16-be"}:  # without a mark only Western text shows it
        pytest.skip("see the next test")
    document = read(tmp_path, "a.md", _TEXT.replace("\n", ends).encode(encoding))

    assert document.text == _TEXT.strip("\n")


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be", "cp1252"])
def test_western_text_is_read_without_a_mark(tmp_path: Path, encoding: str) -> None:
    document = read(tmp_path, "a.md", _WESTERN.encode(encoding))

    assert document.text == _WESTERN.strip("\n")


@pytest.mark.parametrize(
    "data",
    [
        b"words \xff\xfe in between \xc3\x28 and \xe2\x82 after",
        b"half a pair \xed\xa0\x80 and the other \xed\xb0\x80 half",
        b"too long \xc0\xaf and too high \xf4\x90\x80\x80 of it",
        "half a pair \ud800 here".encode("utf-16-le", "surrogatepass"),
        b"\xef\xbb\xbf\xef\xbb\xbftwo marks of order",
        b"\xff\xfeodd number of bytes in UTF-16",
        b"a bell \x07 and an escape \x1b[31m in text of some length, so that it is no binary file"
        + b" words" * 50,
    ],
)
def test_broken_bytes_are_replaced_or_the_file_is_refused(tmp_path: Path, data: bytes) -> None:
    try:
        document = read(tmp_path, "a.txt", data)
    except ReadingError as exc:
        assert "is not text" in str(exc)
    else:
        assert_covered(document)
        assert not set(document.text) & set("\0\x07")


@pytest.mark.parametrize("data", [b"a\0b", b"text " * 99 + b"\0", bytes(range(32)) * 9])
def test_nul_and_binary_bytes_are_refused(tmp_path: Path, data: bytes) -> None:
    with pytest.raises(ReadingError, match="is not text"):
        read(tmp_path, "a.txt", data)


def test_what_is_read_comes_back_from_the_library_as_it_was(tmp_path: Path) -> None:
    encodings = ("utf-8", "utf-8-sig", "utf-16", "utf-32", "cp1252")
    files = {f"{e}.md": _WESTERN.encode(e) for e in encodings}
    files["broken.txt"] = b"words \xff\xfe in \xed\xa0\x80 between"
    files["nul.txt"] = b"a\0b"
    write_all(tmp_path / "docs", files)

    with Library(tmp_path / "index", create=True) as library:
        report = sync(library, tmp_path / "docs")
        texts = {s.doc_id: library.document(s.doc_id).text for s in library.sources()}
        for doc_id, text in texts.items():
            for passage in library.passages_of(doc_id):
                assert text[passage.start : passage.end] == passage.text

    assert {texts[f"{e}.md"] for e in encodings} == {_WESTERN.strip("\n")}
    assert {name for name, _ in report.failed} == {"nul.txt"}
    assert_each_reason_is_a_sentence(report)
