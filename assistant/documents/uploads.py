"""Files that readers hand in: under which name they are kept, and how much of them.

They lie in a folder of their own, which is a root of the index like any other. Nothing outside it
is written, and nothing in it is replaced unless that is asked for.
"""

from __future__ import annotations

import hashlib
import re
import shutil
import unicodedata
from collections.abc import Collection, Iterator, Mapping
from collections.abc import Set as AbstractSet
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from assistant.catalogue import MOST_FILE_BYTES, Offered
from assistant.errors import ReadingError
from assistant.reading.describe import MANIFEST, SOURCES
from assistant.reading.files import SIDE_FILE, bytes_below, find_files

MOST_FILES = 200  # handed in at once
NAME_BYTES = 120  # of a name without its suffix: file systems end at 255, hidden copies add some
_INCOMING = ".incoming"  # hidden, so that an ingest does not see what is not whole yet
_KEPT_ASIDE = ".replaced"
_REMOVED = ".removed"

_UNSHOWN = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})
_NOT_IN_NAMES = re.compile(r'[\s<>:"|?*%#&`$\'/\\]+')  # some system, shell or address means it
_RESERVED = re.compile(r"(?:con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³])(?:\.|$)", re.IGNORECASE)
_SUFFIX = re.compile(r"\.[A-Za-z0-9]{1,10}$")
_DESCRIBING = frozenset({MANIFEST, SOURCES, SIDE_FILE})  # a root's lists: not what an upload may be


@dataclass(frozen=True, slots=True)
class Stored:
    """A file that was taken into the folder."""

    offered: str  # the name it was given
    name: str  # the name it is kept by, which is its doc_id
    sha256: str
    aside: Path | None = None  # what it replaced, until it is clear that it can be read


def safe_name(offered: str) -> str:
    """A name that every system, shell and address takes as nothing but a name; never empty.

    Letters of any script stay. The suffix stays too: it decides the format.
    """
    last = unicodedata.normalize("NFC", offered).replace("\\", "/").rsplit("/", 1)[-1]
    shown = "".join(c for c in last if unicodedata.category(c) not in _UNSHOWN)
    name = re.sub("-{2,}", "-", _NOT_IN_NAMES.sub("-", shown)).strip("- ").rstrip("-. ")
    suffix = found.group().lower() if (found := _SUFFIX.search(name)) else ""
    stem = _cut(name[: len(name) - len(suffix)], NAME_BYTES).strip("-. ")
    if not stem or _RESERVED.match(f"{stem}.") or f"{stem}{suffix}".lower() in _DESCRIBING:
        stem = f"document-{stem}".rstrip("-")
    return f"{stem}{suffix}"


def free_name(name: str, taken: Collection[str]) -> str:
    """The name, or the first with a number behind it that is not taken, in any case."""
    path, lower = PurePosixPath(name), {one.casefold() for one in taken}
    candidate, number = name, 1
    while candidate.casefold() in lower:
        number += 1
        candidate = f"{path.stem}-{number}{path.suffix}"
    return candidate


class Uploads:
    """The folder that uploaded files are kept in."""

    def __init__(self, folder: Path, *, most_bytes: int) -> None:
        """`most_bytes`: of all of them together."""
        self.folder = folder
        self._most_bytes = most_bytes

    def store(
        self,
        offered: Offered,
        known: Mapping[str, str],
        *,
        replace: bool = False,
        fresh: Collection[str] = (),
    ) -> Stored:
        """Take a file into the folder, by a free name or in place of the upload that has it.

        `known` are the documents of the index, with the sha256 of their files. `fresh` are the
        names of files that are not settled yet: they are never replaced. Raises ReadingError, with
        the reason for a person, where the file is not taken.
        """
        incoming = self.folder / _INCOMING / safe_name(offered.name)
        replaces = replace and incoming.name not in fresh
        try:
            self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            incoming.parent.mkdir(mode=0o700, exist_ok=True)
            sha256 = self._take(offered, incoming, known)
            return self._keep(offered, incoming, sha256, taken=known.keys(), replace=replaces)
        except OSError as exc:
            raise ReadingError("cannot be taken in: {reason}", reason=exc.strerror) from exc
        finally:
            shutil.rmtree(incoming.parent, ignore_errors=True)

    def _take(self, offered: Offered, incoming: Path, known: Mapping[str, str]) -> str:
        """Copy it in, and give its sha256. Raises ReadingError where it is not to be kept."""
        size_bytes = offered.path.stat().st_size
        if size_bytes > MOST_FILE_BYTES:
            raise ReadingError(
                "has {mb} MB; one file may have {limit} MB",
                mb=_mb(size_bytes),
                limit=_mb(MOST_FILE_BYTES),
            )
        used_bytes = self.used_bytes()
        if used_bytes + size_bytes > self._most_bytes:
            raise ReadingError(
                "has {mb} MB, and {used} of the {limit} MB for uploaded documents are in use;"
                " remove some, or start the page with a higher ASSISTANT_UPLOADS_MB",
                mb=_mb(size_bytes),
                used=_mb(used_bytes),
                limit=_mb(self._most_bytes),
            )
        shutil.copyfile(offered.path, incoming)
        if skipped := find_files(incoming).skipped:
            raise ReadingError(skipped[0].reason)
        sha256 = _sha256(incoming)
        if same := next((doc_id for doc_id, sha in known.items() if sha == sha256), None):
            raise ReadingError("is here already, as {same!r}", same=same)
        return sha256

    def _keep(
        self,
        offered: Offered,
        incoming: Path,
        sha256: str,
        *,
        taken: AbstractSet[str],
        replace: bool,
    ) -> Stored:
        here = {path.name for path in self.folder.iterdir()}
        name = incoming.name
        if not (replace and name in here):
            name = free_name(name, here | taken)
        place, aside = self.folder / name, None
        if place.exists():
            aside = self.folder / _KEPT_ASIDE / name
            aside.parent.mkdir(mode=0o700, exist_ok=True)
            place.replace(aside)
        incoming.replace(place)
        return Stored(offered.name, name, sha256, aside)

    def settle(self, stored: Stored, *, is_read: bool) -> None:
        """Keep a file that was read; of one that was not, bring back what it replaced."""
        place = self.folder / stored.name
        if is_read:
            if stored.aside:
                stored.aside.unlink(missing_ok=True)
        elif stored.aside:
            stored.aside.replace(place)
        else:
            place.unlink(missing_ok=True)

    @contextmanager
    def hidden(self, name: str) -> Iterator[None]:
        """A file out of sight of an ingest while the block runs; then gone, or back if it fails.

        A kill in between leaves the document without its file: removing it again completes it.
        """
        place, aside = self.folder / name, self.folder / _REMOVED / name
        aside.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        if place.exists():
            place.replace(aside)
        try:
            yield
        except BaseException:
            if aside.exists():
                aside.replace(place)
            raise
        shutil.rmtree(self.folder / _REMOVED, ignore_errors=True)

    def used_bytes(self) -> int:
        """What the files in the folder take up."""
        return bytes_below(self.folder)


def _cut(stem: str, most_bytes: int) -> str:
    return stem.encode("utf-8")[:most_bytes].decode("utf-8", errors="ignore")


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _mb(size_bytes: int) -> str:
    return f"{size_bytes / 1_000_000:,.1f}".removesuffix(".0")
