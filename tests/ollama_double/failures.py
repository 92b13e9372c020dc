"""What a reader is told for each way in which a server fails, as a table.

usage: python -m tests.ollama_double.failures > docs/failures.md
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from dataclasses import replace
from typing import NamedTuple

from assistant.answering.start_command import System, next_step
from assistant.types import Answer, Outcome
from tests.answering.reader import FREE, MODEL, a_reader
from tests.ollama_double.characters import own_knowledge, refusing
from tests.ollama_double.prompt import Prompt
from tests.ollama_double.script import (
    BUSY,
    EMPTY_LINE,
    EMPTY_STREAM,
    GARBAGE,
    HTML_502,
    LOAD_ONLY,
    PROMPT_TOO_LONG,
    SILENT,
    THINKING_ONLY,
    Script,
    pieces_of,
    refuses,
    too_long,
)
from tests.ollama_double.server import OllamaDouble

NOBODY_LISTENS = "http://127.0.0.1:9"
SILENCE_S = 0.5  # given up after; ASSISTANT_SILENCE_S is 300 s
PROMPT = Prompt((), None, 8192)  # what those who answer without sources make of any prompt
FREE_PIECES = pieces_of(f"{FREE} And more")
MIDWAY = len(pieces_of(FREE)) + 1  # a whole statement and the beginning of the next

HEAD = """\
# What goes wrong with Ollama, and what a reader is told

Made by `python -m tests.ollama_double.failures > docs/failures.md`: each row is a question that
was asked through the real clients of a server that fails in this way (`tests/ollama_double`). A
test keeps the table current. The longest silence is set to half a second here; it is 300 s.

| The server | The answer | The reader is told |
| --- | --- | --- |
"""


class Failure(NamedTuple):
    """One way to fail. `script` None: nobody listens."""

    what: str
    script: Script | None


def _written(**fields: object) -> Script:
    """The answer as it would be, with what goes wrong."""
    return replace(Script(tokens=FREE_PIECES), **fields)  # type: ignore[arg-type]  # names of fields


FAILURES = (
    Failure("does not run", None),
    Failure("lacks the model (404)", refuses(404, f"model '{MODEL}' not found")),
    Failure("is busy (503), three times more when asked again", BUSY),
    Failure(
        "cannot load the model: memory",
        refuses(500, "model requires more system memory (9.1 GiB) than is available (6.2 GiB)"),
    ),
    Failure(
        "cannot load the model: its process ends",
        refuses(500, "llama-server process has terminated: exit status 1"),
    ),
    Failure("never sends a byte", SILENT),
    Failure("stops sending midway", _written(ending="hang", stop_after=MIDWAY)),
    Failure("reports an error midway", _written(ending="error", stop_after=MIDWAY)),
    Failure("is killed midway", _written(ending="close", stop_after=MIDWAY)),
    Failure("resets the connection midway", _written(ending="reset", stop_after=MIDWAY)),
    Failure("ends without saying that it is done", _written(ending="no_done")),
    Failure("reaches the longest answer", _written(done_reason="length")),
    Failure("sends HTML midway", replace(GARBAGE, tokens=FREE_PIECES, stop_after=MIDWAY)),
    Failure(
        "sends an empty line midway", replace(EMPTY_LINE, tokens=FREE_PIECES, stop_after=MIDWAY)
    ),
    Failure("is a proxy that fails (502)", HTML_502),
    Failure("redirects elsewhere", Script(status=307, body="", headers=(("Location", "/"),))),
    Failure("sends nothing at all", EMPTY_STREAM),
    Failure("only loads the model", LOAD_ONLY),
    Failure("only thinks", THINKING_ONLY),
    Failure("writes nothing", Script(tokens=())),
    Failure("refuses a long prompt, as llama-server", too_long(8001, 4096)),
    Failure("refuses a long prompt, in words", refuses(400, PROMPT_TOO_LONG)),
    Failure(
        "cuts the prompt without a word", _written(tokens=pieces_of(FREE), prompt_eval_count=20)
    ),
    Failure("refuses for a new reason", refuses(400, "something new")),
    Failure("has a model that will not help", refusing(PROMPT)),
    Failure("has a model that answers from memory", own_knowledge(PROMPT)),
)


def rows() -> Iterator[tuple[str, Answer]]:
    """Each failure with the answer that came of it."""
    for failure in FAILURES:
        if failure.script is None:
            with a_reader(NOBODY_LISTENS) as reader:
                yield failure.what, reader.ask().answer
            continue
        scripts = [failure.script] * 4  # a busy server is asked again
        with (
            OllamaDouble(scripts=scripts) as double,
            a_reader(double.url, silence_s=SILENCE_S) as reader,
        ):
            yield failure.what, reader.ask().answer


def table() -> str:
    """The page `docs/failures.md`."""
    return HEAD + "".join(
        f"| {what} | {_answer(answer)} | {_told(answer)} |\n" for what, answer in rows()
    )


def _answer(answer: Answer) -> str:
    """The kind of answer, and what was kept of a written one."""
    if answer.outcome is Outcome.QUOTED:
        return "quotations"
    kept = answer.text.replace("\n", " ").replace("|", "\\|")
    return f"{answer.outcome.value.replace('_', ' ')}: “{kept}”"


def _told(answer: Answer) -> str:
    """The notice; how Ollama is started, and the fence of a prompt, differ from run to run."""
    usual = next_step(NOBODY_LISTENS, System("Linux", installed=True))
    told = answer.notice.replace(next_step(NOBODY_LISTENS), usual).replace("|", "\\|")
    return re.sub(r"about [\d,]+ tokens", "about 370 tokens", told) or "nothing"


if __name__ == "__main__":
    sys.stdout.write(table())
