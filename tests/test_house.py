"""The shape of the package itself: no circle among its modules, none too long, rooms in wings."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import sasaeai_desktop

PACKAGE = Path(sasaeai_desktop.__file__).parent
NAME = PACKAGE.name
MOST_LINES = 400
MOST_METHODS = 25


@cache
def modules() -> dict[str, Path]:
    found = {}
    for path in sorted(PACKAGE.rglob("*.py")):
        parts = [NAME, *path.relative_to(PACKAGE).with_suffix("").parts]
        found[".".join(parts[:-1] if parts[-1] == "__init__" else parts)] = path
    return found


@cache
def tree(name: str) -> ast.Module:
    return ast.parse(modules()[name].read_text("utf-8"))


def imported(name: str) -> Iterator[str]:
    """Every module of ours that one names: at its top, inside functions, or only for the types."""
    known = modules()
    package = name if known[name].stem == "__init__" else name.rpartition(".")[0]
    for node in ast.walk(tree(name)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names if alias.name in known)
        elif isinstance(node, ast.ImportFrom):
            up = package.split(".")[: len(package.split(".")) - node.level + 1] if node.level else []
            source = ".".join([*up, *([node.module] if node.module else [])])
            for alias in node.names:
                whole = f"{source}.{alias.name}"
                yield from ([whole] if whole in known else [source] if source in known else [])


def circles(graph: dict[str, set[str]]) -> list[list[str]]:
    """The strongly connected components of more than one module (Tarjan)."""
    number: dict[str, int] = {}
    lowest: dict[str, int] = {}
    waiting: list[str] = []
    found: list[list[str]] = []

    def visit(here: str) -> None:
        number[here] = lowest[here] = len(number)
        waiting.append(here)
        for there in graph[here]:
            if there not in number:
                visit(there)
                lowest[here] = min(lowest[here], lowest[there])
            elif there in waiting:
                lowest[here] = min(lowest[here], number[there])
        if lowest[here] == number[here]:
            at = waiting.index(here)
            if len(waiting) - at > 1:
                found.append(sorted(waiting[at:]))
            del waiting[at:]

    for name in graph:
        if name not in number:
            visit(name)
    return found


def test_no_circle_among_modules_not_even_for_the_types() -> None:
    graph = {name: set(imported(name)) - {name} for name in modules()}
    assert sum(map(len, graph.values())) > 1000  # the graph is read at all
    assert circles(graph) == []


def test_a_circle_would_be_seen() -> None:
    graph = {"a": {"b"}, "b": {"c"}, "c": {"b", "d"}, "d": set()}
    assert circles(graph) == [["b", "c"]]


def test_no_module_is_too_long() -> None:
    lines = {name: len(path.read_text("utf-8").splitlines()) for name, path in modules().items()}
    long = {name: count for name, count in lines.items() if count > MOST_LINES}
    assert long == {}


def test_no_class_knows_too_much() -> None:
    functions = ast.FunctionDef | ast.AsyncFunctionDef
    counted = {
        f"{name}.{node.name}": sum(isinstance(part, functions) for part in node.body)
        for name in modules()
        for node in ast.walk(tree(name))
        if isinstance(node, ast.ClassDef)
    }
    assert {name: count for name, count in counted.items() if count > MOST_METHODS} == {}


def test_services_hold_wings_only() -> None:
    services = PACKAGE / "services"
    assert [path.name for path in services.glob("*.py")] == ["__init__.py"]
    for wing in (path for path in services.iterdir() if path.is_dir() and path.name != "__pycache__"):
        first = ast.get_docstring(ast.parse((wing / "__init__.py").read_text("utf-8")))
        assert first, f"{wing.name} does not say what it is for"
