"""What of the packages the program never touches, so that the installer stays small; each rule says why it may go."""

from __future__ import annotations

import shutil
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

# Of Qt what the window loads is named; everything else goes. On Linux the plugins that reach a screen need some more.
_QT_MODULES = {"Core", "Gui", "Widgets", "PrintSupport", "Svg"}
_QT_ON_LINUX = {"DBus", "XcbQpa", "OpenGL", "WaylandClient", "WlShellIntegration"}
_QT_PLUGINS = {
    "platforms": {"qwindows", "qoffscreen", "qxcb", "qwayland"},
    "platforminputcontexts": {"composeplatforminputcontextplugin", "ibusplatforminputcontextplugin"},
    "imageformats": {"qsvg", "qjpeg"},
    "iconengines": {"qsvgicon"},
    "printsupport": {"cupsprintersupport"},
    "wayland-shell-integration": {"xdg-shell"},
    "xcbglintegrations": {"qxcb-glx-integration", "qxcb-egl-integration"},
}
_QT_WORDS = "qtbase_ja.qm"
_QT_FOLDERS = {"Qt", "plugins", "translations", "lib"}


@dataclass(frozen=True, slots=True)
class Rule:
    """What may go, and why.

    Attributes:
        why: a few words.
        patterns: what goes, relative to the tree's top.
    """

    why: str
    patterns: tuple[str, ...]


RULES = (
    Rule("packages' own tests, commands and manuals, type stubs, sources of compiled modules", (
        "**/tests", "**/test", "**/testing", "**/*.pyi", "**/py.typed", "**/*.pyx", "**/*.pxd", "**/*.c", "**/*.h", "**/*.lib",
        "rapidfuzz/__pyinstaller", "**/_pyinstaller", "bin", "Scripts", "*.data", "pypdfium2_cli",
    )),
    Rule("pictures in forms nobody scans, text drawn by Pillow", (
        "PIL/_avif.*", "PIL/_webp.*", "PIL/_imagingft.*", "PIL/_imagingcms.*", "PIL/_imagingtk.*", "PIL/_imagingmorph.*",
        "pillow.libs/libavif*",
        *(f"PIL/{name}ImagePlugin.*" for name in (
            "Avif", "Blp", "Bufr", "Cur", "Dcx", "Dds", "Eps", "Fits", "Fli", "Fpx", "Ftex", "Gbr", "Grib", "Hdf5", "Icns", "Im",
            "Imt", "Jpeg2K", "McIdas", "Mic", "Mpeg", "Msp", "Palm", "Pcd", "Pixar", "Psd", "Qoi", "Sgi", "Spider", "Sun", "Tga",
            "WebP", "Wmf", "XVThumb", "Xbm", "Xpm")),
        "PIL/ImageTk.*", "PIL/ImageWin.*", "PIL/ImageCms.*", "PIL/PSDraw.*", "PIL/ImageQt.*",
    )),
    Rule("objects of SQLAlchemy (we use its core), other databases", (
        "sqlalchemy/orm", "sqlalchemy/ext",
        "sqlalchemy/dialects/mssql", "sqlalchemy/dialects/oracle", "sqlalchemy/dialects/mysql", "sqlalchemy/dialects/postgresql",
    )),
    Rule("reportlab's own fonts (our forms embed theirs), its charts, bar codes and paragraphs", (
        "reportlab/fonts", "reportlab/graphics", "reportlab/platypus", "charset_normalizer", "*__mypyc.*",
    )),
    Rule("the same code again for newer processors; the plain one runs on all of them", (
        "rapidfuzz/*_avx2.*", "rapidfuzz/distance/*_avx2.*", "rapidfuzz/*_sse2.*", "rapidfuzz/distance/*_sse2.*",
    )),
    Rule("what reads C headers while cryptography is built", ("cffi", "pycparser")),
    Rule("fonts that no screen and no form asks for", (
        "sasaeai_desktop/resources/fonts/BIZUDGothic-*.ttf",
    )),
)  # fmt: skip


