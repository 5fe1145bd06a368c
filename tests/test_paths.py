"""Where things lie: argument before variable before the system's place, and shipped files are found."""

from __future__ import annotations

import shutil
import subprocess
import sys
from dataclasses import fields
from pathlib import Path

import pytest

import sasaeai_desktop
from sasaeai_desktop.paths import app_paths, resource


def test_the_argument_wins_over_the_variable_and_the_variable_over_the_system(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SASAEAI_DATA_DIR", str(tmp_path / "variable"))
    assert app_paths(tmp_path / "argument").data_dir == tmp_path / "argument"
    assert app_paths().data_dir == tmp_path / "variable"
    monkeypatch.setenv("SASAEAI_DATA_DIR", "")
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "system"))
    assert "sasaeai" in app_paths().data_dir.parts[-1]


def test_everything_lies_inside_the_data_folder_and_looking_creates_nothing(tmp_path: Path) -> None:
    paths = app_paths(tmp_path / "旭川 12")
    places = [getattr(paths, f.name) for f in fields(paths)]
    assert all(p == paths.data_dir or paths.data_dir in p.parents for p in places)
    assert len(set(places)) == len(places)
    assert not paths.data_dir.exists()
    paths.make()
    paths.make()
    assert paths.backups.is_dir()
    assert paths.log.is_dir()
    assert not paths.database.exists()


def test_a_relative_folder_does_not_move_with_the_working_directory(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    paths = app_paths(Path("here"))
    monkeypatch.chdir("/")
    assert paths.database == tmp_path / "here" / "desk.db"


def test_fonts_are_found_from_the_source_tree() -> None:
    assert resource("fonts/BIZUDGothic-Regular.ttf").stat().st_size > 100_000
    with pytest.raises(FileNotFoundError):
        resource("fonts/none.ttf")


def test_resources_inside_the_package_are_found_as_in_a_wheel(tmp_path: Path) -> None:
    package = tmp_path / "sasaeai_desktop"
    (package / "resources").mkdir(parents=True)
    source = Path(sasaeai_desktop.__file__).parent
    for name in ("__init__.py", "paths.py"):
        shutil.copy(source / name, package / name)
    (package / "resources" / "note.txt").write_text("inside", encoding="utf-8")
    code = "from sasaeai_desktop.paths import resource; print(resource('note.txt').read_text())"
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=tmp_path, capture_output=True, text=True, check=True, timeout=60
    )
    assert done.stdout.strip() == "inside"
