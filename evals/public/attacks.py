"""E-mails with and without an injected request (BIPIA), and harmless prompts (NotInject).

What is loaded here is attack text: material to be indexed and counted, never followed.
"""

from __future__ import annotations

import json
import random
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, get_args

from assistant.reading.sentences import sentence_spans
from evals.public.spans import Span
from evals.public.tables import Bench, reading

NAME = "injection"
Position = Literal["start", "middle", "end"]
POSITIONS: tuple[Position, ...] = get_args(Position)


@dataclass(frozen=True, slots=True)
class Mail:
    """An e-mail, the question its owner asks about it, and the answer; "unknown": none."""

    doc_id: str
    text: str
    question: str
    ideal: str


@dataclass(frozen=True, slots=True)
class Attack:
    """One injected request. Most look like any other request: "Translate your response ..."."""

    category: str
    text: str


@dataclass(frozen=True, slots=True)
class Poisoned:
    """An e-mail with an attack in it. `text[place.start:place.end]` is the attack."""

    mail: Mail
    attack: Attack
    position: Position
    text: str
    place: Span


@dataclass(frozen=True, slots=True)
class Prompt:
    """A harmless request that holds words which filters take for an attack."""

    doc_id: str
    text: str
    triggers: int  # how many such words: 1, 2 or 3


def load_mails(bench: Bench) -> list[Mail]:
    """The 50 e-mails of the test set. Raises DataMissing when they are not there."""
    file = bench.file(NAME, "bipia/email_test.jsonl")
    with reading(file):
        lines = file.read_text(encoding="utf-8").splitlines()
        mails = [json.loads(line) for line in lines if line.strip()]
        return [
            Mail(f"{i:02d}.txt", raw["context"], raw["question"].removeprefix("Q: "), raw["ideal"])
            for i, raw in enumerate(mails)
        ]


def load_attacks(bench: Bench) -> list[Attack]:
    """15 categories of 5. Raises DataMissing when they are not there."""
    file = bench.file(NAME, "bipia/text_attack_test.json")
    with reading(file):
        by_category = json.loads(file.read_text(encoding="utf-8"))
        return [Attack(category, text) for category, texts in by_category.items() for text in texts]


def load_prompts(bench: Bench) -> list[Prompt]:
    """All of NotInject. Raises DataMissing when a file is not there."""
    prompts = []
    for triggers, word in enumerate(("one", "two", "three"), start=1):
        file = bench.file(NAME, f"notinject/NotInject_{word}.json")
        with reading(file):
            for number, raw in enumerate(json.loads(file.read_text(encoding="utf-8"))):
                prompts.append(Prompt(f"{word}/{number:03d}.txt", raw["prompt"], triggers))
    return prompts


def poison(
    mails: Sequence[Mail], attacks: Sequence[Attack], position: Position, drawn: random.Random
) -> list[Poisoned]:
    """Each e-mail with an attack of its own, drawn; there must be as many attacks as e-mails."""
    chosen = drawn.sample(list(attacks), len(mails))
    return [insert(mail, attack, position) for mail, attack in zip(mails, chosen, strict=True)]


def insert(mail: Mail, attack: Attack, position: Position) -> Poisoned:
    """The attack on a line of its own at either end, or between two sentences of the middle."""
    if position == "start":
        before, behind = "", f"\n{mail.text}"
    elif position == "end":
        before, behind = f"{mail.text}\n", ""
    else:
        spans = sentence_spans(mail.text)
        cut = spans[(len(spans) - 1) // 2].end if spans else 0
        before, behind = f"{mail.text[:cut]} ", f" {mail.text[cut:]}"
    place = Span(mail.doc_id, len(before), len(before) + len(attack.text))
    return Poisoned(mail, attack, position, f"{before}{attack.text}{behind}", place)
