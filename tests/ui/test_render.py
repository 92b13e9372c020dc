from __future__ import annotations

from dataclasses import replace

import pytest

from assistant.answering.refusal import refusal
from assistant.answering.words import AnswerWords
from assistant.answering.words.languages import ANSWER_WORDS
from assistant.answering.written import mark
from assistant.types import Scope
from assistant.ui.conversation import Exchange, Phase
from assistant.ui.render import (
    render_answer,
    render_exchange,
    render_hint,
    render_said,
    render_sources,
    render_sources_column,
    render_status,
    render_welcome,
)
from assistant.ui.words.english import ENGLISH
from tests.doubles import UNCITED, UNSUPPORTED
from tests.ui.hostile import ATTACKS, HOSTILE
from tests.ui.library import DOCUMENTS, HITS
from tests.ui.scripted import INCOMPLETE, NOT_FOUND, PARTLY, QUOTED

PARTLY_HTML = """\
<p class="note caution" dir="auto">Some statements are not borne out by the passage they cite.\
 They are marked; read the source before you rely on them.</p>\
<div class="written"><p dir="auto">Yes. The superseded version 0.9 asked for all of it\u202f\
<a class="cite unsupported" id="cite-3-4" href="#source-3-4"\
 aria-label="Source 4: Harbour Definition of Open Models (not supported by its source)"\
 title="Source 4: Harbour Definition of Open Models (not supported by its source)">4</a>,\
 and version 2.1 still does\u202f\
<a class="cite quoted" id="cite-3-1" href="#source-3-1"\
 aria-label="Source 1: Harbour Definition of Open Models (quoted)"\
 title="Source 1: Harbour Definition of Open Models (quoted)">1</a>.</p></div>\
<div class="made"><a class="to-sources" href="#sources-3">2 sources</a>\
<span>Written by qwen3:4b-instruct</span>\
<span>86 % likely that this stands in the documents</span><span>3.0 s</span>\
<span>1 citation pointed to no passage and was removed.</span></div>"""

NOT_FOUND_HTML = """\
<div class="not-found"><h3>The documents do not answer this.</h3>\
<p dir="auto">Nothing that was found mentions: Eiffel.</p>
<p dir="auto">6 documents were searched. An answer in them is very unlikely (3 %).</p>\
<a class="to-sources" href="#sources-3">What came nearest</a></div>"""

READING_HTML = """\
<article class="exchange" id="exchange-2" aria-busy="true"><h2 class="asked" dir="auto">\
<span class="hidden">You asked: </span>Why &lt;b&gt;?</h2><div class="answer">\
<p class="progress" role="status"><span class="pulse"></span>qwen3 is reading 11 passages\
<span class="seconds" aria-hidden="true"> 12 s</span></p></div></article>"""


def test_an_answer_names_what_is_not_supported_and_how_it_was_made() -> None:
    assert render_answer(PARTLY, 3, ENGLISH) == PARTLY_HTML


def test_not_found_is_a_message_of_its_own() -> None:
    assert render_answer(NOT_FOUND, 3, ENGLISH) == NOT_FOUND_HTML


def test_what_the_check_says_is_set_apart_from_what_the_model_says() -> None:
    reason = "the source does not contain “a fee”"
    mark = UNSUPPORTED.format(reason=reason)
    marked = replace(PARTLY, text=f"It is so [4].{mark} And more.{UNCITED}")

    html = render_answer(marked, 3, ENGLISH)

    assert f'<span class="doubt">not supported: {reason}</span> And more.' in html
    assert '<span class="doubt">no source given</span>' in html


def test_an_incomplete_answer_is_kept_and_said_to_be_incomplete() -> None:
    html = render_answer(INCOMPLETE, 1, ENGLISH)

    assert ENGLISH.incomplete in html
    assert "Companies with more than 700 million" in html


def test_quotations_say_that_no_model_was_involved() -> None:
    html = render_answer(QUOTED, 1, ENGLISH)

    assert ENGLISH.quoted_by in html
    assert "Start it with <code>ollama serve</code>." in html


