"""Asking for a file or a folder: in Japanese throughout, beginning where people keep their files.

On Windows the system's own dialog is the one people know. Elsewhere it is Qt's, whose words ``install_rest`` has brought
in Japanese: a desktop's own one would speak the language of the system.
"""

from __future__ import annotations

import sys
from pathlib import Path

from PySide6.QtCore import QLocale, QStandardPaths, QUrl
from PySide6.QtWidgets import (
    QFileDialog,
    QHeaderView,
    QListView,
    QStyledItemDelegate,
    QTreeView,
    QWidget,
)

from sasaeai_desktop.ui.dialogs.asking import ask
from sasaeai_desktop.ui.dialogs.confirm import confirm
from sasaeai_desktop.ui.pages.usb.drives import sticks
from sasaeai_desktop.ui.theme.metrics import px

_PLACES = QStandardPaths.StandardLocation
_LOST = "入れかえると、前のファイルは なくなります。やめると、名前や場所を えらび直せます。"
_OPEN, _SAVE = "ひらく", "ここに しまう"
_ROOM = 940, 600  # px: Qt's own size cuts names and days off; this fits a screen of 1024x768
_BESIDE = 200  # px of the places at the left: Qt's own width cuts ドキュメント off
_KNOWN = {
    _PLACES.DocumentsLocation: "ドキュメント",
    _PLACES.DesktopLocation: "デスクトップ",
    _PLACES.DownloadLocation: "ダウンロード",
    _PLACES.HomeLocation: "ホーム",
}
_NOT_ASKED = (1, 2)  # columns of Qt's list: bytes, and a kind that the name tells already


def open_file(parent: QWidget, title: str, kinds: str) -> Path | None:
    """Ask for a file to read; None after やめる.

    Args:
        parent: the page that asks.
        title: what for.
        kinds: 「招待ファイル (*.sasaeai-invite)」, several parted by ``;;``.
    """
    return next(iter(open_files(parent, title, kinds, many=False)), None)


def open_files(parent: QWidget, title: str, kinds: str, *, many: bool = True) -> list[Path]:
    """Ask for files to read; none after やめる."""
    dialog = _dialog(parent, title, kinds, _OPEN)
    mode = QFileDialog.FileMode
    dialog.setFileMode(mode.ExistingFiles if many else mode.ExistingFile)
    return [Path(name) for name in dialog.selectedFiles()] if ask(dialog) else []


def save_file(parent: QWidget, title: str, name: str, kinds: str) -> str:
    """Ask where a file goes; "" after やめる. The ending of the kind chosen is added where there is none."""
    dialog = _dialog(parent, title, kinds, _SAVE)
    dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    _put_words(dialog, _SAVE)  # Qt has made the two buttons anew
    dialog.setOption(QFileDialog.Option.DontConfirmOverwrite)  # asked below, with the verb on the button
    dialog.selectFile(name)
    while ask(dialog):
        chosen = Path(dialog.selectedFiles()[0])
        ending = dialog.selectedNameFilter().partition("(*")[2].partition(")")[0].split(" ")[0]
        chosen = chosen if chosen.suffix else chosen.with_name(chosen.name + ending)
        if not chosen.exists() or confirm(
            parent, f"「{chosen.name}」は もうあります", _LOST, verb="入れかえる"
        ):
            return str(chosen)
    return ""


def folder(parent: QWidget, title: str) -> Path | None:
    """Ask for a folder; None after やめる."""
    dialog = _dialog(parent, title, "", _OPEN)
    dialog.setFileMode(QFileDialog.FileMode.Directory)
    dialog.setOption(QFileDialog.Option.ShowDirsOnly, on=True)
    return Path(dialog.selectedFiles()[0]) if ask(dialog) else None


def keeping_place() -> Path:
    """Return where people keep their files: the one stick that is in, else 文書; never the program's own folder."""
    found = sticks()
    if len(found) == 1:
        return found[0].path
    return next((place for place in _places() if place.is_dir()), Path.home())


def kept_words(path: Path) -> str:
    """Say where a file lies: 「USB「青いUSB」の「総括表-2026.pdf」」."""
    return f"{place_words(path)}の「{path.name}」"


def place_words(path: Path) -> str:
    """Say in what folder or on what stick a file lies: 「USB「青いUSB」」, 「「Documents」」."""
    stick = next((s.name for s in sticks() if path.is_relative_to(s.path)), "")
    return f"USB「{stick}」" if stick else f"「{_said(path.parent)}」"


def _said(folder: Path) -> str:
    """Return the name of a folder: that of a usual place in Japanese, whatever the system calls it."""
    known = (said for kind, said in _KNOWN.items() if Path(QStandardPaths.writableLocation(kind)) == folder)
    return next(known, folder.name or str(folder))


def _places() -> list[Path]:
    return [Path(name) for kind in _KNOWN if (name := QStandardPaths.writableLocation(kind))]


class _PlaceNames(QStyledItemDelegate):
    """The usual places by their Japanese names, whatever the system calls their folders."""

    def displayText(self, value: object, _locale: QLocale | QLocale.Language) -> str:  # noqa: N802 - Qt's name
        """Return the name of one place."""
        names = {Path(QStandardPaths.writableLocation(kind)).name: said for kind, said in _KNOWN.items()}
        return names.get(str(value), str(value))


def _dialog(parent: QWidget, title: str, kinds: str, verb: str) -> QFileDialog:
    made = QFileDialog(parent, title, str(keeping_place()), kinds)
    made.setObjectName("file_dialog")
    made.setOption(QFileDialog.Option.DontUseNativeDialog, on=sys.platform != "win32")
    beside = [place for place in _places() if place.is_dir()] + [stick.path for stick in sticks()]
    made.setSidebarUrls([QUrl.fromLocalFile(str(place)) for place in dict.fromkeys(beside)])
    _put_words(made, verb)
    made.resize(*_ROOM)
    for places in made.findChildren(QListView, "sidebar"):
        places.setMinimumWidth(px(_BESIDE))
        places.setItemDelegate(_PlaceNames(places))
    for rows in made.findChildren(QTreeView):  # none in the system's own
        for column in _NOT_ASKED:
            rows.setColumnHidden(column, True)
        rows.header().setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
    return made


def _put_words(dialog: QFileDialog, verb: str) -> None:
    part = QFileDialog.DialogLabel
    for which, words in (
        (part.Accept, verb), (part.Reject, "やめる"), (part.FileName, "名前"), (part.LookIn, "場所"), (part.FileType, "種類"),
    ):  # fmt: skip
        dialog.setLabelText(which, words)
