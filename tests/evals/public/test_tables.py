from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evals.public.tables import Bench, DataMissing, Row, Table, reading, render_table
from evals.stats import Estimate


@given(st.lists(st.integers(), max_size=20), st.integers(0, 25), st.integers(0, 3))
def test_a_sample_is_drawn_in_order_and_again_the_same(
    items: list[int], sample: int, seed: int
) -> None:
    bench = Bench(Path("data"), Path("work"), sample, seed)
    numbered = list(enumerate(items))

    drawn = bench.draw(numbered)

    assert len(drawn) == min(sample, len(items))
    assert drawn == sorted(set(drawn)) and set(drawn) <= set(numbered)
    assert drawn == bench.draw(numbered)


def test_without_a_sample_all_items_are_run() -> None:
    assert Bench(Path("data"), Path("work")).draw("abc") == ["a", "b", "c"]


def test_missing_data_says_what_to_name(tmp_path: Path) -> None:
    bench = Bench(tmp_path, tmp_path / "work")
    (tmp_path / "there").mkdir()

    with pytest.raises(DataMissing, match="name the folder that holds 'tales' with --data"):
        bench.folder("tales")
    with pytest.raises(DataMissing, match=r"tale\.txt: is not there; get the whole data"):
        bench.file("there", "tale.txt")


def test_data_may_lie_inside_the_folder_of_another(tmp_path: Path) -> None:
    bench = Bench(tmp_path, tmp_path / "work")
    (tmp_path / "stories" / "tales").mkdir(parents=True)

    assert bench.holds("tales") and not bench.holds("songs")
    assert bench.folder("tales") == tmp_path / "stories" / "tales"


@pytest.mark.parametrize("content", ["[]", "{", '{"tales": 3}'])
def test_another_file_than_expected_is_named_and_no_traceback(tmp_path: Path, content: str) -> None:
    file = tmp_path / "tales.json"
    file.write_text(content)

    expected = pytest.raises(DataMissing, match=r"tales\.json: is not what .* get its data again")
    with expected, reading(file):
        json.loads(file.read_text())["tales"][0]


def test_a_table_shows_intervals_and_leaves_gaps_where_nothing_is_known() -> None:
    rows = (
        Row("published: theirs", {"recall": 0.5}),
        Row("ours", {"recall": Estimate(0.25, 0.1, 0.4, 8), "P@1": Estimate(12.0, None, None, 1)}),
    )

    shown = render_table(Table("tales", "2 questions", "Same k.", ("recall", "P@1"), rows))

    assert shown == (
        "tales: 2 questions\n"
        "system                             recall       P@1\n"
        "published: theirs                   0.500         -\n"
        "ours               0.250 (0.100 to 0.400)  12.0 (-)\n\nSame k."
    )
