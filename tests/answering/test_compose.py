from __future__ import annotations

from dataclasses import replace
from typing import NamedTuple

import pytest

from assistant.answering.compose import Lookup, compose, in_order, quotation
from assistant.answering.manner import Manner, read_manner
from assistant.answering.quoting import Quote
from assistant.answering.words.german import GERMAN
from assistant.types import Passage, Section, Source
from tests.doubles import WordEncoder, a_passage, a_source

ENCODE = WordEncoder().encode
OSD = a_source(title="Open Source Definition", version="1.9", publisher="OSI")
NEWS = a_source("policy/news.md", title="Not fit", kind="commentary", publisher="Ann Lee")
TALK = a_source("panels/talk.md", title="A Panel", kind="panel", publisher="OSI")


def a_quote(
    text: str, source: Source = OSD, *, start: int = 0, score: float = 0.5, **fields: object
) -> Quote:
    passage = a_passage(text, source, start=start, **fields)
    return Quote(passage, start, start + len(text), score)


FREE = a_quote("Redistribution must be free.", label="1. Redistribution")
FEE = a_quote("No fee is due.", start=40, label="1. Redistribution")
FIELDS = a_quote("Any field of endeavor.", start=80, label="6. Fields", score=0.9)
CRITIC = a_quote("That definition is not fit.", NEWS, label="My argument", score=0.8)


def locate(_doc_id: str, _position: int) -> Section:
    return Section("1. Redistribution", 0, 1000)


def composed(*quotes: Quote, manner: Manner | None = None, lookup: Lookup | None = None) -> str:
    return compose(quotes, manner or Manner(), ENCODE, lookup or Lookup(locate)).text


def test_an_answer_says_whose_words_once_and_each_place_once() -> None:
    assert composed(FREE, FEE, FIELDS) == (
        "**Open Source Definition 1.9 (OSI)**, section 1\n\n"
        "> “Redistribution must be free.” [1]\n\n"
        "> “No fee is due.” [2]\n\n"
        "Section 6, Fields\n\n"
        "> “Any field of endeavor.” [3]"
    )


def test_the_heading_of_an_article_is_said_once_for_its_paragraphs() -> None:
    label = "Article 5: Prohibited practices > "
    quotes = [a_quote(f"No {n}.", start=9 * n, label=f"{label}{n}") for n in (1, 2)]

    assert composed(*quotes) == (
        "**Open Source Definition 1.9 (OSI)**, Article 5(1), Prohibited practices\n\n"
        "> “No 1.” [1]\n\nArticle 5(2)\n\n> “No 2.” [2]"
    )


def test_a_text_and_its_critic_are_two_voices_and_said_to_be() -> None:
    assert composed(CRITIC, FREE) == (
        "Different voices, each with its own source.\n\n"
        "**Ann Lee, commentary “Not fit”**, My argument\n\n"
        "> “That definition is not fit.” [1]\n\n"
        "**Open Source Definition 1.9 (OSI)**, section 1\n\n"
        "> “Redistribution must be free.” [2]"
    )


def test_a_definition_that_the_question_names_stands_before_what_others_say_of_it() -> None:
    ordered = in_order([CRITIC, FREE, FIELDS], read_manner("What does the OSD say of fields?"))

    assert ordered == [FREE, FIELDS, CRITIC]


def test_whom_the_question_names_is_heard_before_the_definition_it_names() -> None:
    said = replace(CRITIC, passage=replace(CRITIC.passage, speaker="Amanda Brock"))
    question = "What did Brock say of the OSD?"

    assert in_order([FREE, said], read_manner(question)) == [FREE, said]
    assert in_order([FREE, said], read_manner(question, speakers=["Amanda Brock"])) == [said, FREE]


def test_the_sentence_that_decides_comes_first_for_a_question_of_yes_or_no() -> None:
    asked = Manner(yes_or_no=True)

    assert in_order([FREE, FEE, FIELDS], asked) == [FIELDS, FREE, FEE]
    assert in_order([FREE, FEE, FIELDS], Manner()) == [FREE, FEE, FIELDS]


def test_a_question_in_a_talk_decides_nothing() -> None:
    asks = a_quote("Do you own it?", TALK, score=1.0)

    assert in_order([asks, FREE, FIELDS], Manner(yes_or_no=True)) == [FIELDS, FREE, asks]


def test_a_critic_does_not_decide_what_a_named_definition_says() -> None:
    best = a_quote("It is not open.", NEWS, score=1.0)

    ordered = in_order([best, FREE], read_manner("Is it open by the OSD?"))

    assert ordered == [FREE, best]


