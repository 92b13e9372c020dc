"""Support of the statements of a written answer, as ALCE measures it.

Method: Gao et al., "Enabling Large Language Models to Generate Text with Citations", EMNLP 2023,
section 3. Their judge is an entailment model; ours is handed in, and what it is worth is measured
on public sets (`python -m evals public contract_nli wice`). Quoted answers are not measured here:
a quotation supports itself, and `quotation_fidelity` says whether it is one.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from assistant.answering.written import Statement
from assistant.types import Passage
from evals.stats import share

Supports = Callable[[str, Sequence[Passage]], bool]  # (statement, passages together) -> supported


def support_scores(
    statements: Sequence[Statement], cited: Sequence[Passage], supports: Supports
) -> dict[str, float | None]:
    """statement_support and citation_support of one answer; `cited[n - 1]` stands behind [n].

    statement_support (ALCE's citation recall): share of the statements that have a citation and
    are supported by what they cite, together. citation_support (ALCE's citation precision): share
    of the citations that are needed: a citation counts 0 when its statement is not supported, or
    when it does not support it alone and the others still do without it. None: no statements, or
    no citations.
    """
    supported: list[bool] = []
    needed: list[bool] = []
    for statement in statements:
        passages = [cited[number - 1] for number in statement.markers]
        whole = bool(passages) and supports(statement.text, passages)
        supported.append(whole)
        for i, passage in enumerate(passages):
            others = [*passages[:i], *passages[i + 1 :]]
            needed.append(
                whole
                and (
                    supports(statement.text, [passage])
                    or not (others and supports(statement.text, others))
                )
            )
    return {"statement_support": share(supported), "citation_support": share(needed)}
