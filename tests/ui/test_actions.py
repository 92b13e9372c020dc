from __future__ import annotations

from dataclasses import replace
from html import unescape

from assistant.history.markdown import exchange_markdown
from assistant.ui.actions import render_actions
from assistant.ui.conversation import Conversation, Exchange, Phase
from assistant.ui.keeping import record_of
from assistant.ui.words.english import ENGLISH
from tests.ui.hostile import HOSTILE
from tests.ui.scripted import ANSWERED


def talk_of(*exchanges: Exchange, kept: bool = False) -> Conversation:
    talk = Conversation()
    talk.show("c" * 32, exchanges)
    talk.kept = kept
    return talk


def done(number: int = 1, **fields: object) -> Exchange:
    whole = Exchange(number, ANSWERED.question, Phase.DONE, answer=ANSWERED, answer_id="a1")
    return replace(whole, **fields)  # type: ignore[arg-type]  # fields of Exchange


def test_a_kept_answer_can_be_edited_asked_again_copied_and_exported() -> None:
    one = done()

    html = render_actions(one, talk_of(one, kept=True), ENGLISH)

    copied = html.split('data-copy="')[1].split('"')[0]
    assert unescape(copied) == exchange_markdown(record_of(one), ENGLISH.history.markdown)
    address = f"conversations/{'c' * 32}/export"
    assert html.replace(copied, "COPIED") == (
        '<div class="actions" role="group" aria-label="What to do with this answer">'
        '<button type="button" data-do="edit" data-of="1"'
        ' aria-label="Edit: Must the training data be published?">Edit</button>'
        '<button type="button" data-do="again" data-of="1"'
        ' aria-label="Ask again: Must the training data be published?">Ask again</button>'
        '<button type="button" data-do="another" data-of="1"'
        ' aria-label="Ask another model: Must the training data be published?">'
        "Ask another model</button>"
        '<button type="button" data-copy="COPIED">Copy</button>'
        '<details class="menu"><summary>Export</summary><div><p>This answer</p>'
        f'<a href="{address}.md?answer=a1" download>Markdown</a>'
        f'<a href="{address}.json?answer=a1" download>JSON</a>'
        f'<a href="{address}.html?answer=a1" download>Web page</a>'
        "<p>The whole conversation</p>"
        f'<a href="{address}.md" download>Markdown</a>'
        f'<a href="{address}.json" download>JSON</a>'
        f'<a href="{address}.html" download>Web page</a></div></details></div>'
    )


def test_only_the_last_question_is_asked_again_without_warning() -> None:
    first, last = done(1), done(2)
    talk = talk_of(first, last)

    assert 'data-do="again"' not in render_actions(first, talk, ENGLISH)
    assert 'data-do="again"' in render_actions(last, talk, ENGLISH)


def test_what_is_not_kept_cannot_be_exported_and_what_is_unfinished_not_copied() -> None:
    one = done(answer=None, stopped=True)

    html = render_actions(one, talk_of(one), ENGLISH)

    assert "export" not in html
    assert "data-copy" not in html
    assert 'data-do="edit"' in html


def test_there_is_nothing_to_do_while_the_answer_is_made() -> None:
    one = done(phase=Phase.WRITING, answer=None)

    assert render_actions(one, talk_of(one), ENGLISH) == ""


def test_nothing_of_an_answer_leaves_its_attribute() -> None:
    one = done(answer=HOSTILE, question=HOSTILE.text)

    html = render_actions(one, talk_of(one), ENGLISH)

    assert html.count("<") == html.count("<div") + html.count("<button") + html.count("</")
    assert "<img" not in html
