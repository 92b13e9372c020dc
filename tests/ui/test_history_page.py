from __future__ import annotations

from datetime import UTC, datetime, timedelta

from assistant.history.store import Listed
from assistant.ui.history_page import render_list
from assistant.ui.keeping import Overview
from assistant.ui.words.english import ENGLISH
from tests.ui.hostile import ATTACKS

NOW = datetime(2026, 3, 4, 12, 0, tzinfo=UTC).astimezone()


def listed(number: int, title: str, days_ago: int = 0, *, imported: bool = False) -> Listed:
    at = (NOW - timedelta(days=days_ago)).astimezone(UTC).isoformat()
    return Listed(f"{number:032x}", title, at, imported, 1)


def drawn(*conversations: Listed, said: str = "", shown: str = "", search: str = "") -> str:
    overview = Overview(conversations, said)
    return render_list(overview, ENGLISH, shown=shown, search=search, today=NOW.date())


def test_conversations_stand_under_their_day() -> None:
    html = drawn(listed(1, "A"), listed(2, "B"), listed(3, "C", 1), listed(4, "D", 3))

    days = ["<h3>Today</h3>", "<h3>Yesterday</h3>", "<h3>2026-03-01</h3>"]
    assert [html.count(day) for day in days] == [1, 1, 1]
    assert html.index("Today") < html.index(">B<") < html.index("Yesterday") < html.index(">C<")


def test_a_conversation_is_a_link_with_two_named_buttons() -> None:
    html = drawn(listed(1, "A <b>", imported=True), shown=f"{1:032x}")

    assert (
        f'<li data-id="{1:032x}"><a href="#c={1:032x}" dir="auto" aria-current="page"'
        ' title="A &lt;b&gt;">A &lt;b&gt; <span class="badge">imported</span></a>'
        '<span class="tools"><button type="button" class="rename" aria-label="Rename “A'
        ' &lt;b&gt;”" title="Rename “A &lt;b&gt;”"></button><button type="button"'
        ' class="delete" aria-label="Delete “A &lt;b&gt;”" title="Delete “A &lt;b&gt;”"></button>'
        "</span></li>"
    ) in html


def test_an_empty_list_says_what_will_stand_there() -> None:
    assert ENGLISH.history.empty in drawn()
    assert "No conversation holds “x &lt;”." in drawn(search="x <")


def test_what_became_of_the_file_is_said() -> None:
    html = drawn(listed(1, "A"), said="Set aside; run `ls`.")

    assert '<p class="said-of-history" role="status">Set aside; run <code>ls</code>.</p>' in html


def test_no_title_becomes_more_than_text() -> None:
    html = drawn(*(listed(n, payload) for n, payload in enumerate(ATTACKS)))

    assert "<script" not in html
    assert "<img" not in html
