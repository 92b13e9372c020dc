"""S06: a model cites sources that it was not given, and pages that do not exist.

Whatever it writes, each number a reader can click opens the card of a passage that was in this
prompt and holds the quoted words; no other number is left standing as a citation.
"""

from __future__ import annotations

import random
import re
from html.parser import HTMLParser

import pytest

from assistant.answering.compose import Lookup
from assistant.answering.engine import Engine
from assistant.answering.relay import Relay
from assistant.answering.writing import Writing
from assistant.types import Answer, Outcome
from assistant.ui.render import render_answer, render_sources
from assistant.ui.words.english import ENGLISH
from tests.answering.test_engine import ASKED, FEE, GEMMA, PASSAGES, WEIGHTS, Searches, locate
from tests.doubles import UNCITED, ScriptedModel, WordEncoder
from tests.faults.tally import Tally

pytestmark = pytest.mark.timeout(900)

TRUE = "Redistribution of the software must be free"
FALSE = "Every vendor must publish its training data"
FORMS = (
    "[{n}]", "[{n}, {m}]", "[{n}][{m}]", "[{n}-{m}]", "【{n}】", "[^{n}]", "[source {n}]",
    "［{n}］", "[-{n}]", "[{n}†page {m}]", "[p. {n}]", "[{n}]({m})", "[[{n}]]", "[{n}]: http://a.invalid",
    "[{n}.{m}]", "[{n} ]", "[0{n}]", "\\[{n}\\]", "[`{n}`]", "*[{n}]*", "[{n}", "{n}]", "[{n};{m}]",
)  # fmt: skip
PAGES = ("On page {n}, {said} [1].", "{said} (p. {n}) [1].", "{said}, see section {n} [1].")
_NUMBERED = re.compile(r"[\[【［]\s*\^?\d{1,3}\s*[\]】］]")


class _Seen(HTMLParser):
    """What a reader sees of an answer: the links to cards, and the words outside of them."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.links: list[str] = []
        self.cards: set[str] = set()
        self.words = ""
        self._cited = self._code = False
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if tag == "article":
            self.cards.add(given.get("id") or "")
        self._code = tag == "code"  # shown as code, and its statement as one without a source
        self._cited = tag == "a" and "cite" in (given.get("class") or "").split()
        if self._cited:
            self.links.append((given.get("href") or "").removeprefix("#"))

    def handle_endtag(self, tag: str) -> None:
        self._cited = self._cited and tag != "a"
        self._code = self._code and tag != "code"

    def handle_data(self, data: str) -> None:
        self.words += "" if self._cited else "code" if self._code else data


def a_reply(chance: random.Random) -> str:
    """Right and wrong statements with markers of every form, most of them to nowhere."""
    statements = []
    for _ in range(chance.randint(1, 6)):
        said = chance.choice((TRUE, FALSE))
        n, m = (chance.choice((0, 1, 2, 3, 4, 17, 99, 100, 999)) for _ in range(2))
        if chance.random() < 0.2:
            statements.append(chance.choice(PAGES).format(n=n, said=said))
        else:
            statements.append(f"{said} {chance.choice(FORMS).format(n=n, m=m)}.")
    return chance.choice((" ", "\n\n", "\n- ")).join(statements)


def answered(reply: str, relay: Relay) -> Answer:
    chance = random.Random(reply)
    pieces = re.findall(rf".{{1,{chance.randint(1, 9)}}}", reply, re.DOTALL)
    engine = Engine(
        retrieve=Searches(*PASSAGES),
        encode=WordEncoder().encode,
        lookup=Lookup(locate, documents=lambda: len(PASSAGES)),
        passages=3,
        writing=Writing(ScriptedModel(*pieces), relay.pieces),
    )
    return engine.ask(ASKED)


def test_no_number_leads_to_what_the_model_was_not_given(tally: Tally, full: bool) -> None:
    relay = Relay()
    given = {p.source.doc_id for p in (FEE, WEIGHTS, GEMMA)}
    tally.seeds = "0 to 1,999" if full else "0 to 149"

    def try_reply(seed: int) -> None:
        reply = a_reply(random.Random(seed))
        answer = answered(reply, relay)
        seen = _Seen(
            render_answer(answer, 1, ENGLISH) + render_sources(answer, 1, lambda _: None, ENGLISH)
        )
        assert set(seen.links) <= seen.cards, reply
        if answer.outcome is not Outcome.QUOTED:
            assert not _NUMBERED.search(seen.words), (reply, seen.words)
        for citation in answer.citations:
            assert citation.passage.source.doc_id in given
            assert citation.quote in citation.passage.text

    tally.each(range(2_000 if full else 150), try_reply)
    relay.close()

    assert tally.failures == []


@pytest.mark.parametrize("said", PAGES)
@pytest.mark.parametrize("page", [8, 99])
def test_page_that_the_passage_does_not_stand_on_is_marked(
    said: str, page: int, tally: Tally
) -> None:
    relay = Relay()
    tally.full = True
    with tally.run(said):
        answer = answered(said.format(n=page, said=TRUE), relay)
        assert "not supported" in answer.text or UNCITED in answer.text, answer.text
        assert answer.citations[0].passage.page != page
    relay.close()

    assert tally.failures == []
