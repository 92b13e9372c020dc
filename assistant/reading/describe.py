"""What the lists of a folder say about its files: `manifest.csv` and `sources.toml`.

`manifest.csv` at a root has one row for each file, with the columns `file`, `kind`, `title`,
`publisher`, `version_or_date`, `raw_url` and `document_licence_if_known`; others are ignored,
missing ones say nothing. It is a default: what a file's own front matter says counts more.

`sources.toml` (see `originals.py`) lists files with their sha256 and describes only those that have
it: a sheet in our own words may have the file name of its original.
"""

from __future__ import annotations

import csv
import hashlib
import io
import tomllib
from collections.abc import Mapping
from pathlib import Path

from assistant.errors import FetchError, ReadingError
from assistant.reading.clues import (
    guess_status,
    names_in,
    original_publisher,
    refine_kind,
    split_version_and_date,
)
from assistant.reading.decode import decode
from assistant.reading.language import language_in_brackets, language_suffix
from assistant.reading.originals import Original, read_sources
from assistant.reading.parsed import NOTHING_SAID, Described
from assistant.types import KINDS, Kind

MANIFEST = "manifest.csv"
SOURCES = "sources.toml"
# One cell is a title or an address, never a book.
_MOST_CELL_CHARS = 100_000


def describe_root(root: Path) -> Mapping[str, Described]:
    """What the lists at a root say, by doc_id; the manifest counts more. Empty without a list.

    Raises ReadingError when a list is there but cannot be understood.
    """
    described = _read_manifest(root / MANIFEST)
    for doc_id, listed in _read_sources(root / SOURCES).items():
        described[doc_id] = described.get(doc_id, NOTHING_SAID).over(listed)
    return described


def _read_manifest(path: Path) -> dict[str, Described]:
    if not path.is_file():
        return {}
    try:
        csv.field_size_limit(_MOST_CELL_CHARS)
        rows = list(csv.DictReader(io.StringIO(decode(path.read_bytes()), newline="")))
    except (OSError, csv.Error, ReadingError) as exc:
        raise ReadingError(
            "{path!r} cannot be read: {reason}; correct or remove it", path=str(path), reason=exc
        ) from exc
    if rows and "file" not in rows[0]:
        raise ReadingError("{path!r} has no column 'file'; correct or remove it", path=str(path))
    described = (_describe({k: (v or "").strip() for k, v in row.items() if k}) for row in rows)
    return dict(described)


def _read_sources(path: Path) -> dict[str, Described]:
    try:
        # A list of this name that some other program keeps is none of ours.
        if not path.is_file() or "source" not in tomllib.loads(path.read_text(encoding="utf-8")):
            return {}
        originals = read_sources(path)
    except (OSError, ValueError, FetchError) as exc:
        raise ReadingError(
            "{path!r} cannot be read: {reason}; correct or remove it", path=str(path), reason=exc
        ) from exc
    return dict(_describe(_row_of(o)) for o in originals if _is_there(path.parent / o.file, o))


def _is_there(file: Path, original: Original) -> bool:
    try:
        with file.open("rb") as opened:
            return hashlib.file_digest(opened, "sha256").hexdigest() == original.sha256
    except OSError:
        return False


def _row_of(original: Original) -> dict[str, str]:
    return {
        "file": original.file,
        "kind": original.kind,
        "title": original.title,
        "publisher": original.publisher,
        "version_or_date": original.version,
        "raw_url": original.url,
    }


def _describe(row: Mapping[str, str]) -> tuple[str, Described]:
    doc_id = row["file"].replace("\\", "/")
    title, url = row.get("title", ""), row.get("raw_url", "")
    said = row.get("version_or_date", "")
    version, date = split_version_and_date(said)
    aliases, version = names_in(title, version)
    kind = _kind(row.get("kind", ""))
    refined = refine_kind(kind, doc_id=doc_id, title=title, url=url) if kind else None
    return doc_id, Described(
        title=title or None,
        kind=refined,
        version=version,
        date=date,
        status=guess_status(title, said),
        language=language_suffix(doc_id) or language_in_brackets(title),
        publisher=original_publisher(row.get("publisher", "")) or None,
        url=url or None,
        aliases=aliases or None,
        license=row.get("document_licence_if_known") or None,
    )


def _kind(word: str) -> Kind | None:
    word = "license" if word.lower() == "licence" else word.lower()
    return next((kind for kind in KINDS if kind == word), None)
