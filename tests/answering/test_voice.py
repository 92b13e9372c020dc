from __future__ import annotations

from typing import Any

import pytest

from assistant.answering.voice import clock, voice, whose
from assistant.answering.words.french import FRENCH
from assistant.answering.words.german import GERMAN
from assistant.types import Kind, Source
from tests.doubles import a_passage, a_source

OSD = a_source(title="Open Source Definition", version="1.9", publisher="OSI", status="current")


@pytest.mark.parametrize(
    ("source", "fields", "said"),
    [
        (OSD, {"label": "6"}, "Open Source Definition 1.9 (OSI), section 6"),
        (OSD, {"label": "A > 6. Fields"}, "Open Source Definition 1.9 (OSI), section 6, Fields"),
        (OSD, {"label": "p. 4"}, "Open Source Definition 1.9 (OSI), p. 4"),
        (OSD, {"label": ""}, "Open Source Definition 1.9 (OSI)"),
        (a_source(title="OSAID 1.0", version="1.0"), {"label": "OSAID 1.0"}, "OSAID 1.0"),
        (
            a_source(title="OSAID", version="0.0.9", status="draft", publisher="OSI"),
            {"label": "Intro"},
            "OSAID 0.0.9 (OSI, draft), Intro",
        ),
        (
            a_source(title="OSD", status="superseded"),
            {"label": "1"},
            "OSD (superseded), section 1",
        ),
        (
            a_source(title="Gemma Terms", version="last changed in February 2024"),
            {"label": "1"},
            "Gemma Terms, section 1",
        ),
        (
            a_source(title="OSD", paraphrase=True),
            {"label": "1"},
            "Summary of OSD, section 1",
        ),
        (
            a_source(title="AI Panel", publisher="OpenUK", kind="panel", date="2025-02-04"),
            {"speaker": "Amanda Brock", "time_s": 3751.9, "label": "Amanda Brock"},
            "Amanda Brock, in AI Panel (2025), 01:02:31",
        ),
        (
            a_source(title="AI Panel", paraphrase=True),
            {"speaker": "Amanda Brock", "label": "Amanda Brock"},
            "Amanda Brock, in a summary of AI Panel",
        ),
        (
            a_source(title="Oral history: Ann Lee, interviewed by Bob Roe", kind="panel"),
            {"speaker": "Ann Lee", "label": "Ann Lee"},
            "Ann Lee, in Oral history, interviewed by Bob Roe",
        ),
        (
            a_source(title="Podcast 5: Ann Lee (OSI) on licenses", kind="panel"),
            {"speaker": "Ann Lee", "label": "Ann Lee"},
            "Ann Lee, in Podcast 5, on licenses",
        ),
        (
            a_source(title="A Messy Panel", kind="panel"),
            {"speaker": "Luis Villa", "label": "Luis Villa, quoted"},
            "Luis Villa, quoted in A Messy Panel",
        ),
        (
            a_source(title="Grok-1 (README)", kind="model_card", publisher="xAI"),
            {"label": "License"},
            "xAI’s Grok-1 README, License",
        ),
        (
            a_source(title="DeepSeek-R1 (README)", kind="model_card", publisher="DeepSeek"),
            {"label": "License"},
            "DeepSeek-R1 README, License",
        ),
        (
            a_source(title="Not fit", kind="commentary", publisher="Ann Lee", date="2024-10"),
            {"label": "My argument"},
            "Ann Lee, commentary “Not fit” (2024), My argument",
        ),
        (
            a_source(title="Not fit", kind="commentary", publisher="Ann Lee", paraphrase=True),
            {"label": ""},
            "Summary of a commentary by Ann Lee, “Not fit”",
        ),
        (
            a_source(title="Tool record: Grok-1", kind="record", publisher="Tool"),
            {"label": "release > license > distribution"},
            "Tool’s record on Grok-1, license: distribution",
        ),
    ],
)
def test_voice_says_whose_words_and_where(
    source: Source, fields: dict[str, Any], said: str
) -> None:
    assert voice(a_passage("No fee.", source, **fields)) == said


