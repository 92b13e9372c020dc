from __future__ import annotations

from assistant.answering.compose import quotation
from assistant.types import Answer, Citation, Lead, Outcome
from assistant.ui.quoted import render_quoted
from assistant.ui.words.english import ENGLISH
from tests.doubles import a_passage, a_source
from tests.ui.hostile import ATTACKS


def an_answer(text: str, *citations: Citation) -> Answer:
    return Answer("Why?", text, Outcome.QUOTED, 0.5, citations, ())


def a_citation(words: str, lead: Lead | None = None, before: str = "") -> Citation:
    passage = a_passage(before + words, a_source())
    start = len(before)
    return Citation(1, passage, words, start, start + len(words), "quoted", lead)


def drawn(citation: Citation) -> str:
    """The HTML of its quotation, without the block around it."""
    html = render_quoted(an_answer(quotation(citation), citation), lambda n: f"<a>{n}</a>", ENGLISH)
    return html.removeprefix('<blockquote class="quoted" dir="auto">').removesuffix("</blockquote>")


def test_a_voice_is_followed_by_its_words() -> None:
    citation = a_citation("No fee.")
    answer = an_answer(f"**OSD**, section 1\n\n{quotation(citation)}", citation)

    assert render_quoted(answer, lambda n: f"<a>{n}</a>", ENGLISH) == (
        '<p dir="auto"><strong>OSD</strong>, section 1</p>'
        '<blockquote class="quoted" dir="auto"><p>“No fee.”\u202f<a>1</a></p></blockquote>'
    )


def test_words_are_shown_as_the_document_has_them_not_as_markdown() -> None:
    assert drawn(a_citation("1. a*b*c <d> [x]")) == "<p>“1. a*b*c &lt;d&gt; [x]”\u202f<a>1</a></p>"


def test_signs_of_links_and_bold_words_are_left_out() -> None:
    words = r"**All** of [it](https://sea.example/a_(b)) is \[free\]."

    assert drawn(a_citation(words)) == "<p>“All of it is [free].”\u202f<a>1</a></p>"


def test_the_question_a_speaker_was_asked_stands_before_the_words() -> None:
    lead = Lead("Who\nasks <b>?", 0, 12, "Ann Lee")

    assert drawn(a_citation("I do.", lead)) == (
        '<p class="lead" dir="auto"><span>Ann Lee asked:</span> Who asks &lt;b&gt;?</p>'
        "<p>“I do.”\u202f<a>1</a></p>"
    )


def test_rows_of_a_table_are_a_table_with_its_header() -> None:
    lead = Lead("| Part | Terms |\n|---|---|", 0, 26)

    assert drawn(a_citation("| Weights | <none> |", lead)) == (
        '<div class="rows"><table><thead><tr><th dir="auto">Part</th><th dir="auto">Terms</th></tr>'
        '</thead><tr><td dir="auto">Weights</td><td dir="auto">&lt;none&gt;</td></tr></table></div>'
        "<p><a>1</a></p>"
    )


def test_lines_that_a_file_wraps_are_joined_as_in_their_passage() -> None:
    before = "This is a sentence that is long enough to be wrapped. "
    words = "The\nnext one goes on in the second line."

    assert "“The next one goes on" in drawn(a_citation(words, before=before))
    assert "“The\nnext one" in drawn(a_citation(words))


def test_nothing_hostile_survives_in_a_quotation() -> None:
    for attack in ATTACKS:
        html = drawn(a_citation(attack, Lead(attack, 0, len(attack), attack)))
        for tag in ("<img", "<svg", "<form", "<script", "<iframe", "<link", "<input", "<a href"):
            assert tag not in html
