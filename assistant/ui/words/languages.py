"""The languages the page is made in, and which of them a browser asks for."""

from __future__ import annotations

from collections.abc import Mapping

from babel import negotiate_locale

from assistant.ui.words import Words
from assistant.ui.words.english import ENGLISH
from assistant.ui.words.french import FRENCH
from assistant.ui.words.german import GERMAN

# The first is the page's own, at `/`; the others lie at `/de/` and so on.
LANGUAGES: Mapping[str, Words] = {words.language: words for words in (ENGLISH, GERMAN, FRENCH)}


def path_of(language: str) -> str:
    """Where the page in this language lies on the site."""
    return "/" if language == ENGLISH.language else f"/{language}/"


def without_language(path: str) -> str:
    """The path on the site as it is in English."""
    for language in LANGUAGES:
        folder = path_of(language)
        if folder != "/" and path.startswith(folder):
            return path.removeprefix(folder.rstrip("/"))
    return path


def wanted_language(accept_language: str) -> str:
    """The language of ours that an `Accept-Language` header likes best; English when none is.

    RFC 9110, section 12.5.4: tags with a weight from 0 to 1, 1 where none is given.
    """
    liked = sorted(_tags(accept_language), key=lambda tag: -tag[1])
    tags = [tag for tag, weight in liked if weight > 0]
    return negotiate_locale(tags, list(LANGUAGES), sep="-") or ENGLISH.language


def words_for(path: str, accept_language: str) -> Words:
    """The words for who asks for this path: of the page it belongs to, else the browser's."""
    for language, words in LANGUAGES.items():
        if path_of(language) != "/" and path.startswith(path_of(language)):
            return words
    return LANGUAGES[wanted_language(accept_language)]


def _tags(accept_language: str) -> list[tuple[str, float]]:
    tags = []
    for part in accept_language.split(","):
        tag, _, weight = part.partition(";")
        try:
            tags.append((tag.strip(), float(weight.strip().removeprefix("q=") or 1)))
        except ValueError:  # a weight that is no number: not liked at all
            continue
    return tags
