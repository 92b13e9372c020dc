"""Whether a piece of the page can do anything: fetch, run, cover, or ask for something."""

from __future__ import annotations

from html.parser import HTMLParser

# Everything our renderers write. What is not here came from somebody else.
TAGS = frozenset(
    "a article aside bdi blockquote br button code dd details div dl dt em footer h1 h2 h3 h4 h5 h6"
    " header hr li main mark ol p pre s section small span strong sub summary sup table tbody"
    " td tfoot th thead time tr ul".split()
)
ATTRIBUTES = frozenset(
    "id class dir lang href rel target title tabindex open role type colspan rowspan"
    " scope datetime start hidden".split()
)


class _Finder(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in TAGS:
            self.found.append(f"<{tag}>")
        for name, value in attrs:
            if not (name in ATTRIBUTES or name.startswith(("aria-", "data-"))):
                self.found.append(f"<{tag} {name}={value!r}>")
            if name == "href" and not _leads_nowhere_unasked(dict(attrs)):
                self.found.append(f"<{tag} href={value!r}>")


def _leads_nowhere_unasked(attrs: dict[str, str | None]) -> bool:
    href, rel = attrs.get("href") or "", attrs.get("rel") or ""
    if href.startswith(("#", "read/", "original/")):
        return True
    return href.startswith(("http://", "https://")) and "noreferrer" in rel and "noopener" in rel


def active(html: str) -> list[str]:
    """What in the HTML is none of ours, or leads somewhere it must not; [] when it is harmless."""
    finder = _Finder()
    finder.feed(html)
    finder.close()
    return finder.found


# Of everything we draw in the browser, with the boxes and buttons of the other views: what fetches,
# runs, covers the page or asks for a password, and none of our own pieces does.
LOOK = """
() => {
  const tags = new Set(("script style link meta base iframe frame object embed img picture source"
    + " video audio track svg math form dialog noscript marquee x-chip").split(" "));
  const unwanted = /^(on|src|srcset|poster|background|ping|action|formaction|style$|autofocus$)/;
  const found = [];
  for (const root of document.querySelectorAll('.html-container')) {
    for (const element of root.querySelectorAll('*')) {
      if (element.closest('[data-testid=status-tracker]')) continue;  // Gradio's own
      const tag = element.localName;
      if (tags.has(tag)) found.push(`<${tag}>`);
      for (const {name, value} of element.attributes) {
        if (unwanted.test(name)) found.push(`<${tag} ${name}=${value}>`);
        const elsewhere = /^\\s*([a-z][a-z0-9+.-]*:|\\/\\/)/i.test(value);
        const named = /^https?:/.test(value) && /noopener noreferrer/.test(element.rel ?? '');
        if (name === 'href' && elsewhere && !named) found.push(`<${tag} href=${value}>`);
      }
      if (getComputedStyle(element).position === 'fixed') found.push(`<${tag}> covers the page`);
    }
  }
  if (window.owned !== undefined) found.push('something ran');
  if (document.querySelectorAll('#layout').length > 1) found.push('a second layout');
  if (document.querySelector('input[type=password], input[type=image]'))
    found.push('a password is asked for');
  return found;
}
"""
