"""Answers and hits as the commands print them: text for a terminal, objects for `--json`."""

from __future__ import annotations

import os
import re
import sys
import textwrap
from collections.abc import Sequence
from dataclasses import asdict, replace

from assistant.answering.compose import quotation
from assistant.answering.scope_words import scope_words
from assistant.types import EVERYTHING, Answer, Citation, Hit, Lead, Outcome, Scope

WIDTH = 88
SUPPORT_NOTE = {
    "unsupported": "  (does not support the statement)",
    "unchecked": "  (not checked)",
}

# What a terminal obeys: nothing of a document or a model may reach it. Line ends and tabs stay.
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")


def printable(text: str) -> str:
    """The text without what a terminal obeys."""
    return _CONTROL.sub("", text)


def discard_output() -> None:
    """After a BrokenPipeError: what is still to be written goes nowhere, without a second error."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def answer_text(answer: Answer) -> str:
    """The answer with its sources, for a terminal."""
    leads = {quotation(c): c.lead for c in answer.citations if c.lead}
    blocks = []
    for block in answer.text.split("\n\n"):
        if lead := leads.get(block):
            blocks.append(_filled(_lead_line(lead), "  "))
        blocks.append(_printed_block(block))
    if answer.citations:
        blocks.append("\n".join(["Sources", *(_source_line(c) for c in answer.citations)]))
    how = f"written by {_named(answer)}" if answer.model else "quotations, no model"
    if answer.outcome is not Outcome.NO_EVIDENCE:
        blocks.append(textwrap.fill(f"{how}; confidence {answer.confidence:.0%}", WIDTH))
        if answer.scope != EVERYTHING:
            blocks.append(_filled(f"searched only in: {scope_words(answer.scope)}"))
    if answer.invented_markers:
        blocks.append(f"{answer.invented_markers} invented citation(s) removed")
    if answer.notice:
        blocks.append(textwrap.fill(answer.notice, WIDTH, break_long_words=False))
    return printable("\n\n".join(blocks))


def _named(answer: Answer) -> str:
    """The model with what it is and how it was asked, as far as that is known."""
    writer = answer.writer
    if writer is None:
        return str(answer.model)
    facts = (
        writer.parameter_size,
        writer.quantization,
        writer.license and f"license {writer.license}",
        writer.digest and f"digest {writer.digest[:12]}",
        f"window {writer.context_tokens:,}",
        f"temperature {writer.temperature:g}",
        f"seed {writer.seed}",
        f"thinking {writer.thinking}",
    )
    return f"{writer.name} ({', '.join(filter(None, facts))})"


def comparison_text(answer: Answer) -> str:
    """The sides of a comparison one below the other, for a terminal."""
    difference = answer.text.partition("### ")[0].strip()
    sides = [
        f"{scope_words(side.scope)}\n\n{answer_text(replace(side, scope=EVERYTHING))}"
        for side in answer.sides
    ]
    ruled = f"\n\n{'-' * WIDTH}\n\n".join(sides)
    return f"{difference}\n\n{ruled}" if difference else ruled


def comparison_object(answer: Answer) -> dict[str, object]:
    """What `compare --json` prints: the whole answer, and that of each document."""
    return {**answer_object(answer), "sides": [answer_object(side) for side in answer.sides]}


def _printed_block(block: str) -> str:
    """A block of an answer's Markdown without its marks; a quotation is set in."""
    if block.startswith("> "):
        return _filled(block[2:], "  ")
    block = re.sub(r"^#{1,6} ", "", block).replace("**", "")
    lines = block.replace("*(", "(").replace(")*", ")").splitlines()
    if len(lines) == 1 and (emphasis := re.fullmatch(r"\*([^*]+)\*", lines[0])):
        lines = [emphasis[1]]
    return "\n".join(_filled(line) for line in lines)


def _lead_line(lead: Lead) -> str:
    """The context of a quotation: who asked what, or what the clause hangs on."""
    words = " ".join(lead.text.split())
    return f"({lead.speaker} asked: {words})" if lead.speaker else f"... {words}"


