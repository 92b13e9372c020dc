"""What can be somebody's name, what says that nobody is named, and how that is shown."""

from __future__ import annotations

import re

NOT_NAMED = "Speaker not named"

# Labels of a transcript that are nobody. Compared in lower case.
_NOBODY = frozenset(
    "break jingle music intro outro introduction ad ads advert sponsor sponsors applause laughter"
    " silence transcript note notes summary chapters chapter topic topics time date location"
    " video audio q a question answer example input output prompt response user assistant system"
    " human bot model warning important tip key".split()
)
# Somebody who speaks without a name: "UNKNOWN", "SPEAKER_S3", "Speaker 2", "Audience member".
_UNNAMED = re.compile(
    r"(?:unknown|unidentified|unnamed|inaudible)\b.*"
    r"|(?:(?:male|female)[ _])?(?:speaker|spk|voice|participant|guest|audience|attendee|caller"
    r"|host|moderator|interviewer|interviewee|presenter|panell?ist|narrator|man|woman)"
    r"(?:[ _](?:member|voice|question))?(?:[ _#-]{0,2}(?:[a-z]{1,2}[ _-]?)?\d{0,3})",
    re.I,
)
_SAYS_NOTHING = re.compile(r"(?:unknown|unidentified|unnamed|inaudible|speaker|voice)\b\D*", re.I)


def clean_name(name: str) -> str:
    """A name without what surrounds it: white space, the colon or dash behind it."""
    return " ".join(name.split()).strip(" :;,*_-–—>")


def is_unnamed(name: str) -> bool:
    """Whether a label says that somebody speaks who is not named."""
    return _UNNAMED.fullmatch(name) is not None


def is_person(name: str) -> bool:
    """Whether a label can be somebody's name."""
    words = name.lower().split()
    return bool(words) and words[0] not in _NOBODY and not is_unnamed(name)


def shown_name(name: str | None) -> str:
    """How a speaker's label is shown: a name as it is, else that nobody is named."""
    if not name or _SAYS_NOTHING.fullmatch(name):
        return NOT_NAMED
    return f"{name} (not named)" if is_unnamed(name) else name
