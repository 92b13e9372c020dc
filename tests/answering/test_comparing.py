from __future__ import annotations

from collections.abc import Iterator

import pytest

from assistant.answering.comparing import check_documents, compare, join_sides
from assistant.answering.compose import quotation
from assistant.answering.words.english import ENGLISH
from assistant.answering.words.french import FRENCH
from assistant.answering.words.german import GERMAN
from assistant.errors import QuestionError
from assistant.types import Answer, Citation, Event, Found, Outcome, Passage, Scope, Token
from tests.doubles import WordEncoder, a_passage, a_source, some_hits

ASKED = "May I sell it?"
ENCODER = WordEncoder()
SEA = a_passage("The licensee may sell copies of the work to others.", a_source("sea.md"))
LAKE = a_passage("The licensee may not sell copies of the work to others.", a_source("lake.md"))
POND = a_passage("Ponds are small.", a_source("pond.md"))


def quoted(*passages: Passage, before: str = "**Sea**:") -> Answer:
    """Quotations of whole passages, as they are without a model."""
    citations = [
        Citation(n, p, p.text, p.start, p.end, "quoted") for n, p in enumerate(passages, start=1)
    ]
    return Answer(
        question=ASKED,
        text="\n\n".join([before, *(quotation(c) for c in citations)]),
        outcome=Outcome.QUOTED,
        confidence=0.6,
        citations=tuple(citations),
        hits=tuple(some_hits(*passages)),
        timings_s={"total": 0.5},
        scope=Scope(documents=(passages[0].source.doc_id,)),
    )


def silent(passage: Passage) -> Answer:
    return Answer(
        question=ASKED,
        text="The documents do not answer this.\n\n1 document was searched.",
        outcome=Outcome.NO_EVIDENCE,
        confidence=0.1,
        citations=(),
        hits=tuple(some_hits(passage)),
        notice="Ask all 3 documents, without this limit, or ask in other words.",
        timings_s={"total": 0.25},
        scope=Scope(documents=(passage.source.doc_id,)),
    )


def joined(*sides: Answer) -> Answer:
    titles = [side.hits[0].passage.source.title for side in sides]
    return join_sides(ASKED, sides, titles, ENCODER.encode)


def test_sides_stand_under_their_titles_with_markers_counted_through() -> None:
    answer = joined(quoted(SEA, POND), silent(POND), quoted(SEA, before="**Sea** [1]:"))

    assert answer.text == (
        "### Sea\n\n**Sea**:\n\n"
        "> “The licensee may sell copies of the work to others.” [1]\n\n"
        "> “Ponds are small.” [2]\n\n"
        f"### Pond\n\n{ENGLISH.silent}\n\n"
        "### Sea\n\n**Sea** [3]:\n\n> “The licensee may sell copies of the work to others.” [3]"
    )
    assert [citation.marker for citation in answer.citations] == [1, 2, 3]
    assert [side.text for side in answer.sides] == [
        block.partition("\n\n")[2].strip() for block in answer.text.split("### ")[1:]
    ]


def test_the_words_of_a_document_are_not_taken_for_markers() -> None:
    odd = a_passage("See note [1] of the annex.", a_source("odd.md"))

    answer = joined(quoted(SEA), quoted(odd))

    assert answer.sides[1].text.endswith("> “See note [1] of the annex.” [2]")


def test_a_line_that_names_two_markers_names_them_as_they_are_counted() -> None:
    both = quoted(SEA, POND, before="Compare [2] with [1], not [9].")

    assert joined(quoted(LAKE), both).sides[1].text.startswith("Compare [3] with [2], not [9].")


def test_what_two_documents_plainly_say_otherwise_is_told() -> None:
    answer = joined(quoted(SEA), quoted(LAKE))

    assert answer.text.startswith(ENGLISH.documents_differ.format(pairs="[1] with [2]"))


def test_nothing_is_said_of_documents_that_speak_of_other_things() -> None:
    assert joined(quoted(SEA), quoted(POND)).text.startswith("### Sea")


def test_whole_is_found_where_one_side_is_and_no_evidence_where_none_is() -> None:
    one, none = joined(quoted(SEA), silent(POND)), joined(silent(SEA), silent(POND))

    assert (one.outcome, one.confidence) == (Outcome.QUOTED, 0.6)
    assert [side.outcome for side in one.sides] == [Outcome.QUOTED, Outcome.NO_EVIDENCE]
    assert none.outcome is Outcome.NO_EVIDENCE
    assert one.timings_s == {"total": 0.75}
    assert one.scope == Scope(documents=("sea.md", "pond.md"))
    assert one.notice == ""


def test_each_document_is_asked_alone_and_streamed_in_turn() -> None:
    asked: list[Scope] = []

    def stream(scope: Scope) -> Iterator[Event]:
        asked.append(scope)
        passage = SEA if scope.documents == ("sea.md",) else LAKE
        yield Found(tuple(some_hits(passage)))
        yield Token("words")
        yield quoted(passage)

    *events, answer = compare(ASKED, ["sea.md", "lake.md"], stream, str.upper, ENCODER.encode)

    assert asked == [Scope(documents=("sea.md",)), Scope(documents=("lake.md",))]
    assert isinstance(answer, Answer)
    assert [side.citations[0].passage for side in answer.sides] == [SEA, LAKE]
    assert [event.text for event in events if isinstance(event, Token)] == [
        "### SEA.MD\n\n", "words", "\n\n### LAKE.MD\n\n", "words",
    ]  # fmt: skip
    assert [len(event.hits) for event in events if isinstance(event, Found)] == [1, 2]


@pytest.mark.parametrize("chosen", [(), ("a",), ("a", "a"), ("a", "b", "c", "d", "e")])
def test_fewer_than_two_and_more_than_four_documents_are_refused(chosen: tuple[str, ...]) -> None:
    with pytest.raises(QuestionError, match="choose 2 to 4"):
        check_documents(chosen)


def test_a_comparison_speaks_the_language_of_the_page() -> None:
    answer = join_sides(ASKED, [quoted(SEA), quoted(LAKE)], ["Sea", "Lake"], ENCODER.encode, GERMAN)
    none = join_sides(ASKED, [silent(SEA), silent(POND)], ["Sea", "Pond"], ENCODER.encode, FRENCH)

    assert answer.text.startswith(
        "Diese Dokumente sagen nicht dasselbe: Vergleichen Sie [1] mit [2].\n\n### Sea\n\n"
    )
    assert none.text == (
        "### Sea\n\nCe document n’y répond pas.\n\n### Pond\n\nCe document n’y répond pas."
    )
