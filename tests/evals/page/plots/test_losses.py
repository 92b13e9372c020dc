from __future__ import annotations

from evals.page.plots.losses import STAGE_MEANINGS, plot_losses, stages_of_loss
from evals.result import STAGES_OF_LOSS
from tests.evals.page.runs import asked, compared, run

RUN = run(
    asked("a", lost_at="retrieve"),
    asked("b", lost_at="answer"),
    asked("c", lost_at="answer"),
    asked("d"),
)


def test_what_is_lost_at_a_stage_does_not_reach_the_next() -> None:
    stages = stages_of_loss(RUN, None)

    assert [(s.name, s.reached, s.lost) for s in stages] == [
        ("read", 4, 0),
        ("split", 4, 0),
        ("retrieve", 4, 1),
        ("rank", 3, 0),
        ("abstain", 3, 0),
        ("verify", 3, 0),
        ("answer", 3, 2),
    ]


def test_failures_have_a_row_when_there_are_any_in_either_run() -> None:
    broken = run(asked("a", lost_at="failed"), asked("b"))
    fine = run(asked("a"), asked("b"))

    assert stages_of_loss(broken, None)[0].name == "failed"
    assert stages_of_loss(fine, compared(broken, fine))[0].lost_before == 1


def test_previous_losses_are_of_the_common_questions() -> None:
    before = run(asked("a", lost_at="rank"), asked("z", lost_at="rank"))

    rank = next(s for s in stages_of_loss(RUN, compared(before, RUN)) if s.name == "rank")

    assert (rank.lost, rank.lost_before) == (0, 1)


def test_runs_without_a_common_question_have_no_previous_losses() -> None:
    plot = plot_losses(RUN, compared(run(asked("z")), RUN))

    assert plot is not None
    assert plot.head == ("stage", "reached", "lost", "meaning")


def test_the_message_names_the_worst_stage() -> None:
    plot = plot_losses(RUN, None)

    assert plot is not None
    assert plot.says == (
        "1 of 4 questions come through; most are lost at “answer” (2): an expected fact is"
        " missing, or something is said that must not be."
    )
    assert plot_losses(run(), None) is None


def test_every_stage_has_a_meaning() -> None:
    assert set(STAGE_MEANINGS) == set(STAGES_OF_LOSS)
