from __future__ import annotations

from pathlib import Path

import pytest

from assistant.errors import ReadingError
from tests.reading.legal_texts import LEGAL
from tests.reading.samples import labels, read, text_of

_SENTENCE = "This paragraph has enough words in it to be taken for the text of an article. " * 3


def _page(body: str, title: str = "The Page Title") -> str:
    head = f"<html lang='en'><head><title>{title}</title></head>"
    return f"<!DOCTYPE html>{head}<body>{body}</body></html>"


def test_headings_are_sections_and_the_title_is_the_pages(tmp_path: Path) -> None:
    body = (
        f"<h1>Definition</h1><p>{_SENTENCE}</p><h2>What</h2><p>{_SENTENCE}</p>"
        f"<h2>Why</h2><h3>Reasons</h3><p>{_SENTENCE}</p>"
    )

    document = read(tmp_path, "a.html", _page(body))

    assert labels(document) == ["Definition", "What", "Why > Reasons"]
    assert document.source.title == "The Page Title"


def test_scripts_styles_and_navigation_are_not_read(tmp_path: Path) -> None:
    body = (
        "<nav>Menu</nav><script>evil()</script><style>p{}</style><noscript>no</noscript>"
        f"<p>{_SENTENCE}</p><footer>Imprint</footer>"
    )

    text = read(tmp_path, "a.html", _page(body)).text

    assert text.split() == _SENTENCE.split()


def test_a_menu_that_is_never_closed_does_not_swallow_the_page(tmp_path: Path) -> None:
    text = read(tmp_path, "a.html", _page(f"<nav>Menu<p>{_SENTENCE}</p>")).text

    assert text.split() == ["Menu", *_SENTENCE.split()]


def test_words_behind_a_tag_that_ends_the_page_are_not_taken_for_a_tag(tmp_path: Path) -> None:
    text = read(tmp_path, "a.html", f"<p>{_SENTENCE}</p> 1 <</html>2 words.").text

    assert text.split() == [*_SENTENCE.split(), "1", "<", "2", "words."]


def test_what_surrounds_an_article_is_left_out(tmp_path: Path) -> None:
    menu = "".join(f"<div class='menu'><a href='/{i}'>Item {i}</a></div>" for i in range(30))
    body = f"<div id='sidebar'>{menu}</div><article><h1>T</h1><p>{_SENTENCE * 5}</p></article>"

    text = read(tmp_path, "a.html", _page(body)).text

    assert "enough words" in text
    assert "Item 7" not in text


def test_nothing_of_a_law_is_lost_and_its_articles_are_sections(tmp_path: Path) -> None:
    rows = "".join(
        f"<p class='ti'>Article {i}</p><p>Title of {i}</p><table><tr><td><p>(a)</p></td>"
        f"<td><p>point alpha{i} {_SENTENCE}</p></td></tr><tr><td>(b)</td><td>beta{i}</td></tr>"
        "</table>"
        for i in range(1, 30)
    )

    document = read(tmp_path, "law.html", _page(f"<div>{rows}</div>"))

    assert labels(document)[4] == "Article 5: Title of 5"
    assert "(a) point alpha7" in document.text
    assert all(f"(b) beta{i}" in document.text for i in range(1, 30))


def test_raised_numbers_are_powers_and_raised_notes_are_not(tmp_path: Path) -> None:
    body = (
        "<p>greater than 10<span class='oj-super'>25</span> operations, 2<sup>-3</sup>,"
        " freedoms<sup>1</sup> (<span class='super note'>7</span>)</p>"
    )

    text = read(tmp_path, "a.html", _page(body)).text

    assert text == "greater than 10^25 operations, 2^-3, freedoms1 (7)"