def test_a_question_that_the_conversation_changed_is_shown() -> None:
    html = render_answer(
        replace(PARTLY, searched_for="Was training data <ever> required?"), 1, ENGLISH
    )

    assert "Searched for: Was training data &lt;ever&gt; required?" in html


def test_waiting_for_the_model_says_who_reads_what_and_for_how_long() -> None:
    exchange = Exchange(2, "Why <b>?", phase=Phase.WRITING, hits=HITS)

    assert render_exchange(exchange, ENGLISH, model="qwen3", waited_s=12) == READING_HTML


def test_markers_of_a_text_in_the_making_are_no_links() -> None:
    exchange = Exchange(1, "Why?", phase=Phase.WRITING, hits=HITS, written="So it is [1] and")

    html = render_exchange(exchange, ENGLISH, model="qwen3")

    assert '<sup class="cite pending">1</sup>' in html
    assert "<a " not in html


def test_a_stopped_answer_keeps_its_words() -> None:
    stopped = Exchange(1, "Why?", phase=Phase.DONE, written="Half", stopped=True)

    assert ENGLISH.stopped in render_exchange(stopped, ENGLISH)
    assert "Half" in render_exchange(stopped, ENGLISH)
    assert ENGLISH.stopped_early in render_exchange(replace(stopped, written=" "), ENGLISH)


def test_sources_are_the_cards_then_the_rest_folded() -> None:
    html = render_sources(PARTLY, 1, lambda _citation: None, ENGLISH)

    assert html.count('class="card ') == 2
    assert f"Found, not cited ({len(HITS) - 2})" in html


def test_what_came_nearest_is_open_and_the_rest_folded() -> None:
    html = render_sources(NOT_FOUND, 1, lambda _citation: None, ENGLISH)

    assert html.index(ENGLISH.nearest) < html.index("Found, not cited (2)")
    assert html.count('class="found"') == 5


def test_nothing_near_is_said() -> None:
    html = render_sources(replace(NOT_FOUND, hits=()), 1, lambda _citation: None, ENGLISH)

    assert ENGLISH.nearest_none in html


def test_only_the_newest_sources_are_unfolded() -> None:
    groups = [f'<details class="sources-of" id="sources-{n}" open></details>' for n in (1, 2)]

    assert render_sources_column(groups, ENGLISH) == (
        '<details class="sources-of" id="sources-2" open></details>'
        '<details class="sources-of" id="sources-1"></details>'
    )


def test_the_status_line_counts_the_documents() -> None:
    sources = [document.source for document in DOCUMENTS]

    assert render_status(None, sources, ENGLISH) == (
        '<p class="status quoting">Quoting only: no model is in use, answers are exact quotations'
        ' <button type="button" class="to-models">Change</button>'
        ' · <span class="library">6 documents<span class="kinds">: 2 definitions, 1 license,'
        " 1 panel, 1 model card, 1 policy</span></span></p>"
    )


def test_examples_can_be_clicked() -> None:
    assert render_welcome(ENGLISH, ENGLISH.examples).count('data-ask="') == len(ENGLISH.examples)
    assert "<ul" not in render_welcome(ENGLISH, ())


def test_the_welcome_keeps_the_places_of_questions_that_are_looked_for() -> None:
    assert render_welcome(ENGLISH, (), awaited=True) == render_welcome(ENGLISH, ()).replace(
        "</section>",
        '<div class="chips" aria-hidden="true"><span class="chip-place"></span>'
        '<span class="chip-place"></span><span class="chip-place"></span>'
        '<span class="chip-place"></span></div></section>',
    )


def test_an_answer_from_some_documents_says_so() -> None:
    some = replace(QUOTED, scope=Scope(kinds=("license",), documents=("licenses/lantern.md",)))

    assert (
        '<p class="searched" dir="auto">Searched only in: Lantern 3 Community License, licenses</p>'
    ) in render_answer(some, 1, ENGLISH)


