from __future__ import annotations

import logging
from collections.abc import Callable, Iterator, Sequence

import pytest

from assistant.errors import AnswerFailed, IndexMissing
from assistant.types import EVERYTHING, Assistant, Event, Scope, Turn
from assistant.ui.chat import View, answer_last, ask, view
from assistant.ui.choice import ALL, Choice
from assistant.ui.conversation import Conversation, Phase
from assistant.ui.opening import Opening
from assistant.ui.words.english import ENGLISH
from assistant.ui.words.german import GERMAN
from tests.ui.library import HITS
from tests.ui.scripted import ANSWERED, NOT_FOUND, ScriptedAssistant


def opened(assistant: Assistant) -> Opening:
    return Opening(lambda: assistant)


def run(question: str, assistant: Assistant) -> tuple[Conversation, list[View]]:
    conversation = Conversation()
    assert ask(question, conversation, ENGLISH).accepted
    return conversation, list(answer_last(conversation, opened(assistant), ENGLISH))


def test_the_views_grow_into_the_answer() -> None:
    conversation, views = run(ANSWERED.question, ScriptedAssistant(token_s=0.01))

    assert conversation.exchanges[-1].answer == ANSWERED
    assert ENGLISH.searching in views[0].current
    assert any("unfinished" in shown.current for shown in views)
    assert views[-1] == view(conversation, ENGLISH)
    assert 'id="source-1-3"' in (views[-1].sources or "")


def test_what_was_found_is_shown_before_the_answer() -> None:
    _, views = run(ANSWERED.question, ScriptedAssistant(token_s=0.01))

    first = next(shown.sources for shown in views if shown.sources)

    assert first.count('class="found"') == len(HITS)


def test_a_second_question_waits_for_the_first_answer() -> None:
    conversation = Conversation()
    ask("first", conversation, ENGLISH)

    assert ask("second", conversation, ENGLISH) == (False, ENGLISH.still_answering)


def test_a_known_failure_is_shown_in_its_words() -> None:
    broken = ScriptedAssistant(faults={"q": AnswerFailed("the model stopped; ask again")})

    conversation, views = run("q", broken)

    assert conversation.exchanges[-1].problem == "The model stopped; ask again"
    assert "The model stopped; ask again" in views[-1].current
    assert "Some words came" in views[-1].current


def test_an_unknown_failure_is_in_the_log_and_not_on_the_page(
    caplog: pytest.LogCaptureFixture,
) -> None:
    with caplog.at_level(logging.ERROR):
        conversation, views = run("q", ScriptedAssistant(faults={"q": ValueError("secret")}))

    assert conversation.exchanges[-1].problem == ENGLISH.unexpected
    assert "secret" not in views[-1].current
    assert "ValueError: secret" in caplog.text


def test_stopping_ends_the_views_with_what_was_there() -> None:
    assistant = ScriptedAssistant(token_s=0.01)
    conversation = Conversation()
    ask(assistant.endless, conversation, ENGLISH)
    views = answer_last(conversation, opened(assistant), ENGLISH)
    for shown in views:
        if "and on" in shown.current:
            break

    conversation.stop()
    last = list(views)[-1]

    assert ENGLISH.stopped in last.current
    assert assistant.closed.wait(2)


class Exchanged(ScriptedAssistant):
    """Another model is chosen while the first one answers."""

    def stream(
        self,
        question: str,
        *,
        history: Sequence[Turn] = (),
        scope: Scope = EVERYTHING,
        language: str = "en",
    ) -> Iterator[Event]:
        self.model = "gemma3:1b"
        return super().stream(question, history=history, scope=scope, language=language)


def test_the_model_that_began_an_answer_is_the_one_that_is_named() -> None:
    _, views = run(ANSWERED.question, Exchanged(token_s=0.01))

    assert any("qwen3:4b-instruct is reading" in shown.current for shown in views)
    assert not any("gemma3:1b" in shown.current for shown in views)


def test_a_reader_who_leaves_stops_the_model() -> None:
    assistant = ScriptedAssistant(token_s=0.01)
    conversation = Conversation()
    ask(assistant.endless, conversation, ENGLISH)
    views = answer_last(conversation, opened(assistant), ENGLISH)
    for shown in views:
        if "and on" in shown.current:
            break

    views.close()  # type: ignore[attr-defined]  # a generator

    assert assistant.closed.wait(2)
    assert conversation.exchanges[-1].phase is Phase.DONE


def test_a_document_that_is_gone_leaves_the_card_without_surroundings() -> None:
    conversation, _ = run(ANSWERED.question, ScriptedAssistant(documents=()))

    sources = conversation.exchanges[-1].sources_html

    assert sources.count('class="card') == 3
    assert ENGLISH.read_around not in sources


def failing_once(error: Exception) -> Callable[[], Assistant]:
    errors = [error]

    def open_assistant() -> Assistant:
        if errors:
            raise errors.pop()
        return ScriptedAssistant()

    return open_assistant


def test_an_assistant_that_cannot_be_opened_is_tried_again_with_the_next_question() -> None:
    opening = Opening(failing_once(IndexMissing("no index; run `python ingest.py`")))
    conversation = Conversation()
    ask("first", conversation, ENGLISH)
    list(answer_last(conversation, opening, ENGLISH))
    assert conversation.exchanges[-1].problem == "No index; run `python ingest.py`"

    ask(NOT_FOUND.question, conversation, ENGLISH)
    list(answer_last(conversation, opening, ENGLISH))

    assert conversation.exchanges[-1].answer == NOT_FOUND


def test_a_fault_while_opening_is_logged_and_told_without_detail(
    caplog: pytest.LogCaptureFixture,
) -> None:
    opening = Opening(failing_once(ValueError("secret")))

    opening.start()

    assert opening.wait(2)
    assert opening.problem == ENGLISH.unexpected
    assert "ValueError: secret" in caplog.text


def test_questions_are_asked_of_the_documents_that_were_chosen() -> None:
    assistant, conversation = ScriptedAssistant(), Conversation()
    conversation.choice = Choice(Scope(kinds=("license",)))

    for question in (ANSWERED.question, NOT_FOUND.question):
        ask(question, conversation, ENGLISH)
        for _ in answer_last(conversation, opened(assistant), ENGLISH):
            pass

    assert assistant.scopes == [Scope(kinds=("license",))] * 2
    assert conversation.exchanges[-1].choice == conversation.choice


def test_chosen_documents_are_compared_side_by_side() -> None:
    assistant, conversation = ScriptedAssistant(), Conversation()
    chosen = Scope(documents=("licenses/lantern.md", "definitions/harbour.md"))
    conversation.choice = Choice(chosen, wants_comparison=True)
    ask(ANSWERED.question, conversation, ENGLISH)

    *_, last = answer_last(conversation, opened(assistant), ENGLISH)

    assert assistant.scopes == [Scope(documents=(doc_id,)) for doc_id in chosen.documents]
    assert last.current.count('<section class="side">') == 2
    answer = conversation.exchanges[-1].answer
    assert answer is not None
    assert [len(side.citations) for side in answer.sides] == [3, 3]


def test_new_chat_asks_all_documents_again() -> None:
    conversation = Conversation()
    conversation.choice = Choice(Scope(kinds=("license",)))

    conversation.clear()

    assert conversation.choice == ALL


def test_the_page_asks_for_answers_in_its_own_language() -> None:
    assistant, conversation = ScriptedAssistant(), Conversation()
    ask(ANSWERED.question, conversation, GERMAN)

    list(answer_last(conversation, opened(assistant), GERMAN))

    assert assistant.languages == ["de"]
