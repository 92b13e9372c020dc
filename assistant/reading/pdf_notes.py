"""What a reader of a PDF should know: pages without text, poor pages, lines that were taken out."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from functools import reduce

from assistant.reading.page_lines import Page
from assistant.reading.page_quality import Quality
from assistant.reading.running_heads import Stripped
from assistant.reading.sections import short_label
from assistant.reason import Reason, phrase

_MOST_NAMED = 20  # pages listed by number
_LEAST_SAME_CHARS = 200  # of a page that repeats the one before it; forms and covers are shorter
_QUOTED_CHARS, _MOST_QUOTED = 60, 4  # of running lines, in one note


def page_list(labels: Sequence[str]) -> Reason:
    """The pages by their labels: "p. 3", or "12 pages: p. 3, 4, ..."."""
    if len(labels) == 1:
        return Reason("p. {label}", label=labels[0])
    named = ", ".join(labels[:_MOST_NAMED]) + (", ..." if len(labels) > _MOST_NAMED else "")
    return Reason("{count} pages: p. {labels}", count=len(labels), labels=named)


def missing_notes(missing: int, count: int) -> Iterator[Reason]:
    """What is known of pages that the file announces and does not have."""
    if missing > 0:
        yield Reason(
            "says it has {said} pages, {found} were found: the rest is damaged",
            said=count + missing,
            found=count,
        )


def empty_notes(
    pages: Sequence[Page], empty: Sequence[int], broken: Sequence[str]
) -> Iterator[Reason]:
    """What is known of pages that gave no text; `pages` as they were, with their running lines."""
    if broken:
        yield Reason("{pages}: damaged, not read", pages=page_list(broken))
    labels = [(pages[i].label, any(line.text.strip() for line in pages[i].lines)) for i in empty]
    if bare := [label for label, written in labels if not written and label not in broken]:
        yield Reason("no text on {pages}: needs OCR", pages=page_list(bare))
    if rest := [label for label, written in labels if written]:
        yield Reason(
            "{pages}: only a running line; blank, or a picture that needs OCR",
            pages=page_list(rest),
        )


def running_notes(stripped: Stripped) -> Iterator[Reason]:
    """One sentence for what was removed from the edges of pages."""
    often = sorted(stripped.removed, key=lambda pair: -pair[1])
    named = [
        f'"{short_label(text, chars=_QUOTED_CHARS)}" ({n})' for text, n in often[:_MOST_QUOTED]
    ]
    rest, numbers = sum(n for _, n in often[_MOST_QUOTED:]), stripped.page_numbers
    parts = [
        *([Reason("running heads and feet: {named}", named=", ".join(named))] if named else []),
        *([Reason("{count} others", count=rest)] if rest else []),
        *([Reason("page numbers ({count})", count=numbers)] if numbers else []),
    ]
    if parts:
        yield Reason("left out of the text: {parts}", parts=reduce(_and, parts))


def _and(one: Reason, other: Reason) -> Reason:
    return Reason("{one}; {other}", one=one, other=other)


def quality_notes(labels: Sequence[str], qualities: Sequence[Quality]) -> Iterator[Reason]:
    """One sentence for each kind of page that cannot be trusted."""
    pages: dict[Quality, list[str]] = defaultdict(list)
    for label, quality in zip(labels, qualities, strict=True):
        if quality.level != "good":
            pages[quality].append(label)
    for quality, found in pages.items():
        said = (
            phrase("{pages}: the text layer is poor ({reason}); check quotations against the page")
            if quality.level == "poor"
            else phrase(
                "{pages}: the text layer is unreadable ({reason}); check quotations against the"
                " page"
            )
        )
        yield Reason(said, pages=page_list(found), reason=quality.reason)


def repeated_notes(labels: Sequence[str], texts: Sequence[str]) -> Iterator[Reason]:
    """One sentence for pages with the same text as the page before them."""
    again = [
        labels[i]
        for i in range(1, len(texts))
        if len(texts[i]) >= _LEAST_SAME_CHARS and texts[i] == texts[i - 1]
    ]
    if again:
        yield Reason("{pages}: the same text as on the page before", pages=page_list(again))
