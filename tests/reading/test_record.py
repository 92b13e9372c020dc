from __future__ import annotations

from pathlib import Path

import yaml
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from assistant.reading.characters import plain_characters
from assistant.reading.decode import decode
from assistant.reading.parsed import Described
from assistant.reading.record import read_record
from assistant.reading.sections import cover
from assistant.reading.yaml_nodes import scalars
from tests.reading.samples import labels, read, text_of

_RECORD = """---
# Thank you for looking.
# Free to reuse, see
# https://example.org/reuse

system:
    name: Gemstone
    link: https://example.org/gemstone

# availability:
weights_endmodel:
    class: partial   # gated
    link:
    notes: "Gated model: ask first."

trainingcode:
    class: closed
    link: https://example.org/code
    notes: 'Only the vendor''s tools.'
"""
_INDEX = Described(publisher="Example Index")

_LIST = """release:
  name: Gem
  license:
    distribution:
      name: Apache-2.0
  components:
    -
      name: 'Training code'
      description: "Code used for training"
    -
      name: Datasets
      license: MIT
      license_path: 'https://example.org/mit'
  contact: ''
"""


def test_each_block_is_a_section_labelled_with_its_path_in_plain_words(tmp_path: Path) -> None:
    document = read(tmp_path, "records/gem.yaml", _RECORD, _INDEX)

    assert labels(document) == [
        "Summary",
        "Comments",
        "system",
        "availability > weights end model",
        "availability > training code",
    ]


def test_fields_stay_as_they_are_written_under_the_name_of_their_block(tmp_path: Path) -> None:
    document = read(tmp_path, "records/gem.yaml", _RECORD, _INDEX)

    assert text_of(document, "availability > weights end model") == (
        "# availability:\nweights_endmodel:\n    class: partial   # gated\n    link:\n"
        '    notes: "Gated model: ask first."\n\n'
    )
    assert text_of(document, "availability > training code") == (
        "trainingcode:\n    class: closed\n    link: https://example.org/code\n"
        "    notes: Only the vendor's tools."
    )


def test_judgements_are_told_in_sentences_that_name_whose_they_are(tmp_path: Path) -> None:
    document = read(tmp_path, "records/gem.yaml", _RECORD, _INDEX)

    assert text_of(document, "Summary").strip().split("\n") == [
        'On Gemstone, Example Index judges these as "partial" (class):'
        " availability (weights end model).",
        'On Gemstone, Example Index judges these as "closed" (class):'
        " availability (training code).",
    ]


def test_a_judgement_left_open_is_no_judgement(tmp_path: Path) -> None:
    text = "code:\n  class:\n  link:\ndata:\n  class: open\n  notes: all of it\n"

    assert text_of(read(tmp_path, "a.yaml", text), "Summary").strip().split("\n") == [
        'This record judges these as "open" (class): data.',
        "This record gives no class to these: code.",
    ]


def test_a_field_is_told_with_the_group_it_belongs_to(tmp_path: Path) -> None:
    text = (
        "# availability:\nx: {class: open, link: a}\ny: {class: open, link: b}\n"
        "# documentation\ncode: {class: open, notes: c}\ndeep:\n  code: {grade: 3, url: d}\n"
    )

    assert text_of(read(tmp_path, "a.yaml", text), "Summary").strip().split("\n") == [
        'This record judges these as "open" (class): availability (x; y), documentation (code).',
        'This record judges these as "3" (grade): deep (code).',
    ]


def test_judgements_in_a_list_are_told_with_the_name_of_their_item(tmp_path: Path) -> None:
    text = (
        "criteria:\n  - name: Weights\n    rating: full\n    evidence: a\n"
        "  - name: Data\n    rating: none\n    evidence: b\n"
    )

    assert text_of(read(tmp_path, "a.yaml", text), "Summary").strip().split("\n") == [
        'This record judges these as "full" (rating): criteria (Weights).',
        'This record judges these as "none" (rating): criteria (Data).',
    ]


def test_licenses_in_a_list_of_components_are_told_with_their_component(tmp_path: Path) -> None:
    document = read(tmp_path, "gem.yml", _LIST, _INDEX)

    assert text_of(document, "Summary").strip().split("\n") == [
        'On Gem, Example Index lists the license "Apache-2.0" for: distribution.',
        'On Gem, Example Index lists the license "MIT" for: Datasets.',
        "On Gem, Example Index lists no license of their own for: Training code.",
    ]


def test_items_of_a_list_are_sections_with_the_item_on_the_line_of_its_dash(
    tmp_path: Path,
) -> None:
    document = read(tmp_path, "gem.yml", _LIST)

    assert labels(document) == [
        "Summary",
        "release",
        "release > license > distribution",
        "release > components > Training code",
        "release > components > Datasets",
        "release",
    ]
    assert text_of(document, "release > components > Datasets") == (
        "    - name: Datasets\n      license: MIT\n      license_path: 'https://example.org/mit'\n\n"
    )


