from __future__ import annotations

import pytest

from assistant.answering.suggestion import (
    Suggestion,
    first_answered,
    is_answered,
    plain_name,
    spoken_name,
    topics_of,
)
from tests.answering.suggested import TEMPLATES, Answers, quoting
from tests.doubles import a_passage, a_source

SEA = a_passage("The sea is open.", a_source("sea.md"), speaker="Ada Reed")
LAKE = a_passage("Lakes are closed.", a_source("lake.md"))


@pytest.mark.parametrize(
    ("title", "kind", "name"),
    [
        ("The Sea Definition, version 2 (draft)", "definition", "the Sea Definition"),
        ("Sea License", "license", "the Sea License"),
        ("FLUX.1 [dev] Non-Commercial License", "license", "the FLUX.1 Non-Commercial License"),
        ("Amber: the first model of LLM360 (README)", "model_card", "Amber"),
        ("Llama 3.1 model card", "model_card", "Llama 3.1"),
        ("Openness Tool record: Amber", "record", "Amber"),
        ("Harbour talk | a podcast", "panel", "“Harbour talk”"),
        ("What is open?", "panel", ""),
        ("A title that goes on for so long that nobody would ever say it in full", "own", ""),
        ("42", "own", ""),
    ],
)
def test_document_is_called_what_people_call_it(title: str, kind: str, name: str) -> None:
    assert spoken_name(a_source("x.md", title=title, kind=kind), TEMPLATES) == name


def test_plain_name_has_no_article() -> None:
    assert plain_name(a_source("x.md", title="The Sea Act (2024)")) == "Sea Act"


def test_topics_are_headings_that_name_something_each_once() -> None:
    labels = [
        "Beginning", "1. Definitions", "Section 2 > Redistribution", "a. Redistribution",
        "Section 3 – Patent Grant", "p. 4", "“You”", "4.2", "Use of RAIL licenses",
        "A heading that is a whole sentence of its own",
    ]  # fmt: skip

    assert list(topics_of(labels)) == ["redistribution", "patent grant", "Use of RAIL licenses"]


def test_question_is_answered_only_by_those_it_is_about() -> None:
    ask = Answers({"Sea?": [SEA], "Both?": [SEA, LAKE], "Lake first?": [LAKE, SEA]})

    def asked(question: str, *doc_ids: str, speaker: str = "") -> bool:
        return is_answered(Suggestion(question, frozenset(doc_ids), speaker), ask)

    assert asked("Sea?", "sea.md")
    assert asked("Sea?", "sea.md", speaker="Ada Reed")
    assert asked("Both?", "sea.md", "lake.md")
    assert not asked("Sea?", "sea.md", "lake.md")
    assert not asked("Sea?", "sea.md", speaker="Bo Lind")
    assert not asked("Lake first?", "sea.md")
    assert not asked("Nothing?", "sea.md")


def test_answer_that_is_not_sure_is_none() -> None:
    unsure = quoting(SEA, confidence=0.4)

    assert not is_answered(Suggestion("Sea?", frozenset(["sea.md"])), lambda _: unsure)


def test_no_more_than_so_many_are_tried() -> None:
    ask = Answers({"4?": [SEA]})
    candidates = [Suggestion(f"{n}?", frozenset(["sea.md"])) for n in range(9)]

    assert first_answered(iter(candidates), ask, tries=4) is None
    assert ask.asked == ["0?", "1?", "2?", "3?"]
    assert first_answered(iter(candidates), ask, tries=9) == candidates[4]