def _filled(line: str, indent: str = "") -> str:
    return textwrap.fill(
        line,
        WIDTH,
        initial_indent=indent,
        subsequent_indent=indent,
        break_long_words=False,
        break_on_hyphens=False,
    )


def hits_text(hits: Sequence[Hit]) -> str:
    """Passages with where they stand, best first, for a terminal."""
    if not hits:
        return "Nothing found."
    blocks = []
    for rank, hit in enumerate(hits, start=1):
        text = textwrap.shorten(hit.passage.text, 300, placeholder=" ...")
        where = f"{rank}. {hit.passage.source.title} | {hit.passage.label}  ({hit.score:.4f})"
        if hit.also:
            where += f"\n   the same words also in {', '.join(hit.also)}"
        blocks.append(
            f"{where}\n{textwrap.fill(text, WIDTH, initial_indent='   ', subsequent_indent='   ')}"
        )
    return printable("\n\n".join(blocks))


def answer_object(answer: Answer) -> dict[str, object]:
    """What `ask --json` prints; the contract of design.md."""
    return {
        "question": answer.question,
        "outcome": answer.outcome.value,
        "text": answer.text,
        "model": answer.model,
        "writer": asdict(answer.writer) if answer.writer else None,
        "thoughts": answer.thoughts,
        "citations": [citation_object(citation) for citation in answer.citations],
        "confidence": round(answer.confidence, 4),
        "hits": hits_object(answer.hits),
        "timings_s": {stage: round(s, 4) for stage, s in answer.timings_s.items()},
        "searched_for": answer.searched_for,
        "invented_markers": answer.invented_markers,
        "notice": answer.notice,
        "fingerprint": answer.fingerprint,
        "scope": scope_object(answer.scope),
    }


def scope_object(scope: Scope) -> dict[str, list[str]]:
    """Which documents were asked; empty lists leave nothing out."""
    return {
        "kinds": [*scope.kinds],
        "documents": [*scope.documents],
        "languages": [*scope.languages],
        "versions": [*scope.versions],
        "statuses": [*scope.statuses],
    }


def hits_object(hits: Sequence[Hit]) -> list[dict[str, object]]:
    """What `search --json` prints, best first."""
    return [
        {
            "doc_id": hit.passage.source.doc_id,
            "title": hit.passage.source.title,
            "kind": hit.passage.source.kind,
            "label": hit.passage.label,
            "start": hit.passage.start,
            "end": hit.passage.end,
            "score": round(hit.score, 6),
            "text": hit.passage.text,
            "also": list(hit.also),
        }
        for hit in hits
    ]


def citation_object(citation: Citation) -> dict[str, str | int | float | None]:
    """One citation of `answer_object`: what is quoted, from where exactly, and how it stands."""
    passage, source = citation.passage, citation.passage.source
    return {
        "marker": citation.marker,
        "doc_id": source.doc_id,
        "title": source.title,
        "kind": source.kind,
        "label": passage.label,
        "version": source.version,
        "status": source.status,
        "paraphrase": source.paraphrase,
        "speaker": passage.speaker,
        "time_s": passage.time_s,
        "page": passage.page,
        "start": citation.start,
        "end": citation.end,
        "quote": citation.quote,
        "support": citation.support,
        "lead": citation.lead.text if citation.lead else None,
        "lead_speaker": citation.lead.speaker if citation.lead else None,
        "url": source.url,
    }


def _source_line(citation: Citation) -> str:
    passage, source = citation.passage, citation.passage.source
    status = "" if source.status in ("current", "unknown") else source.status
    parts = [source.title, source.version, status, passage.label]
    line = ", ".join(dict.fromkeys(part for part in parts if part))
    link = f"\n      {source.url}" if source.url else ""
    return f"  [{citation.marker}] {line}{SUPPORT_NOTE.get(citation.support, '')}{link}"
