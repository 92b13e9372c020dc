"""Whether a piece of the page can do anything: fetch, run, cover, or ask for something."""

from __future__ import annotations

from html.parser import HTMLParser

# Everything our renderers write. What is not here came from somebody else.
TAGS = frozenset(
    "a article aside bdi blockquote br button code dd details div dl dt em footer h1 h2 h3 h4 h5 h6"
    " header hr li main mark nav ol p pre s section small span strong sub summary sup table tbody"
    " td tfoot th thead time tr ul".split()
)
ATTRIBUTES = frozenset(
    "id class dir lang href hreflang rel target title tabindex open role type colspan rowspan"
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


# The same of a page in the browser, for all that we draw ourselves: what was found, and whether
# anything lies over the question box.
LOOK = """
() => {
  const tags = new Set(TAGS), attributes = new Set(ATTRIBUTES), found = [];
  const roots = document.querySelectorAll('.html-container, #past, #current, #cards');
  for (const root of roots) for (const element of root.querySelectorAll('*')) {
    const tag = element.localName;
    if (element.closest('[data-testid=status-tracker]')) continue;  // Gradio's own
    if (!tags.has(tag)) found.push(`<${tag}>`);
    for (const {name, value} of element.attributes) {
      const ours = attributes.has(name) || /^(aria|data)-/.test(name);
      if (tags.has(tag) && !ours) found.push(`<${tag} ${name}=${value}>`);
      if (name === 'href' && !/^(#|\\/[a-z]{2}\\/\\?lang=|read\\/|original\\/|https?:)/.test(value))
        found.push(`<${tag} href=${value}>`);
    }
    if (getComputedStyle(element).position === 'fixed' && !element.closest('button'))
      found.push(`<${tag}> covers the page`);
  }
  if (window.owned !== undefined) found.push('something ran');
  if (document.querySelectorAll('#layout').length > 1) found.push('a second layout');
  if (document.querySelector('input[type=password]')) found.push('a password is asked for');
  return found;
}
""".replace("TAGS", str(sorted(TAGS))).replace("ATTRIBUTES", str(sorted(ATTRIBUTES)))
