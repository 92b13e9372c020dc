from __future__ import annotations

import pytest

from assistant.answering.naming import date_said, document_name
from assistant.types import Kind
from tests.doubles import a_source

LONG_TALK = "Podcast 41: Ann, Bob and Cy on models, openness and what it takes to build one"
COMPANION = "Sea Definition: answers to the questions that we are asked most often (translation)"


@pytest.mark.parametrize(
    ("title", "version", "kind", "name"),
    [
        ("The Sea Definition", "1.9", "definition", "Sea Definition 1.9"),
        (
            "The Sea Definition, version 0.9 (saved sea.example page)",
            "0.9",
            "definition",
            "Sea Definition 0.9",
        ),
        ("Sea 3.1 Community License Agreement", "", "license", "Sea 3.1 Community License"),
        ("Sea License Agreement Permissive", "2", "license", "Sea License Agreement Permissive 2"),
        ("Server License v1", "1.0", "license", "Server License v1"),
        ("BSD 2-Clause", "", "license", "BSD 2-Clause license"),
        ("Sea Terms of Use", "last changed in February 2024", "license", "Sea Terms of Use"),
        ("Grok-1 (README)", "", "model_card", "Grok-1 README"),
        ("Lantern 3 8B", "", "model_card", "Lantern 3 8B model card"),
        ("Tool record: Grok-1", "MOF 1.0", "record", "Tool’s record on Grok-1 (MOF 1.0)"),
        ("Town hall 21 (machine captions)", "", "panel", "Town hall 21"),
        ("Messy (Sea Con panel: A, B; moderator C)", "", "panel", "Messy (Sea Con panel)"),
    ],
)
def test_a_document_is_called_by_a_short_name_with_its_version(
    title: str, version: str, kind: Kind, name: str
) -> None:
    assert document_name(a_source(title=title, version=version, kind=kind)) == name


def test_a_long_talk_is_called_without_its_subject_where_its_speakers_are_named() -> None:
    named = a_source(title=LONG_TALK, kind="panel", speakers=("Ann",))
    unnamed = a_source(title=LONG_TALK, kind="panel")

    assert document_name(named) == "Podcast 41"
    assert document_name(unnamed) == LONG_TALK


def test_a_companion_text_is_never_called_by_the_name_of_the_definition() -> None:
    assert document_name(a_source(title=COMPANION)) == COMPANION


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"title": "Gemma Terms", "kind": "license", "date": "2024-04-01"}, "2024-04-01"),
        ({"title": "Gemma Terms 2.0", "kind": "license", "date": "2024-04-01"}, ""),
        ({"title": "A talk", "kind": "panel", "date": "2024-04-01"}, "2024"),
        ({"title": "A talk of 2024", "kind": "panel", "date": "2024-04-01"}, ""),
        ({"title": "A card", "kind": "model_card", "date": "2024-04-01"}, ""),
        ({"title": "A talk", "kind": "panel"}, ""),
    ],
)
def test_a_date_is_said_where_it_tells_which_text_it_is(
    fields: dict[str, object], said: str
) -> None:
    assert date_said(a_source(**fields)) == said  # type: ignore[arg-type]