def test_blocks_without_a_blank_line_between_them_are_paragraphs(tmp_path: Path) -> None:
    document = read(tmp_path, "a.yml", "a:\n  x: 1\nb:\n  - c: 2\n  - d: 3\ne: 4\n")

    assert document.text == "a:\n  x: 1\n\nb:\n  - c: 2\n  - d: 3\n\ne: 4"


def test_comments_that_introduce_a_record_read_as_sentences(tmp_path: Path) -> None:
    document = read(tmp_path, "records/gem.yaml", _RECORD)

    assert text_of(document, "Comments").strip() == (
        "Thank you for looking.\nFree to reuse, see\nhttps://example.org/reuse"
    )


def test_a_value_that_is_commented_out_stays_a_comment(tmp_path: Path) -> None:
    text = "model:\n  # license: mit\n  name: A\n\n# license: apache-2.0\nsize: 7B\n"

    document = read(tmp_path, "a.yaml", text)

    assert document.text == text.strip()
    assert text_of(document, "size") == "# license: apache-2.0\nsize: 7B"


def test_a_record_is_named_by_what_it_describes(tmp_path: Path) -> None:
    source = read(tmp_path, "model_cards/gem.yaml", _RECORD).source

    assert source.title == "Gemstone"
    assert source.kind == "record"


def test_the_manifest_names_it_first(tmp_path: Path) -> None:
    described = Described(title="Index record: Gemstone")

    assert read(tmp_path, "gem.yaml", _RECORD, described).source.title == "Index record: Gemstone"


def test_a_list_at_the_top_and_several_documents_are_read(tmp_path: Path) -> None:
    text = "- name: Amber\n  size: 7B\n- size: 13B\n---\nowner: us\n"

    document = read(tmp_path, "a.yaml", text)

    assert labels(document) == ["Amber", "2", "owner"]
    assert document.source.title != "1"


def test_text_in_blocks_is_kept_without_the_sign_of_the_block(tmp_path: Path) -> None:
    text = "notes: |-\n  # not a comment\n  One.\nmore: >\n  Two\n  lines.\n"

    assert read(tmp_path, "a.yaml", text).text == (
        "notes:\n  # not a comment\n  One.\n\nmore:\n  Two\n  lines."
    )


def test_a_record_that_does_not_parse_is_read_as_text(tmp_path: Path) -> None:
    document = read(tmp_path, "a.yaml", "a: [1, 2\ntrainingcode: 'x\n")

    assert document.text == "a: [1, 2\ntrainingcode: 'x"
    assert labels(document) == ["a", "training code"]
    assert "YAML does not parse" in document.notes[0]


def test_aliases_that_multiply_do_no_harm(tmp_path: Path) -> None:
    bomb = "a: &a [x, x, x, x, x, x, x, x, x]\n" + "".join(
        f"{chr(98 + i)}: &{chr(98 + i)} [{', '.join([f'*{chr(97 + i)}'] * 9)}]\n" for i in range(20)
    )

    assert read(tmp_path, "a.yaml", bomb).text == bomb.strip().replace("\n", "\n\n")


def test_a_block_that_holds_itself_is_read_once(tmp_path: Path) -> None:
    text = "a: &a\n  class: open\n  notes: b\n  again: *a\n"

    assert read(tmp_path, "a.yaml", text).text == (
        f'This record judges these as "open" (class): a.\n\n{text.strip()}'
    )


def test_words_that_look_like_values_stay_words(tmp_path: Path) -> None:
    text = "open: no\n\nversion: 3.10\n\ndate: 2024-02-30\n"

    assert read(tmp_path, "a.yaml", text).text == text.strip()


_WORD = st.text(
    st.characters(exclude_categories=("Cs", "Cc", "Cf", "Zl", "Zp", "Co", "Cn")), max_size=30
).map(plain_characters)  # decoding writes every file so
_KEY = st.one_of(_WORD, st.sampled_from(["name", "class", "notes", "link", "license", "data"]))
_VALUE = st.recursive(
    st.one_of(_WORD, st.sampled_from(["open", "a: b", "# x", "two\nlines", "- y", "'", '"'])),
    lambda inner: st.one_of(st.lists(inner, max_size=4), st.dictionaries(_KEY, inner, max_size=4)),
    max_leaves=12,
)


@settings(max_examples=100, deadline=None)
@given(st.dictionaries(_KEY, _VALUE, min_size=1, max_size=5), st.booleans(), st.integers(20, 200))
def test_every_key_and_value_of_any_record_is_there(
    record: dict[str, object], flow: bool, width: int
) -> None:
    written = yaml.safe_dump(
        record, allow_unicode=True, default_flow_style=flow, width=width, sort_keys=False
    )
    # What decoding changes (a no-break space, a radical) is none of the record's.
    assume(decode(written.encode()) == written)

    parsed = read_record(written.encode())

    assert parsed.notes == ()
    shown = " ".join(parsed.text.split())
    for node in scalars(list(yaml.compose_all(written, Loader=yaml.SafeLoader))):
        assert " ".join(node.value.split()) in shown
    sections = cover(parsed.text, parsed.marks)
    assert "".join(parsed.text[s.start : s.end] for s in sections) == parsed.text
    assert [mark.start for mark in parsed.marks] == sorted({m.start for m in parsed.marks})
