"""An answer, or a whole conversation, as Markdown to paste elsewhere: with its sources. Pure.

Reads well as plain text too. Quotations stand as they are; where each comes from, its positions
and the hash of the file are said, so that somebody else can look.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from assistant.history.markdown_words import MarkdownWords
from assistant.history.record import ConversationRecord, ExchangeRecord
from assistant.printed import printable
from assistant.types import Answer, Citation, Passage, Writer


def conversation_markdown(conversation: ConversationRecord, words: MarkdownWords) -> str:
    """The whole conversation, oldest question first."""
    head = f"# {_line(conversation.title)}"
    if conversation.imported:
        head += f"\n\n{words.imported}"
    exchanges = "\n\n".join(exchange_markdown(each, words) for each in conversation.exchanges)
    return f"{head}\n\n{exchanges}\n"


def exchange_markdown(exchange: ExchangeRecord, words: MarkdownWords) -> str:
    """One question with its answer and sources."""
    blocks = [f"## {_line(exchange.question)}"]
    if exchange.answer is not None:
        blocks += _answer_blocks(exchange.answer, exchange, words)
    else:
        blocks += [exchange.written.strip(), f"*{_line(_unfinished(exchange, words))}*"]
    return printable("\n\n".join(block for block in blocks if block))


def _unfinished(exchange: ExchangeRecord, words: MarkdownWords) -> str:
    if exchange.problem:
        return words.not_answered.format(reason=exchange.problem)
    return words.stopped if exchange.stopped else words.ended


def _answer_blocks(answer: Answer, exchange: ExchangeRecord, words: MarkdownWords) -> Iterator[str]:
    if note := words.outcomes.get(answer.outcome):
        yield f"*{note}*"
    yield answer.text.strip()
    if answer.notice:
        yield f"*{_line(answer.notice)}*"
    if answer.citations:
        yield f"**{words.sources}**"
        yield "\n".join(_source(each, exchange.sha256, words) for each in answer.citations)
    yield f"*{_line(_made(answer, exchange, words))}*"


def _source(citation: Citation, sha256: Mapping[str, str], words: MarkdownWords) -> str:
    """One entry of the list of sources: what, where, the exact words, how to find them."""
    source = citation.passage.source
    status = words.statuses.get(source.status, "")
    what = [source.title, source.version, source.date, status, source.publisher]
    lines = [f"- [{citation.marker}] {', '.join(dict.fromkeys(_line(w) for w in what if w))}"]
    lines.append(f"  {_line(where(citation.passage, words))}: “{_line(citation.quote)}”")
    place = words.characters.format(start=citation.start, end=citation.end)
    facts = [f"`{_line(source.doc_id)}`, {place}"]
    if digest := sha256.get(source.doc_id):
        facts.append(f"sha256 `{digest}`")
    if note := words.supports.get(citation.support):
        facts.append(note)
    if source.paraphrase:
        facts.append(words.summary)
    lines.append(f"  ({'; '.join(facts)})")
    if source.url:
        lines.append(f"  <{_line(source.url)}>")
    return "\n".join(lines)


def where(passage: Passage, words: MarkdownWords) -> str:
    """The place of a passage in its document: section, page, or speaker with the second."""
    parts = [passage.label]
    if passage.page is not None and f"p. {passage.page}" not in passage.label:
        parts.append(words.page.format(page=passage.page))
    if passage.time_s is not None:
        parts.append(words.second.format(second=f"{passage.time_s:g}"))
    return ", ".join(part for part in parts if part) or words.nowhere


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


def _made(answer: Answer, exchange: ExchangeRecord, words: MarkdownWords) -> str:
    how = words.written_by.format(model=answer.model) if answer.model else words.quoted
    if answer.writer:
        how += f" ({', '.join(writer_facts(answer.writer))})"
    percent = round(100 * answer.confidence)
    facts = [
        how,
        words.confidence.format(percent=percent),
        words.asked_at.format(time=exchange.asked_at),
    ]
    if answer.fingerprint:
        facts.append(words.index.format(fingerprint=answer.fingerprint))
    facts.append(words.program.format(version=exchange.program))
    return "; ".join(facts)


def _line(text: str) -> str:
    return " ".join(text.split())
