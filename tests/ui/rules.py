"""The numbered rules of the window that can be checked on any tree of widgets (shared design, ui.md)."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractScrollArea,
    QComboBox,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QTabBar,
    QWidget,
)

from sasaeai_desktop.ui.theme.metrics import SMALLEST, TARGET, px
from sasaeai_desktop.ui.widgets.labels import OneLine

# Rule 8 and 14: no jargon, no blame, no apologies.
BANNED = frozenset(
    {
        "不正",
        "無効",
        "例外",
        "エラー",
        "申し訳",
        "すみません",
        "キャンセル",
        "インポート",
        "エクスポート",
        "バックアップ",
        "ログイン",
        "パスワード",
        "データベース",
        "フォルダ",
        "デフォルト",
        "クリック",
        "オプション",
        "None",
        "True",
        "False",
    }
)
CONTROLS = (QAbstractButton, QLineEdit, QPlainTextEdit, QComboBox, QAbstractItemView, QTabBar)


def family(root: QWidget) -> Iterator[QWidget]:
    """Every widget of a tree that is ours (Qt's own parts, such as a combo's list, are left out)."""
    yield root
    for widget in root.findChildren(QWidget):
        if not _is_qts_own(widget):
            yield widget


def _is_qts_own(widget: QWidget) -> bool:
    above: QWidget | None = widget
    while above is not None:
        parent = above.parentWidget()
        if above.objectName().startswith("qt_") or isinstance(parent, QComboBox | QTabBar):
            return True
        above = parent
    return False


def words_of(widget: QWidget) -> list[str]:
    """Everything a widget says."""
    said = [widget.accessibleName(), widget.accessibleDescription(), widget.toolTip(), widget.windowTitle()]
    if isinstance(widget, QLabel | QAbstractButton):
        said.append(widget.text())
    if isinstance(widget, QTabBar):
        said += [widget.tabText(at) for at in range(widget.count())]
    return [text for text in said if text]


def faults(root: QWidget) -> list[str]:
    """Return every breach of a rule, as readable lines."""
    found: list[str] = []
    for widget in family(root):
        name = f"{type(widget).__name__} {widget.objectName() or words_of(widget)[:1]}"
        found += [f"{name}: {fault}" for fault in _faults_of(widget)]
    return found


def _faults_of(widget: QWidget) -> Iterator[str]:
    widget.ensurePolished()
    if widget.font().pixelSize() < SMALLEST:
        yield f"text of {widget.font().pixelSize()} px"
    yield from (f"says {word}" for word in BANNED for text in words_of(widget) if word in text)
    if isinstance(widget, CONTROLS) and not isinstance(widget, QAbstractScrollArea):
        yield from _control_faults(widget)
    if isinstance(widget, QLineEdit | QPlainTextEdit) and widget.placeholderText():
        yield "has a placeholder"
    if isinstance(widget, CONTROLS):
        if not widget.objectName():
            yield "has no objectName"
        if not widget.accessibleName():
            yield "has no accessible name"
    if widget.isVisible():
        yield from _clipped(widget)


def _control_faults(widget: QWidget) -> Iterator[str]:
    if widget.isVisible() and (widget.height() < px(TARGET) or widget.width() < TARGET):
        yield f"target of {widget.width()} x {widget.height()}"


def _clipped(widget: QWidget) -> Iterator[str]:
    if isinstance(widget, QPushButton) and widget.width() < widget.sizeHint().width() - 1:
        yield f"words clipped: {widget.text()}"
    if not isinstance(widget, QLabel):
        return
    if widget.hasHeightForWidth():
        if widget.heightForWidth(widget.width()) > widget.height():
            yield f"lines clipped: {widget.text()}"
    elif (
        not isinstance(widget, OneLine)
        and widget.fontMetrics().horizontalAdvance(widget.text()) > widget.contentsRect().width() + 1
    ):
        yield f"words clipped: {widget.text()}"
