"""Load PySide6 without what only its own developers need, which is half of the time that it takes.

PySide6 brings Python sources in a box of its own and compiles and executes them at each start: they make signatures,
``.pyi`` files and the words of a ``TypeError``. Here that is done when somebody asks for one of those. And it replaces
``import``, to look through the source of every later module for its switchable features (``from __feature__ import
snake_case``); Python keeps those sources in memory. Nothing here uses such features, so Python's own ``import`` is given
back, and the program holds some 20 MB less.

Another PySide6, which does neither, is loaded as it is. ``tests/ui/test_pyside.py`` holds what is relied on.
"""

from __future__ import annotations

import builtins
import sys
import threading
from functools import partial
from typing import Any

_BOX = "shibokensupport/signature/"
LATER = tuple(
    f"{_BOX}{name}.py"
    for name in (
        "errorhandler",
        "layout",
        "parser",
        "lib/tool",
        "lib/enum_sig",
        "lib/pyi_generator",
    )
)
"""The sources that are executed when something of them is asked for, as the box names them.

``mapping`` is not among them: libshiboken takes things out of its dictionary without asking the module.
"""

_STUB = compile(f"from {__name__} import wait\nwait(globals())", "<later>", "exec")
_waiting: dict[str, Any] = {}  # source by the module's name
_making = threading.RLock()
_compile = builtins.compile


def load() -> None:
    """Import PySide6, and import plainly from here on."""
    if "PySide6" not in sys.modules:
        sys.pyside6_option_python_enum = True  # type: ignore[attr-defined]  # its parser says so when it is executed
        builtins.compile = _put_off
    try:
        import PySide6.QtCore  # noqa: F401, PLC0415 - replaces the import while it is imported itself
    finally:
        builtins.compile = _compile
    plain = getattr(builtins, "__orig_import__", None)
    if plain is not None:
        builtins.__import__ = plain


def _put_off(source: Any, filename: Any, *how: Any, **more: Any) -> Any:
    """Compile, but for the sources of the box that can wait."""
    if filename not in LATER:
        return _compile(source, filename, *how, **more)
    _waiting[filename.removesuffix(".py").replace("/", ".")] = source
    return _STUB


def wait(module: dict[str, Any]) -> None:
    """Be the whole content of a module until something of it is asked for (PEP 562)."""
    module["__getattr__"] = partial(_made, module)


def _made(module: dict[str, Any], name: str) -> Any:
    if not name.startswith("__"):  # Python itself asks every module for such names
        with _making:
            source = _waiting.pop(module["__name__"], None)
            if source is not None:
                exec(_compile(source, module["__file__"], "exec"), module)  # noqa: S102 - as PySide6 does it
                del module["__getattr__"]
        if name in module:
            return module[name]
    raise AttributeError(f"module {module['__name__']!r} has no attribute {name!r}")
