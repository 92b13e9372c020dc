"""What a person checks first when something does not work, each with the next step."""

from __future__ import annotations

import os
import platform
import shutil
import sys
from collections.abc import Iterator
from importlib.metadata import PackageNotFoundError, version

from assistant.doctor.finding import Finding
from assistant.doctor.ollama import examine_ollama
from assistant.errors import AssistantError
from assistant.indexing.export import find_export, find_model
from assistant.indexing.generations import is_current
from assistant.indexing.library import Library
from assistant.settings import Settings, index_fingerprint

PACKAGES = ("chromadb", "gradio", "langchain", "ollama", "pypdf", "sentence-transformers", "torch")
ENOUGH_DISK = 2 * 2**30  # bytes: an index of the originals takes 150 MB while it is rebuilt


def examine(settings: Settings) -> list[Finding]:
    """Look at everything; nothing is changed and nothing but the Ollama address is contacted."""
    return [
        *_installation(),
        *_embedding_model(settings),
        *_index(settings),
        *examine_ollama(settings),
        *_disk(settings),
        *_environment(),
    ]


def _installation() -> Iterator[Finding]:
    ok = sys.version_info >= (3, 11)
    yield Finding("Python", ok, f"{platform.python_version()}{'' if ok else '; 3.11 is needed'}")
    missing = [name for name in PACKAGES if _version(name) is None]
    told = ", ".join(f"{name} {_version(name)}" for name in PACKAGES)
    yield Finding(
        "Packages", not missing, f"missing: {missing}; run `make setup`" if missing else told
    )


def _embedding_model(settings: Settings) -> Iterator[Finding]:
    try:
        folder = find_model(settings.embedding_model)
        export = find_export(settings.embedding_model, settings.cache_dir)
    except AssistantError as exc:
        yield Finding("Embedding model", False, str(exc))
        return
    state = "exported" if export else "not exported yet: the next start does it once (about 30 s)"
    yield Finding("Embedding model", True, f"{settings.embedding_model} in {folder}; {state}")


def _index(settings: Settings) -> Iterator[Finding]:
    try:
        with Library(settings.index_dir) as library:
            library.check()
            counts, roots = library.counts(), library.roots()
            current = is_current(settings.index_dir, library)
            built_with = library.fingerprint
    except AssistantError as exc:
        yield Finding("Library", False, str(exc))
        return
    if not counts["documents"]:
        yield Finding("Library", False, "holds no documents; run `python ingest.py`")
        return
    told = f"{counts['documents']} documents, {counts['passages']} passages from {list(roots)}"
    yield Finding("Library", True, told)
    yield Finding(
        "Vector index",
        current,
        "whole and up to date" if current else "not of the library's state; run `python ingest.py`",
    )
    export = find_export(settings.embedding_model, settings.cache_dir)
    if export:
        wanted = index_fingerprint(model_sha256=export.model_sha256, dimensions=export.dimensions)
        same = wanted == built_with
        yield Finding(
            "Fingerprint",
            same,
            built_with if same else f"{built_with!r}, settings say {wanted!r}; run"
            " `python ingest.py --rebuild`",
        )  # fmt: skip


def _disk(settings: Settings) -> Iterator[Finding]:
    folder = settings.index_dir.absolute()
    while not folder.exists():
        folder = folder.parent
    free = shutil.disk_usage(folder).free
    yield Finding("Disk", free > ENOUGH_DISK, f"{free / 2**30:.1f} GiB free at {folder}")


def _environment() -> Iterator[Finding]:
    harmful = [
        name
        for name in (
            "GRADIO_SHARE",
            "GRADIO_VIBE_MODE",
            "LANGSMITH_TRACING",
            "LANGCHAIN_TRACING_V2",
        )
        if os.environ.get(name, "").lower() in ("1", "true", "yes")
    ]
    told = f"{harmful} would send data out; they are ignored or refused" if harmful else "clean"
    yield Finding("Environment", not harmful, told, needed=False)


def _version(package: str) -> str | None:
    try:
        return version(package)
    except PackageNotFoundError:
        return None
