"""Which language a text is in: by its script, and for Latin letters by its commonest words.

Good enough to say "this hit is a Japanese translation"; not a general language detector.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping

DEFAULT_LANGUAGE = "en"  # of Latin letters without a word that tells, such as a table of numbers

_SAMPLE_CHARS = 20_000
_SCRIPTS = (  # in the order they are asked: kana and Han together are Japanese
    ("ja", re.compile("[\u3041-\u30ff\uff66-\uff9d]")),
    ("ko", re.compile("[\uac00-\ud7af]")),
    ("zh", re.compile("[\u4e00-\u9fff\u3400-\u4dbf]")),
    ("ar", re.compile("[\u0621-\u064a]")),
    ("he", re.compile("[\u05d0-\u05ea]")),
    ("ru", re.compile("[\u0400-\u04ff]")),
    ("el", re.compile("[\u0370-\u03ff]")),
    ("hi", re.compile("[\u0900-\u097f]")),
    ("th", re.compile("[\u0e00-\u0e7f]")),
)
_LETTER = re.compile(r"[^\W\d_]")
# A fifth: Chinese and Japanese say in one character what takes English four letters, and pages
# about software are full of English names.
_SCRIPT_SHARE = 0.2

# Words that are frequent in one of these languages and rare in the others.
COMMON_WORDS: Mapping[str, frozenset[str]] = {
    "en": frozenset("the and of to is that for with this are you not be or as it have".split()),
    "fr": frozenset("le les des est une et que pour dans qui sur pas vous avec du au".split()),
    "de": frozenset("der die und das ist nicht von mit den ein eine für auf auch zu dem".split()),
    "es": frozenset("el los las que y una por para con del se como más su al lo".split()),
    "it": frozenset("il che di è per una non con sono del della gli dei nel anche le".split()),
    "pt": frozenset("o que e uma para com não os do da em dos das mais são no".split()),
    "nl": frozenset("het een van en dat niet zijn voor met aan ook wordt deze bij naar op".split()),
}
# Fewer tell nothing: a list of language codes ("en, de, es") is not Dutch.
_LEAST_WORDS = 5
LANGUAGES = {
    "english": "en", "french": "fr", "german": "de", "spanish": "es", "italian": "it",
    "portuguese": "pt", "dutch": "nl", "japanese": "ja", "chinese": "zh", "korean": "ko",
    "arabic": "ar", "hebrew": "he", "russian": "ru", "greek": "el", "hindi": "hi", "thai": "th",
}  # fmt: skip


def detect_language(text: str) -> str:
    """The BCP 47 code of the language most of the text is in; empty where it has no letters."""
    sample = text[:_SAMPLE_CHARS]
    letters = len(_LETTER.findall(sample))
    if not letters:
        return ""
    for code, script in _SCRIPTS:
        if len(script.findall(sample)) > _SCRIPT_SHARE * letters:
            return code
    words = Counter(re.findall(r"[^\W\d_]+", sample.lower()))
    counts = {code: sum(words[w] for w in known) for code, known in COMMON_WORDS.items()}
    best = max(counts, key=lambda code: counts[code])
    is_plain = counts[best] >= _LEAST_WORDS and counts[best] > 2 * counts[DEFAULT_LANGUAGE]
    return best if is_plain else DEFAULT_LANGUAGE


def language_in_brackets(title: str) -> str | None:
    """The language a title names first in brackets: "(Japanese reference translation)"."""
    found = re.search(r"\(([A-Z][a-z]+)\b", title)
    return LANGUAGES.get(found[1].lower()) if found else None


def language_suffix(doc_id: str) -> str | None:
    """The language a file name ends in: `definition-ja.md`, `README_zh.md`."""
    found = re.search(r"[-_.]([a-z]{2})(?:-[A-Z]{2})?\.\w+$", doc_id)
    return found[1] if found and found[1] in LANGUAGES.values() else None
