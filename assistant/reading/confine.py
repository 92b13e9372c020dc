"""What a process that reads other people's files gives up before it opens the first.

The kernel enforces the limits of memory, time and files. The hook sees what Python code does; it
is a second wall against a library that follows an address or a path in a document, and no
sandbox: native code that a file has taken over does not ask it.
"""

from __future__ import annotations

import contextlib
import importlib
import importlib.util
import math
import os
import sys
import sysconfig
import time
from collections.abc import Iterable
from pathlib import Path
from types import ModuleType

_MOST_OPEN_FILES = 64  # the pipe, the document, and modules while they are imported
# What readers import late. Their byte code must be written before nothing can be.
_LATE = ("pypdf", "trafilatura", "webvtt", "charset_normalizer")
_CHANGES = frozenset(
    "os.chmod os.chown os.link os.mkdir os.remove os.rename os.rmdir os.symlink os.truncate"
    " os.utime os.fork os.forkpty".split()
)
# Every socket is announced first, whoever makes it: no file may reach the network.
_REFUSED = ("socket.", "subprocess.", "os.system", "os.exec", "os.posix_spawn", "os.spawn")
_WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND
_CODE = (".py", ".pyc")


class Confinement:
    """The hook of a confined process: which file it may open now."""

    def __init__(self) -> None:
        self._libraries = tuple(_library_folders())
        self._document = ""

    def may_read(self, document: Path) -> None:
        """Allow one file from now on, instead of the one before."""
        self._document = os.fspath(document)

    def __call__(self, event: str, args: tuple[object, ...]) -> None:
        """Called by Python for every event it announces."""
        if event == "open":
            self._check_open(*args)
        elif event in _CHANGES or event.startswith(_REFUSED):
            raise PermissionError(f"reading a file may not use {event}")

    def _check_open(self, path: object, _: object, flags: object) -> None:
        if isinstance(path, int):  # opened before
            return
        name = os.fsdecode(path) if isinstance(path, str | bytes | os.PathLike) else ""
        if isinstance(flags, int) and flags & _WRITING:
            raise PermissionError(f"reading a file may not write {name!r}")
        if name == self._document or name.endswith(_CODE) or name in sys.path:
            return
        places = (os.path.abspath(name), os.path.realpath(name))  # noqa: PTH100  # keeps links
        if not any(place.startswith(self._libraries) for place in places):
            raise PermissionError(f"reading a file may not open {name!r}")


def confine(memory_bytes: int) -> Confinement:
    """Limit this process for good: memory, open files, no file written, no connection."""
    compile_late_imports()
    resource = _resource()
    if resource is not None:
        _limit(resource, "RLIMIT_AS", memory_bytes)
        _limit(resource, "RLIMIT_NOFILE", _MOST_OPEN_FILES)
        _limit(resource, "RLIMIT_FSIZE", 0)
        _limit(resource, "RLIMIT_CORE", 0)
    sys.dont_write_bytecode = True
    confinement = Confinement()
    sys.addaudithook(confinement)
    return confinement


def limit_cpu(seconds: float) -> None:
    """End this process when it has used so many seconds more of a processor."""
    resource = _resource()
    if resource is not None:
        until = math.ceil(time.process_time() + seconds)
        _, most = resource.getrlimit(resource.RLIMIT_CPU)
        if most == resource.RLIM_INFINITY or until < most:
            resource.setrlimit(resource.RLIMIT_CPU, (until, most))


def compile_late_imports() -> None:
    """Import libraries that have no byte code yet, which only an unconfined process can write.

    Without it, each child on a fresh installation would compile pypdf again: seconds.
    """
    for name in () if sys.dont_write_bytecode else _LATE:
        spec = importlib.util.find_spec(name)
        if spec is not None and spec.cached and not Path(spec.cached).exists():
            importlib.import_module(name)


def _library_folders() -> Iterable[str]:
    """Python's own folders and those of its packages; a separator ends each."""
    named = [sys.prefix, sys.base_prefix, sys.exec_prefix, *sysconfig.get_paths().values()]
    packages = [p for p in sys.path if p.endswith(("site-packages", "dist-packages"))]
    for folder in dict.fromkeys([*named, *packages]):
        yield os.path.join(folder, "")  # noqa: PTH118  # a Path drops the separator


def _resource() -> ModuleType | None:
    try:
        import resource
    except ImportError:  # Windows has no such limits; the time limit of the parent still holds
        return None
    return resource


def _limit(resource: ModuleType, name: str, value: int) -> None:
    kind = getattr(resource, name, None)
    if kind is None:
        return
    _, most = resource.getrlimit(kind)
    value = value if most == resource.RLIM_INFINITY else min(value, most)
    with contextlib.suppress(ValueError, OSError):  # macOS refuses to limit the address space
        resource.setrlimit(kind, (value, value))
