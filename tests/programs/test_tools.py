from __future__ import annotations

import pytest

from assistant.errors import LibraryError, QuestionError
from assistant.programs.tools import MOST_CHARACTERS, Tools
from assistant.types import Turn
from tests.doubles import a_document
from tests.ui.scripted import ANSWERED, ScriptedAssistant

ASSISTANT = ScriptedAssistant()
TOOLS = Tools(lambda: ASSISTANT)
HARBOUR = "definitions/harbour.md"


def test_an_answer_knows_the_conversation_before_it() -> None:
    said = [{"role": "user", "content": "Why?"}, {"role": "assistant", "content": "So \ud800."}]

    answer = TOOLS.ask(ANSWERED.question, history=said)

    assert ASSISTANT.asked[-1] == (
        ANSWERED.question,
        (Turn("user", "Why?"), Turn("assistant", "So ?.")),
    )
    assert answer["text"] == ANSWERED.text


def test_search_gives_as_many_as_asked_for() -> None:
    found = TOOLS.search(" open  model ", k=2)

    assert found["query"] == "open model"
    assert [sorted(hit) for hit in found["hits"]] == [
        ["also", "doc_id", "end", "kind", "label", "score", "start", "text", "title"]
    ] * 2


@pytest.mark.parametrize("k", [0, -1, 51])
def test_search_names_its_limit(k: int) -> None:
    with pytest.raises(QuestionError, match=f"k is {k}; it must be from 1 to 50"):
        TOOLS.search("open model", k=k)


def test_a_citation_can_be_opened_at_its_place() -> None:
    cited = TOOLS.ask(ANSWERED.question)["citations"][1]

    opened = TOOLS.open_document(cited["doc_id"], cited["start"], cited["end"])

    assert opened["text"] == cited["quote"]
    assert opened["sections"] == [
        {
            "label": cited["label"],
            "start": opened["sections"][0]["start"],
            "end": opened["sections"][0]["end"],
            "speaker": cited["speaker"],
            "time_s": cited["time_s"],
            "page": None,
        }
    ]


def test_a_document_is_opened_from_its_beginning() -> None:
    opened = TOOLS.open_document(HARBOUR)

    document = ASSISTANT.document(HARBOUR)
    assert (opened["start"], opened["end"], opened["length"]) == (0, *[len(document.text)] * 2)
    assert opened["text"] == document.text
    assert len(opened["sections"]) == len(document.sections)
    assert (opened["title"], opened["version"]) == ("Harbour Definition of Open Models", "2.1")


@pytest.mark.parametrize(("start", "end"), [(-1, 5), (5, 5), (9, 4), (0, 10**9)])
def test_a_stretch_that_is_none_is_refused_with_what_there_is(start: int, end: int) -> None:
    length = len(ASSISTANT.document(HARBOUR).text)

    with pytest.raises(QuestionError, match=f"has the characters 0 to {length};"):
        TOOLS.open_document(HARBOUR, start, end)


def test_a_long_document_is_read_in_stretches() -> None:
    long = a_document("x" * (MOST_CHARACTERS + 1))
    tools = Tools(lambda: ScriptedAssistant(documents=(long,)))

    with pytest.raises(QuestionError, match="ask for 20,000 at a time"):
        tools.open_document(long.doc_id, 0, len(long.text))
    assert len(tools.open_document(long.doc_id)["text"]) == 4_000


def test_an_unknown_document_is_named() -> None:
    with pytest.raises(LibraryError, match=r"no document 'nowhere\.md'"):
        TOOLS.open_document("nowhere.md")


def test_documents_can_be_listed_within_a_scope() -> None:
    everything = TOOLS.documents()["documents"]
    licenses = TOOLS.documents({"kinds": ["license"]})["documents"]

    assert [d["doc_id"] for d in everything] == sorted(d["doc_id"] for d in everything)
    assert {d["kind"] for d in licenses} == {"license"}
    assert len(licenses) < len(everything)
