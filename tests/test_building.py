"""What the installers are made of: which files stay, whose licences are told, what is fetched."""

from __future__ import annotations

import importlib.util
import json
import re
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
sys.path.append(str(ROOT / "installer" / "building"))

import compiling  # noqa: E402 - lies beside the builders, which are no package
import embedded  # noqa: E402
import licences  # noqa: E402
import parts  # noqa: E402
import trim  # noqa: E402
import wine_table  # noqa: E402

QT_FILES = {
    # of Windows
    "PySide6/Qt6Core.dll": True, "PySide6/QtCore.pyd": True, "PySide6/Qt6Svg.dll": True, "PySide6/__init__.py": True,
    "PySide6/pyside6.abi3.dll": True, "PySide6/pyside6qml.abi3.dll": False, "PySide6/Qt6Qml.dll": False,
    "PySide6/Qt6Network.dll": False, "PySide6/Qt6OpenGL.dll": False, "PySide6/QtOpenGL.pyd": False,
    "PySide6/opengl32sw.dll": False, "PySide6/designer.exe": False, "PySide6/QtCore.pyi": False, "PySide6/qml/a.qml": False,
    "PySide6/plugins/platforms/qwindows.dll": True, "PySide6/plugins/platforms/qoffscreen.dll": True,
    "PySide6/plugins/tls/qschannelbackend.dll": False, "PySide6/plugins/imageformats/qsvg.dll": True,
    "PySide6/plugins/imageformats/qjpeg.dll": True,
    "PySide6/plugins/imageformats/qwebp.dll": False, "PySide6/translations/qtbase_ja.qm": True,
    "PySide6/translations/qtbase_de.qm": False,
    # of others
    "PIL/_imaging.pyd": True, "PIL/_avif.pyd": False, "PIL/JpegImagePlugin.py": True, "PIL/TiffImagePlugin.py": True,
    "PIL/PngImagePlugin.py": True, "PIL/PsdImagePlugin.py": False, "sqlalchemy/sql/base.py": True, "sqlalchemy/orm/session.py": False,
    "sqlalchemy/dialects/sqlite/base.py": True, "sqlalchemy/dialects/mysql/base.py": False,
    "sqlalchemy/dialects/postgresql/base.py": False, "pypdfium2_cli/main.py": False, "segno-1.6.6.data/data/segno.1": False,
    "reportlab/fonts/Vera.ttf": False, "rapidfuzz/distance/OSA.py": True, "zxcvbn/tests/test_all.py": False,
    "sasaeai_desktop/resources/fonts/BIZUDPGothic-Bold.ttf": True, "sasaeai_desktop/resources/fonts/BIZUDGothic-Bold.ttf": False,
    "sasaeai_desktop/resources/fonts/OFL.txt": True, "sasaeai_desktop/db/migrations/0001.sql": True,
}  # fmt: skip
LINUX_FILES = {
    "PySide6/QtCore.abi3.so": True, "PySide6/QtOpenGL.abi3.so": True, "PySide6/QtQml.abi3.so": False,
    "PySide6/Qt/lib/libQt6Core.so.6": True, "PySide6/Qt/lib/libQt6XcbQpa.so.6": True, "PySide6/Qt/lib/libQt6Qml.so.6": False,
    "PySide6/Qt/lib/libicudata.so.73": True, "PySide6/Qt/plugins/platforms/libqxcb.so": True,
    "PySide6/Qt/plugins/platforms/libqvnc.so": False, "PySide6/Qt/qml/a.qml": False, "PySide6/Qt/libexec/rcc": False,
}  # fmt: skip


@pytest.mark.parametrize("files", [QT_FILES, {**LINUX_FILES, "PySide6/Qt/translations/qtbase_ja.qm": True}])
def test_only_what_the_program_never_touches_is_left_out(tmp_path: Path, files: dict[str, bool]) -> None:
    for name in files:
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_bytes(b"x")
    gave = trim.trim(tmp_path)
    assert {name: (tmp_path / name).exists() for name in files} == files
    assert sum(size for _, size in gave) == sum(not stays for stays in files.values())
    assert all(any(path.iterdir()) for path in tmp_path.rglob("*") if path.is_dir()), "no empty folder stays"


