"""The options of the commands that say which documents are asked, and what they were given."""

from __future__ import annotations

import argparse

from assistant.types import KINDS, STATUSES, Scope


def scope_options() -> argparse.ArgumentParser:
    """A parent parser with the options; each may be repeated."""
    parser = argparse.ArgumentParser(add_help=False)
    group = parser.add_argument_group("which documents", "each may be repeated")
    add_kind_option(group)
    group.add_argument(
        "--document",
        action="append",
        metavar="ID",
        help="only this document; the end of its id is enough: mit.md",
    )
    group.add_argument(
        "--language", action="append", metavar="CODE", help="only in this language: en, ja"
    )
    group.add_argument(
        "--version", action="append", metavar="V", help="only of this version: 1.0, 2.0-rc1"
    )
    group.add_argument(
        "--status",
        action="append",
        choices=STATUSES,
        metavar="STATUS",
        help=f"only of this status: {', '.join(STATUSES)}",
    )
    return parser


def add_kind_option(group: argparse._ActionsContainer) -> None:
    """`--kind`, which the list of documents takes too."""
    group.add_argument(
        "--kind",
        action="append",
        choices=KINDS,
        metavar="KIND",
        help=f"only these kinds of document: {', '.join(KINDS)}",
    )


def read_scope(args: argparse.Namespace) -> Scope:
    """The scope that the options name."""
    return Scope(
        kinds=tuple(args.kind or ()),
        documents=tuple(args.document or ()),
        languages=tuple(args.language or ()),
        versions=tuple(args.version or ()),
        statuses=tuple(args.status or ()),
    )
