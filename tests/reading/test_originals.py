from __future__ import annotations

import csv
from pathlib import Path

import pytest

from assistant.errors import FetchError
from assistant.reading.originals import is_fetchable, read_sources

ROOT = Path(__file__).parents[2]
SOURCES = ROOT / "corpus" / "sources.toml"
MANIFEST = ROOT.parent / "shared" / "originals" / "manifest.csv"
GOOD = {
    "file": "licenses/mit.txt",
    "title": "MIT License",
    "kind": "license",
    "publisher": "SPDX",
    "version": "MIT",
    "url": "https://example.org/mit.txt",
    "sha256": "a" * 64,
}


def write(path: Path, *entries: dict[str, str]) -> Path:
    lines = [
        "\n".join(["[[source]]", *(f"{key} = '{value}'" for key, value in entry.items())])
        for entry in entries
    ]
    path.write_text("\n\n".join(lines), encoding="utf-8")
    return path


def test_entries_are_read_in_order(tmp_path: Path) -> None:
    path = write(tmp_path / "s.toml", GOOD, GOOD | {"file": "licenses/isc.txt", "url": ""})

    first, second = read_sources(path)

    assert (first.file, first.kind, first.sha256) == ("licenses/mit.txt", "license", "a" * 64)
    assert (second.file, second.url) == ("licenses/isc.txt", "")


@pytest.mark.parametrize(
    "file",
    [
        "../mit.txt", "a/../../mit.txt", "/etc/passwd", "C:/mit.txt", "a\\..\\mit.txt", "a//b",
        "./a", "a/", "a\tb", "a /b", "...",
    ],
)  # fmt: skip
def test_path_may_not_leave_the_folder(tmp_path: Path, file: str) -> None:
    path = write(tmp_path / "s.toml", GOOD | {"file": file})

    with pytest.raises(FetchError, match=r"`file`.*plain path below the folder"):
        read_sources(path)


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"kind": "licence"}, "`kind` is 'licence'; it must be one of definition, license"),
        ({"url": "http://example.org/"}, "`url` 'http://example.org/' must begin with https://"),
        ({"url": "file:///etc/passwd"}, "must begin with https://"),
        ({"sha256": "A" * 64}, "must be 64 hexadecimal digits"),
        ({"title": " "}, "`title` is ' '; it must be a text"),
        ({"sha": "x"}, "unknown key `sha`"),
    ],
)
def test_error_names_the_entry_and_the_key(
    tmp_path: Path, change: dict[str, str], words: str
) -> None:
    path = write(tmp_path / "s.toml", GOOD | {"file": "a.txt"}, GOOD | change)

    with pytest.raises(FetchError) as caught:
        read_sources(path)

    assert "s.toml, entry 2 ('licenses/mit.txt'): " in str(caught.value)
    assert words in str(caught.value)


def test_missing_key_is_named(tmp_path: Path) -> None:
    entry = {key: value for key, value in GOOD.items() if key != "publisher"}

    with pytest.raises(FetchError, match="`publisher` is None; it must be a text"):
        read_sources(write(tmp_path / "s.toml", entry))


def test_same_file_twice_is_an_error_even_in_another_case(tmp_path: Path) -> None:
    path = write(tmp_path / "s.toml", GOOD, GOOD | {"file": "licenses/MIT.txt"})

    with pytest.raises(FetchError, match=r"entry 2: `file` 'licenses/MIT\.txt' is there twice"):
        read_sources(path)


@pytest.mark.parametrize("text", ["[[source", "other = 1", "source = 5", "source = [5]", "\ud800"])
def test_what_is_no_list_of_sources_is_an_error(tmp_path: Path, text: str) -> None:
    path = tmp_path / "s.toml"
    path.write_bytes(text.encode("utf-8", "surrogatepass"))

    with pytest.raises(FetchError, match=r"s\.toml"):
        read_sources(path)


def test_absent_list_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(FetchError, match="cannot be read"):
        read_sources(tmp_path / "s.toml")


@pytest.mark.parametrize(
    ("url", "fetchable"),
    [
        ("https://example.org/a", True),
        ("http://127.0.0.1:8000/a", True),
        ("http://[::1]/a", True),
        ("http://localhost/a", True),
        ("http://localhost.example.org/a", False),
        ("http://10.0.0.1/a", False),
        ("ftp://example.org/a", False),
        ("https://", False),
        ("https://[", False),
        ("", False),
    ],
)
def test_only_https_is_fetched_except_from_this_machine(url: str, fetchable: bool) -> None:
    assert is_fetchable(url) is fetchable


def test_our_list_is_valid_and_sorted() -> None:
    originals = read_sources(SOURCES)

    assert len(originals) == 205
    assert [o.file for o in originals] == sorted(o.file for o in originals)
    assert [o.file for o in originals if not o.url] == [
        "panels/thenewstack-soocon25-open-source-ai-panel.md"
    ]


@pytest.mark.originals
@pytest.mark.skipif(not MANIFEST.exists(), reason=f"{MANIFEST} is not here")
def test_our_list_agrees_with_the_manifest() -> None:
    with MANIFEST.open(encoding="utf-8", newline="") as file:
        rows = {row["file"]: row for row in csv.DictReader(file)}

    originals = read_sources(SOURCES)

    keys = ("title", "publisher", "version_or_date", "raw_url", "sha256")
    assert {
        o.file: (o.title, o.publisher, o.version, o.url, o.sha256) for o in originals
    } == {file: tuple(row[key] for key in keys) for file, row in rows.items()}  # fmt: skip
    for original in originals:
        listed = rows[original.file]["kind"].replace("licence", "license")
        assert original.kind in (listed, "record", "commentary")
