from __future__ import annotations

import pytest

from assistant.reading.embedded_html import readable_html
from assistant.reading.images import with_telling_links, without_images

_BADGE = "https://img.shields.io/badge/Code__License-Apache_2.0-f5de53?&color=f5de53"


@pytest.mark.parametrize(
    ("written", "readable"),
    [
        ("![A grid of [small] pictures](../a.jpg)", "A grid of [small] pictures"),
        ("![no image] ![words](a (b).png)", "![no image] ![words](a (b).png)"),
        ('![words](x.png "Title")', "words"),
        ("[![license](https://x/y.svg)](https://x/LICENSE)", "[license](https://x/LICENSE)"),
        ("[![](https://x/y.svg)](https://x/)!", "!"),
        ("![image.png](a/image.png)", ""),
        (f"![Code License]({_BADGE})", "Code License (Code_License: Apache 2.0)"),
        ("![](https://img.shields.io/badge/x--y-1-red)", "x-y: 1"),
        (f"<img alt='License' src=\"{_BADGE}\"/>", "License (Code_License: Apache 2.0) "),
        ('<img width=3 alt="MIT &amp; more" src="x.png">', "MIT & more "),
        ("<img src=x.png>", ""),
    ],
)  # fmt: skip
def test_an_image_is_its_words(written: str, readable: str) -> None:
    assert without_images(written) == readable


def test_words_that_the_badge_shows_are_not_said_twice() -> None:
    text = '<img alt="Code License" src="https://img.shields.io/badge/Code_License-MIT-f5de53">'

    assert without_images(text) == "Code License: MIT "


def test_an_image_in_code_stays_as_it_is_written() -> None:
    assert readable_html("`![a](b)` ![c](d)") == "`![a](b)` c"
    assert readable_html("```\n![a](b)\n```\n<br>") == "```\n![a](b)\n```\n\n"


def test_html_links_keep_a_target_that_names_a_license_or_a_paper() -> None:
    assert with_telling_links(
        '<a href="https://x.org/LICENSE-MODEL"><b>Model</b> terms</a>'
        " <a class=z href='https://arxiv.org/abs/1'>Paper</a>"
    ) == ("[Model terms](https://x.org/LICENSE-MODEL) [Paper](https://arxiv.org/abs/1)")
    assert readable_html('<a href="https://x.org/chat">Chat</a> <a href="#license">x</a>') == (
        "Chat x"
    )
