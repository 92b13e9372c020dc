from __future__ import annotations

import numpy as np
import numpy.typing as npt
import pytest
from hypothesis import given
from hypothesis import strategies as st

from evals.stats import (
    NOTHING,
    Estimate,
    bootstrap,
    bootstrap_difference,
    mcnemar,
    mean,
    quantile,
    wilson,
)


@pytest.mark.parametrize(
    ("successes", "n", "low", "high"),
    [
        # Newcombe 1998, table I, method 3.
        (81, 263, 0.2553, 0.3662),
        (15, 148, 0.0624, 0.1605),
        (0, 20, 0.0, 0.1611),
        (1, 29, 0.0061, 0.1718),
    ],
)
def test_wilson_gives_the_published_intervals(
    successes: int, n: int, low: float, high: float
) -> None:
    found = wilson(successes, n)

    assert found.low == pytest.approx(low, abs=5e-5)
    assert found.high == pytest.approx(high, abs=5e-5)
    assert (found.value, found.n) == (successes / n, n)


@given(st.integers(1, 400).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))))
def test_a_share_lies_inside_its_interval(counts: tuple[int, int]) -> None:
    found = wilson(*counts)

    assert found.value is not None and found.low is not None and found.high is not None
    assert 0 <= found.low <= found.value <= found.high <= 1


def test_nothing_measured_is_no_zero() -> None:
    assert wilson(0, 0) == bootstrap([]) == bootstrap_difference([], []) == NOTHING
    assert NOTHING.value is None and NOTHING.n == 0


def test_one_item_has_a_value_and_no_interval() -> None:
    found = bootstrap([0.25])

    assert (found.value, found.low, found.high, found.n) == (0.25, None, None, 1)


def test_the_bootstrap_is_near_the_textbook_interval_of_a_mean() -> None:
    values = np.random.default_rng(7).normal(5.0, 2.0, 400).tolist()

    found = bootstrap(values)

    spread = 1.96 * float(np.std(values)) / 20
    assert found.low == pytest.approx(np.mean(values) - spread, abs=0.03)
    assert found.high == pytest.approx(np.mean(values) + spread, abs=0.03)


def test_the_same_seed_gives_the_same_interval_and_another_another() -> None:
    values = np.random.default_rng(1).random(50).tolist()

    assert bootstrap(values, seed=3) == bootstrap(values, seed=3)
    assert bootstrap(values, seed=3) != bootstrap(values, seed=4)


def test_the_median_is_that_of_the_values() -> None:
    assert bootstrap([1.0, 2.0, 10.0], quantile(0.5)).value == 2.0


def test_pairing_sees_a_small_steady_difference() -> None:
    before = [float(i) for i in range(40)]
    after = [value + 0.1 for value in before]

    found = bootstrap_difference(before, after)

    assert found.value == pytest.approx(0.1)
    assert not found.holds_zero


def test_a_difference_that_comes_and_goes_holds_zero() -> None:
    found = bootstrap_difference([0, 1, 0, 1, 0, 1], [1, 0, 0, 1, 0, 1])

    assert found.holds_zero


def test_unequal_lists_cannot_be_paired() -> None:
    with pytest.raises(ValueError, match="2 scores cannot be paired with 1"):
        bootstrap_difference([1, 2], [1])


def test_items_that_share_a_document_count_as_less_than_as_many() -> None:
    values = [float(i // 10 % 2) for i in range(100)]  # ten documents, all or nothing

    alone = bootstrap(values)
    shared = bootstrap(values, clusters=[i // 10 for i in range(100)])

    assert shared.value == alone.value
    assert _width(shared) > 2 * _width(alone)


def test_clusters_of_one_are_the_plain_bootstrap() -> None:
    values = np.random.default_rng(2).random(30).tolist()

    assert bootstrap(values, clusters=[str(i) for i in range(30)]) == bootstrap(values)


def test_a_clustered_resample_holds_whole_clusters() -> None:
    """With two clusters there are three resamples: either twice, or both."""
    seen: set[float] = set()

    def remember(values: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
        seen.update(np.atleast_1d(np.nansum(values, axis=-1)).tolist())
        return mean(values)

    bootstrap([1.0, 2.0, 4.0], remember, clusters=["a", "a", "b"])

    assert seen == {7.0, 6.0, 8.0}  # whole; a and a; b and b


def test_of_one_document_the_questions_vary() -> None:
    found = bootstrap([0.0, 1.0] * 10, clusters=["a"] * 20)

    assert found == bootstrap([0.0, 1.0] * 10)
    assert found.low is not None and found.low < 0.5


@pytest.mark.parametrize(
    ("gained", "lost", "p"),
    [(0, 0, 1.0), (3, 3, 1.0), (0, 5, 2 / 32), (0, 6, 2 / 64), (1, 8, 20 / 512)],
)
def test_mcnemar_is_the_binomial_test_on_what_changed(gained: int, lost: int, p: float) -> None:
    before = [0.0] * gained + [1.0] * lost + [1.0] * 4
    after = [1.0] * gained + [0.0] * lost + [1.0] * 4

    assert mcnemar(before, after) == pytest.approx(p)


def _width(found: Estimate) -> float:
    assert found.low is not None and found.high is not None
    return found.high - found.low


@given(
    st.lists(st.one_of(st.floats(-5, 5), st.just(float("nan"))), min_size=1, max_size=9).filter(
        lambda values: not all(np.isnan(value) for value in values)
    ),
    st.sampled_from([0.0, 0.5, 0.95, 1.0]),
)
def test_a_quantile_is_numpys_also_where_items_are_missing(
    values: list[float], share: float
) -> None:
    rows = np.array([values, values[::-1]])

    found = quantile(share)(rows)

    assert found == pytest.approx(np.nanquantile(rows, share, axis=-1))
