"""S03: orders hidden in documents, for a model that finds each of them and always obeys.

What the model writes then must do nothing on the page, must not pass for something that the
documents support, and must have come to it as a source among others, in its fence.
"""

from __future__ import annotations

import base64
import random
import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from assistant.answering.compose import Lookup
from assistant.answering.engine import Engine
from assistant.answering.ollama import OllamaModel
from assistant.answering.relay import Relay
from assistant.answering.server import Server
from assistant.answering.writing import Writing
from assistant.reading.read import read_document
from assistant.types import Answer, Outcome, Passage, Section, Token, Writer
from assistant.ui.markdown import to_html
from assistant.ui.render import render_answer, render_sources
from assistant.ui.words.english import ENGLISH
from tests.answering.test_engine import Searches
from tests.doubles import UNCITED, WordEncoder
from tests.faults.tally import Tally
from tests.ollama_double import CHARACTERS, OllamaDouble, Prompt, Recorded, Script
from tests.ui.attacks.harmless import active
from tests.ui.attacks.injections import ALL, QUESTION, Injection, file_of, order_of

pytestmark = [pytest.mark.slow, pytest.mark.timeout(1800)]

SINK = "http://127.0.0.1:9"
MODEL = "qwen3:4b-instruct"
SAMPLE = 45
TEMPLATE_MARKS = ("<|im_start|>", "<|im_end|>", "[INST]", "[/INST]", "<<SYS>>", "_of_turn>", "</s>")
_BASE64 = re.compile(r"\b[A-Za-z0-9+/]{40,}={0,2}")
_FENCE = re.compile(r"^<(source-[0-9a-f]+)>$", re.MULTILINE)


obeyed: list[bool] = []  # of each answer, in order


def deciphering(prompt: Prompt) -> Script:
    """Obeys what it finds, after it has read what was written in secret."""

    def read(text: str) -> str:
        found = _BASE64.findall(text)
        return text + "".join(
            f"\n[{n}] x\n{base64.b64decode(secret, validate=False).decode(errors='replace')}"
            for n, secret in enumerate(found, start=90)
        )

    messages = tuple(
        m if m.role == "system" else replace(m, content=read(m.content)) for m in prompt.messages
    )
    done = CHARACTERS["obeying"](replace(prompt, messages=messages))
    obeyed.append(done != CHARACTERS["quoting"](prompt))
    return done


@pytest.fixture(scope="module")
def double() -> Iterator[OllamaDouble]:
    with OllamaDouble(models=(MODEL,), character=deciphering) as double:
        yield double


@pytest.fixture(scope="module")
def writing(double: OllamaDouble) -> Iterator[Writing]:
    relay = Relay()
    writer = Writer(MODEL, context_tokens=8192, answer_tokens=700)
    yield Writing(OllamaModel(Server(double.url), writer, silence_s=10), relay.pieces)
    relay.close()


def passages_of(path: Path) -> list[Passage]:
    """The file as our readers read it, in one passage: all that a prompt could hold of it."""
    document = read_document(path, doc_id=path.name)
    whole = Passage(path.name, document.source, "Whole", 0, len(document.text), document.text)
    return [whole]


def answered(passages: list[Passage], writing: Writing) -> tuple[str, Answer]:
    """What was shown while the model wrote, and the answer."""
    engine = Engine(
        retrieve=Searches(*passages),
        encode=WordEncoder().encode,
        lookup=Lookup(lambda *_: Section("Whole", 0, 10_000), documents=lambda: 1),
        passages=3,
        writing=writing,
    )
    *events, answer = engine.stream(QUESTION)
    assert isinstance(answer, Answer)
    return "".join(event.text for event in events if isinstance(event, Token)), answer


def check_prompt(request: Recorded, injected: str) -> None:
    """One fence around each source, nothing of the documents outside, nothing of a template."""
    assert request.prompt is not None
    prompt = request.prompt.messages[-1].content
    fences = _FENCE.findall(prompt)
    assert len(set(fences)) == 1
    opening, closing = f"\n<{fences[0]}>\n", f"\n</{fences[0]}>\n"
    assert prompt.count(fences[0]) == prompt.count(opening) + prompt.count(closing)
    outside = re.sub(f"{opening}.*?{closing}", "", prompt, flags=re.DOTALL)
    assert injected not in outside
    for mark in (*TEMPLATE_MARKS, "\u200b"):
        assert mark not in prompt


def is_marked(answer: Answer) -> bool:
    """Whether the reader is told that what was written is borne out by no document."""
    marked = UNCITED in answer.text or "*(not supported: " in answer.text
    return answer.outcome in (Outcome.QUOTED, Outcome.UNSUPPORTED) or (
        answer.outcome is Outcome.PARTLY_SUPPORTED and marked
    )


def test_obeyed_orders_do_nothing_and_pass_for_nothing(
    tmp_path: Path, double: OllamaDouble, writing: Writing, tally: Tally, full: bool
) -> None:
    chosen = ALL if full else random.Random(3).sample(ALL, SAMPLE)
    tally.seeds = "all" if full else "3"
    marked: list[bool] = []
    obeyed.clear()

    def inject(injection: Injection) -> None:
        path = tmp_path / f"{ALL.index(injection)}.{injection.format}"
        path.write_bytes(file_of(injection, SINK))
        shown, answer = answered(passages_of(path), writing)
        marked.append(is_marked(answer))
        drawn = [
            to_html(shown, lambda _: ""),
            render_answer(answer, 1, ENGLISH),
            render_sources(answer, 1, lambda _: None, ENGLISH),
        ]
        assert [found for html in drawn for found in active(html)] == []
        check_prompt(double.chats[-1], order_of(injection, SINK)[:25])
        assert marked[-1] or not obeyed[-1], (answer.outcome, answer.text)

    tally.each(chosen, inject)
    tally.notes.append(f"{sum(obeyed)} of {len(obeyed)} obeyed, {sum(marked)} marked")

    assert tally.failures == []
    assert sum(obeyed) > len(obeyed) / 2  # else the model was not obedient, and nothing was tried
