from __future__ import annotations

import logging
from dataclasses import replace
from html import escape
from pathlib import Path

import pytest

from assistant.history.record import HistoryError
from assistant.history.store import HistoryStore
from assistant.ui.chat import answer_last, ask, view
from assistant.ui.conversation import Conversation, Phase
from assistant.ui.keeping import Keeping, record_of
from assistant.ui.opening import Opening
from assistant.ui.words.english import ENGLISH
from tests.history.made import conversation, exchange
from tests.ui.library import DEFINITION
from tests.ui.scripted import ANSWERED, INCOMPLETE, QUOTED, ScriptedAssistant

WORDS = ENGLISH.history


@pytest.fixture
def store(tmp_path: Path) -> HistoryStore:
    return HistoryStore(tmp_path / "data")


@pytest.fixture
def keeping(store: HistoryStore) -> Keeping:
    return Keeping(store, ENGLISH)


def talk_about(keeping: Keeping, *questions: str, owner: str = "") -> Conversation:
    """A conversation as the page leads it."""
    talk = Conversation()
    opening = Opening(ScriptedAssistant)
    for question in questions:
        replaced = talk.editing
        assert ask(question, talk, ENGLISH).accepted
        keeping.asked(owner, talk, instead_of=replaced)
        list(answer_last(talk, opening, ENGLISH))
        keeping.latest(owner, talk)
    return talk


def reopened(keeping: Keeping, talk: Conversation, owner: str = "") -> Conversation:
    again = Conversation()
    keeping.show(owner, again, talk.id, ScriptedAssistant())
    return again


def test_a_kept_conversation_is_drawn_like_a_fresh_one(keeping: Keeping) -> None:
    fresh = talk_about(keeping, ANSWERED.question, QUOTED.question, INCOMPLETE.question)

    kept = reopened(keeping, fresh)

    assert view(kept, ENGLISH) == view(fresh, ENGLISH)


def test_a_follow_up_to_a_kept_conversation_is_told_what_was_said(keeping: Keeping) -> None:
    fresh = talk_about(keeping, ANSWERED.question, INCOMPLETE.question)

    kept = reopened(keeping, fresh)
    kept.begin("And now?")

    assert [turn.content for turn in kept.history()] == [ANSWERED.question, ANSWERED.text]


def test_a_stopped_answer_is_kept_as_stopped(keeping: Keeping) -> None:
    talk = Conversation()
    ask("first", talk, ENGLISH)
    keeping.asked("", talk)

    keeping.left("", talk)

    (kept,) = reopened(keeping, talk).exchanges
    assert (kept.stopped, kept.phase, kept.answer) == (True, Phase.DONE, None)


def test_a_question_that_was_cut_off_by_the_end_of_the_program_says_so(keeping: Keeping) -> None:
    talk = Conversation()
    ask("first", talk, ENGLISH)
    keeping.asked("", talk)

    kept = reopened(keeping, talk)

    assert not kept.busy
    assert WORDS.interrupted in view(kept, ENGLISH).current
    assert kept.history() == ()


def test_an_edited_question_takes_the_place_of_what_followed(keeping: Keeping) -> None:
    talk = talk_about(keeping, ANSWERED.question, QUOTED.question)
    talk.edit(1)
    replaced = talk.editing

    ask(INCOMPLETE.question, talk, ENGLISH)
    keeping.asked("", talk, instead_of=replaced)

    assert [e.question for e in talk.exchanges] == [INCOMPLETE.question]
    assert [e.question for e in reopened(keeping, talk).exchanges] == [INCOMPLETE.question]


def test_a_verdict_is_kept_with_its_answer(keeping: Keeping) -> None:
    talk = talk_about(keeping, ANSWERED.question)
    talk.judge(talk.exchanges[0].answer_id, "down", "Ask the smith.")

    keeping.latest("", talk)

    (kept,) = reopened(keeping, talk).exchanges
    assert (kept.verdict, kept.correction) == ("down", "Ask the smith.")


def test_the_hashes_of_the_cited_files_are_kept(keeping: Keeping) -> None:
    talk = talk_about(keeping, ANSWERED.question)

    assert talk.exchanges[0].sha256 == {
        "definitions/harbour.md": DEFINITION.sha256,
        "panels/quayside-2025.md": DEFINITION.sha256,
    }


