"""The sentences that a part of the program can raise, found in its code."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

from assistant import errors
from assistant.feedback.store import FeedbackError
from assistant.history.record import HistoryError

CODE = Path(errors.__file__).parent
KINDS = (*vars(errors).values(), FeedbackError, HistoryError)
ERRORS = {
    kind.__name__
    for kind in KINDS
    if isinstance(kind, type) and issubclass(kind, errors.AssistantError)
}
# What else takes a sentence first: `assistant/reason.py`, `answering/failures.py`, `opened.py`.
MAKERS = ERRORS | {"Reason", "phrase", "kind", "_not_now"}
RESPONSES = {"PlainTextResponse", "HTTPException", "_refused"}
# These speak to who typed a command or wrote a program, always in English; `errors.py` and
# `reason.py` only hand on. The page in `ui/` has words of its own, one file for each language.
NOT_ON_THE_PAGE = (
    "__main__.py",
    "doctor/",
    "errors.py",
    "ingestion/transfer.py",
    "ingestion/verification.py",
    "programs/",
    "reading/download.py",
    "reading/fetch.py",
    "reading/originals.py",
    "reason.py",
    "rechecking.py",
    "settings.py",
    "ui/",
)


class Said(NamedTuple):
    """The first argument of something that makes a reason."""

    where: str  # "indexing/lock.py:28"
    template: str | None  # None: it is no text that stands in the code
    is_filled_in: bool  # it comes with its values in it already


def covered() -> list[Path]:
    """The files whose reasons can be shown on the page."""
    names = {path: path.relative_to(CODE).as_posix() for path in sorted(CODE.rglob("*.py"))}
    return [path for path, name in names.items() if not name.startswith(NOT_ON_THE_PAGE)]


def said_in(path: Path) -> Iterator[Said]:
    """What is said in a file; a name stands for the text that the file gives it at its top."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    constants, filled_in = dict(_constants(tree)), set(_filled_in(tree))
    for call in ast.walk(tree):
        if isinstance(call, ast.Call) and call.args and _name(call.func) in MAKERS:
            for node in _choices(call.args[0]):
                where = f"{path.relative_to(CODE).as_posix()}:{call.lineno}"
                is_filled_in = _is_filled_in(node) or _name(node) in filled_in
                yield Said(where, _text(node, constants), is_filled_in)


def unmarked_progress(path: Path) -> Iterator[str]:
    """Where a progress is told in words that are not handed over as a reason."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    bare = {
        target.id
        for node in ast.walk(tree)
        if isinstance(node, ast.Assign) and any(map(_is_bare, _choices(node.value)))
        for target in node.targets
        if isinstance(target, ast.Name)
    }
    for call in ast.walk(tree):
        if isinstance(call, ast.Call) and _name(call.func) == "Progress":
            doing = [node for argument in call.args[2:3] for node in _choices(argument)]
            if any(_is_bare(node) or _name(node) in bare for node in doing):
                yield f"{path.relative_to(CODE).as_posix()}:{call.lineno}"


def unworded_responses(path: Path) -> Iterator[str]:
    """Where a response is given a text of its own instead of one that each language has."""
    for call in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(call, ast.Call) and _name(call.func) in RESPONSES:
            inside = (node for argument in call.args for node in ast.walk(argument))
            texts = (node.value for node in inside if isinstance(node, ast.Constant))
            if any(isinstance(text, str) and text.strip() for text in texts):
                yield f"{path.relative_to(CODE).as_posix()}:{call.lineno}"


def templates() -> dict[str, str]:
    """Every sentence with the place where it is said."""
    return {
        said.template: said.where
        for path in covered()
        for said in said_in(path)
        if said.template is not None
    }


def _constants(tree: ast.Module) -> Iterator[tuple[str, str]]:
    for node in tree.body:
        if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name):
            text = _text(node.value, {})
            if text is not None:
                yield node.targets[0].id, text


def _filled_in(tree: ast.Module) -> Iterator[str]:
    """The variables that are given a text with values in it, the functions that return one."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Assign) and _is_filled_in(node.value):
            yield from (target.id for target in node.targets if isinstance(target, ast.Name))
        if isinstance(node, ast.FunctionDef) and any(
            isinstance(inner, ast.Return) and inner.value and _is_filled_in(inner.value)
            for inner in ast.walk(node)
        ):
            yield node.name


def _is_filled_in(node: ast.expr) -> bool:
    if isinstance(node, ast.IfExp):
        return _is_filled_in(node.body) or _is_filled_in(node.orelse)
    by_method = isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)
    return isinstance(node, ast.JoinedStr | ast.BinOp) or (
        by_method and ast.unparse(node).split("(")[0].endswith(".format")
    )


def _is_bare(node: ast.expr) -> bool:
    """Whether it is a text in the code, and nothing that takes a sentence."""
    return _text(node, {}) is not None or _is_filled_in(node)


def _text(node: ast.expr, constants: Mapping[str, str]) -> str | None:
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return node.value
    return constants.get(node.id) if isinstance(node, ast.Name) else None


def _choices(node: ast.expr) -> list[ast.expr]:
    return [node.body, node.orelse] if isinstance(node, ast.IfExp) else [node]


def _name(node: ast.expr) -> str:
    """The name that an expression is, or that it calls; empty: neither."""
    node = node.func if isinstance(node, ast.Call) else node
    return node.id if isinstance(node, ast.Name) else ""