def trim(packages: Path) -> list[tuple[str, int]]:
    """Remove from an unpacked tree what the program never touches.

    Returns:
        Why, and how many bytes that gave; one pair for each rule.
    """
    qt = ("parts of Qt that the window never loads", _remove_all(_qt_beyond(packages / "PySide6")))
    others = [
        (rule.why, _remove_all(p for pattern in rule.patterns for p in packages.glob(pattern)))
        for rule in RULES
    ]
    _remove_empty(packages)
    return [qt, *others]


def take_out_runtime(packages: Path, into: Path) -> int:
    """Put Microsoft's runtime beside the program once, newest wins; Qt and shiboken bring it twice.

    Windows looks beside the program first, so every module finds it there.

    Returns:
        The bytes that this gave.
    """
    before = sum(_size(folder) for folder in (packages / "PySide6", packages / "shiboken6"))
    for name in (
        "msvcp140.dll",
        "msvcp140_1.dll",
        "msvcp140_2.dll",
        "vcruntime140.dll",
        "vcruntime140_1.dll",
    ):
        shutil.copyfile(packages / "PySide6" / name, into / name)
    for folder in (packages / "PySide6", packages / "shiboken6"):
        for pattern in ("msvcp140*.dll", "vc*140*.dll", "concrt140.dll"):
            _remove_all(folder.glob(pattern))
    return before - sum(_size(folder) for folder in (packages / "PySide6", packages / "shiboken6"))


def leave_sources_out(packages: Path) -> int:
    """Remove every source that lies beside its compiled form, and what packages say of themselves to installers.

    Returns:
        The bytes that this gave.
    """
    sources = [path for path in packages.rglob("*.py") if path.with_suffix(".pyc").exists()]
    return _remove_all([*sources, *packages.glob("*.dist-info")])


def _qt_beyond(top: Path) -> Iterator[Path]:
    """Yield of Qt what the window does not load; on Linux its parts lie one folder deeper."""
    inner = top / "Qt" if (top / "Qt").is_dir() else top
    for path in sorted({*top.iterdir(), *inner.iterdir()}):
        if (path.is_dir() and path.name not in _QT_FOLDERS) or (path.is_file() and not _is_kept(path.name)):
            yield path
    for path in (inner / "plugins").glob("*/*"):
        if _stem(path) not in _QT_PLUGINS.get(path.parent.name, set()):
            yield path
    yield from (path for path in (inner / "translations").glob("*") if path.name != _QT_WORDS)
    yield from (path for path in (inner / "lib").glob("*") if not _is_kept(path.name))


def _is_kept(name: str) -> bool:
    stem = _stem(Path(name))
    if stem.startswith("Qt"):
        module = stem.removeprefix("Qt6").removeprefix("Qt")
        if name.endswith((".so.6", ".abi3.so")):
            return module in _QT_MODULES | _QT_ON_LINUX
        return module in _QT_MODULES and name.endswith((".dll", ".pyd"))
    if stem.startswith(("msvcp140", "vcruntime140", "icu")):
        return True
    return name.endswith(".py") or (
        stem.startswith("pyside6") and "qml" not in name and not name.endswith(".lib")
    )


def _stem(path: Path) -> str:
    return path.name.split(".", maxsplit=1)[0].removeprefix("lib")


def _remove_all(paths: Iterable[Path]) -> int:
    """Remove files and folders and return how many bytes they held."""
    gave = 0
    for path in list(paths):
        gave += _size(path)
        if path.is_dir():
            shutil.rmtree(path)
        else:
            path.unlink(missing_ok=True)
    return gave


def _size(path: Path) -> int:
    if path.is_dir():
        return sum(p.stat().st_size for p in path.rglob("*") if p.is_file())
    return path.stat().st_size if path.exists() else 0


def _remove_empty(top: Path) -> None:
    for folder in sorted(top.rglob("*"), reverse=True):
        if folder.is_dir() and not any(folder.iterdir()):
            folder.rmdir()
