from __future__ import annotations

import pytest

from assistant.answering.versions import Version, is_version, versions_in
from tests.doubles import a_source


@pytest.mark.parametrize(
    ("question", "versions"),
    [
        ("How does the license of Zebra 3.2 treat minors?", [Version("zebra", "3.2")]),
        ("What did draft 0.0.6 require?", [Version("", "0.0.6")]),
        ("May GPLv2 and zebra-7 be joined?", [Version("gpl", "2"), Version("zebra", "7")]),
        ("What does article 53 say, and point 6 of the list?", []),
        ("We have 800 million users in 12 countries.", []),
    ],
)
def test_versions_in_a_question_are_found(question: str, versions: list[Version]) -> None:
    assert versions_in(question) == versions


def test_document_is_of_the_version_in_its_title_alias_file_or_field() -> None:
    titled = a_source("licenses/z.md", title="Zebra 3.2 Community License")
    filed = a_source("licenses/zebra-3.2-license.md", title="Community License")
    called = a_source("licenses/z.md", title="License", aliases=("zebra3.2",))
    dated = a_source("licenses/zebra.md", title="Zebra", version="3.2")

    assert is_version(Version("zebra", "3.2"), titled)
    assert is_version(Version("zebra", "3.2"), filed)
    assert is_version(Version("zebra", "3.2"), called)
    assert is_version(Version("", "3.2"), dated)


def test_other_version_of_the_same_name_is_another_document() -> None:
    source = a_source("licenses/z.md", title="Zebra 3.1 License")

    assert is_version(Version("zebra", "3"), a_source("z.md", title="Zebra 3.0"))
    assert not is_version(Version("zebra", "3.2"), source)
    assert not is_version(Version("zebra", "3"), source)
    assert not is_version(Version("horse", "3.1"), source)
