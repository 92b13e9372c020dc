"""What a reader of a PDF should know: pages without text, poor pages, lines that were taken out."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

from assistant.reading.page_lines import Page
from assistant.reading.page_quality import Quality
from assistant.reading.running_heads import Stripped
from assistant.reading.sections import short_label

_MOST_NAMED = 20  # pages listed by number
_LEAST_SAME_CHARS = 200  # of a page that repeats the one before it; forms and covers are shorter
_QUOTED_CHARS, _MOST_QUOTED = 60, 4  # of running lines, in one note


def page_list(labels: Sequence[str]) -> str:
    """The pages by their labels: "p. 3", or "12 pages: p. 3, 4, ..."."""
    if len(labels) == 1:
        return f"p. {labels[0]}"
    more = ", ..." if len(labels) > _MOST_NAMED else ""
    return f"{len(labels)} pages: p. " + ", ".join(labels[:_MOST_NAMED]) + more


def missing_notes(missing: int, count: int) -> Iterator[str]:
    """What is known of pages that the file announces and does not have."""
    if missing > 0:
        yield f"says it has {count + missing} pages, {count} were found: the rest is damaged"


def empty_notes(
    pages: Sequence[Page], empty: Sequence[int], broken: Sequence[str]
) -> Iterator[str]:
    """What is known of pages that gave no text; `pages` as they were, with their running lines."""
    if broken:
        yield f"{page_list(broken)}: damaged, not read"
    labels = [(pages[i].label, any(line.text.strip() for line in pages[i].lines)) for i in empty]
    if bare := [label for label, written in labels if not written and label not in broken]:
        yield f"no text on {page_list(bare)}: needs OCR"
    if rest := [label for label, written in labels if written]:
        yield f"{page_list(rest)}: only a running line; blank, or a picture that needs OCR"


def running_notes(stripped: Stripped) -> Iterator[str]:
    """One sentence for what was removed from the edges of pages."""
    often = sorted(stripped.removed, key=lambda pair: -pair[1])
    named = [
        f'"{short_label(text, chars=_QUOTED_CHARS)}" ({n})' for text, n in often[:_MOST_QUOTED]
    ]
    rest = sum(n for _, n in often[_MOST_QUOTED:])
    parts = (
        f"running heads and feet: {', '.join(named)}" if named else "",
        f"{rest} others" if rest else "",
        f"page numbers ({stripped.page_numbers})" if stripped.page_numbers else "",
    )
    if any(parts):
        yield "left out of the text: " + "; ".join(part for part in parts if part)


def quality_notes(labels: Sequence[str], qualities: Sequence[Quality]) -> Iterator[str]:
    """One sentence for each kind of page that cannot be trusted."""
    pages: dict[Quality, list[str]] = defaultdict(list)
    for label, quality in zip(labels, qualities, strict=True):
        if quality.level != "good":
            pages[quality].append(label)
    for quality, found in pages.items():
        yield (
            f"{page_list(found)}: the text layer is {quality.level} ({quality.reason});"
            " check quotations against the page"
        )


def repeated_notes(labels: Sequence[str], texts: Sequence[str]) -> Iterator[str]:
    """One sentence for pages with the same text as the page before them."""
    again = [
        labels[i]
        for i in range(1, len(texts))
        if len(texts[i]) >= _LEAST_SAME_CHARS and texts[i] == texts[i - 1]
    ]
    if again:
        yield f"{page_list(again)}: the same text as on the page before"
