from __future__ import annotations

from dataclasses import replace

from evals.page.items import Change, Shown, arrange
from tests.evals.page.runs import asked, compared, run


def test_without_a_comparison_what_was_lost_comes_first() -> None:
    items = (asked("fine"), asked("gone", lost_at="rank"))

    groups = arrange(items, None)

    assert [(g.name, [s.item.id for s in g.shown]) for g in groups] == [
        ("missed", ["gone"]),
        ("passed", ["fine"]),
    ]
    assert [g.is_folded for g in groups] == [False, True]


def test_every_question_stands_once_changed_ones_first_lost_before_gained() -> None:
    before = run(
        asked("up", hit_at_5=0.0),
        asked("down", hit_at_5=1.0),
        asked("same", hit_at_5=1.0),
        asked("still", hit_at_5=0.0, lost_at="rank"),
    )
    after = run(
        asked("up", hit_at_5=1.0),
        asked("down", hit_at_5=0.0, lost_at="rank"),
        asked("same", hit_at_5=1.0),
        asked("still", hit_at_5=0.0, lost_at="rank"),
        asked("new", hit_at_5=1.0),
    )

    groups = arrange(after.items, compared(before, after))

    assert [(g.name, [s.item.id for s in g.shown]) for g in groups] == [
        ("lost", ["down"]),
        ("gained", ["up"]),
        ("missed", ["still"]),
        ("passed", ["same", "new"]),
    ]
    assert groups[0].shown[0].changes == (Change("hit@5", 1.0, 0.0),)
    assert groups[2].shown[0].before == before.items[3]


def test_a_question_understood_as_it_was_asked_is_not_repeated() -> None:
    plain = replace(asked("a", question="And now?"), searched_for="And now?")
    followed = replace(plain, searched_for="What does the MIT license allow now?")

    assert Shown(plain).understood == ""
    assert Shown(followed).understood == "What does the MIT license allow now?"


def test_the_answer_of_before_is_shown_when_it_was_another_one() -> None:
    item = asked("a")

    assert Shown(item).said_before == ""
    assert Shown(item, before=item).said_before == ""
    assert Shown(item, before=replace(item, got="Yes.")).said_before == "Yes."
    assert Shown(item, before=replace(item, got="", error="gone")).said_before == "gone"
