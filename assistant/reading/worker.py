"""Files are read in a child process, so that none of them can harm the program.

A hostile or broken file can take minutes, gigabytes, or the whole process down. The child is
confined (`confine.py`), what it answers has a longest size (`reply.py`), and it is stopped when a
file takes too long. It is spawned, not forked, serves many files, and is replaced after a fault, a
stop, or `FILES_PER_CHILD` files. It imports pypdf and trafilatura only when a file needs them, and
nothing of the index or the page.
"""

from __future__ import annotations

import contextlib
import logging
import multiprocessing
import signal
import warnings
from collections import deque
from collections.abc import Iterable, Iterator, Mapping
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from types import TracebackType
from typing import NamedTuple, Self

from assistant.errors import ReadingError
from assistant.reading.confine import confine, limit_cpu
from assistant.reading.files import FoundFile
from assistant.reading.parsed import Described
from assistant.reading.reply import most_bytes, pack, reason_of, unpack
from assistant.reason import Reason
from assistant.types import Document, Unread

FILES_PER_CHILD = 200  # what libraries leak in between is small
LIMIT_S = 60.0  # an honest PDF of 10,000 pages took 9 s
IDLE_S = 600.0  # a child that waits holds about 70 MB
_EXTRA_S_PER_MB = 2.0
_MEMORY_BYTES = 2 * 1024**3  # address space of the child; a plain one has about 200 MB
_START_S = 60.0  # to start a child on a machine that is busy with something else
_GRACE_S = 5.0  # the child's own alarm rings this much later, in case the parent is gone
_AHEAD = 2  # files handed to the child at once, so that it is never idle


class _Job(NamedTuple):
    found: FoundFile
    described: Described | None
    seconds: float
    most_bytes: int  # of the reply


class ReadingWorker:
    """Reads files in a child process, one after the other. Use it in a `with` block."""

    def __init__(
        self,
        *,
        limit_s: float = LIMIT_S,
        memory_bytes: int = _MEMORY_BYTES,
        idle_s: float = IDLE_S,
    ) -> None:
        """`idle_s`: without a file for so long, the child ends; the next file has another."""
        self._limit_s = limit_s
        self._idle_s = idle_s
        self._memory_bytes = memory_bytes
        self._process: BaseProcess | None = None
        self._pipe: Connection | None = None
        self._served = 0

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._stop()

    def start(self) -> None:
        """Start the child unless it is there. Raises ReadingError when it does not start."""
        if self._process is not None and not self._process.is_alive():
            self._stop()
        if self._process is None:
            self._start()

    def read(self, found: FoundFile, described: Described | None = None) -> Document:
        """The file as a document. Raises ReadingError, also where the child had to be stopped."""
        said = {found.doc_id: described} if described else {}
        (_, result), *_ = self.read_many([found], said)
        if isinstance(result, ReadingError):
            raise result
        return result

    def read_many(
        self, files: Iterable[FoundFile], described: Mapping[str, Described] | None = None
    ) -> Iterator[tuple[FoundFile, Document | ReadingError]]:
        """Each file with its document or its error, in the order given.

        The child reads the next file while the caller works on this one.
        """
        said = described or {}
        jobs = (self._job(found, said.get(found.doc_id)) for found in files)
        pending: deque[_Job] = deque()
        try:
            for job in jobs:
                if self._served >= FILES_PER_CHILD:
                    while pending:
                        yield self._collect(pending)
                    self._stop()
                pending.append(job)
                self._send(job)
                if len(pending) >= _AHEAD:
                    yield self._collect(pending)
            while pending:
                yield self._collect(pending)
        finally:
            if pending:  # the caller left early: what the child still sends is for nobody
                self._stop()

    def _job(self, found: FoundFile, described: Described | None) -> _Job:
        try:
            size = found.path.stat().st_size
        except OSError:
            size = 0
        seconds = self._limit_s + _EXTRA_S_PER_MB * size / 1e6
        return _Job(found, described, seconds, most_bytes(size))

    def _send(self, job: _Job) -> None:
        if self._pipe is None:
            self._start()
        assert self._pipe is not None
        self._served += 1
        # A child that died is noticed where its reply is collected.
        with contextlib.suppress(BrokenPipeError, ConnectionResetError):
            self._pipe.send(job)

    def _collect(
        self, pending: deque[_Job], *, again: bool = False
    ) -> tuple[FoundFile, Document | ReadingError]:
        """The result of the oldest job. After a fault the others go to a new child."""
        assert self._pipe is not None
        found, _, seconds, longest = pending[0]
        try:
            data = self._pipe.recv_bytes(longest) if self._pipe.poll(seconds) else None
        except (EOFError, OSError):
            died = self._why_it_died()
            if not again:  # whatever ended it may have had nothing to do with this file
                self._restart(pending)
                return self._collect(pending, again=True)
            problem = died
        else:
            if data is not None:
                pending.popleft()
                return found, _result(data)
            problem = Reason(
                "takes too long to read: stopped after {seconds:.0f} s", seconds=seconds
            )
        pending.popleft()
        self._restart(pending)
        return found, ReadingError(problem, may_pass=True)

    def _why_it_died(self) -> str:
        assert self._process is not None
        self._process.join(_GRACE_S)
        code = self._process.exitcode
        return Reason(
            "made the reader stop twice (exit code {code}); the file is damaged or hostile",
            code=code,
        )

    def _restart(self, pending: Iterable[_Job]) -> None:
        self._stop()
        for job in pending:
            self._send(job)

    def _start(self) -> None:
        context = multiprocessing.get_context("spawn")
        self._pipe, theirs = context.Pipe()
        self._process = context.Process(
            target=_serve,
            args=(theirs, self._memory_bytes, self._idle_s),
            daemon=True,
            name="reading",
        )
        self._process.start()
        theirs.close()
        self._served = 0
        if not self._pipe.poll(_START_S) or self._pipe.recv() != "ready":
            self._stop()
            raise ReadingError(
                "the reader did not start; try again when the machine is less busy", may_pass=True
            )

    def _stop(self) -> None:
        if self._pipe is not None:
            self._pipe.close()
        if self._process is not None:
            self._process.kill()  # it holds nothing that could be lost
            self._process.join()
        self._pipe = self._process = None


