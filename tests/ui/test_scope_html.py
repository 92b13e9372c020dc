from __future__ import annotations

from dataclasses import replace

from assistant.types import EVERYTHING, Scope
from assistant.ui.choice import ALL, Choice
from assistant.ui.scope_html import render_chips, render_panel, scope_said, titles_of
from assistant.ui.words.english import ENGLISH
from tests.doubles import a_source
from tests.ui.hostile import ATTACKS

MIT = a_source("mit.md", title="MIT License", kind="license", language="en", status="current")
OSD = a_source("osd.md", title="Open Source Definition", language="en", version="1.9")
OLD = replace(OSD, doc_id="old.md", version="1.0", status="superseded")
SOURCES = (MIT, OLD, OSD)
TITLES = titles_of(SOURCES)
SCOPE = Scope(kinds=("license",), documents=("osd.md",), languages=("en",), versions=("1.9",))


def test_documents_of_one_title_are_told_apart() -> None:
    assert TITLES == {
        "mit.md": "MIT License",
        "old.md": "Open Source Definition (1.0)",
        "osd.md": "Open Source Definition (1.9)",
    }


def test_scope_is_said_in_the_words_of_the_page() -> None:
    said = "Open Source Definition (1.9), licenses, English, Version 1.9"

    assert scope_said(SCOPE, TITLES, ENGLISH) == said
    assert scope_said(EVERYTHING, TITLES, ENGLISH) == ""


def test_each_limit_is_a_chip_that_can_be_taken_away() -> None:
    assert render_chips(Choice(Scope(kinds=("license",))), TITLES, ENGLISH) == (
        '<p class="hidden" role="status">Searching only: licenses</p>'
        '<ul class="chosen"><li dir="auto"><span>licenses</span>'
        '<button type="button" data-remove="kinds" data-value="license"'
        ' aria-label="Do not search only licenses" title="Do not search only licenses">×</button>'
        "</li></ul>"
        '<button type="button" class="everything" data-everything>Search all documents</button>'
    )
    assert render_chips(ALL, TITLES, ENGLISH) == ""


def test_two_documents_can_be_compared() -> None:
    two = Scope(documents=("mit.md", "osd.md"))

    assert 'data-compare aria-pressed="false"' in render_chips(Choice(two), TITLES, ENGLISH)
    assert 'aria-pressed="true"' in render_chips(Choice(two, True), TITLES, ENGLISH)
    assert "data-compare" not in render_chips(Choice(SCOPE), TITLES, ENGLISH)


def test_panel_offers_what_the_library_holds_and_ticks_what_is_chosen() -> None:
    panel = render_panel(SCOPE, SOURCES, ENGLISH)

    assert panel.count('type="checkbox"') == 2 + 3 + 2 + 3  # one language is no choice
    assert (
        '<label dir="auto"><input type="checkbox" name="kinds" value="license" checked>'
        ' <span>licenses</span> <span class="many">1</span></label>'
    ) in panel
    assert panel.count(" checked") == 3


def test_no_title_reaches_the_page_as_markup() -> None:
    source = a_source("<b>.md", title=ATTACKS[0], version=ATTACKS[0], language=ATTACKS[0])
    scope = Scope(documents=(source.doc_id, "x"), versions=(ATTACKS[0],), languages=("<i>",))

    drawn = render_panel(scope, (source, OSD), ENGLISH)
    drawn += render_chips(Choice(scope), titles_of([source]), ENGLISH)

    assert ATTACKS[0] not in drawn
    assert "<b>" not in drawn
    assert "<i>" not in drawn
