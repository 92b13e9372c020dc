"""One outside library, one folder that knows it; the heavy ones are imported late."""

from __future__ import annotations

import ast
import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.small_index import REPOSITORY, python, small_index

OWNERS = {
    "pypdf": "reading",
    "trafilatura": "reading",
    "webvtt": "reading",
    "chromadb": "indexing",
    "onnx": "indexing",
    "onnxruntime": "indexing",
    "torch": "indexing",
    "sentence_transformers": "indexing",
    "tokenizers": "indexing",
    "filelock": "indexing",
    "ollama": "answering",
    "langchain": "answering",
    "langchain_core": "answering",
    "langchain_ollama": "answering",
    "pydantic": "history",
    "mcp": "programs",
    "gradio": "ui",
    "fastapi": "ui",
    "uvicorn": "ui",
    "starlette": "ui",
}
HEAVY = {
    "pydantic",
    *("chromadb", "onnxruntime", "torch", "sentence_transformers", "pypdf", "trafilatura"),
    *("ollama", "langchain", "langchain_core", "langchain_ollama", "gradio", "fastapi", "uvicorn"),
}
ENTRIES = ("assistant/__main__.py", "assistant/wiring.py", "ingest.py", "app.py")


def parse(module: str) -> ast.Module:
    return ast.parse((REPOSITORY / module).read_text(encoding="utf-8"))


def top(name: str) -> str:
    return name.split(".", maxsplit=1)[0]


def imports(tree: ast.AST, *, late: bool = False) -> Iterator[tuple[str, bool]]:
    """Every module that is imported, and whether that happens late or only for types."""
    for node in ast.iter_child_nodes(tree):
        if isinstance(node, ast.Import):
            yield from ((alias.name, late) for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.level == 0:
            yield node.module or "", late
        else:
            inside = isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
            for_types = isinstance(node, ast.If) and ast.unparse(node.test) == "TYPE_CHECKING"
            yield from imports(node, late=late or inside or for_types)


def loaded_at_start(entry: str) -> set[str]:
    """Our modules that are loaded before any function runs, by path."""
    found: set[str] = set()
    waiting = [entry]
    while waiting:
        file = waiting.pop()
        if file not in found and (REPOSITORY / file).is_file():
            found.add(file)
            early = [name.replace(".", "/") for name, late in imports(parse(file)) if not late]
            waiting += [f"{path}{end}" for path in early for end in (".py", "/__init__.py")]
    return found


def modules() -> list[str]:
    files = [*(REPOSITORY / "assistant").rglob("*.py"), *REPOSITORY.glob("*.py")]
    return sorted(file.relative_to(REPOSITORY).as_posix() for file in files)


@pytest.mark.parametrize("module", modules())
def test_outside_libraries_stay_in_the_folder_that_owns_them(module: str) -> None:
    folder = Path(module).parts[1] if module.count("/") > 1 else ""

    strays = [n for n, _ in imports(parse(module)) if OWNERS.get(top(n), folder) != folder]

    assert strays == []


@pytest.mark.parametrize("entry", ENTRIES)
def test_no_command_loads_a_heavy_library_at_its_start(entry: str) -> None:
    files = loaded_at_start(entry)

    assert "assistant/errors.py" in files
    early = [(f, top(n)) for f in sorted(files) for n, late in imports(parse(f)) if not late]
    assert [(file, name) for file, name in early if name in HEAVY] == []


def test_import_check_sees_both_kinds() -> None:
    source = "import torch.nn\nif TYPE_CHECKING:\n  import onnx\ndef f():\n  from gradio import x"

    found = list(imports(ast.parse(source)))

    assert found == [("torch.nn", False), ("onnx", True), ("gradio", True)]


@pytest.mark.slow
def test_asking_loads_neither_the_page_nor_torch() -> None:
    arguments = ["ask", "What is open?", "--model", "none", "--index", str(small_index())]
    script = (
        "import json, sys; from assistant.__main__ import main;"
        f"code = main({arguments!r}); print(json.dumps([code, *sys.modules]), file=sys.stderr)"
    )

    done = python("-c", script)

    code, *loaded = json.loads(done.stderr.splitlines()[-1])
    assert code == 0
    unwanted = {"gradio", "torch", "sentence_transformers", "langchain_core", "pypdf", "pandas"}
    assert unwanted & set(loaded) == set()


@pytest.mark.slow
def test_an_ingest_with_nothing_to_do_loads_no_reader() -> None:
    listing = "import assistant.ingestion.ingest, assistant.ingestion.progress"
    listing += "; import json, sys; print(json.dumps([*sys.modules]))"

    loaded = set(json.loads(python("-c", listing).stdout))

    assert "assistant.indexing.plan" in loaded
    assert {"lxml", "yaml", "numpy", "pypdf", "chromadb"} & loaded == set()
