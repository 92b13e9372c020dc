"""A model's judgement of answers, beside the deterministic measures and never in their place.

Each question to the judge is put several times with other seeds; the majority is the verdict. A
vote that is no verdict is not counted for either side, and an item without a majority is counted
as unscored: it is never dropped in silence. How far to trust the judge is printed with it, as its
agreement with the facts and with the program's own check.
"""

from __future__ import annotations

import re
import secrets
from collections import Counter
from collections.abc import Callable, Sequence
from functools import partial
from typing import NamedTuple

from assistant.answering.written import statements
from assistant.errors import ModelError
from assistant.types import Answer, Outcome
from evals.gold import GoldItem
from evals.judge_prompts import (
    RIGHT,
    SUPPORTED,
    SYSTEM,
    UNSUPPORTED,
    WRONG,
    correctness_prompt,
    support_prompt,
)
from evals.measures import Scores, spoken_text
from evals.result import ItemResult

Ask = Callable[[str, str, int], str]  # (system, message, seed) -> what the model wrote

VOTES = 3
_VERDICT = re.compile(rf"\b({RIGHT}|{WRONG}|{SUPPORTED}|{UNSUPPORTED})\b", re.IGNORECASE)
_BEGINS = re.compile(rf"\W*(?:verdict\W+)?{_VERDICT.pattern}", re.IGNORECASE)


class Judge:
    """Asks a model for verdicts, `votes` times each."""

    def __init__(self, ask: Ask, *, votes: int = VOTES) -> None:
        self._ask = ask
        self._votes = votes

    def scores(self, item: GoldItem, answer: Answer) -> Scores:
        """judged_right, judged_support and judge_unscored of one answer.

        Only answers to answerable questions are judged: whether to abstain needs no judge.
        judged_support is that of written statements with citations; None for quotations.
        """
        if not item.answerable or answer.outcome is Outcome.NO_EVIDENCE:
            return {}
        right = self._verdict(
            lambda fence: correctness_prompt(
                item.question, item.answer, spoken_text(answer), fence=fence
            ),
            yes=RIGHT,
            no=WRONG,
        )
        support = self._support(answer)
        unscored = right is None or None in support
        known = [flag for flag in support if flag is not None]
        return {
            "judged_right": None if right is None else float(right),
            "judged_support": sum(known) / len(known) if known else None,
            "judge_unscored": float(unscored),
        }

    def _support(self, answer: Answer) -> list[bool | None]:
        if answer.outcome is Outcome.QUOTED:
            return []
        cited = {citation.marker: citation.passage.text for citation in answer.citations}
        return [
            self._verdict(
                partial(_support_message, statement.text, [cited[n] for n in statement.markers]),
                yes=SUPPORTED,
                no=UNSUPPORTED,
            )
            for statement in statements(answer.text)
            if statement.markers
        ]

    def _verdict(self, message: Callable[[str], str], *, yes: str, no: str) -> bool | None:
        """The majority of all votes asked for; None: neither side has it."""
        votes: Counter[str | None] = Counter()
        for seed in range(1, self._votes + 1):
            fence = f"judge-{secrets.token_hex(6)}"
            try:
                said = self._ask(SYSTEM.format(fence=fence), message(fence), seed)
            except ModelError:
                continue  # an unscored vote; the run goes on
            votes[read_verdict(said)] += 1
        if max(votes[yes], votes[no]) * 2 <= self._votes:
            return None
        return votes[yes] > votes[no]


def _support_message(statement: str, sources: Sequence[str], fence: str) -> str:
    return support_prompt(statement, sources, fence=fence)


class Agreement(NamedTuple):
    """How often two yes-or-no scores say the same of the items that have both."""

    judge: str
    measure: str
    n: int
    agreed: float | None  # share; None: no item has both
    kappa: float | None  # Cohen's, 0 is chance; None: not defined


def read_verdict(said: str) -> str | None:
    """The verdict that the model's words begin with; None: none, "not right", or both."""
    first = _BEGINS.match(said)
    found = {match.upper() for match in _VERDICT.findall(said)}
    return first[1].upper() if first and len(found) == 1 else None


def agreements(items: Sequence[ItemResult]) -> list[Agreement]:
    """The judge held against the facts of the gold set and the program's own support check."""
    return [
        _agreement(items, "judged_right", "all_facts"),
        _agreement(items, "judged_support", "statement_support"),
    ]


def _agreement(items: Sequence[ItemResult], judge: str, measure: str) -> Agreement:
    pairs = [
        (a == 1, b == 1)
        for item in items
        if (a := item.scores.get(judge)) is not None and (b := item.scores.get(measure)) is not None
    ]
    if not pairs:
        return Agreement(judge, measure, 0, None, None)
    from sklearn.metrics import cohen_kappa_score  # 1 s that runs without a judge do not need

    ours, theirs = zip(*pairs, strict=True)
    varied = len({*ours, *theirs}) > 1  # all alike: chance agrees as well
    kappa = float(cohen_kappa_score(ours, theirs)) if varied else None
    return Agreement(judge, measure, len(pairs), sum(a == b for a, b in pairs) / len(pairs), kappa)
