"""``sasaeai screenshots``: every page and dialog as PNG at 1366x768, without a screen.

The window is walked on a copy, so nothing of the given data changes, whatever is pressed.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

from PySide6.QtCore import qInstallMessageHandler
from PySide6.QtWidgets import QApplication

from sasaeai_desktop.domain.clock import Clock, clock_at
from sasaeai_desktop.domain.errors import InputError
from sasaeai_desktop.paths import AppPaths, app_paths
from sasaeai_desktop.ui.theme import palette
from sasaeai_desktop.ui.theme.install import install, install_rest
from sasaeai_desktop.ui.theme.metrics import BASE
from sasaeai_desktop.ui.walk import COUNCIL, PRACTICE_DAY, Source, Walk, bugs_told, no_other_program


def take(
    out: Path,
    paths: AppPaths | None,
    clock: Clock,
    passphrase: str | None,
    *,
    text: int = 20,
    theme: str = palette.LIGHT,
    page: str = "",
) -> list[Path]:
    """Write the pictures and return their paths.

    Args:
        out: folder, made when missing.
        paths: the installation; None shows a practice district and its council on a day of their year.
        clock: today; with practice data it counts only if it stands still on another day than the real one.
        passphrase: of the installation; None for practice.
        text: body text in px.
        theme: name of the colours, light or contrast.
        page: only this picture (today, watch, watch_sheets ..), or "" for all.

    Raises:
        InputError: there is no such page.
        UserError: the installation could not be opened, or the disk failed.
    """
    app = dressed(text, theme)
    out.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory(prefix="sasaeai-") as folder, no_other_program(), bugs_told():
        walk = Walk(app, out, text, page)
        walk.first_screens()
        if walk.written and page:
            return walk.written
        for source in sources(Path(folder), paths, passphrase):
            walk.through(source, clock)
    if page and not walk.written:
        raise InputError(
            f"「{page}」という画面はありません。", "today、watch、salon などの名前にしてください。"
        )
    return walk.written


def practice_day(iso_date: str) -> Clock:
    """Return the clock for pictures: the given day, else one in the practice data's year."""
    return clock_at(iso_date or PRACTICE_DAY)


def sources(folder: Path, paths: AppPaths | None, passphrase: str | None) -> Iterator[Source]:
    """Yield copies of what is to be shown."""
    if paths is not None:
        copy = app_paths(folder / "copy")
        shutil.copytree(
            paths.data_dir,
            copy.data_dir,
            ignore=shutil.ignore_patterns("backups", "*.lock"),
            copy_function=shutil.copyfile,
        )
        yield Source(copy, passphrase or "")
        return
    from sasaeai_desktop.practice.city import build_city  # noqa: PLC0415 - only without own data

    built = build_city(folder / "city", districts=2)
    yield Source(app_paths(built.districts[0]), built.passphrase)
    yield Source(app_paths(built.council), built.passphrase, COUNCIL)


def paint_tabs(out: Path, source: Source, clock: Clock) -> list[Path]:
    """Write a picture of each tab of an installation, and return their paths.

    Raises:
        UserError: the installation could not be opened, or the disk failed.
    """
    app = dressed(BASE)
    out.mkdir(parents=True, exist_ok=True)
    with bugs_told():
        walk = Walk(app, out, BASE, "")
        walk.through(source, clock, depth=0)
    return walk.written


def dressed(text: int, theme: str = palette.LIGHT) -> QApplication:
    """Return the application in its fonts and colours."""
    qInstallMessageHandler(lambda _kind, _where, _words: None)  # the offscreen platform says what it cannot
    app = QApplication.instance() or QApplication([])
    assert isinstance(app, QApplication)
    install(app, text, theme)
    install_rest(app)
    return app
