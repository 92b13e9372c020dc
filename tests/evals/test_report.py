from __future__ import annotations

from evals.items import failed_item, searched_item
from evals.report import render, render_misses, shorten, table
from tests.evals.scripted import FOUND_WHOLE, gold, passage, searched
from tests.evals.test_result_file import result

QUOTE = "Nobody may sell the anvil."

REPORT = """\
assistant, no model: 2 items of gold.jsonl in 2 s
1 items ended in an error; they score zero.
On 1 items, differences under about 98 points are noise.

100% of the questions find evidence in the first five; 0 of 1 unanswerable ones are answered.

metric               value   95 % interval  n
hit@1                1.000  0.207 to 1.000  1  the first passage holds half of a gold quotation
hit@5                1.000  0.207 to 1.000  1  one of the first five does
hit@10               1.000  0.207 to 1.000  1  one of the first ten does
mrr@10               1.000               -  1  1 / rank of the first that does
evidence_recall@10   1.000               -  1  share of the gold quotations in the first ten
wrong_document@1     0.000  0.000 to 0.793  1  the first is from another document
chars@5               26.0               -  1  mean length of the first five, characters
abstention_f1        0.000               -  1  F1 of abstaining where it should
abstention_accuracy  0.000  0.000 to 0.793  1  rightly answered or abstained
false_answer_rate    0.000  0.000 to 0.793  1  unanswerable, answered
latency_s_p50        0.500               -  1  seconds to an answer, median
latency_s_p95        0.500               -  1  seconds to an answer, 95th percentile
failed               0.500  0.095 to 0.905  2  the item ended in an error

for comparison  abstention_f1  abstention_accuracy  over_abstention  false_answer_rate
always answer           0.000                0.500            0.000              1.000
always abstain          0.667                0.500            1.000              0.000

type          n                   hit@5  key_fact_recall     abstention_accuracy
permission    1  1.000 (0.207 to 1.000)                -                       -
unanswerable  1                       -                -  0.000 (0.000 to 0.793)

lost at  failed 1, nothing 1"""

MISS = """\
1 of 2 items lost something:

g-1  permission  lost at: failed  outcome: failed
  question  May I sell it?
  expected  No.
  got       the model is gone
  missing   nobody; 2024
  evidence  tools/anvil.md
  found     not in the first ten"""


def test_the_report_reads_like_this() -> None:
    assert render(result()) == REPORT


def test_misses_read_like_this() -> None:
    item = gold(QUOTE, facts=(("nobody", "no one"), ("2024",)))
    fine = searched_item(item, searched(passage(QUOTE)), FOUND_WHOLE, latency_s=0.5)

    assert render_misses([fine, failed_item(item, "the model is gone")]) == MISS
    assert render_misses([fine]) == "No item was lost."


def test_columns_are_as_wide_as_their_widest_cell() -> None:
    assert table(("a", "b", ""), [("long", "1", "x"), ("s", "234", "")]) == (
        "a       b\nlong    1  x\ns     234"
    )


def test_long_answers_are_cut_on_one_line() -> None:
    assert shorten("a\n\nb", 10) == "a b"
    assert shorten("abcdef ghij", 8) == "abcdef…"
