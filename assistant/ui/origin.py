"""Whether a request was made by a page of another site, as the browser that sent it says.

Gradio lets any page of this machine, and with a host of the network any page at all, call its
endpoints with the reader's cookies. So what another page asks for is refused before it gets there:
a form or a script elsewhere could upload, ask or sign in on the reader's behalf.

Method: the resource isolation policy of web.dev, on Fetch Metadata (W3C), with `Origin` for the
browsers and addresses that send no metadata (plain http to another machine is one). A program is no
browser, sends neither, and is let through: it needs no reader to be tricked.
"""

from __future__ import annotations

from urllib.parse import urlsplit

from starlette.datastructures import Headers

# "same-site" is not among them: every other port of this machine is the same site.
OURS = ("same-origin", "none")  # none: typed, or opened from a bookmark
READING = ("GET", "HEAD")
PORTS = {"http": 80, "https": 443}


def is_foreign(method: str, headers: Headers) -> bool:
    """Whether another page caused this request. Following a link to the page is not foreign."""
    site = headers.get("sec-fetch-site")
    if site is None:
        origin = headers.get("origin")
        return origin is not None and not _names(origin, headers.get("host", ""))
    if site in OURS:
        return False
    follows_link = (
        headers.get("sec-fetch-mode") == "navigate" and headers.get("sec-fetch-dest") == "document"
    )
    return not (method in READING and follows_link)


def _names(origin: str, host: str) -> bool:
    """Whether an `Origin` is the host the request was sent to; "null" never is."""
    try:
        parts = urlsplit(origin)
        default = PORTS[parts.scheme]
        meant = urlsplit(f"//{host}")
        return (parts.hostname, parts.port or default) == (meant.hostname, meant.port or default)
    except (KeyError, ValueError):
        return False
