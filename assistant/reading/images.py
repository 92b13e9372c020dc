"""Images and links of Markdown and HTML as the words they stand for.

An image is its alternative text, a badge the words painted on it ("License: MIT"): often the only
place where a README names its license. The target of an HTML link stays, as a Markdown link, where
it says which license or paper is meant; elsewhere it only leads on. Markdown's own links stay.
"""

from __future__ import annotations

import html
import re
from urllib.parse import unquote

# The path of such an address is the text of the badge: label, message, colour.
_BADGE = re.compile(r"//img\.shields\.io/badge/([^?#\s\"']+)", re.I)
_DASH = re.compile(r"(?<!-)-(?!-)")
_MARKDOWN_IMAGE = re.compile(
    r"!\[(?P<alt>(?:[^\[\]\n]|\[[^\[\]\n]*\])*)\]"
    r"\([ \t]*(?P<src>(?:[^()\s]|\([^()\s]*\))*)(?:[ \t]+(?:\"[^\"\n]*\"|'[^'\n]*'))?[ \t]*\)"
)
_HTML_IMAGE = re.compile(r"<img(?=[\s/>])(?P<rest>[^<>]*)>", re.I)
_ATTRIBUTE = r"\b{}\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s\"'>]+))"
_ALT, _SRC, _HREF = (re.compile(_ATTRIBUTE.format(name), re.I) for name in ("alt", "src", "href"))
_FILE_NAME = re.compile(r"\S*\.(?:png|jpe?g|gif|svg|webp)", re.I)
_WORDLESS_LINK = re.compile(r"\[\s*\]\([^()\s]*\)")
_LINK = re.compile(r"<a(?=\s)(?P<rest>[^<>]*)>(?P<words>(?:[^<]|<(?!/?a\b))*)</a\s*>", re.I)
_TELLING = re.compile(
    r"licen[cs]e|arxiv\.org|doi\.org|openreview\.net|aclanthology|/papers?\b", re.I
)
_TAG = re.compile(r"<[^<>]*>")


def without_images(text: str) -> str:
    """The text with the words of its images in their place."""
    if "![" in text:
        text = _MARKDOWN_IMAGE.sub(lambda image: _words(image["alt"], image["src"]), text)
        text = _WORDLESS_LINK.sub("", text)
    return _HTML_IMAGE.sub(_html_image, text)


def with_telling_links(text: str) -> str:
    """The text with HTML links to licenses and papers as Markdown links."""
    return _LINK.sub(_link, text)


def _html_image(image: re.Match[str]) -> str:
    words = _words(_value(_ALT, image["rest"]), _value(_SRC, image["rest"]))
    return f"{words} " if words else ""


def _link(link: re.Match[str]) -> str:
    target = _value(_HREF, link["rest"])
    words = " ".join(_TAG.sub(" ", link["words"]).split())
    if not words or not re.match(r"https?://\S+$", target) or not _TELLING.search(target):
        return link[0]
    return f"[{words}]({target})"


def _value(attribute: re.Pattern[str], tag: str) -> str:
    found = attribute.search(tag)
    return html.unescape(next((v for v in found.groups() if v), "")).strip() if found else ""


def _words(alt: str, source: str) -> str:
    """The words on a badge, those of its alternative text that it lacks before them."""
    alt = "" if _FILE_NAME.fullmatch(alt.strip()) else " ".join(alt.split())
    badge = _BADGE.search(source)
    if badge is None:
        return alt
    # A colour comes last; "--" and "__" are a dash and an underscore, "_" a space.
    parts = [
        unquote(part).replace("--", "-").replace("__", "\0").replace("_", " ").replace("\0", "_")
        for part in _DASH.split(badge[1])
    ]
    shown = ": ".join(" ".join(part.split()) for part in parts[:-1] or parts if part.strip())
    lacking = set(re.findall(r"\w+", alt.lower())) - set(re.findall(r"\w+", shown.lower()))
    return f"{alt} ({shown})" if lacking and shown else shown or alt
