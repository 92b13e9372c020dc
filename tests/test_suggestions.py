"""Suggestions over the sheets of the repository, with the real index."""

from __future__ import annotations

from contextlib import closing

import pytest

from assistant.settings import read_settings
from assistant.types import Outcome, Turn
from assistant.ui.words.english import ENGLISH
from assistant.wiring import open_assistant
from tests.corpus_index import corpus_index

pytestmark = [pytest.mark.slow, pytest.mark.timeout(400)]
TEMPLATES = ENGLISH.scope.templates


def test_sheets_suggest_questions_that_they_answer_and_that_lead_on() -> None:
    settings = read_settings({}, index_dir=corpus_index())
    with closing(open_assistant(settings, model="none")) as assistant:
        questions = assistant.first_questions(TEMPLATES)
        answers = [assistant.ask(question) for question in questions]

        assert len(set(questions)) == 4
        assert all(answer.outcome is Outcome.QUOTED for answer in answers)
        assert len({answer.citations[0].passage.source.kind for answer in answers}) == 4
        following = [assistant.follow_ups(answer, TEMPLATES) for answer in answers]
        assert sum(map(len, following)) >= 4
        for answer, suggested in zip(answers, following, strict=True):
            talk = [Turn("user", answer.question), Turn("assistant", answer.text)]
            for question in suggested:
                assert assistant.ask(question, history=talk).outcome is Outcome.QUOTED
    with closing(open_assistant(settings, model="none")) as again:
        assert again.first_questions(TEMPLATES) == questions
