from __future__ import annotations

import pytest

from assistant.ui.markdown import to_html


def draw(marker: int) -> str:
    return f"<a>{marker}</a>" if marker < 4 else ""


def p(html: str) -> str:
    return f'<p dir="auto">{html}</p>'


def code(language: str, html: str) -> str:
    return f'<pre><code class="language-{language}">{html}\n</code></pre>'


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("It *is* **open** [1].", p("It <em>is</em> <strong>open</strong>\u202f<a>1</a>.")),
        ("Both [1][2], not [9].", '<p dir="auto">Both\u202f<a>1</a><a>2</a>, not\u202f[9].</p>'),
        ("# One", '<h3 dir="auto">One</h3>'),
        ("<b>x</b> & y", '<p dir="auto">&lt;b&gt;x&lt;/b&gt; &amp; y</p>'),
        ("![a](http://x/y)", '<p dir="auto">![a](http://x/y)</p>'),
        ("[a](http://x/y) <http://z>", '<p dir="auto">[a](http://x/y) &lt;http://z&gt;</p>'),
        ("[1]: http://x\n\nSee [1]", p("<a>1</a>: http://x") + "\n" + p("See\u202f<a>1</a>")),
        ("`[1] <i>`", '<p dir="auto"><code>[1] &lt;i&gt;</code></p>'),
        ("```js onload=x\n<script>\n```", code("js", "&lt;script&gt;")),
        ('```x"onload="y\nz\n```', code("x&quot;onload=&quot;y", "z")),
        ("", ""),
    ],
)
def test_markdown_becomes_html_that_cannot_do_anything(text: str, html: str) -> None:
    assert to_html(text, draw) == html


def test_a_table_keeps_its_markers() -> None:
    html = to_html("| a | b |\n|---|---|\n| c [2] | d |", draw)

    assert '<td dir="auto">c\u202f<a>2</a></td>' in html
