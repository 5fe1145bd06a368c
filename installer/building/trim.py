"""What of the packages the program never touches, so that the installer stays small; each line says why it may go."""

from __future__ import annotations

import shutil
from pathlib import Path

# Qt: the window imports the first five modules; on Linux, the plugins that reach a screen and an input method need the rest.
_QT_MODULES = {"Core", "Gui", "Widgets", "PrintSupport", "Svg"}
_QT_ON_LINUX = {"DBus", "XcbQpa", "OpenGL", "WaylandClient", "WlShellIntegration"}
_QT_PLUGINS = {
    "platforms": {"qwindows", "qoffscreen", "qxcb", "qwayland"},
    "platforminputcontexts": {"composeplatforminputcontextplugin", "ibusplatforminputcontextplugin"},
    "imageformats": {"qsvg", "qjpeg", "qico"},
    "iconengines": {"qsvgicon"},
    "styles": {"qmodernwindowsstyle"},
    "printsupport": {"cupsprintersupport"},
    "wayland-shell-integration": {"xdg-shell"},
    "xcbglintegrations": {"qxcb-glx-integration", "qxcb-egl-integration"},
}
_RUNTIME = ("msvcp140", "vcruntime140")
_QT_TRANSLATION = "qtbase_ja.qm"

_GONE = (
    "**/*.pyi", "**/*.dist-info/RECORD", "**/*.dist-info/WHEEL", "**/*.dist-info/INSTALLER", "**/py.typed",
    "**/tests", "**/test", "**/testing",  # packages' own tests
    "**/*.pyx", "**/*.pxd", "**/*.c", "**/*.h", "**/*.lib",  # sources of compiled modules
    "bin", "Scripts",
    "PySide6/support", "PySide6/scripts", "PySide6/include", "PySide6/glue", "PySide6/typesystems",
    "reportlab/fonts",  # our forms embed their own
    "sqlalchemy/dialects/mssql", "sqlalchemy/dialects/oracle", "sqlalchemy/dialects/mysql",
)  # fmt: skip


def trim(packages: Path) -> None:
    """Remove from an unpacked tree what the program never touches."""
    for pattern in _GONE:
        for path in list(packages.glob(pattern)):
            _remove(path)
    _trim_qt(packages / "PySide6")
    for folder in sorted(packages.rglob("*"), reverse=True):
        if folder.is_dir() and not any(folder.iterdir()):
            folder.rmdir()


def _trim_qt(top: Path) -> None:
    """Keep of Qt what the window loads; on Linux its parts lie one folder deeper."""
    inner = top / "Qt" if (top / "Qt").is_dir() else top
    for path in [*top.iterdir(), *(inner.iterdir() if inner != top else ())]:
        if (path.is_dir() and path.name not in {"Qt", "plugins", "translations", "lib"}) or (
            path.is_file() and not _kept(path.name)
        ):
            _remove(path)
    for path in [
        *(inner / "plugins").glob("*/*"),
        *(inner / "translations").iterdir(),
        *(inner / "lib").glob("*"),
    ]:
        of = _QT_PLUGINS.get(path.parent.name)
        wanted = (
            path.name.split(".")[0].removeprefix("lib") in of
            if of is not None
            else path.name == _QT_TRANSLATION
            if path.parent.name == "translations"
            else _kept(path.name)
            if path.parent.name == "lib"
            else False
        )
        if not wanted:
            _remove(path)


def _kept(name: str) -> bool:
    stem = name.split(".", maxsplit=1)[0].removeprefix("lib")
    if stem.startswith("Qt"):
        return stem.removeprefix("Qt6").removeprefix("Qt") in _QT_MODULES | _QT_ON_LINUX and name.endswith(
            (".dll", ".pyd", ".so.6", ".abi3.so")
        )
    return name.endswith(".py") or (stem.startswith((*_RUNTIME, "pyside6", "icu")) and "qml" not in name)


def _remove(path: Path) -> None:
    if path.is_dir():
        shutil.rmtree(path)
    else:
        path.unlink(missing_ok=True)