@pytest.mark.parametrize(
    ("time_s", "shown"), [(None, ""), (0.0, "00:00:00"), (59.9, "00:00:59"), (36_000, "10:00:00")]
)
def test_clock_shows_hours_minutes_and_seconds(time_s: float | None, shown: str) -> None:
    assert clock(time_s) == shown


@pytest.mark.parametrize(
    ("title", "publisher", "said"),
    [
        ("Sea Definition", "Sea (Ann Lee)", "Sea Definition (Ann Lee)"),
        ("Sea Definition", "Open Alliance (Sea Definition)", "Sea Definition (Open Alliance)"),
        ("Open Definition", "Open Office", "Open Definition (Open Office)"),
        ("Sea Definition", "Sea Office", "Sea Definition"),
    ],
)
def test_of_whose_it_is_only_what_the_name_does_not_say_is_said(
    title: str, publisher: str, said: str
) -> None:
    assert whose(a_passage("No fee.", a_source(title=title, publisher=publisher))) == said


def test_a_license_goes_by_its_name_in_brief_and_a_definition_by_whose_it_is() -> None:
    license_ = a_source(title="Gemma Terms 2.0", kind="license", publisher="Google")
    definition = a_source(title="OSD", publisher="OSI")

    assert whose(a_passage("No fee.", license_), brief=True) == "Gemma Terms 2.0"
    assert whose(a_passage("No fee.", license_)) == "Gemma Terms 2.0 (Google)"
    assert whose(a_passage("No fee.", definition), brief=True) == "OSD (OSI)"


@pytest.mark.parametrize("kind", ["license", "policy"])
def test_who_wrote_a_draft_is_always_said(kind: Kind) -> None:
    draft = a_source(title="Sea License", kind=kind, status="draft", publisher="Ann Lee")

    assert whose(a_passage("No fee.", draft), brief=True) == "Sea License (Ann Lee, draft)"


DRAFT = a_source(title="OSAID", version="0.0.9", status="draft", publisher="OSI")
OLD = a_source(title="OSD", status="superseded", paraphrase=True)
CARD = a_source(title="Llama 3", kind="model_card", publisher="Meta", status="translation")
TALK = a_source(title="AI Panel", kind="panel", paraphrase=True)
ARTICLE = a_source(title="Not fit", kind="commentary", publisher="Ann Lee")
RECORD = a_source(title="Openness Tool record: Grok", kind="record", publisher="Openness Tool")


@pytest.mark.parametrize(
    ("source", "fields", "german", "french"),
    [
        (DRAFT, {"label": "6"}, "OSAID 0.0.9 (OSI, Entwurf), Abschnitt 6",
         "OSAID 0.0.9 (OSI, brouillon), section 6"),
        (OLD, {"label": "Beginning"}, "Zusammenfassung: OSD (abgelöst), Anfang",
         "Résumé\u202f: OSD (remplacé), début"),
        (CARD, {"label": ""}, "Modellkarte Llama 3 von Meta (Übersetzung)",
         "Meta, fiche du modèle Llama 3 (traduction)"),
        (TALK, {"speaker": "Ann Lee", "label": "Ann Lee, quoted"},
         "Ann Lee, zitiert in einer Zusammenfassung: AI Panel",
         "Ann Lee, propos cités dans un résumé\u202f: AI Panel"),
        (ARTICLE, {"label": ""}, "Ann Lee, Kommentar „Not fit“",
         "Ann Lee, commentaire «\u202fNot fit\u202f»"),
        (RECORD, {"label": ""}, "Openness Tool, Eintrag zu Grok",
         "Openness Tool, relevé sur Grok"),
    ],
)  # fmt: skip
def test_whose_words_they_are_is_said_in_the_language_of_the_page(
    source: Source, fields: dict[str, Any], german: str, french: str
) -> None:
    passage = a_passage("No fee.", source, **fields)

    assert voice(passage, words=GERMAN) == german
    assert voice(passage, words=FRENCH) == french