def test_rows_of_a_table_are_lines_and_items_have_bullets(tmp_path: Path) -> None:
    body = (
        "<table><tr><th>Model</th><th>License</th></tr><tr><td>A</td><td><p>MIT</p></td></tr>"
        "</table><ul><li>one<li>two</ul><pre>a\n  b</pre>"
    )

    text = read(tmp_path, "a.html", _page(body)).text

    assert text == "Model | License\nA | MIT\n- one\n- two\n\na\n  b"


def test_items_of_a_numbered_list_have_the_numbers_a_browser_shows(tmp_path: Path) -> None:
    body = (
        "<ol><li><p>One</p><p>more</p><li>two<ol type=a><li>deep</ol></ol>"
        "<ol start=4 type=i><li>four<li value=9>nine</ol>"
    )

    text = read(tmp_path, "a.html", _page(body)).text

    assert text == "1. One\n\nmore\n\n2. two\na. deep\niv. four\nix. nine"


def test_deleted_words_are_said_to_be_deleted(tmp_path: Path) -> None:
    body = "<p>It <del>should</del> <ins>must</ins> be open.</p>"

    assert read(tmp_path, "a.html", _page(body)).text == "It [deleted: should] must be open."


def test_a_page_of_word_differences_reads_as_the_newer_text(tmp_path: Path) -> None:
    lines = "".join(f"The [-old {n}-] {{+new {n}+}} one.\n" for n in range(3))

    text = read(tmp_path, "a.html", _page(f"<pre>{lines}[-gone\nfor good-]</pre>")).text

    assert text.startswith("The [deleted: old 0] new 0 one.\n")
    assert text.endswith("[deleted: gone]\n[deleted: for good]")


def test_markdown_that_a_page_shows_as_it_is_written_has_its_headings(tmp_path: Path) -> None:
    sections = "".join(f"## {n}. Part\n\n{LEGAL}\n\n### {n}.1 Detail\n\nx\n\n" for n in (1, 2))

    assert labels(
        read(tmp_path, "a.html", _page(f"<pre># Law\n\n{LEGAL}\n\n{sections}</pre>"))
    ) == [
        "Law",
        "1. Part",
        "1. Part > 1.1 Detail",
        "2. Part",
        "2. Part > 2.1 Detail",
    ]


def test_menus_and_notices_around_a_text_are_not_read(tmp_path: Path) -> None:
    prose = "A sentence of the text that people came to this page to read, and no menu. " * 4
    menu = "".join(f"<li><a href='/{n}'>Menu item {n}</a></li>" for n in range(30))
    body = (
        f"<div id=menu><ul>{menu}</ul></div><div id=content><h1>Title</h1><h2>One</h2>"
        f"<p>{prose}</p><h2>Two</h2><p>{prose}</p></div>"
        "<div class='cookie-banner'><p>We use cookies.</p></div>"
    )

    document = read(tmp_path, "a.html", _page(body))

    assert "Menu item" not in document.text
    assert "cookies" not in document.text
    assert document.text.startswith("Title\n\nOne\n\nA sentence")


def test_no_clause_of_a_law_is_taken_for_a_menu(tmp_path: Path) -> None:
    items = "".join(f"<li><a href='#{n}'>Item {n}</a></li>" for n in range(1, 20))
    body = f"<div><h1>Law</h1><p>{LEGAL * 3}</p><ol>{items}</ol><p>{LEGAL * 3}</p></div>"

    text = read(tmp_path, "a.html", _page(f"<nav>Menu</nav>{body}<p>end</p>")).text

    assert "1. Item 1\n" in text
    assert "19. Item 19" in text


def test_a_raised_link_to_a_note_is_no_part_of_the_word(tmp_path: Path) -> None:
    body = "<p>An AI system<sup><a href='#n3'>3</a></sup> of 5 m<sup>2</sup></p>"

    assert read(tmp_path, "a.html", _page(body)).text == "An AI system[3] of 5 m2"


def test_hidden_elements_are_not_read(tmp_path: Path) -> None:
    body = "<p>seen</p><p hidden>a</p><div style='display: none'>b</div>"

    assert read(tmp_path, "a.html", _page(body)).text == "seen"


