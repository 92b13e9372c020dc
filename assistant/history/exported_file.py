"""An exported conversation is read from a file that anybody may have written.

The JSON export, or the HTML export, which carries the same record in a script element that is no
script. Everything is checked before anything is made of it: size, form, version, types, and that
positions and texts agree. What the words say is not checked here; the page escapes them.
"""

from __future__ import annotations

import json
import math
from collections.abc import Iterator
from dataclasses import replace

from assistant.history.record import (
    FORMAT,
    VERSION,
    ConversationRecord,
    ExchangeRecord,
    HistoryError,
    conversation_from_json,
)
from assistant.reason import Reason, phrase
from assistant.types import Answer, Citation, Hit, Passage

LARGEST_BYTES = 20_000_000  # about 500 answers
MOST_EXCHANGES = 500
MOST_SOURCES = 100  # citations, or hits, of one answer; ours have about ten
LONGEST_TEXT = 200_000  # characters of a question, an answer or a passage
LONGEST_QUOTE = 20_000
HIGHEST = 1_000_000_000  # of any position, and of the seconds of a recording
# Around the record in the HTML export; the record itself holds no `<`.
RECORD_OPENS = '<script type="application/json" id="conversation-record">'
RECORD_CLOSES = "</script>"


def read_export(data: bytes) -> ConversationRecord:
    """The conversation in a file, marked as imported. Raises HistoryError with the reason."""
    if len(data) > LARGEST_BYTES:
        raise HistoryError(
            "the file has {size:,} bytes; an export of a conversation may have {limit:,}",
            size=len(data),
            limit=LARGEST_BYTES,
        )
    text = _record_of(data)
    _check_head(text)
    try:
        record = conversation_from_json(text)
    except ValueError as exc:
        raise HistoryError(
            "the record in the file is broken: {fault}", fault=_first_fault(exc)
        ) from exc
    for fault in _faults(record):
        raise HistoryError("the record in the file is broken: {fault}", fault=fault)
    return ConversationRecord(
        title=record.title,
        created=record.created,
        updated=record.updated,
        exchanges=tuple(replace(exchange, imported=True) for exchange in record.exchanges),
        imported=True,
    )


def _record_of(data: bytes) -> str:
    """The JSON text of a file of either kind."""
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as exc:
        raise _no_export() from exc
    # Found by its exact words: a page that anybody wrote is not parsed, which can take hours.
    _, opened, rest = text.partition(RECORD_OPENS)
    return rest.partition(RECORD_CLOSES)[0] if opened else text


def _check_head(text: str) -> None:
    """Raise HistoryError unless the text is a record of a version that is read here."""
    try:
        head = json.loads(text)
    except (ValueError, RecursionError) as exc:
        raise _no_export() from exc
    if not isinstance(head, dict) or head.get("format") != FORMAT:
        raise _no_export()
    version = head.get("version")
    if type(version) is not int or version < 1:
        raise HistoryError(
            "the record in the file has the version {version!r:.40}, which is none", version=version
        )
    if version > VERSION:
        raise HistoryError(
            "the file was exported by a newer version of this program (record version"
            " {version}, this one reads up to {known}); update the program to read it",
            version=version,
            known=VERSION,
        )


def _no_export() -> HistoryError:
    return HistoryError(
        "the file is no exported conversation; choose a .json or .html file that `Export` has made"
    )


def _first_fault(exc: ValueError) -> str:
    """Where and what the first fault is: `exchanges, 0, question: should be a valid string`."""
    errors = getattr(exc, "errors", None)  # of Pydantic; its whole text shows what was written
    if errors is None:
        return phrase("it is not valid JSON")
    first = errors(include_url=False, include_input=False)[0]
    where = ", ".join(str(part)[:40] for part in first["loc"][:8])
    return f"{where}: {str(first['msg'])[:120].removeprefix('Input ')}"


def _faults(record: ConversationRecord) -> Iterator[str]:
    if not record.exchanges:
        yield phrase("it holds no question")
    if len(record.exchanges) > MOST_EXCHANGES:
        yield Reason(
            "it holds {count:,} questions; the limit is {limit}",
            count=len(record.exchanges),
            limit=MOST_EXCHANGES,
        )
    if len({exchange.answer_id for exchange in record.exchanges}) < len(record.exchanges):
        yield phrase("two of its answers have the same id")
    if len(record.title) > LONGEST_TEXT:
        yield Reason("its title is longer than {limit:,} characters", limit=LONGEST_TEXT)
    for number, exchange in enumerate(record.exchanges, start=1):
        for fault in _exchange_faults(exchange):
            yield Reason("question {number}: {fault}", number=number, fault=fault)


def _exchange_faults(exchange: ExchangeRecord) -> Iterator[str]:
    texts = [exchange.question, exchange.written, exchange.problem, exchange.correction]
    if any(len(text) > LONGEST_TEXT for text in texts):
        yield Reason("a text is longer than {limit:,} characters", limit=LONGEST_TEXT)
    if exchange.answer is not None:
        yield from _answer_faults(exchange.answer)


def _answer_faults(answer: Answer) -> Iterator[str]:
    if max(map(len, (answer.text, answer.question, answer.notice, answer.thoughts))) > LONGEST_TEXT:
        yield Reason("a text is longer than {limit:,} characters", limit=LONGEST_TEXT)
    if not 0 <= answer.confidence <= 1:
        yield phrase("the confidence is not between 0 and 1")
    if not all(math.isfinite(seconds) for seconds in answer.timings_s.values()):
        yield phrase("a duration is not a number")
    if not 0 <= answer.invented_markers < HIGHEST:
        yield phrase("the number of invented markers makes no sense")
    if max(len(answer.citations), len(answer.hits)) > MOST_SOURCES:
        yield Reason("it has more than {limit} sources", limit=MOST_SOURCES)
    for citation in answer.citations:
        yield from _citation_faults(citation)
    for hit in answer.hits:
        yield from _hit_faults(hit)


def _citation_faults(citation: Citation) -> Iterator[str]:
    if not 1 <= citation.marker <= 999:
        yield phrase("the number of a citation is not between 1 and 999")
    if len(citation.quote) > LONGEST_QUOTE:
        yield Reason("a quotation is longer than {limit:,} characters", limit=LONGEST_QUOTE)
    if not _fits(citation.start, citation.end, citation.quote):
        yield phrase("a quotation and its position do not agree")
    if citation.lead and not _fits(citation.lead.start, citation.lead.end, citation.lead.text):
        yield phrase("the words before a quotation and their position do not agree")
    yield from _passage_faults(citation.passage)


def _hit_faults(hit: Hit) -> Iterator[str]:
    if not math.isfinite(hit.score):
        yield phrase("a score is not a number")
    yield from _passage_faults(hit.passage)


def _passage_faults(passage: Passage) -> Iterator[str]:
    if len(passage.text) > LONGEST_TEXT:
        yield Reason("a passage is longer than {limit:,} characters", limit=LONGEST_TEXT)
    if not _fits(passage.start, passage.end, passage.text):
        yield phrase("a passage and its position do not agree")
    if passage.time_s is not None and not 0 <= passage.time_s < HIGHEST:
        yield phrase("the time of a passage makes no sense")


def _fits(start: int, end: int, text: str) -> bool:
    return 0 <= start <= end < HIGHEST and end - start == len(text)
