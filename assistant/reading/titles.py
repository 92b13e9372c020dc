"""Lines that are headings by what they say or how they stand, with no number counted.

Parts that name themselves ("Section II: Rights", "ARTICLE 3", "Annex XI", "第三条"), lines in
capitals, underlined lines, and short lines that stand alone.
"""

from __future__ import annotations

import re

from assistant.reading.lines import Line, is_drawn
from assistant.reading.numbering import read_mark
from assistant.reading.sections import Heading, short_label

_ROMAN = r"(?:[IVXLC]+|\d+(?:\.\d+)?|[A-Z])"
_PART = re.compile(
    rf"(?P<word>title|part|annex|exhibit|schedule|appendix|attachment|addendum|chapter|section"
    rf"|article|clause)\s+(?P<number>{_ROMAN})(?![\w])(?P<rest>[^\n]*)",
    re.I,
)
# The only one of its kind has no number.
_LONE_PART = re.compile(
    r"(?P<word>annex|exhibit|schedule|appendix|attachment|addendum)(?P<rest>\s*[:–—-]\s*\S[^\n]*|)",
    re.I,
)
_HAN_PART = re.compile(
    r"(?:第\s*(?P<number>[〇零一二三四五六七八九十百\d]{1,5})\s*(?P<word>[编編部章节節条條])"
    r"|(?P<annex>附[件錄录表])\s*(?:[〇零一二三四五六七八九十\dA-Z]{0,3}))(?P<rest>[\s:：、.．][^\n]*|)"
)
_PART_LEVELS = {
    "chapter": 2, "section": 3, "article": 4, "clause": 4,
    "编": 1, "編": 1, "部": 1, "章": 2, "节": 3, "節": 3, "条": 4, "條": 4,
}  # fmt: skip  # all other parts: 1
_LEVEL_OF_DOTTED_PART = 5  # "Section 3.1" of a contract stands inside its "ARTICLE 3"
LEVEL_OF_LINE = 5  # a line in capitals, underlined, or alone
LEVEL_OF_CLAUSE = 7  # "1."; "1.1" is one deeper, and so on
_MARKED = re.compile(r"#{1,6}[ \t]+(\S.*)")  # in a text that is Markdown in two lines only
_UNDERLINE = re.compile(r"([=\-~^*+#\"'`:._])\1{2,}")
_CLOSING = re.compile(r"end of\b", re.I)  # "END OF TERMS AND CONDITIONS" closes what is above
_NO_TITLE = re.compile(r"copyright\s*(?:\(c\)|©|<|\[|\d{4})|all rights reserved", re.I)
_SENTENCE_END = re.compile(r"(?<!\b[A-Za-z])[.](?=\s|$|[A-Z][a-z])|[:;](?=\s|$)|[。：；]")
_LEAST_DIVIDER_CHARS = 10
_MOST_WORDS = 12  # of a heading that only its shape gives away
_MOST_CHARS = 80
_MOST_SUBTITLE_CHARS = 300
_MOST_TITLE_CHARS = 60  # of a clause's own title; longer is how its first sentence begins
# A line that stands alone is a title when more text than this follows; on slides every word does.
_LEAST_TEXT_BELOW = 40


def heading_of(line: Line, following: Line | None) -> Heading | None:
    """The heading that a line without a number in front is, if it is one."""
    if found := _MARKED.match(line.text):
        return Heading(line.start, LEVEL_OF_LINE, clean_label(found[1]))
    if found := _PART.match(line.text):
        return _part(line, found)
    if found := _LONE_PART.fullmatch(line.text) or _HAN_PART.fullmatch(line.text):
        return _named_part(line, found)
    if following is not None and _stands_alone(line):
        # Without a blank line between, only a title in capitals above "... to:" shows as one.
        announced = is_title(line.text) and " " in line.text and following.text.endswith(":")
        return _line_heading(line, following) if line.closes or announced else None
    return None


def is_underline(line: Line | None, above: Line) -> bool:
    """Whether a line is the rule under a heading."""
    return line is not None and not above.closes and bool(_UNDERLINE.fullmatch(line.text))


def is_divider(line: Line) -> bool:
    """Whether a line is a rule between two parts of a text."""
    apart = line.opens and line.closes and len(line.text) >= _LEAST_DIVIDER_CHARS
    return apart and is_drawn(line.text)


