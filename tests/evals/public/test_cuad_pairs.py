from __future__ import annotations

import json
from pathlib import Path

import pytest

from evals.public.cuad_pairs import Pair, load_pairs, load_questions, pdf_of, text_of
from evals.public.spans import Span
from evals.public.tables import Bench, DataMissing
from tests.conftest import SHARED

CATEGORIES = (
    "\ufeffCategory (incl. context and answer),Description,Answer Format,Group\n"
    "Category: Cap on Liability,Description: Is there a cap? ,Answer Format: Yes/No,Group: -\n"
)


def write_pairs(folder: Path, *said: dict[str, object]) -> Bench:
    root = folder / "cuad_licenses"
    root.mkdir()
    (root / "category_descriptions.csv").write_text(CATEGORIES, encoding="utf-8")
    (root / "gold_spans.jsonl").write_text("".join(json.dumps(one) + "\n" for one in said))
    return Bench(folder, folder / "work")


def test_a_pair_asks_for_its_category_whatever_case_it_is_spelled_in(tmp_path: Path) -> None:
    bench = write_pairs(
        tmp_path,
        {
            "doc": "One. B",
            "category": "Cap On Liability",
            "present": True,
            "answer": "Yes",
            "spans": [[3, 9], None],
            "texts": ["capped", "not there"],
        },
    )

    found = load_pairs(bench)

    assert found == [
        Pair(
            contract="One. B.txt",
            category="Cap On Liability",
            question="Cap on Liability: Is there a cap?",
            present=True,
            gold=(Span("One. B.txt", 3, 9),),
            value="Yes",
        )
    ]


def test_a_file_without_pairs_says_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(DataMissing, match="holds no pairs; get the whole data"):
        load_pairs(write_pairs(tmp_path))


@pytest.mark.originals
def test_every_real_excerpt_stands_at_its_place_and_every_contract_has_its_pdf() -> None:
    bench = Bench(SHARED / "bench", SHARED)
    pairs = load_pairs(bench)
    lines = bench.file("cuad_licenses", "gold_spans.jsonl").read_text("utf-8").splitlines()
    texts = {contract: text_of(bench, contract) for contract in {p.contract for p in pairs}}

    wanted = [
        [text for text, span in zip(said["texts"], said["spans"], strict=True) if span]
        for said in map(json.loads, lines)
    ]
    found = [[texts[s.doc_id][s.start : s.end] for s in pair.gold] for pair in pairs]

    assert (len(pairs), len(texts), sum(pair.present for pair in pairs)) == (1353, 33, 456)
    assert sum(map(len, found)) == 794
    assert found == wanted
    assert all(pdf_of(bench, contract).is_file() for contract in texts)


@pytest.mark.originals
def test_every_real_category_has_a_question() -> None:
    path = SHARED / "bench" / "cuad_licenses" / "category_descriptions.csv"

    found = load_questions(path)

    assert len(found) == 41
    assert found["document name"] == "Document Name: The name of the contract"
