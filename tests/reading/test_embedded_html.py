from __future__ import annotations

import pytest

from assistant.reading.embedded_html import readable_html


@pytest.mark.parametrize(
    ("written", "readable"),
    [
        ('<p align="center">Hello <b>you</b></p>', "\nHello you\n"),
        ("<!-- hidden --> seen", " seen"),
        ("<script>alert(1)</script>seen", "seen"),
        ('<img alt="Licence: MIT" src="x.png">', "Licence: MIT "),
        ('<a href="https://x">Amber</a>', "Amber"),
        ("10<sup>25</sup> operations, CO<sub>2</sub>", "10^25 operations, CO2"),
        ("# <p>BLOOM<br/>_Model_</p>\ntext", "#  BLOOM _Model_ \ntext"),
        ("| a<br>b | `<br>` |\n", "| a b | `<br>` |\n"),
        ("| a<br>b | c |\n", "| a b | c |\n"),
        ("<h1 align='center'>The <i>Title</i></h1>", "\n\n# The Title\n\n"),
        ("a\n      <a href='x'>link</a>\n    code", "a\nlink\n    code"),
        ("&gt;&gt; Thanks &amp; bye", ">> Thanks & bye"),
        ("(c) <year> <owner>, <https://x.org>", "(c) <year> <owner>, <https://x.org>"),
        ("`<br>` stays, <br> goes", "`<br>` stays, \n goes"),
        ("```\n<div>code</div>\n```\n<div>text</div>", "```\n<div>code</div>\n```\n\ntext\n"),
    ],
)  # fmt: skip
def test_tags_go_and_words_stay(written: str, readable: str) -> None:
    assert readable_html(written) == readable


def test_a_table_becomes_a_markdown_table_that_is_finished() -> None:
    html = (
        "before<table><tr><th>Tag</th><th>Params</th></tr>"
        "<tr><td>&lt;b&gt;</td><td><b>7B</b></td></tr></table>after"
    )

    assert readable_html(html) == (
        "before\n\n| Tag | Params |\n| --- | --- |\n| <b> | 7B |\n\nafter"
    )


def test_tables_inside_tables_are_one_stretch() -> None:
    inner = "<table><tr><th>a</th><th>b</th></tr><tr><td>1</td><td>2</td></tr></table>"
    html = f"x <table><tr><td>Left</td><td>{inner}</td></tr></table> y"

    assert readable_html(html).strip() == (
        "x \n\nLeft\n\n| a | b |\n| --- | --- |\n| 1 | 2 |\n\n y"
    )


def test_a_table_without_an_end_and_one_in_code_are_no_tables() -> None:
    html = "`<table>` is <table><tr><td>open</td> text `</table>` end"

    assert readable_html(html).split() == "`<table>` is open text `</table>` end".split()


def test_a_page_saved_inside_markdown_becomes_markdown() -> None:
    page = (
        "saved page\n\n<!DOCTYPE HTML>\n<html><head><title>T</title></head><body>"
        "<nav>Menu</nav><h1>Contract</h1>\n\n<p>We will\n\nkeep it.</p></body></html>\n"
    )

    assert readable_html(page).split() == "saved page # Contract We will keep it.".split()
