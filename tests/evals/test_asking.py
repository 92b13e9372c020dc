from __future__ import annotations

import pytest

from evals.asking import Leaving, printable
from tests.evals.typing_person import Person

NOT_TEXT = UnicodeDecodeError("utf-8", b"\xff", 0, 1, "invalid start byte")


@pytest.mark.parametrize("word", ["again", "skip", "dismiss", "quit", " QUIT "])
def test_every_question_has_its_ways_out(word: str) -> None:
    person = Person(word, word, word)

    for question in (person.asking.line, person.asking.needed, person.asking.yes):
        with pytest.raises(Leaving) as caught:
            question("?")
        assert caught.value.way == word.strip().lower()


@pytest.mark.parametrize("end", [EOFError(), KeyboardInterrupt()])
def test_the_end_of_input_and_ctrl_c_quit(end: BaseException) -> None:
    with pytest.raises(Leaving) as caught:
        Person(end).asking.yes("?")

    assert caught.value.way == "quit"


def test_a_line_loses_control_characters_and_an_empty_one_is_the_default() -> None:
    asking = Person(" a\x1b[31m \x00b ", "", " ").asking

    assert asking.line("?") == "a[31m b"
    assert asking.line("?", "usual") == "usual"
    assert asking.line("?") == ""


def test_what_is_not_text_is_asked_for_again() -> None:
    person = Person(NOT_TEXT, "now it is")

    assert person.asking.line("?") == "now it is"
    assert "That was not text. Type it again." in person.seen


def test_a_needed_line_and_a_yes_are_asked_for_until_they_come() -> None:
    person = Person("", "here", "perhaps", "Y", "no")

    assert person.asking.needed("?") == "here"
    assert person.asking.yes("?") is True
    assert person.asking.yes("?") is False
    assert "Type yes or no; again, skip, dismiss, quit work everywhere." in person.seen


def test_nothing_that_is_told_can_steer_the_terminal() -> None:
    person = Person()

    person.asking.tell("red \x1b[31m\nnext\u202e line\x9b1m\u00a0end")

    assert person.seen == ["red [31m\nnext line1m end"]
    assert printable("tab\tand\nend") == "tab and end"