def test_the_encoding_is_the_files_not_the_pages_claim(tmp_path: Path) -> None:
    page = '<?xml version="1.0" encoding="latin-1"?><html><body><p>naïve – 20 €</p></body></html>'

    assert read(tmp_path, "a.html", page).text == "naïve – 20 €"


def test_a_page_without_text_says_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(ReadingError, match="save it as text or PDF"):
        read(tmp_path, "a.html", _page("<script>render()</script>"))


def test_text_below_tags_that_are_never_closed_is_read(tmp_path: Path) -> None:
    body = "<p>the top</p>" + "<font>" * 1000 + "<p>the bottom</p>"

    assert read(tmp_path, "a.html", _page(body)).text == "the top\n\nthe bottom"


def test_what_is_nested_too_deeply_is_noted_or_refused(tmp_path: Path) -> None:
    deep = "<div>" * 20_000 + "<p>the bottom</p>" + "</div>" * 20_000

    document = read(tmp_path, "a.html", f"<p>the top</p>{deep}")

    assert document.text == "the top"
    assert "nested too deeply" in document.notes[0]
    with pytest.raises(ReadingError, match="nested too deeply; save it as text"):
        read(tmp_path, "b.html", deep)


def test_a_page_fetches_nothing(tmp_path: Path) -> None:
    body = (
        "<!DOCTYPE html SYSTEM 'http://127.0.0.1:9/x.dtd'><html><body><img src='http://127.0.0.1:9/'>"
        "<iframe src='file:///etc/passwd'>inner</iframe><p>text</p></body></html>"
    )

    document = read(tmp_path, "a.html", body)

    assert document.text == "text"
    assert text_of(document, "Whole text") == "text"


def test_what_stands_behind_the_end_of_a_page_is_read(tmp_path: Path) -> None:
    text = read(tmp_path, "a.html", f"{_page('<p>First part.</p>')}<p>Second part.</p>").text

    assert text == "First part.\n\nSecond part."


def test_a_page_without_an_article_keeps_its_paragraphs_and_headings(tmp_path: Path) -> None:
    body = (
        "<nav>Menu</nav><h1>Title</h1><p>A paragraph with <b>bold</b> words.</p><h2>Part</h2>"
        "<ul><li>item<li>one more</ul><table><tr><th>Name<td>last</table><pre>verbatim = 1</pre>"
        "<script>evil()</scripts><p>swallowed</p>"
    )

    document = read(tmp_path, "a.html", _page(body))

    assert "Menu" not in document.text
    assert "\n- item\n- one more\n" in document.text
    assert labels(document) == ["Title", "Part"]


def test_words_that_surround_the_main_text_are_left_out_with_a_note(tmp_path: Path) -> None:
    menu = "".join(f"<div class='menu'><a href='/{i}'>Item {i}</a></div>" for i in range(30))
    body = f"<div id='sidebar'>{menu}</div><article><h1>T</h1><p>{_SENTENCE * 5}</p></article>"

    document = read(tmp_path, "a.html", _page(body))

    assert document.notes == ("what surrounds its main text was left out: 60 words",)


def test_a_short_page_with_hardly_a_link_keeps_its_headings_and_items(tmp_path: Path) -> None:
    body = "<h1>T</h1><p>A paragraph with a few words.</p><h2>Part</h2><ul><li>one</li></ul>"

    document = read(tmp_path, "a.html", _page(f"{body}<pre>x = 1</pre><p>The end of it.</p>"))

    assert "Part\n\n- one" in document.text
    assert document.notes == ()


def test_text_that_an_unknown_tag_draws_into_the_head_is_read(tmp_path: Path) -> None:
    page = (
        "<html><head><title>The page</title><script>x()</script><x-style>Shown.</style></head>"
        "<body><p>The text of it.</p></body></html>"
    )

    assert read(tmp_path, "a.html", page).text.split() == "Shown. The text of it.".split()
