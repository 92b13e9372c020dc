from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import matplotlib as mpl
import pytest

from evals.compare import Comparison
from evals.items import searched_item
from evals.page import render_page
from evals.result import Result
from evals.result_file import as_baseline
from tests.evals.page.runs import HOSTILE, abstained, answered, asked, compared, hostile, run
from tests.evals.page.seen import Seen
from tests.evals.scripted import FOUND_WHOLE, gold, passage, searched
from tests.evals.test_result_file import QUOTE


def some() -> Result:
    kept = [asked(f"same-{n}", kind=f"type-{n % 3}", hit_at_5=float(n % 2)) for n in range(12)]
    return run(
        *kept, answered("sure", 0.9), answered("unsure", 0.2, right=False), abstained("no", 0.1)
    )


def changed() -> Comparison:
    before = some()
    first, second, *rest = before.items
    items = (replace(first, scores={"hit@5": 1.0}), replace(second, scores={"hit@5": 0.0}), *rest)
    return compared(before, replace(before, items=items))


def page(comparison: Comparison) -> str:
    return render_page(comparison.after, comparison)


def test_words_of_documents_and_runs_stay_words() -> None:
    clean, seen = Seen(page(changed())), Seen(page(compared(hostile(), hostile())))

    assert set(seen.tags) <= set(clean.tags) | {"blockquote", "ul", "li", "ol", "rect"}
    assert seen.tags.count("script") == 1
    assert seen.inside["script"] == clean.inside["script"]
    assert not [name for _, attrs in seen.elements for name in attrs if name.startswith("on")]
    assert seen.text.count(HOSTILE) >= 20


@pytest.mark.parametrize("make", [changed, lambda: compared(hostile(), hostile())])
def test_nothing_is_loaded_and_every_reference_has_its_target(
    make: Callable[[], Comparison],
) -> None:
    seen = Seen(page(make()))

    assert len(seen.references) > 10
    assert {reference[:1] for reference in seen.references} == {"#"}
    assert {reference[1:] for reference in seen.references} <= set(seen.ids)
    assert len(seen.ids) == len(set(seen.ids))
    assert not {"img", "link", "iframe", "object", "embed", "base"} & set(seen.tags)


def test_the_same_values_give_the_same_page_whatever_the_plot_settings_are() -> None:
    first = page(changed())
    with mpl.rc_context({"font.size": 30, "svg.fonttype": "path", "axes.facecolor": "red"}):
        second = page(changed())

    assert first == second


def test_the_policy_names_the_only_script() -> None:
    html = render_page(some())

    assert "default-src 'none'" in html.replace("&#39;", "'")
    assert html.count("'sha256-") == 1


def test_the_order_is_verdict_manifest_numbers_types_plots_questions() -> None:
    text = Seen(page(changed())).text
    wanted = (
        "Against the previous run",
        "The run",
        "gold sha256",
        "95 % interval",
        "are noise",
        "All metrics",
        "always abstain",
        "By type of question",
        "What changed",
        "Where questions were lost",
        "Worse than before",
        "Better than before",
    )

    places = [text.index(words) for words in wanted]

    assert places == sorted(places)


def test_previous_and_change_are_shown_with_a_comparison_only() -> None:
    assert "previous" not in Seen(render_page(some())).text.lower()
    assert "not decisive" in Seen(page(changed())).text


def test_answers_keep_their_white_space() -> None:
    item = replace(asked("a", hit_at_5=1.0), got="\n  two\n\n   lines ")

    assert ">\n  two\n\n   lines </div>" in render_page(run(item))


EMPTY = run()
UNANSWERABLE = run(abstained("a", 0.2), abstained("b", 0.3))
ONE = run(answered("a", 0.5))
FAILED = run(replace(asked("a", lost_at="failed", failed=1.0), outcome="failed", error="broken"))
PLAIN = run(
    searched_item(gold(QUOTE), searched(passage(QUOTE)), FOUND_WHOLE, latency_s=None),
    system="plain dense index",
)


@pytest.mark.parametrize(
    "result",
    [EMPTY, UNANSWERABLE, ONE, FAILED, PLAIN],
    ids=["empty", "none", "one", "failed", "plain"],
)
def test_a_run_that_measures_little_has_a_page_alone_and_compared(result: Result) -> None:
    pages = (
        render_page(result),
        page(compared(some(), result)),
        page(compared(as_baseline(result), result)),
    )

    assert all(Seen(html).text.count("Questions") >= 1 for html in pages)
    assert not any("nan" in Seen(html).text.split() for html in pages)
