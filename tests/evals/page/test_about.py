from __future__ import annotations

from dataclasses import replace

from evals.page.about import Fact, manifest, settings, warnings
from tests.evals.page.runs import asked, compared, run


def test_the_manifest_says_what_a_run_needs_to_be_repeated() -> None:
    footprint = {"documents": 2, "index_bytes": 3_200_000, "peak_memory_bytes": 999_000}
    result = run(asked("a"), commit="c" * 40 + "+changes", duration_s=383.0, footprint=footprint)

    assert [(fact.name, fact.now) for fact in manifest(result, None)] == [
        ("system", "assistant"),
        ("model", "none: quotations only"),
        ("commit", "cccccccccccc, with changes"),
        ("gold file", "gold.jsonl"),
        ("gold sha256", "abababababababab"),
        ("index", "passages-1"),
        ("seed", "0"),
        ("machine", "Linux x86_64, 2 cores, Python 3.11.9"),
        ("started", "2026-11-22 10:00:00+00:00"),
        ("duration", "6 min 23 s for 1 question"),
        ("footprint", "2 documents, index 3.2 MB, peak memory 999 kB"),
    ]


def test_the_model_is_named_with_its_digest() -> None:
    facts = manifest(run(model="qwen3:4b", model_digest="0edcdef34593"), None)

    assert Fact("model", "qwen3:4b", "") in facts
    assert Fact("model digest", "0edcdef34593", "", is_code=True) in facts


def test_what_differs_from_the_previous_run_is_named() -> None:
    after = run(settings={"a": "1", "passages": "10"}, seed=1)
    comparison = compared(run(settings={"a": "1", "passages": "8"}), after)

    assert [f.name for f in manifest(after, comparison) if f.before] == ["seed"]
    assert settings(after, comparison) == [
        Fact("passages", "10", "8", is_code=True),
        Fact("a", "1", "", is_code=True),
    ]


def test_what_limits_the_numbers_is_said() -> None:
    before = run(asked("a"), asked("b"), gold_sha256="00", machine="another")
    after = run(asked("a"), replace(asked("c"), lost_at="failed"))

    said = " ".join(warnings(after, compared(before, after)))

    assert "1 question ended in an error" in said
    assert "1 question in both runs; 1 only in the previous, 1 only in this one" in said
    assert "gold sets differ" in said
    assert "latencies cannot be compared" in said
    assert warnings(before, compared(before, before)) == []
