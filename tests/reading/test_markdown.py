from __future__ import annotations

from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.reading.markdown import read_markdown
from assistant.reading.sections import cover
from tests.reading.samples import labels, read, text_of


def test_sections_are_labelled_with_the_path_of_headings(tmp_path: Path) -> None:
    text = "# Title\n\nx\n\n## Section 2\n\ny\n\n### Redistribution\n\nz\n\nSetext\n------\n\nw\n"

    assert labels(read(tmp_path, "a.md", text)) == [
        "Title",
        "Section 2",
        "Section 2 > Redistribution",
        "Setext",
    ]


def test_a_hash_in_a_code_fence_is_no_heading(tmp_path: Path) -> None:
    text = "## One\n\n```sh\n# a comment\npip install x\n```\n\n## Two\n\ntext"

    assert labels(read(tmp_path, "a.md", text)) == ["One", "Two"]


def test_the_source_is_kept_as_it_is(tmp_path: Path) -> None:
    text = "# T\n\n**Bold** [link](https://x/y) \\[00:12\\] `<br>` <https://z> <year> 1 < 2\n"

    assert read(tmp_path, "a.md", text).text == text.strip("\n")


def test_title_is_the_first_heading_without_its_markup(tmp_path: Path) -> None:
    text = "# **Model** [Details](https://x) {#anchor .class}\n\ntext"

    assert read(tmp_path, "a.md", text).source.title == "Model Details"


def test_lines_in_bold_are_headings_below_all_others(tmp_path: Path) -> None:
    text = "# A\n\nx\n\n## B\n\ny\n\n## C\n\n**Prohibited Uses**\n\nYou may not ...\n"

    assert labels(read(tmp_path, "a.md", text))[-1] == "C > Prohibited Uses"


def test_a_bold_item_that_leads_on_and_a_heading_without_words_are_none(tmp_path: Path) -> None:
    text = "# A\n\nx\n\n## B\n\ny\n\n##\n\n- **Features:**\n  - one\n\n## C\n\n- **Chat**\n\n  z\n"

    assert labels(read(tmp_path, "a.md", text)) == ["A", "B", "C > Chat"]


def test_clauses_are_sections_where_there_are_few_headings(tmp_path: Path) -> None:
    text = "# A License\n\nIntro.\n\n1. Grant. You may use it.\n\n2. Limits. You may not sell it.\n"

    assert labels(read(tmp_path, "a.md", text)) == ["A License", "1. Grant", "2. Limits"]


def test_an_article_is_labelled_with_its_title_and_recitals_with_their_number(
    tmp_path: Path,
) -> None:
    text = (
        "# A Law\n\nWhereas:\n\n(1) First reason.\n\n(2) Second reason.\n\n## CHAPTER I\n\n"
        "### GENERAL\n\n### Article 1\n\n**Subject matter**\n\nText of one.\n\n"
        "### Article 2\n\n**Scope**\n\nText of two.\n"
    )

    assert labels(read(tmp_path, "law.md", text)) == [
        "A Law",
        "Recital 1",
        "Recital 2",
        "CHAPTER I: GENERAL > Article 1: Subject matter",
        "CHAPTER I: GENERAL > Article 2: Scope",
    ]


def test_odd_line_separators_do_not_move_the_headings(tmp_path: Path) -> None:
    text = "a\u2028b\x0cc <b>d</b>\n\n```\n<b>\n```\n\n## One\n\nx\n\n## Two\n\ny\n"

    document = read(tmp_path, "a.md", text)

    assert text_of(document, "One").startswith("## One")
    assert "<b>\n```" in document.text


_LINE = st.sampled_from(
    ["# A", "## B", "text", "", "```", "**Name:** hi", "**Name** (00:01:02): x", "1. One", "---",
     "<div>", "</div>", "<table><tr><td>a</td></tr></table>", "> # q", "- # l", "A\u2028B", "===",
     "| a | b |", "|---|---|", "Whereas:", "(1) x", "Article 1", "<h2>H</h2>", "`<b>`", "&amp;"]
)  # fmt: skip


@settings(max_examples=150, deadline=None)
@given(st.lists(_LINE, max_size=25))
def test_sections_cover_whatever_is_written(lines: list[str]) -> None:
    parsed = read_markdown("\n".join(lines).encode())

    sections = cover(parsed.text, parsed.marks)

    assert "".join(parsed.text[s.start : s.end] for s in sections) == parsed.text
    assert all(s.label for s in sections)
