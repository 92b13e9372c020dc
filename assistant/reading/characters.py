"""One way to write what looks the same, so that what a person cannot see breaks no search.

Kept: everything visible, and joiners where they change the letters (Persian, Indic scripts, emoji).
Changed: spaces of every width to a plain one; ligatures, Arabic presentation forms and Kangxi
radicals to their letters; composed and decomposed accents to composed ones (NFC).
Removed: soft hyphens, zero widths, direction marks, and hidden characters that could carry text
nobody sees. Not here: line ends and encodings (`decode`).
"""

from __future__ import annotations

import re
import unicodedata
from typing import NamedTuple

from assistant.reason import Reason, phrase

_SURROGATE = re.compile("[\ud800-\udfff]")
# No-break, thin, ideographic and others; a Hangul filler and a blank Braille cell look like one.
_SPACES = dict.fromkeys(
    map(ord, "\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a"), " "
) | dict.fromkeys(map(ord, "\u202f\u205f\u3000\u3164\uffa0\u2800"), " ")
# Latin, Hebrew and Arabic forms of letters; radicals that some PDFs have for Chinese characters.
# Out of the Arabic ones those whose letters would come with a space before them.
_FORMS = {
    code: letters
    for block in ((0xFB00, 0xFDD0), (0xFDF0, 0xFDFA), (0xFE70, 0xFEFD), (0x2F00, 0x2FD6))
    for code in range(*block)
    if (letters := unicodedata.normalize("NFKC", chr(code))) != chr(code) and letters[0] != " "
}
# Soft hyphen, zero-width space, word joiner, byte order mark, invisible operators of formulas,
# the place of a picture, and the marks of direction that stand between letters.
_UNSEEN = dict.fromkeys(
    map(ord, "\u00ad\u200b\u2060\ufeff\u180e\u2061\u2062\u2063\u2064\ufffc\u200e\u200f\u061c")
)
_TABLE = _SPACES | _FORMS | _UNSEEN
_CHANGED = re.compile(f"[{''.join(map(re.escape, map(chr, _TABLE)))}]")

# Scripts whose letters join or stack, and emoji: what a joiner may stand behind.
_JOINED = (
    "\u0600-\u109f\u1700-\u18af\u1a00-\u1cff\ua800-\uabff"
    "\u2190-\u2bff\ufe0f\U00010a00-\U00011fff\U0001f000-\U0001faff"
)
_LOOSE_JOINER = re.compile(f"(?<![{_JOINED}])[\u200c\u200d]+|(?<=[\u200c\u200d])[\u200c\u200d]+")
# One selector chooses how the character before it looks; others behind it can carry hidden text.
# Those of the supplement are for Chinese characters only.
_LOOSE_SELECTOR = re.compile(
    "(?<=[\ufe00-\ufe0f\U000e0100-\U000e01ef])[\ufe00-\ufe0f\U000e0100-\U000e01ef]+"
    "|(?<![\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff])[\U000e0100-\U000e01ef]+"
)
# Embeddings, overrides and isolates turn the order of what follows ("Trojan Source", 2021);
# deprecated format characters do the same in old programs.
_DIRECTION = re.compile("[\u202a-\u202e\u2066-\u2069\u206a-\u206f]")
# Tags spell ASCII that nobody sees; they are only right in the flags of Scotland, Wales, ...
_TAG = re.compile("(\U0001f3f4[\U000e0020-\U000e007e]{1,6}\U000e007f)|[\U000e0000-\U000e007f]")
# Said of one, and of several.
_DIRECTION_SAID = (
    phrase("removed {count} invisible direction control"),
    phrase("removed {count} invisible direction controls"),
)
_TAG_SAID = (
    phrase("removed {count} invisible character that spells hidden text"),
    phrase("removed {count} invisible characters that spell hidden text"),
)
# Most texts hold none of what is looked for above; this finds out in one pass.
_ANY_LOOSE = re.compile(
    "[\u200c\u200d\ufe00-\ufe0f\u202a-\u202e\u2066-\u206f\U000e0000-\U000e01ef]"
)


class PlainText(NamedTuple):
    """Text in one way of writing, and how many dangerous characters it is rid of."""

    text: str
    direction_controls: int
    hidden_tags: int

    @property
    def notes(self) -> tuple[Reason, ...]:
        """One sentence for each kind of dangerous character that was removed."""
        counts = (
            (self.direction_controls, *_DIRECTION_SAID),
            (self.hidden_tags, *_TAG_SAID),
        )
        return tuple(Reason(one if n == 1 else many, count=n) for n, one, many in counts if n)


def plain_text(text: str) -> PlainText:
    """The text as it looks, in one way of writing. Doing it twice changes nothing."""
    directions = tags = 0
    text = replace_surrogates(text)
    if _CHANGED.search(text):
        text = text.translate(_TABLE)
    if _ANY_LOOSE.search(text):
        text, directions = _DIRECTION.subn("", text)
        text, tags = _without_tags(text)
        text = _without_loose(text)
    # Last: what was removed above may have stood between a letter and its accent.
    return PlainText(unicodedata.normalize("NFC", text), directions, tags)


def plain_characters(text: str) -> str:
    """The text as it looks, in one way of writing."""
    return plain_text(text).text


def replace_surrogates(text: str) -> str:
    """The text with half surrogate pairs replaced: they cannot be encoded as UTF-8."""
    return _SURROGATE.sub("\ufffd", text)


def _without_tags(text: str) -> tuple[str, int]:
    kept = _TAG.sub(lambda found: found[1] or "", text)
    return kept, len(text) - len(kept)


def _without_loose(text: str) -> str:
    before = None
    while text != before:  # one that is removed may have been what another stood behind
        before = text
        text = _LOOSE_JOINER.sub("", _LOOSE_SELECTOR.sub("", text))
    return text