def test_a_refusal_from_some_documents_offers_to_ask_all() -> None:
    some = replace(NOT_FOUND, scope=Scope(kinds=("license",)))
    offer = (
        '<button type="button" class="ask-everything" data-everywhere'
        ' data-ask="How tall is the Eiffel Tower?">Ask all documents</button>'
    )

    assert offer in render_answer(some, 1, ENGLISH)
    assert "data-everywhere" not in render_answer(NOT_FOUND, 1, ENGLISH)


def test_a_comparison_has_a_column_for_each_document_and_a_silent_one_says_so() -> None:
    scope = Scope(documents=("licenses/lantern.md",))
    quoted, silent = replace(QUOTED, scope=scope), replace(NOT_FOUND, hits=(), scope=scope)
    answer = replace(QUOTED, sides=(quoted, silent), text="Compare [5] with [6].\n\n### Lantern")

    html = render_answer(answer, 1, ENGLISH)

    differ = html.partition('<div class="sides')[0]
    assert [differ.count(f'href="#source-1-{n}"') for n in (5, 6)] == [1, 1]
    assert html.count('<section class="side">') == 2
    assert html.count('id="cite-1-') == len(QUOTED.citations)
    assert html.count('class="made"') == 1
    assert (
        '<section class="side"><h3 dir="auto">licenses/lantern.md</h3>'
        '<p class="silent">This document does not answer this.</p></section>'
    ) in html


def test_a_hint_is_announced() -> None:
    assert render_hint("Run `x` & <y>") == (
        '<p class="hint" role="alert" dir="auto">Run <code>x</code> &amp; &lt;y&gt;</p>'
    )
    assert render_hint("") == ""


def test_nothing_hostile_survives_in_an_answer() -> None:
    hostile = Exchange(1, ATTACKS[0], phase=Phase.DONE, answer=HOSTILE)
    failed = Exchange(2, ATTACKS[1], phase=Phase.DONE, problem=ATTACKS[0], written=HOSTILE.text)

    html = (
        render_exchange(hostile, ENGLISH)
        + render_exchange(failed, ENGLISH)
        + render_status(ATTACKS[0], [], ENGLISH)
    )

    for tag in ("<img", "<svg", "<form", "<script", "<video", "<iframe", "<link", "<h1", "<input"):
        assert tag not in html
    assert 'href="http' not in html
    assert "javascript:" not in html.replace("[click](javascript:", "")


def test_only_an_exchange_with_an_answer_can_be_judged() -> None:
    answered = Exchange(1, "q", phase=Phase.DONE, answer=NOT_FOUND)
    stopped = Exchange(1, "q", phase=Phase.DONE, written="half", stopped=True)

    assert render_exchange(answered, ENGLISH).startswith(
        '<article class="exchange answered" id="exchange-1"'
    )
    assert render_exchange(stopped, ENGLISH).startswith('<article class="exchange" id="exchange-1"')


def test_what_is_said_of_a_verdict_is_escaped() -> None:
    assert render_said("", failed=False) == ""
    assert render_said("no <b>", failed=False) == '<p class="said" dir="auto">no &lt;b&gt;</p>'
    assert render_said("run `x`", failed=True) == (
        '<p class="said failed" dir="auto">run <code>x</code></p>'
    )


@pytest.mark.parametrize("said", ANSWER_WORDS.values(), ids=lambda said: said.language)
def test_an_answer_in_any_language_is_drawn_alike_on_every_page(said: AnswerWords) -> None:
    doubt = said.unsupported.format(reason=said.says_nothing)
    marked = replace(PARTLY, text=f"It is so [4].{mark(doubt)} And more.{mark(said.uncited)}")
    text = refusal("Eiffel?", HITS, 0.8, asked="Eiffel?", documents=6, words=said)

    written = render_answer(marked, 3, ENGLISH)
    refused = render_answer(replace(NOT_FOUND, text=text), 3, ENGLISH)

    assert f'<span class="doubt">{doubt}</span> And more.' in written
    assert f'<span class="doubt">{said.uncited}</span>' in written
    assert said.not_mentioned.format(words="Eiffel") in refused
    assert said.nearest not in refused and f"<p>{said.not_answered}" not in refused
    assert ENGLISH.not_found in refused and refused.count("<li>") == 0
