from __future__ import annotations

from dataclasses import replace

from assistant.types import Hit, Source
from assistant.ui.cards import clock, place, render_card, render_found
from assistant.ui.surroundings import surroundings
from assistant.ui.words.english import ENGLISH
from tests.ui.hostile import CITATION, ELSEWHERE, HOSTILE_DOCUMENT
from tests.ui.library import DRAFT, LICENSE, PANEL, passages_of
from tests.ui.scripted import CHAIR, OLD_DATA, WHOLE_DATA

CARD = """\
<article class="card unsupported" id="source-7-4" tabindex="-1" data-kind="definition">\
<header><a class="number" href="#cite-7-4" aria-label="Source 4, back to the answer">4</a>\
<span class="heading"><span class="voice"><bdi>Definition · Harbour Institute</bdi>\
<span class="badge superseded">superseded</span></span>\
<span class="title" dir="auto">Harbour Definition of Open Models</span>\
<span class="where" dir="auto">Section 2 &gt; Data · v0.9, 2024-03</span></span></header>\
<blockquote class="text" dir="auto"><mark>The complete training data is released</mark>\
 under an open license, without exception.</blockquote>\
<details class="around"><summary>Read it in its surroundings</summary>\
<div class="text" dir="auto"><span class="label">Section 2 &gt; Data</span>\
<span class="passage"><mark>The complete training data is released</mark>\
 under an open license, without exception.</span>\n\n</div></details>\
<p class="foot"><span class="support unsupported"\
 title="The passage was checked and does not bear the statement out.">\
not supported by its source</span>\
<a class="reader"\
 href="read/definitions/harbour-0.9.md?start=0&amp;end=38&amp;sha256=0000000000000000#passage"\
 target="_blank" rel="noopener noreferrer" title="opens in a new tab">Open in the document</a>\
<a class="original" href="https://www.harbour.example/definition/0.9" target="_blank"\
 rel="noopener noreferrer" title="opens in a new tab">Original at harbour.example</a></p></article>\
"""

FOUND = """\
<li><details class="found"><summary><span class="heading">\
<span class="voice"><bdi>License · Lantern AI</bdi></span>\
<span class="title" dir="auto">Lantern 3 Community License</span>\
<span class="where" dir="auto">1. Grant · v3.1, 2024-07-23</span></span>\
<span class="preview" dir="auto">You may use, copy, change and distribute the Lantern Materials.\
</span></summary>\
<div class="text" dir="auto">You may use, copy, change and distribute the Lantern Materials.</div>\
<p class="foot"><a class="reader" href="read/licenses/lantern.md?start=0&amp;end=65#passage"\
 target="_blank" rel="noopener noreferrer" title="opens in a new tab">Open in the document</a>\
<a class="original" href="https://lantern.example/license" target="_blank"\
 rel="noopener noreferrer" title="opens in a new tab">Original at lantern.example</a></p>\
</details></li>"""


def test_a_card_shows_whose_words_where_and_how_they_were_checked() -> None:
    around = surroundings(DRAFT, OLD_DATA.passage, OLD_DATA.start, OLD_DATA.end)

    assert render_card(OLD_DATA, 7, around, ENGLISH) == CARD


def test_a_passage_that_was_found_opens_to_its_text() -> None:
    assert render_found(Hit(passages_of(LICENSE)[0], 0.5), ENGLISH) == FOUND


def test_a_sheet_of_ours_is_called_a_summary() -> None:
    assert "summary in our words" in render_card(WHOLE_DATA, 1, None, ENGLISH)
    assert "summary in our words" not in render_card(CHAIR, 1, None, ENGLISH)


def test_speech_is_placed_by_speaker_and_time() -> None:
    spoken = replace(passages_of(PANEL)[0], label="Part 1")

    assert place(spoken) == "Panel Chair, 00:12:31"
    assert place(replace(spoken, time_s=None)) == "Part 1"
    assert clock(3_725.9) == "01:02:05"


def test_a_passage_of_a_pdf_leads_to_its_page() -> None:
    slide = replace(passages_of(LICENSE)[0], source=Source("a/slides.pdf", "Slides"), page=4)

    html = render_found(Hit(slide, 0.5), ENGLISH)

    assert 'href="original/a/slides.pdf#page=4"' in html
    assert ">File at page 4</a>" in html


def test_speech_leads_to_its_second_of_the_recording() -> None:
    source = replace(PANEL.source, url="https://www.youtube.com/watch?v=x")
    spoken = replace(passages_of(PANEL)[0], source=source)

    html = render_found(Hit(spoken, 0.5), ENGLISH)

    assert 'href="https://www.youtube.com/watch?v=x&amp;t=751s"' in html
    assert ">Recording at 00:12:31 on youtube.com</a>" in html
    assert "Original at" not in html


def test_nothing_hostile_survives_in_a_card() -> None:
    around = surroundings(HOSTILE_DOCUMENT, CITATION.passage, CITATION.start, CITATION.end)

    html = render_card(CITATION, 1, around, ENGLISH) + render_found(
        Hit(CITATION.passage, 1.0), ENGLISH
    )

    for tag in ("<img", "<svg", "<form", "<script", "<video", "<iframe", "<link", "<h1", "<input"):
        assert tag not in html
    assert f'="{ELSEWHERE}' not in html
    assert ' onmouseover="' not in html


def test_an_unknown_source_leaves_no_empty_marks() -> None:
    bare = replace(passages_of(LICENSE)[0], source=Source("a.txt", "a.txt"), label="")

    html = render_found(Hit(bare, 0.5), ENGLISH)

    assert "<bdi>Own document</bdi>" in html
    assert '<span class="where" dir="auto"></span>' in html
    assert "Original at" not in html


def test_a_quotation_in_the_middle_of_a_wrapped_line_is_joined_with_the_next() -> None:
    text = (
        "Anyone may use the anvil in a workshop of their own. The anvil does not\n"
        "come with a hammer, and a hammer has to be brought.\n\n## Care\n\nKeep it dry."
    )
    passage = replace(CHAIR.passage, text=text, start=0, end=len(text))
    start = text.index("The anvil does")
    citation = replace(CHAIR, passage=passage, start=start, end=text.index("\n\n"))

    card = render_card(citation, 1, None, ENGLISH)

    assert "The anvil does not come with a hammer" in card
    assert "be brought. Care Keep it dry." in render_found(Hit(passage, 0.5), ENGLISH)