def test_after_a_restart_the_page_goes_on_where_it_stands(keeping: Keeping) -> None:
    before = talk_about(keeping, ANSWERED.question)
    after = Conversation()

    keeping.revive("", after, before.id, ScriptedAssistant())
    assert [e.question for e in after.exchanges] == [ANSWERED.question]

    gone = Conversation()
    keeping.revive("", gone, "0" * 32, ScriptedAssistant())
    assert gone.exchanges == []


def test_a_question_right_after_new_conversation_does_not_go_into_the_one_before(
    store: HistoryStore,
) -> None:
    keeping, talk = Keeping(store, ENGLISH), Conversation()
    before = talk.id
    ask(ANSWERED.question, talk, ENGLISH)
    keeping.asked("", talk)
    talk.stop()
    talk.clear()

    keeping.revive("", talk, before, ScriptedAssistant())

    assert talk.exchanges == []
    assert talk.id != before


def test_only_a_quotation_that_no_longer_stands_is_spoken_of(keeping: Keeping) -> None:
    talk = talk_about(keeping, ANSWERED.question)
    changed = replace(DEFINITION, sha256="9" * 64, text="Other words.")
    later = ScriptedAssistant(documents=(changed,))

    kept = Conversation()
    keeping.show("", kept, talk.id, later)

    sources = kept.exchanges[0].sources_html
    assert sources.count('class="standing not_found"') == 1
    assert sources.count('class="standing not_here"') == 2
    assert "standing" not in reopened(keeping, talk).exchanges[0].sources_html


def test_an_imported_conversation_says_of_each_quotation_whether_it_stands(
    keeping: Keeping,
) -> None:
    fresh = talk_about(keeping, ANSWERED.question)
    foreign = replace(record_of(fresh.exchanges[0]), imported=True)
    imported = keeping.bring_in("", conversation(foreign, imported=True))

    shown = Conversation()
    keeping.show("", shown, imported, ScriptedAssistant())
    shown.begin("And now?")

    assert shown.exchanges[0].sources_html.count('class="standing stands"') == 3
    assert escape(WORDS.imported_note) in str(view(shown, ENGLISH).past)
    assert shown.history() == ()  # anybody may have written it


def test_without_a_library_nothing_is_said_of_quotations(keeping: Keeping) -> None:
    talk = talk_about(keeping, ANSWERED.question)

    kept = Conversation()
    keeping.show("", kept, talk.id, None)

    assert 'class="card' in kept.exchanges[0].sources_html
    assert "standing" not in kept.exchanges[0].sources_html


def test_a_deleted_conversation_leaves_the_page(keeping: Keeping) -> None:
    talk = talk_about(keeping, ANSWERED.question)
    name = talk.id

    keeping.delete("", talk, name)

    assert talk.exchanges == []
    assert talk.id != name
    assert keeping.overview("").listed == []


def test_another_users_conversation_cannot_be_shown(keeping: Keeping) -> None:
    talk = talk_about(keeping, ANSWERED.question, owner="ada")
    mine = Conversation()

    with pytest.raises(HistoryError, match="no such conversation"):
        keeping.show("bob", mine, talk.id, ScriptedAssistant())
    keeping.revive("bob", mine, talk.id, ScriptedAssistant())

    assert mine.exchanges == []


def test_where_readers_cannot_be_told_apart_nothing_is_kept_and_that_is_said() -> None:
    nothing = Keeping(None, ENGLISH)

    talk = talk_about(nothing, ANSWERED.question)

    assert talk.exchanges[0].answer == ANSWERED
    assert not talk.kept
    assert nothing.overview("") == ((), WORDS.off)
    with pytest.raises(HistoryError):
        nothing.bring_in("", conversation(exchange()))


def test_a_history_that_cannot_be_written_stops_nobody(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    keeping = Keeping(HistoryStore(tmp_path / "file" / "data"), ENGLISH)

    talk = talk_about(keeping, ANSWERED.question)

    assert talk.exchanges[0].answer == ANSWERED
    assert not talk.kept
    said = keeping.overview("").said
    assert said.startswith("This is not being kept: conversations cannot be kept in ")
    assert "ASSISTANT_DATA_DIR" in said


def test_nothing_of_a_conversation_is_logged(
    keeping: Keeping, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    talk = talk_about(keeping, ANSWERED.question)
    reopened(keeping, talk)
    keeping.show("", Conversation(), talk.id, ScriptedAssistant(documents=()))

    assert "a quoted document cannot be had: LibraryError" in caplog.text
    for said in (ANSWERED.question, ANSWERED.text[:20], "harbour.md", talk.id):
        assert said not in caplog.text