def _result(data: bytes) -> Document | ReadingError:
    try:
        reply = unpack(data)
    except ReadingError as exc:
        return exc
    if isinstance(reply, Unread):
        return ReadingError(reason_of(reply), may_pass=reply.may_pass)
    return reply


def _serve(pipe: Connection, memory_bytes: int, idle_s: float) -> None:
    """The child: read what is asked for until the other end closes, or nothing is for so long."""
    import assistant.reading.read  # noqa: F401  # here: confined, it could not write its byte code

    confinement = confine(memory_bytes)
    _keep_quiet()
    pipe.send("ready")
    with contextlib.suppress(EOFError, OSError):
        while pipe.poll(idle_s):
            job: _Job = pipe.recv()
            confinement.may_read(job.found.path)
            _set_alarm(job.seconds + _GRACE_S)
            limit_cpu(job.seconds + _GRACE_S)
            try:
                data = _answer(job)
            except MemoryError:
                needs = Reason(
                    "needs more than {mb} MB of memory to read", mb=memory_bytes // 1024**2
                )
                pipe.send_bytes(pack(Unread(needs, may_pass=True), most_bytes=job.most_bytes))
                return  # what is left of it in memory may be too much for the next file
            _set_alarm(0)
            pipe.send_bytes(data)


def _answer(job: _Job) -> bytes:
    from assistant.reading.read import read_document  # only the child needs the readers

    found = job.found
    try:
        document = read_document(
            found.path, doc_id=found.doc_id, described=job.described, root=found.root
        )
        return pack(document, most_bytes=job.most_bytes)
    except ReadingError as exc:
        unread = Unread(str(exc), exc.may_pass or _may_pass(exc))
    except MemoryError:
        raise
    except Exception as exc:  # noqa: BLE001  # the outermost loop: one file must not end the run
        unread = Unread(
            Reason("cannot be read: {kind}: {reason}", kind=type(exc).__name__, reason=exc),
            _may_pass(exc),
        )
    return pack(unread, most_bytes=job.most_bytes)


def _may_pass(exc: BaseException) -> bool:
    """Whether the machine had a part in it: memory, a disk, a module that was not there."""
    seen: list[BaseException] = []
    while exc not in seen:
        seen.append(exc)
        exc = exc.__cause__ or exc.__context__ or exc
    return any(isinstance(e, MemoryError | OSError | ImportError) for e in seen)


def _keep_quiet() -> None:
    """Leave the terminal to the parent: no warnings of libraries, no traceback at Ctrl-C."""
    logging.disable(logging.CRITICAL)
    warnings.simplefilter("ignore")
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the parent ends this process itself


def _set_alarm(seconds: float) -> None:
    """End this process after so many seconds (0: never), in case nobody is left to do it."""
    if hasattr(signal, "setitimer"):
        signal.setitimer(signal.ITIMER_REAL, seconds)