def clean_label(text: str) -> str:
    """A label without emphasis and closing punctuation."""
    return short_label(re.sub(r"\*\*|\\(?=\W)", "", text).strip(" *").rstrip(" .:。：；;"))


def first_words(line: str, begin: int = 0) -> str:
    """A clause's own title where it has one ("2. Grant of License."), else how it begins.

    `begin`: where the words behind its number begin.
    """
    end = _SENTENCE_END.search(line, begin)
    return line[: end.start()] if end and end.start() <= _MOST_CHARS else line


def is_title(words: str, *, chars: int = _MOST_TITLE_CHARS) -> bool:
    """Whether all words of some length are capitalised, and nothing ends a sentence."""
    long_words = [word for word in re.findall(r"[^\W\d_]+", words) if len(word) > 3]
    most = _MOST_TITLE_CHARS if words.isupper() else chars  # longer, it is a sentence in capitals
    short = 0 < len(words) <= most and words[-1] not in ".,;"
    return short and bool(long_words) and all(word[0].isupper() for word in long_words)


def is_part(label: str) -> bool:
    """Whether a heading names a part by its number alone: "Article 53", "ANNEX XI"."""
    found = _PART.fullmatch(label)
    return bool(found and not found["rest"].strip(" .:"))


def part_level(label: str) -> int | None:
    """The level of a heading that begins with the name and number of a part; None: it does not."""
    found = _PART.match(label)
    if found is None or found["word"].islower():
        return None
    return _PART_LEVELS.get(found["word"].lower(), 1)


def has_subtitle(line: Line, following: Line) -> bool:
    """Whether "Article 53" has its title on the line below."""
    below = following.text
    if not is_part(line.text) or not line.opens or not following.closes:
        return False
    if len(below) > _MOST_SUBTITLE_CHARS or below[-1] in ".;:," or below[0] in "([":
        return False
    return not (_PART.match(below) or read_mark(below))


def _part(line: Line, found: re.Match[str]) -> Heading | None:
    """A part that says what it is. "Section 2 of this License applies" is a sentence instead."""
    rest = found["rest"].lstrip()
    named = not rest or rest[0] in ".:–—-)(" or ("." in found["number"] and rest[0].isupper())
    if not named or found["word"].islower():
        return None
    dotted = "." in found["number"]
    level = _LEVEL_OF_DOTTED_PART if dotted else _PART_LEVELS.get(found["word"].lower(), 1)
    label = (
        line.text
        if len(line.text) <= _MOST_CHARS
        else first_words(line.text, found.end("number") + 1)
    )
    return Heading(line.start, level, clean_label(label))


def _named_part(line: Line, found: re.Match[str]) -> Heading | None:
    word = found["word"]
    if word is not None and word.islower():
        return None
    label = (
        line.text
        if len(line.text) <= _MOST_CHARS
        else first_words(line.text, found.start("rest") + 1)
    )
    return Heading(line.start, _PART_LEVELS.get((word or "").lower(), 1), clean_label(label))


def _line_heading(line: Line, following: Line) -> Heading | None:
    """A title above text, or a banner ("TERMS AND CONDITIONS") straight above a clause."""
    leads = (
        len(following.text) >= _LEAST_TEXT_BELOW
        or _PART.match(following.text)
        or read_mark(following.text)
    )
    return Heading(line.start, LEVEL_OF_LINE, clean_label(line.text)) if leads else None


def _stands_alone(line: Line) -> bool:
    """Whether a paragraph of one line looks like a title rather than a sentence."""
    text = line.text
    words = text.split()
    if not (1 <= len(words) <= _MOST_WORDS and 4 <= len(text) <= _MOST_CHARS):
        return False
    if text[-1] == "." and line.apart and " " in text and is_title(text[:-1]):
        text = text[:-1]
    if not re.match(r"[^\W\d_]", text) or text[-1] in ".,;:!\"”')" or "://" in text:
        return False
    if _CLOSING.match(text) or _NO_TITLE.match(text):
        return False
    if text.isupper():
        return True
    capitals = sum(word[0].isupper() for word in words)
    return text[0].isupper() and capitals * 2 >= len(words) and not re.search(r"\d{4}|©|@", text)
