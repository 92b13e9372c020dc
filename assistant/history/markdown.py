"""An answer, or a whole conversation, as Markdown to paste elsewhere: with its sources. Pure.

Reads well as plain text too. Quotations stand as they are; where each comes from, its positions
and the hash of the file are said, so that somebody else can look.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from assistant.history.record import ConversationRecord, ExchangeRecord
from assistant.printed import printable
from assistant.types import Answer, Citation, Outcome, Passage, Writer

SUPPORT_NOTES = {
    "unsupported": "checked: does not support the statement",
    "unchecked": "not checked",
}
OUTCOME_NOTES = {
    Outcome.PARTLY_SUPPORTED: "Some statements are not borne out by their source; they are marked.",
    Outcome.UNSUPPORTED: "Nothing in this answer is borne out by the documents.",
    Outcome.INCOMPLETE: "The model stopped early; the answer is incomplete.",
}


def conversation_markdown(conversation: ConversationRecord) -> str:
    """The whole conversation, oldest question first."""
    head = f"# {_line(conversation.title)}"
    if conversation.imported:
        head += "\n\nImported from a file: its answers are not known to be this assistant's."
    exchanges = "\n\n".join(exchange_markdown(exchange) for exchange in conversation.exchanges)
    return f"{head}\n\n{exchanges}\n"


def exchange_markdown(exchange: ExchangeRecord) -> str:
    """One question with its answer and sources."""
    blocks = [f"## {_line(exchange.question)}"]
    if exchange.answer is not None:
        blocks += _answer_blocks(exchange.answer, exchange)
    else:
        blocks += [exchange.written.strip(), f"*{_line(_unfinished(exchange))}*"]
    return printable("\n\n".join(block for block in blocks if block))


def _unfinished(exchange: ExchangeRecord) -> str:
    if exchange.problem:
        return f"Not answered: {exchange.problem}"
    how = "Stopped by the reader" if exchange.stopped else "The program ended before the answer"
    return f"{how}. What is shown is unfinished and was not checked."


def _answer_blocks(answer: Answer, exchange: ExchangeRecord) -> Iterator[str]:
    if note := OUTCOME_NOTES.get(answer.outcome):
        yield f"*{note}*"
    yield answer.text.strip()
    if answer.notice:
        yield f"*{_line(answer.notice)}*"
    if answer.citations:
        yield "**Sources**"
        yield "\n".join(_source(citation, exchange.sha256) for citation in answer.citations)
    yield f"*{_line(_made(answer, exchange))}*"


def _source(citation: Citation, sha256: Mapping[str, str]) -> str:
    """One entry of the list of sources: what, where, the exact words, how to find them."""
    source = citation.passage.source
    what = [source.title, source.version, source.date, _status(citation), source.publisher]
    lines = [f"- [{citation.marker}] {', '.join(dict.fromkeys(_line(w) for w in what if w))}"]
    lines.append(f"  {_line(where(citation.passage))}: “{_line(citation.quote)}”")
    facts = [f"`{_line(source.doc_id)}`, characters {citation.start} to {citation.end}"]
    if digest := sha256.get(source.doc_id):
        facts.append(f"sha256 `{digest}`")
    if note := SUPPORT_NOTES.get(citation.support):
        facts.append(note)
    if source.paraphrase:
        facts.append("a summary of the original, not its wording")
    lines.append(f"  ({'; '.join(facts)})")
    if source.url:
        lines.append(f"  <{_line(source.url)}>")
    return "\n".join(lines)


def _status(citation: Citation) -> str:
    status = citation.passage.source.status
    return "" if status in ("current", "unknown") else status


def where(passage: Passage) -> str:
    """The place of a passage in its document: section, page, or speaker with the second."""
    parts = [passage.label]
    if passage.page is not None and f"p. {passage.page}" not in passage.label:
        parts.append(f"p. {passage.page}")
    if passage.time_s is not None:
        parts.append(f"at second {passage.time_s:g}")
    return ", ".join(part for part in parts if part) or "in the document"


def writer_facts(writer: Writer) -> list[str]:
    """What is known of the model, and how it was asked."""
    known = [writer.parameter_size, writer.quantization, writer.license]
    return [
        *(fact for fact in known if fact),
        *([f"digest {writer.digest}"] if writer.digest else []),
        f"num_ctx {writer.context_tokens}",
        f"num_predict {writer.answer_tokens}",
        f"temperature {writer.temperature:g}",
        f"seed {writer.seed}",
        f"thinking {writer.thinking}",
    ]


def _made(answer: Answer, exchange: ExchangeRecord) -> str:
    how = f"Written by {answer.model}" if answer.model else "Exact quotations, no model"
    if answer.writer:
        how += f" ({', '.join(writer_facts(answer.writer))})"
    facts = [how, f"confidence {answer.confidence:.0%}", f"asked {exchange.asked_at}"]
    if answer.fingerprint:
        facts.append(f"index {answer.fingerprint}")
    facts.append(f"program {exchange.program}")
    return "; ".join(facts)


def _line(text: str) -> str:
    return " ".join(text.split())
