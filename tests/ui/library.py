"""A small library of made-up documents: a definition, its older version, a license, a panel."""

from __future__ import annotations

from dataclasses import dataclass

from assistant.types import Citation, Document, Hit, Passage, Section, Source, Support


@dataclass(frozen=True)
class Part:
    """One section of a made-up document."""

    label: str
    text: str
    speaker: str | None = None
    time_s: float | None = None


def make_document(source: Source, *parts: Part) -> Document:
    sections: list[Section] = []
    text = ""
    for part in parts:
        end = len(text) + len(part.text) + 2
        sections.append(Section(part.label, len(text), end, part.speaker, part.time_s))
        text += part.text + "\n\n"
    return Document(source, text, tuple(sections), sha256="0" * 64)


def passages_of(document: Document) -> list[Passage]:
    """One passage per section."""
    return [
        Passage(
            passage_id=f"{document.doc_id}@{s.start}",
            source=document.source,
            label=s.label,
            start=s.start,
            end=s.end,
            text=document.text[s.start : s.end],
            speaker=s.speaker,
            time_s=s.time_s,
        )
        for s in document.sections
    ]


def cite(marker: int, passage: Passage, quote: str, support: Support = "supported") -> Citation:
    start = passage.start + passage.text.index(quote)
    return Citation(marker, passage, quote, start, start + len(quote), support)


DEFINITION = make_document(
    Source(
        "definitions/harbour.md",
        "Harbour Definition of Open Models",
        kind="definition",
        version="2.1",
        date="2024-10-28",
        status="current",
        language="en",
        publisher="Harbour Institute",
        url="https://www.harbour.example/definition",
        paraphrase=True,
    ),
    Part(
        "Preamble", "An open model can be studied, changed and shared by anyone, for any purpose."
    ),
    Part(
        "Section 2 > Training data",
        "The makers publish enough about the training data that a skilled person could build a"
        " comparable set. The data itself need not be published: where the law forbids it, a"
        " description of its origin, size and selection is enough.",
    ),
    Part(
        "Section 3 > Code",
        "The code that trains and runs the model carries an approved license. A restriction on"
        " who may use the model, or what for, is not compatible with this definition.",
    ),
)
DRAFT = make_document(
    Source(
        "definitions/harbour-0.9.md",
        "Harbour Definition of Open Models",
        kind="definition",
        version="0.9",
        date="2024-03",
        status="superseded",
        publisher="Harbour Institute",
        url="https://www.harbour.example/definition/0.9",
    ),
    Part(
        "Section 2 > Data",
        "The complete training data is released under an open license, without exception.",
    ),
)
LICENSE = make_document(
    Source(
        "licenses/lantern.md",
        "Lantern 3 Community License",
        kind="license",
        version="3.1",
        date="2024-07-23",
        status="current",
        publisher="Lantern AI",
        url="https://lantern.example/license",
    ),
    Part("1. Grant", "You may use, copy, change and distribute the Lantern Materials."),
    Part(
        "2. Additional commercial terms",
        "If your products had more than 700 million monthly active users in the preceding month,"
        " you must request a license from Lantern AI, which it may grant in its sole discretion.",
    ),
    Part(
        "3. Use policy",
        "Your use must follow the Acceptable Use Policy, which is made part of this agreement.",
    ),
)
PANEL = make_document(
    Source(
        "panels/quayside-2025.md",
        "Quayside 2025: What is an open model?",
        kind="panel",
        date="2025-02-04",
        status="current",
        publisher="Quayside Conference",
        url="https://quayside.example/2025/panel",
    ),
    Part(
        "Panel Chair, 00:12:31",
        "Without the data you cannot reproduce a thing. Reproducibility is the whole point, and a"
        " definition that lets you keep the data is a definition of something else.",
        "Panel Chair",
        751.0,
    ),
    Part(
        "First Guest, 00:14:02",
        "I disagree. Data law differs in every country. Ask for all of it and you will have a"
        " perfect definition that no model ever meets.",
        "First Guest",
        842.4,
    ),
)
CARD = make_document(
    Source(
        "model_cards/lantern-3.md",
        "Lantern 3 8B",
        kind="model_card",
        date="2024-07",
        publisher="Lantern AI",
        url="https://models.example/lantern-3",
    ),
    Part(
        "Intended use",
        "Lantern 3 is an open source model for research and commercial use in many languages.",
    ),
)
FRENCH = make_document(
    Source(
        "policy/loi.md",
        "Règlement sur les modèles ouverts",
        kind="policy",
        status="translation",
        language="fr",
        publisher="Journal officiel",
    ),
    Part("Article 4", "Le fournisseur publie un résumé des données d'entraînement."),
)
DOCUMENTS = (DEFINITION, DRAFT, LICENSE, PANEL, CARD, FRENCH)
PASSAGES = [passage for document in DOCUMENTS for passage in passages_of(document)]
HITS = tuple(Hit(passage, 1.0 - n / 20) for n, passage in enumerate(PASSAGES))


def passage_of(doc_id: str, section: int) -> Passage:
    return [p for p in PASSAGES if p.source.doc_id == doc_id][section]
