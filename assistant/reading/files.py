"""Which files of a folder are documents, and why the others are not.

Nothing is opened here. Only regular files inside the root are found: no links that lead out of
it, no pipes or devices.
"""

from __future__ import annotations

import os
import re
import stat
import unicodedata
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from assistant.errors import ReadingError
from assistant.reason import Reason, phrase

# Describe the other files of their folder; a README beside one of them does the same.
DESCRIBING = ("manifest.csv", "sources.toml")
# Corrects what is known about single files, one of which may be the README: it hides none.
SIDE_FILE = "about.toml"

TEXT_SUFFIXES = frozenset({".md", ".markdown", ".txt", ".license", ".licence", ".rst"})
OTHER_SUFFIXES = frozenset(
    {".html", ".htm", ".pdf", ".vtt", ".srt", ".sbv", ".yaml", ".yml", ".csv", ".xml"}
)
SUFFIXES = TEXT_SUFFIXES | OTHER_SUFFIXES
# The recording of a transcript; only listened to, never read.
RECORDING_SUFFIXES = frozenset(
    {
        *(".mp3", ".m4a", ".ogg", ".oga", ".opus", ".flac", ".wav"),
        *(".mp4", ".m4v", ".webm", ".ogv", ".mov"),
    }
)
BARE_NAMES = frozenset({"license", "licence", "copying", "notice", "readme"})
_ARCHIVES = frozenset({".zip", ".gz", ".tgz", ".bz2", ".xz", ".zst", ".tar", ".7z", ".rar", ".jar"})
_OFFICE = {
    ".doc": phrase("a Word document"),
    ".docx": phrase("a Word document"),
    ".odt": phrase("an OpenDocument text"),
    ".rtf": phrase("a rich text file"),
    ".pages": phrase("a Pages document"),
    ".ppt": phrase("a PowerPoint presentation"),
    ".pptx": phrase("a PowerPoint presentation"),
    ".odp": phrase("an OpenDocument presentation"),
    ".xls": phrase("an Excel workbook"),
    ".xlsx": phrase("an Excel workbook"),
    ".ods": phrase("an OpenDocument spreadsheet"),
    ".epub": phrase("an EPUB book"),
}
# Control characters, and such as turn the direction of writing: the name would be shown as another.
_UNSHOWN = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})
_JOINERS = "\u200c\u200d"  # names in Persian and Hindi hold them
_SUFFIX = re.compile(r"\.[A-Za-z]+$")
# A real document of this size does not occur; reading one would end at the memory limit.
MOST_BYTES = 200_000_000


@dataclass(frozen=True, slots=True)
class FoundFile:
    """A file that can be read. `doc_id` is its path below the root, with forward slashes."""

    doc_id: str
    path: Path
    root: Path | None = None  # the folder it must lie in; None: it was named itself


@dataclass(frozen=True, slots=True)
class Skipped:
    """A file or folder that is not read, and why, in words for a person."""

    doc_id: str
    reason: str


@dataclass(frozen=True, slots=True)
class Listing:
    """The files of a root, by doc_id, and everything in it that is not read."""

    files: tuple[FoundFile, ...]
    skipped: tuple[Skipped, ...]


def suffix_of(path: Path) -> str:
    """The suffix that decides the format, in lower case; `.txt` for a bare LICENSE or README."""
    if not path.suffix and path.name.lower() in BARE_NAMES:
        return ".txt"
    return path.suffix.lower()


def bare_name(doc_id: str) -> str:
    """The name of the file without folders and suffix; the end of "license-2.0" is none."""
    return _SUFFIX.sub("", doc_id.rsplit("/", 1)[-1])


def find_files(root: Path) -> Listing:
    """The documents below a root, or the single file it is.

    Hidden files, `__pycache__`, and what only describes the root are left out without a word;
    everything else that is not read is named with its reason. Raises ReadingError where there is
    no such file or folder.
    """
    if not root.exists():
        raise ReadingError("{root!r} does not exist; check the path", root=str(root))
    files: list[FoundFile] = []
    skipped: list[Skipped] = []
    single = not root.is_dir()
    for item in [(root.name, root)] if single else _walk(root, skipped):
        doc_id, path = item
        folder = None if single else root
        reason = _why_not(path, folder)
        if reason:
            skipped.append(Skipped(printable(doc_id), reason))
        else:
            files.append(FoundFile(doc_id, path, folder))
    return Listing(
        tuple(sorted(files, key=lambda f: f.doc_id)),
        tuple(sorted(skipped, key=lambda s: s.doc_id)),
    )


