from __future__ import annotations

import json

from evals.bench.race import Race, Side, Turn
from evals.bench.results import Results, as_json, render
from evals.bench.sizes import SizeResult

ASK = Race(
    "ask",
    Side("python -m assistant ask", (1.0, 2.0, 9.0), 300_000_000),
    Side("import sentence_transformers", (10.0, 8.0, 9.0), 1_200_000_000),
    "s",
    0.25,
)
INGEST = Race(
    "ingest", Side("ingest.py", (8.0,), None), Side("encoder", (10.0,), None), "passages/s", 0.85
)


def a_size(passages: int, slowness: float) -> SizeResult:
    return SizeResult(
        passages=passages,
        filled=Turn(2.0, 80_000_000, 9_000),
        built=Turn(7.0 * slowness, 200_000_000, passages),
        added=Turn(8.0 * slowness, 400_000_000),
        library_bytes=4_000 * passages,
        index_bytes=4_200 * passages,
        open_s=1.5,
        search_peak_bytes=260_000_000,
        whole_ms=((20.0 * slowness, 30.0 * slowness), (22.0 * slowness, 34.0 * slowness)),
        stages_ms={"encode": (8.0, 9.5), "lexical": (12.0 * slowness, 20.0 * slowness)},
        answers_ms={"answer": (50.0 * slowness,), "stages": (25.0 * slowness,)},
    )


RESULTS = Results([ASK, INGEST], [a_size(10_000, 1.0), a_size(100_000, 4.0)], ["this: no room"])

TABLES = """\
Cold start
ours / reference                                              ours            reference  unit  \
ratio        target   MB  MB ref.
python -m assistant ask / import sentence_transformers  2.000 (1.000 to 9.000)  \
9.000 (8.000 to 10.0)     s   0.22  at most 0.25  300    1,200  reached

Ingest, with everything imported
ours / reference    ours  reference        unit  ratio         target  MB  MB ref.
ingest.py / encoder  8.000       10.0  passages/s   0.80  at least 0.85   -        -  MISSED

Open an index and search once, with everything imported
ours / reference            ours  reference  unit  ratio     target   MB  MB ref.
10,000 passages / a second  1.500      1.000     s   1.50  at most 1  260        -  MISSED

Warm answer in quotations, over encoding and searching
ours / reference                                     ours  reference  unit  ratio  \
target       MB  MB ref.
answer in 10,000 passages / encode and search once   50.0  25.0  ms  2.00  at most 2.5  -  -  \
reached
answer in 100,000 passages / encode and search once  200  100    ms  2.00  -            -  -

Warm search, in ms
passages        retrieval p50                  p95  encode p50 / p95  lexical p50 / p95   open   MB
10,000    21.0 (20.0 to 22.0)  32.0 (30.0 to 34.0)     8.000 / 9.500        12.0 / 20.0  1.5 s  260
100,000   84.0 (80.0 to 88.0)      128 (120 to 136)     8.000 / 9.500        48.0 / 80.0  1.5 s  260

The index by its size; base: 10,000 passages
passages  library MB  index MB  put in, passages/s  MB  build, s  over base   MB  \
add a document, s  over base   MB
10,000            40        42               4,500  80       7.0        1.0  200  \
              8.0        1.0  400
100,000          400       420               4,500  80      28.0        4.0  200  \
             32.0        4.0  400

Warm search, larger over smaller index
ours / reference                                             ours            reference  unit  \
ratio     target   MB  MB ref.
p50 in 100,000 passages / p50 in 10,000 passages  84.0 (80.0 to 88.0)  21.0 (20.0 to 22.0)    ms  \
 4.00          -  260      260
p95 in 100,000 passages / p95 in 10,000 passages     128 (120 to 136)  32.0 (30.0 to 34.0)    ms  \
 4.00  at most 5  260      260  reached

Left out: this: no room"""


def test_the_tables_show_medians_ranges_targets_and_memory() -> None:
    assert [line.split() for line in render(RESULTS).splitlines()] == [
        line.split() for line in TABLES.splitlines()
    ]


def test_json_holds_every_figure_with_the_growth() -> None:
    found = json.loads(as_json(RESULTS))

    assert found["races"][0]["ours"]["figures"] == [1.0, 2.0, 9.0]
    assert (found["races"][0]["ratio"], found["races"][0]["reached"]) == (ASK.ratio, True)
    assert [race["kind"] for race in found["races"]] == [
        "ask",
        "ingest",
        "open",
        "answer",
        "answer",
        "search",
        "search",
    ]
    assert found["sizes"][1]["whole_ms"] == [[80.0, 120.0], [88.0, 136.0]]
    assert found["left_out"] == ["this: no room"]
    assert {"commit", "machine", "at"} <= found.keys()
