from __future__ import annotations

from collections import Counter
from dataclasses import replace
from html.parser import HTMLParser

from assistant.history.exported_file import read_export
from assistant.history.record import ConversationRecord, ExchangeRecord, recorded
from assistant.types import Answer
from assistant.ui.exported import POLICY, render_export
from assistant.ui.words.english import ENGLISH
from tests.history.made import conversation, exchange
from tests.ui.hostile import ATTACKS, HOSTILE
from tests.ui.scripted import ANSWERED, COMPARISON, INCOMPLETE, NOT_FOUND, PARTLY, QUOTED

TIME = "2026-03-01T12:00+00:00"


class Parsed(HTMLParser):
    """The elements of a page, and every attribute that could load or run something."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: Counter[str] = Counter()
        self.active: list[str] = []
        self.text = ""
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags[tag] += 1
        for name, value in attrs:
            if name.startswith("on") or name in ("src", "srcset", "style", "action", "poster"):
                self.active.append(f"{tag} {name}={value}")
            if name == "href" and not (value or "").startswith(("#", "https://", "http://")):
                self.active.append(f"{tag} {name}={value}")

    def handle_data(self, data: str) -> None:
        self.text += data


def kept(answer: Answer, answer_id: str = "a1") -> ExchangeRecord:
    return exchange(answer_id, question=answer.question, answer=recorded(answer))


def page(*answers: Answer, **fields: object) -> str:
    exchanges = [kept(answer, f"a{n}") for n, answer in enumerate(answers)]
    return render_export(conversation(*exchanges, **fields), ENGLISH, exported=TIME)


def test_everything_that_is_needed_to_check_an_answer_stands_on_the_page() -> None:
    given = replace(ANSWERED, fingerprint="passages-3")
    one = replace(kept(given), sha256={"definitions/harbour.md": "ab" * 32})

    text = Parsed(render_export(conversation(one), ENGLISH, exported=TIME)).text

    for part in (
        "Exported on 2026-03-01T12:00+00:00.",
        ANSWERED.question,
        "The data itself need not be published",
        "Harbour Definition of Open Models (definitions/harbour.md)",
        "Section 2 > Training data, characters 180 to 217",
        "ab" * 32,
        "Panel Chair, 00:12:31, at second 751",
        "not known",  # the hash of the panel
        "qwen3:4b-instruct",
        "passages-3",
        "0.1.0",
        "2026-03-01T10:00:00+00:00",
    ):
        assert part in text


def test_the_record_in_the_page_is_read_back() -> None:
    answers = (ANSWERED, QUOTED, PARTLY, INCOMPLETE, NOT_FOUND, COMPARISON, HOSTILE)

    read = read_export(page(*answers).encode())

    assert [one.answer for one in read.exchanges] == [recorded(answer) for answer in answers]


def test_the_page_needs_nothing_else_and_runs_nothing() -> None:
    parsed = Parsed(page(ANSWERED, QUOTED, COMPARISON, NOT_FOUND))

    assert parsed.active == []
    assert parsed.tags["script"] == 1  # the record: data, not a script
    assert parsed.tags["link"] == parsed.tags["img"] == 0
    assert POLICY.startswith("default-src 'none'")


def test_nothing_of_a_hostile_conversation_becomes_markup() -> None:
    hostile = replace(
        kept(HOSTILE),
        question="".join(ATTACKS),
        sha256={HOSTILE.citations[0].passage.source.doc_id: ATTACKS[0]},
        program=ATTACKS[4],
        asked_at=ATTACKS[2],
    )
    whole = ConversationRecord("".join(ATTACKS), ATTACKS[0], ATTACKS[1], (hostile,), imported=True)

    parsed = Parsed(render_export(whole, ENGLISH, exported=TIME))

    assert parsed.active == []
    assert parsed.tags["script"] == 1
    assert parsed.tags["h1"] == 1
    assert parsed.tags.keys().isdisjoint({"img", "svg", "form", "iframe", "video", "link", "image"})


def test_an_unfinished_question_says_what_became_of_it() -> None:
    cut = exchange(answer=None, written="The anv")

    text = Parsed(render_export(conversation(cut), ENGLISH, exported=TIME)).text

    assert "The anv" in text
    assert ENGLISH.history.interrupted in text