def test_sources_go_only_where_their_compiled_form_stays(tmp_path: Path) -> None:
    for name in ("a.py", "a.pyc", "kept.py", "x.dist-info/METADATA"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("x")
    trim.leave_sources_out(tmp_path)
    assert sorted(p.name for p in tmp_path.iterdir()) == ["a.pyc", "kept.py"]


def test_what_is_compiled_says_nothing_of_itself_and_does_the_same(tmp_path: Path) -> None:
    source = '''"""Module."""
from dataclasses import dataclass
"kept"
@dataclass
class Box:
    """A class."""
    side: int = 1
def area(box):
    """A function."""
    assert box.side > 0, "no box"
    return """not a docstring"""
'''
    (tmp_path / "boxes.py").write_text(source, encoding="utf-8")
    compiling.compile_tree(tmp_path)
    (tmp_path / "boxes.py").unlink()
    spec = importlib.util.spec_from_file_location("boxes", tmp_path / "boxes.pyc")
    assert spec is not None
    assert spec.loader is not None
    boxes = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(boxes)
    assert {boxes.__doc__, boxes.Box.__doc__, boxes.area.__doc__} == {"."}
    assert boxes.area(boxes.Box()) == "not a docstring"
    with pytest.raises(AssertionError, match="no box") as wrong:
        boxes.area(boxes.Box(0))
    assert wrong.traceback[-1].lineno == 9, "lines in a crash log are the source's"


def test_a_night_under_wine_tells_what_is_known_from_what_is_not(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for name, said in {
        "tests+db+test_a.py": "FAILED tests/db/test_a.py::test_x[1] - OSError: x\n1 failed, 3 passed, 1 skipped in 2.00s\n",
        "tests+db+test_b.py": "..\nHUNG\n",
        "tests+ui+test_c.py": "Windows fatal exception: access violation\n",
        "tests+ui+test_d.py": "4 passed in 1.00s (0:00:01)\n",
    }.items():
        (tmp_path / f"{name}.log").write_text(said)
    known = tmp_path / "known.txt"
    known.write_text("# why\ntests/db/test_a.py::test_x no such call\ntests/ui/test_d.py::test_y gone\n")
    assert wine_table.main(tmp_path, known) == 1
    lines = [line.split() for line in capsys.readouterr().out.splitlines()]
    assert lines[1:3] == [
        ["tests/db", "2", "3", "1", "1", "1", "0"],
        ["tests/ui", "2", "4", "1", "0", "0", "1"],
    ]
    assert [" ".join(line) for line in lines[3:]] == [
        "known under wine: tests/db/test_a.py::test_x: no such call",
        "tests/db/test_b.py hung",
        "tests/ui/test_c.py ended without a word",
        "tests/ui/test_d.py::test_y is known to fail under wine and passed",
    ]
    for log in ("tests+db+test_b.py", "tests+ui+test_c.py", "tests+ui+test_d.py"):
        (tmp_path / f"{log}.log").unlink()
    (tmp_path / "tests+db+test_a.py.log.first").write_text("FAILED tests/db/test_a.py::test_z\n")
    assert wine_table.main(tmp_path, known) == 0
    assert "the second time counts: tests/db/test_a.py" in capsys.readouterr().out


def wheel(folder: Path, name: str, *needs: str) -> Path:
    made = folder / f"{name}-1.0-py3-none-any.whl"
    lines = [f"Name: {name}", "Version: 1.0", *(f"Requires-Dist: {need}" for need in needs)]
    with zipfile.ZipFile(made, "w") as archive:
        archive.writestr(f"{name}-1.0.dist-info/METADATA", "\n".join(lines) + "\n")
    return made


def test_what_only_builds_other_packages_is_not_shipped(tmp_path: Path) -> None:
    direct = [re.split(r"[><=]", line)[0] for line in project_needs()]
    made = [wheel(tmp_path, name) for name in direct if name != "reportlab"]
    made += [
        wheel(tmp_path, "reportlab", "charset-normalizer", 'pywin32; sys_platform == "win32"', 'x; extra == "t"'),
        wheel(tmp_path, "charset-normalizer"), wheel(tmp_path, "pywin32"), wheel(tmp_path, "hatchling", "pathspec"),
        wheel(tmp_path, "pathspec"),
    ]  # fmt: skip
    names = {p.name.split("-1.0")[0] for p in parts.shipped(made, "win32")}
    assert names == {*direct, "charset-normalizer", "pywin32"}
    assert "pywin32" not in {p.name.split("-1.0")[0] for p in parts.shipped(made, "linux")}


def project_needs() -> list[str]:
    text = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    return re.findall(r'^    "([^"]+)"', text.split("dependencies = [")[1].split("\n]")[0], re.MULTILINE)


def test_the_list_of_licences_is_that_of_the_lock() -> None:
    listed = json.loads(licences.LIST.read_text(encoding="utf-8"))
    told = {c["name"].lower().replace("_", "-"): c["version"] for c in listed["components"] if c["version"]}
    lock = dict(re.findall(r"^([\w.-]+)==([^ ;\\]+)", parts.LOCK.read_text(encoding="utf-8"), re.MULTILINE))
    builders = {"editables", "hatchling", "packaging", "pathspec", "pluggy", "tomlkit", "trove-classifiers"}
    left_out = {"charset-normalizer", "pycparser"}  # nothing of them is left in what is shipped
    assert told == {name: version for name, version in lock.items() if name not in builders | left_out}, (
        "run python installer/building/licences.py"
    )
    assert all(c["licence"] for c in listed["components"])
    assert "LGPL" in listed["notice"]
    assert {"Qt", "Python", "SQLCipher", "BIZ UDPGothic", "Noto Sans JP"} <= {
        c["name"] for c in listed["components"]
    }


def test_no_tree_is_shipped_whose_parts_are_other_than_the_page_says(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def install(name: str, *files: str) -> None:
        info = tmp_path / f"{name}-1.0.dist-info"
        info.mkdir()
        (info / "METADATA").write_text(f"Name: {name}\nVersion: 1.0\nLicense: MIT\n")
        (info / "RECORD").write_text("".join(f"{file},,\n" for file in (*files, f"{info.name}/RECORD")))
        for file in files:
            (tmp_path / file).parent.mkdir(exist_ok=True)
            (tmp_path / file).write_text("")

    (tmp_path / "sasaeai_desktop").mkdir()
    install("good", "good/a.py")
    install("cffi", "cffi.py")
    (tmp_path / "cffi.py").unlink()  # nothing of it is left: it need not be told
    monkeypatch.setattr(licences, "LIST", tmp_path.parent / "list.json")
    licences.LIST.write_text(json.dumps(licences.listed([tmp_path])))
    assert [c["name"] for c in json.loads(licences.LIST.read_text())["components"] if c["version"]] == [
        "good"
    ]
    assert licences.unlike_list(tmp_path) == []
    install("more", "more.py")
    (tmp_path / "good/a.py").unlink()
    (tmp_path / "stray.dll").write_text("")
    assert licences.unlike_list(tmp_path) == [
        "more 1.0 is shipped and not on the page", "good 1.0 is on the page and not shipped",
        "good belongs to no package", "stray.dll belongs to no package",
    ]  # fmt: skip
    with pytest.raises(SystemExit):
        licences.check_list(tmp_path)


def test_every_font_in_the_installer_is_asked_for_and_every_asked_one_is_there() -> None:
    gone = next(rule for rule in trim.RULES if "fonts" in rule.why and "screen" in rule.why)
    shipped = {p.name for p in (ROOT / "resources/fonts").glob("*.ttf")}
    left_out = {name for name in shipped if any(Path(f"x/{name}").match(Path(p).name) for p in gone.patterns)}
    used = "".join(p.read_text(encoding="utf-8") for p in [
        ROOT / "sasaeai_desktop/ui/theme/install.py", ROOT / "sasaeai_desktop/forms/fonts.py"])  # fmt: skip
    assert {name for name in shipped if name in used} == shipped - left_out


def test_a_python_with_one_other_file_is_not_built_upon() -> None:
    listed = (ROOT / "installer/building/windows_parts/python-embed.sha256").read_text(encoding="ascii")
    digests = {name: digest for digest, name in map(str.split, listed.splitlines())}
    assert {"python313.dll", "python.exe", "python313.zip", "vcruntime140.dll"} <= digests.keys()
    good = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"  # of b"test"
    assert embedded.unlike({"a": b"test"}, {"a": good}) == []
    assert embedded.unlike({"a": b"changed", "extra": b""}, {"a": good, "missing": good}) == [
        "a",
        "extra",
        "missing",
    ]
