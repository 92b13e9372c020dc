from __future__ import annotations

import re
from dataclasses import replace

import pytest

from assistant.answering.installed import InstalledModel
from assistant.ui.models.render import render_models
from assistant.ui.words.english import ENGLISH
from assistant.ui.words.languages import LANGUAGES
from tests.ui.hostile import ATTACKS
from tests.ui.models.made import NOT_RUNNING, VIEW, offered

QWEN_HTML = """\
<li class="model answering"><h4><bdi dir="ltr">qwen3:4b-instruct</bdi>\
<span class="badge">answers now</span><span class="badge">in memory</span></h4>\
<dl class="facts"><div><dt>Size</dt><dd dir="auto">2.5 GB</dd></div>\
<div><dt>Built</dt><dd dir="auto">4.0B, Q4_K_M</dd></div>\
<div><dt>Window</dt><dd dir="auto">8,192 of 262,144 tokens</dd></div>\
<div><dt>License</dt><dd dir="auto">Apache-2.0</dd></div>\
<div><dt>Memory</dt><dd dir="auto">about 4.2 GB: fits</dd></div>\
<div><dt>Digest</dt><dd dir="auto">0edcdef34593</dd></div></dl></li>"""

GEMMA_HTML = """\
<li class="model"><h4><bdi dir="ltr">gemma3:27b</bdi></h4>\
<dl class="facts"><div><dt>Size</dt><dd dir="auto">17.4 GB</dd></div>\
<div><dt>Window</dt><dd dir="auto">8,192</dd></div>\
<div><dt>License</dt><dd dir="auto">Gemma Terms of Use</dd></div>\
<div><dt>Memory</dt><dd dir="auto">about 19.3 GB: more than this computer has to spare</dd></div>\
</dl><p class="acts">\
<button type="button" class="act strong" data-act="use" data-model="gemma3:27b"\
 aria-label="Answer with this: gemma3:27b">Answer with this</button>\
<button type="button" class="act quiet" data-act="load" data-model="gemma3:27b"\
 aria-label="Load now: gemma3:27b">Load now</button></p></li>"""


def rendered(answering: str | None = "qwen3:4b-instruct", *, manage: bool = True) -> str:
    return render_models(VIEW, answering, ENGLISH, manage=manage)


def text(html: str) -> str:
    return re.sub(r"<[^>]+>", " ", html)


def test_model_that_answers_has_its_facts_and_needs_no_button() -> None:
    assert QWEN_HTML in rendered()


def test_other_model_can_be_chosen_and_loaded_and_says_what_it_needs() -> None:
    assert GEMMA_HTML in rendered()


def test_model_that_makes_vectors_is_told_and_not_offered() -> None:
    assert (
        '<li class="model unfit"><h4><bdi dir="ltr">nomic-embed-text:latest</bdi></h4>'
        "<p>Not offered: it makes vectors of texts, not answers.</p></li>"
    ) in rendered()


def test_quotations_alone_can_be_chosen() -> None:
    button = 'data-act="use" data-model="none"'

    assert button in rendered()
    assert button not in rendered(None)
    assert '<li class="model answering"><h4>Exact quotations, no model' in rendered(None)


def test_server_is_told_with_the_memory_and_the_space() -> None:
    html = rendered()

    assert '<p class="runs">Ollama 0.33.0 runs at http://127.0.0.1:11434</p>' in html
    assert (
        "This computer has 17.2 GB of memory. 120 GB are free where Ollama keeps its models."
    ) in html


def test_server_that_does_not_run_is_told_with_its_command_and_a_way_to_look_again() -> None:
    html = render_models(NOT_RUNNING, None, ENGLISH, manage=True)

    assert (
        '<div class="note problem" role="alert"><strong>Ollama cannot be used at the moment'
        '</strong><p dir="auto">Ollama is not running at http://127.0.0.1:11434; start it with'
        " <code>ollama serve</code></p></div>"
    ) in html
    assert 'data-act="look"' in html
    assert 'data-act="get"' not in html
    assert "has no model yet" not in html


def test_server_far_away_is_told() -> None:
    far = replace(VIEW, url="https://models.example.org", near=False)

    assert (
        "https://models.example.org is neither this computer nor in its network: your questions and"
        " the passages found for them are sent there, because the settings say so."
    ) in text(render_models(far, None, ENGLISH, manage=True))


def test_recommended_models_say_why_and_what_they_weigh() -> None:
    html = text(rendered())

    assert "Small qwen3:4b-instruct here already" in " ".join(html.split())
    assert "Larger qwen3:14b Keeps more conditions of a license in view at once" in " ".join(
        html.split()
    )
    assert "9.3 GB as listed at ollama.com in 2025" in html
    assert rendered().count('data-act="get"') == 1  # the small one is there


def test_reader_who_may_not_change_anything_gets_no_button_but_looking() -> None:
    html = rendered(manage=False)

    assert set(re.findall(r'data-act="([a-z-]+)"', html)) == {"look"}
    assert "Models are chosen by who runs this page." in html


def test_nothing_a_server_says_reaches_the_page_as_markup() -> None:
    evil = InstalledModel(
        ATTACKS[0],
        license=ATTACKS[1],
        digest=ATTACKS[2],
        parameter_size=ATTACKS[0],
        quantization=ATTACKS[1],
        remote_host=ATTACKS[2],
    )
    view = replace(
        VIEW,
        version=ATTACKS[0],
        url=ATTACKS[1],
        models=(offered(evil), offered(replace(evil, remote_host=""))),
    )

    html = render_models(view, ATTACKS[0], ENGLISH, manage=True) + render_models(
        replace(view, problem=ATTACKS[2]), None, ENGLISH, manage=True
    )

    for attack in ATTACKS[:3]:
        assert attack not in html
    for tag in ("<img", "<svg", "<script", "<iframe", "<form"):
        assert tag not in html


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_language_has_words_for_what_may_be_said(language: str) -> None:
    words = LANGUAGES[language]
    english = ENGLISH.models

    assert words.models.recommended_why.keys() == english.recommended_why.keys()
    assert words.models.unfit.keys() == english.unfit.keys()
    assert words.models.fits.keys() == {"fits", "tight", "too large", "unknown"}
    assert render_models(VIEW, None, words, manage=True)
