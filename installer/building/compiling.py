"""Compile a tree's sources, each beside its source and without docstrings; run by the Python that will read them.

python compiling.py FOLDER

Nothing of the program or its packages shows a docstring, and they are a tenth of what is compiled. Asserts stay.
"""

from __future__ import annotations

import ast
import importlib.util
import marshal
import sys
from pathlib import Path

_UNCHECKED = (1).to_bytes(4, "little")  # valid by the source's hash, which nobody compares: PEP 552
_SAID = "."  # not empty: for a class without a docstring, dataclasses would make one up at each start


def compile_tree(folder: Path) -> None:
    """Compile every source below a folder, one after the other: a .pyc depends on what was interned before it."""
    for path in sorted(folder.rglob("*.py")):
        compiled = compile_bare(path.read_bytes(), path.relative_to(folder.parent).as_posix())
        path.with_suffix(".pyc").write_bytes(compiled)


def compile_bare(source: bytes, name: str) -> bytes:
    """Return the .pyc of a source, its docstrings taken out.

    Raises:
        SyntaxError: it is no Python.
    """
    tree = ast.parse(source, name)
    for node in ast.walk(tree):
        match node:
            case (
                ast.Module(body=[first, *_])
                | ast.ClassDef(body=[first, *_])
                | ast.FunctionDef(body=[first, *_])
                | ast.AsyncFunctionDef(body=[first, *_])
            ):
                match first:
                    case ast.Expr(value=ast.Constant(value=str()) as said):
                        said.value = _SAID
    code = compile(tree, name, "exec", dont_inherit=True)
    digest = importlib.util.source_hash(source)
    return importlib.util.MAGIC_NUMBER + _UNCHECKED + digest + marshal.dumps(code)


if __name__ == "__main__":
    compile_tree(Path(sys.argv[1]))
