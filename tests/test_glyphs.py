"""Every sign that the window or a form says stands in a font that we ship: nobody reads an empty box."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

import sasaeai_desktop
from sasaeai_desktop.forms import fonts

PACKAGE = Path(sasaeai_desktop.__file__).parent


def said(source: str) -> Iterator[tuple[int, str]]:
    """Line and text of every string that is no docstring."""
    tree = ast.parse(source)
    bodies = [n.body for n in ast.walk(tree) if isinstance(n, ast.Module | ast.ClassDef | ast.FunctionDef)]
    docs = {id(body[0].value) for body in bodies if body and isinstance(body[0], ast.Expr)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in docs:
            yield node.lineno, node.value


def without_glyph(source: str) -> list[tuple[int, str]]:
    """Line and signs that neither the font of screen and forms nor the one that stands in for it has."""
    shaped = (
        (line, fonts.shape("".join(sorted({c for c in text if c.isprintable()}))))
        for line, text in said(source)
    )
    return [(line, one.missing) for line, one in shaped if one.missing]


@pytest.mark.parametrize("room", ["ui", "forms", "services", "cli"])
def test_what_is_said_stands_in_a_font_that_is_shipped(room: str) -> None:
    found = {
        str(path.relative_to(PACKAGE)): missing
        for path in sorted((PACKAGE / room).rglob("*.py"))
        if (missing := without_glyph(path.read_text("utf-8")))
    }
    assert found == {}


def test_a_sign_without_a_glyph_would_be_seen() -> None:
    assert without_glyph('"""✕"""\nwords = f"✕の印{1}"\n') == [(2, "✕")]