def _walk(root: Path, skipped: list[Skipped]) -> Iterator[tuple[str, Path]]:
    def unreadable(exc: OSError) -> None:
        name = Path(exc.filename).relative_to(root).as_posix()
        skipped.append(Skipped(printable(name), f"the folder cannot be opened: {exc.strerror}"))

    described = any((root / name).is_file() for name in DESCRIBING)
    for folder, subfolders, names in os.walk(root, onerror=unreadable):
        here = Path(folder)
        subfolders[:] = sorted(
            n for n in subfolders if not n.startswith(".") and n != "__pycache__"
        )
        links = [n for n in subfolders if (here / n).is_symlink()]  # os.walk does not enter them
        for name in sorted([*names, *links]):
            at_root = here == root
            if name.startswith(".") or (at_root and name == SIDE_FILE):
                continue
            if described and at_root and _describes(name):
                continue
            yield (here / name).relative_to(root).as_posix(), here / name


def _describes(name: str) -> bool:
    return name in DESCRIBING or name.lower().startswith("readme")


def _why_not(path: Path, root: Path | None) -> str | None:
    """Why a file is not read, or None. Links are allowed only where they are the root itself."""
    try:
        path.name.encode("utf-8")
        if any(unicodedata.category(c) in _UNSHOWN and c not in _JOINERS for c in path.name):
            return phrase("its name holds characters that cannot be seen; rename it")
        if root is not None and path.is_symlink():
            return _why_not_link(path, root)
        status = path.stat()
    except UnicodeEncodeError:
        return phrase("its name is not valid UTF-8; rename it")
    except OSError as exc:
        return Reason("cannot be opened: {reason}", reason=exc.strerror)
    if not stat.S_ISREG(status.st_mode):
        return phrase("is not a regular file (a pipe, a socket or a device)")
    return _why_not_format(path, status.st_size)


def _why_not_link(path: Path, root: Path) -> str:
    try:
        target = path.resolve(strict=True)
    except (OSError, RuntimeError):
        return phrase("is a link that leads nowhere")
    if target.is_relative_to(root.resolve()):
        return phrase("is a link to a file or folder of the same root, which is read where it lies")
    return phrase("is a link that leaves the folder; copy the file here to have it read")


def _why_not_format(path: Path, size_bytes: int) -> str | None:
    suffix = suffix_of(path)
    if suffix in _ARCHIVES:
        return Reason("is an archive ({what}); unpack it first", what=suffix)
    if suffix in _OFFICE:
        return Reason("is {what}; save it as PDF, HTML or text", what=_OFFICE[suffix])
    if suffix not in SUFFIXES:
        return Reason(
            "has an unknown format ({suffix}); known: {known}",
            suffix=suffix or phrase("no suffix"),
            known=_known(),
        )
    if size_bytes == 0:
        return phrase("is empty")
    if size_bytes > MOST_BYTES:
        return Reason(
            "is too large: {mb} MB, at most {limit} MB",
            mb=size_bytes // 1_000_000,
            limit=MOST_BYTES // 1_000_000,
        )
    return None


def _known() -> str:
    return " ".join(sorted(SUFFIXES))


def printable(words: str) -> str:
    """The words as a terminal can show them; what it would obey is written out."""
    safe = words.encode("utf-8", errors="backslashreplace").decode("utf-8")
    return "".join(c if c.isprintable() else repr(c)[1:-1] for c in safe)


def bytes_below(folder: Path) -> int:
    """What the files below a folder hold together; some may be taken away while they are counted.

    `os.walk` passes over folders that have gone.
    """
    held = 0
    for inside, _, names in os.walk(folder):
        for name in names:
            with suppress(FileNotFoundError):
                held += Path(inside, name).stat().st_size
    return held