class ASide(NamedTuple):
    said: str
    documents: tuple[str, ...]
    speakers: tuple[str, ...] = ()


def test_each_side_of_a_comparison_is_one_group_under_its_name() -> None:
    other = a_quote("Weights.", a_source("owd.md", title="Open Weight Definition 0.3"), label="2")
    sides = [ASide("OSD", (OSD.doc_id,)), ASide("OWD", ("owd.md",)), ASide("DFSG", ("dfsg.md",))]

    assert composed(FREE, other, FEE, manner=read_manner("OSD, OWD or DFSG?", sides)) == (
        "Different voices, each with its own source.\n\n"
        "### OSD\n\n"
        "**Open Source Definition 1.9 (OSI)**, section 1\n\n"
        "> “Redistribution must be free.” [1]\n\n"
        "> “No fee is due.” [2]\n\n"
        "### OWD\n\n"
        "**Open Weight Definition 0.3**, section 2\n\n"
        "> “Weights.” [3]\n\n"
        "*Nothing quoted for: DFSG.*"
    )


def test_a_newer_version_is_named_in_one_line() -> None:
    newer = a_source("new.md", title="Open Source Definition", version="2.0", date="2031-01")
    lookup = Lookup(locate, newer=lambda doc_ids: dict.fromkeys(doc_ids, newer))

    said = "*A newer version exists: Open Source Definition 2.0 (2031-01).*"
    assert composed(FREE, lookup=lookup).endswith(f"[1]\n\n{said}")
    asked = read_manner("What does OSD 1.9 say?")
    assert said not in composed(FREE, lookup=lookup, manner=asked)
    also = a_quote("Free.", newer)
    assert said not in composed(FREE, also, lookup=lookup)


@pytest.mark.parametrize(
    ("text", "quoted", "fields"),
    [
        ("- Keep the notice.", "Keep the notice.", {}),
        ("9.1. Keep it.", "Keep it.", {"label": "9. Notices > 9.1"}),
        ("(b) Keep it.", "(b) Keep it.", {"label": "9. Notices > 9.1"}),
        ("**Ann Lee:** Keep it.", "Keep it.", {"speaker": "Ann Lee"}),
    ],
)
def test_what_is_said_in_front_is_not_quoted_again(
    text: str, quoted: str, fields: dict[str, object]
) -> None:
    quote = a_quote(text, TALK, start=7, **fields)  # type: ignore[arg-type]  # never `score`

    (citation,) = compose([quote], Manner(), ENCODE, Lookup(locate)).citations

    assert citation.quote == quoted
    assert citation.passage.text[citation.start - 7 : citation.end - 7] == quoted


def test_a_lead_is_shown_once_and_never_what_is_quoted_itself() -> None:
    text = "You may not use it:\n\n- for war;\n- for spying.\n"
    passage: Passage = a_passage(text, OSD, label="Uses")
    quotes = [
        Quote(passage, text.index(words), text.index(words) + len(words), 0.5)
        for words in ("- for war;", "- for spying.")
    ]
    lookup = Lookup(lambda *_: Section("Uses", 0, len(text)), lambda _, a, b: text[a:b])

    leads = [c.lead for c in compose(quotes, Manner(), ENCODE, lookup).citations]

    assert [lead.text if lead else None for lead in leads] == ["You may not use it:", None]
    whole = Quote(passage, 0, text.index("for war") + 8, 0.5)
    assert compose([whole, quotes[1]], Manner(), ENCODE, lookup).citations[1].lead is None


def test_a_quotation_is_one_line_however_its_file_breaks_lines() -> None:
    (citation,) = compose([a_quote("No\n fee.")], Manner(), ENCODE, Lookup(locate)).citations

    assert citation.quote == "No\n fee."
    assert quotation(citation) == "> “No fee.” [1]"


def test_a_newer_version_is_told_in_the_language_of_the_page() -> None:
    newer = replace(OSD, doc_id="osd-2.md", version="2.0")
    lookup = Lookup(locate, newer=lambda _: {OSD.doc_id: newer})

    said = compose([FREE], Manner(), ENCODE, lookup, GERMAN).text

    assert said.startswith("**Open Source Definition 1.9 (OSI)**, Abschnitt 1\n\n> “")
    assert said.endswith("\n\n*Es gibt eine neuere Fassung: Open Source Definition 2.0.*")
