"""The numbered rules of the window that can be checked on any tree of widgets (shared design, ui.md)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from itertools import pairwise

import shiboken6
from PySide6.QtCore import QEvent, QPoint, QRect, Qt
from PySide6.QtGui import QAction, QImage, QInputMethodEvent, QKeyEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractScrollArea,
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QDialog,
    QLabel,
    QLineEdit,
    QMenu,
    QPlainTextEdit,
    QPushButton,
    QScrollArea,
    QTabBar,
    QWidget,
)

from sasaeai_desktop.ui.entrance import WIDE
from sasaeai_desktop.ui.pages.page import Page
from sasaeai_desktop.ui.theme.metrics import SMALLEST, TARGET
from sasaeai_desktop.ui.theme.palette import contrast
from sasaeai_desktop.ui.widgets.fields import Field
from sasaeai_desktop.ui.widgets.labels import OneLine
from sasaeai_desktop.ui.widgets.month_grid import MonthGrid

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
    if isinstance(widget, QComboBox) and widget.count() and widget.view().sizeHintForRow(0) < TARGET:
        yield f"drops rows of {widget.view().sizeHintForRow(0)} px"
    if isinstance(widget, CONTROLS):
        if not widget.objectName():
            yield "has no objectName"
        if not widget.accessibleName():
            yield "has no accessible name"
    yield from (f"made {part} for nothing: it lies nowhere, and stays" for part in _homeless(widget))
    if widget.isVisible():
        yield from _clipped(widget)


def _homeless(widget: QWidget) -> Iterator[str]:
    """Yield what a widget holds that lies in no layout: Qt does not free it with the page."""
    for name, part in getattr(widget, "__dict__", {}).items():
        if not isinstance(part, QWidget) or isinstance(part, QDialog | QMenu) or part is widget:
            continue
        if shiboken6.isValid(part) and part.parent() is None:
            yield name


def _control_faults(widget: QWidget) -> Iterator[str]:
    if widget.isVisible() and (widget.height() < TARGET or widget.width() < TARGET):
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


# -- what can only be judged on a whole screen ------------------------------------------------------------------------

TEXT_CONTRAST = 4.5  # rule 2; the palette's own duties ask for 7 where it is body text
USABLE_HIGH = 690  # what Windows leaves of 768 px
GAP = 8


def screen_faults(screen: QWidget, *, order: bool = True) -> list[str]:
    """Return every breach of a rule on a shown window or dialog, in the colours and sizes in force.

    Args:
        screen: what is shown.
        order: press Tab through it too; that is the same in every size and colour.
    """
    found = faults(screen)
    found += _contrast_faults(screen)
    found += _shape_faults(screen)
    if order:
        found += _order_faults(screen)
    found += _input_faults(screen)
    return list(dict.fromkeys(found))


def _named(widget: QWidget) -> str:
    return f"{type(widget).__name__} {widget.objectName() or words_of(widget)[:1]}"


def _seen(screen: QWidget, widget: QWidget) -> QRect:
    """Return the part of a widget that is on the screen, in the screen's own place."""
    part = widget.visibleRegion().boundingRect()
    return QRect(widget.mapTo(screen, part.topLeft()), part.size())


def _contrast_faults(screen: QWidget) -> Iterator[str]:
    """Rule 2, on the pixels: the commonest colour of a text is its ground, the farthest from it is its ink."""
    image = screen.grab().toImage().convertToFormat(QImage.Format.Format_RGB32)
    for widget in family(screen):
        says = isinstance(widget, QLabel | QPushButton) and widget.text().strip()
        if not says or not widget.isVisible():
            continue
        box = _seen(screen, widget)
        if box.height() < widget.height() or box.width() < min(40, widget.width()):
            continue
        part = image.copy(box)
        pixels = Counter(memoryview(part.constBits()).cast("I"))
        ground = _hex(pixels.most_common(1)[0][0])
        best = max(contrast(_hex(pixel), ground) for pixel in pixels)
        if best < TEXT_CONTRAST:
            yield f"{_named(widget)}: contrast {best:.1f} on {ground}"


def _hex(pixel: int) -> str:
    return f"#{pixel & 0xFFFFFF:06x}"


def cut_sideways(screen: QWidget) -> Iterator[str]:
    """Pages that are wider than the place they are seen in: what stands at their right cannot be reached."""
    for area in screen.findChildren(QScrollArea):
        inner = area.widget()
        if not area.isVisible() or inner is None:
            continue
        sideways = area.horizontalScrollBarPolicy() != Qt.ScrollBarPolicy.ScrollBarAlwaysOff
        if inner.width() > area.viewport().width() + 1 and not (sideways and area.objectName() in SIDEWAYS):
            yield f"{_named(area)}: {inner.width()} px wide in {area.viewport().width()}"


def _shape_faults(screen: QWidget) -> Iterator[str]:
    if isinstance(screen, QWidget) and screen.isWindow():
        least = screen.minimumSizeHint()
        if least.width() > WIDE or least.height() > USABLE_HIGH:
            yield f"the window asks for {least.width()} x {least.height()}"
    pages = [p for p in screen.findChildren(Page) if p.isVisible()]
    for page in pages or [screen]:
        primary = [
            b for b in page.findChildren(QPushButton) if b.isVisible() and b.property("kind") == "primary"
        ]
        if len(primary) > 1:
            yield f"{len(primary)} primary buttons: {[b.text() for b in primary]}"
    yield from cut_sideways(screen)
    yield from _unreachable(screen)
    yield from _too_close(screen)
    if any(menu.actions() for menu in screen.findChildren(QMenu)):
        yield "a menu"
    if any(a.shortcut().isEmpty() is False and not a.isVisible() for a in screen.findChildren(QAction)):
        yield "a hidden shortcut"


def text_sizes(screen: QWidget) -> dict[int, tuple[str, int]]:
    """Return what each text on a screen is called and its size in px, by the widget's identity."""
    return {
        id(widget): (_named(widget), widget.font().pixelSize())
        for widget in family(screen)
        if isinstance(widget, QLabel | QAbstractButton | QLineEdit) and widget.isVisible()
    }


def shrunk(small: dict[int, tuple[str, int]], large: dict[int, tuple[str, int]]) -> list[str]:
    """Return the texts that are smaller where the words are to be larger (rule 20)."""
    return [
        f"{name}: {size} px became {large[key][1]} px"
        for key, (name, size) in small.items()
        if key in large and large[key][1] < size
    ]


SIDEWAYS = frozenset({"board_scroll", "card_scroll", "preview_scroll", "figures_scroll"})


def _unreachable(screen: QWidget) -> Iterator[str]:
    """What lies outside of the window and of everything that scrolls."""
    for widget in family(screen):
        if not isinstance(widget, CONTROLS) or not widget.isVisible():
            continue
        holder = widget.parentWidget()
        while holder is not None and holder is not screen:
            above = holder.parentWidget()
            if above is not None and isinstance(above.parentWidget(), QScrollArea):
                break  # ``holder`` is what the area scrolls
            holder = above
        ground = holder or screen
        at = QRect(widget.mapTo(ground, QPoint(0, 0)), widget.size())
        if not ground.rect().adjusted(-1, -1, 1, 1).contains(at):
            yield f"{_named(widget)}: out of reach at {at.getRect()} of {ground.rect().getRect()}"


def _too_close(screen: QWidget) -> Iterator[str]:
    """Rule 3: buttons beside or above each other have a gap between them."""
    buttons = [
        b for b in family(screen)
        if isinstance(b, QPushButton) and b.isVisible() and b.property("kind") not in ("link", "segment")
        and not isinstance(b.parent(), QComboBox)
    ]  # fmt: skip  # the segments of one strip lie beside each other as the cells of a grid do
    boxes = [(b, QRect(b.mapTo(screen, QPoint(0, 0)), b.size())) for b in buttons]
    for at, (one, box) in enumerate(boxes):
        for other, there in boxes[at + 1 :]:
            near = box.adjusted(-GAP + 1, -GAP + 1, GAP - 1, GAP - 1)
            if one.parentWidget() is other.parentWidget() and near.intersects(there):
                yield f"{_named(one)} and {_named(other)} are too close"


def _order_faults(screen: QWidget) -> Iterator[str]:
    """Rule 5: Tab never goes back up within a column, nor back to the left within a line."""
    chain = _tab_chain(screen)
    firsts = {_page_of(w): w for w in sorted(chain, key=lambda w: _place(screen, w), reverse=True)}
    for one, after in pairwise(chain):
        if not _same_page(one, after) or firsts[_page_of(after)] is after:
            continue  # where it comes round, it begins anew
        here = QRect(one.mapTo(screen, QPoint(0, 0)), one.size())
        there = QRect(after.mapTo(screen, QPoint(0, 0)), after.size())
        beside = min(here.bottom(), there.bottom()) - max(here.top(), there.top()) > here.height() // 2
        below = min(here.right(), there.right()) - max(here.left(), there.left()) > 0
        if beside and there.right() < here.left():
            yield f"Tab goes left from {_named(one)} to {_named(after)}"
        elif not beside and below and there.bottom() < here.top():
            yield f"Tab goes up from {_named(one)} to {_named(after)}"


def _tab_chain(screen: QWidget) -> list[QWidget]:
    """Press Tab until it comes round (PySide's ``nextInFocusChain`` would make each widget the owner of the next)."""
    screen.activateWindow()
    QApplication.processEvents()
    before = QApplication.focusWidget()
    chain: list[QWidget] = []
    screen.focusNextPrevChild(True)
    while (now := QApplication.focusWidget()) is not None and now not in chain and len(chain) < 300:
        chain.append(now)
        if isinstance(now, MonthGrid):
            now.set_cursor(len(now.rows) - 1, 1)  # Tab goes through its people first
        for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
            QApplication.sendEvent(now, QKeyEvent(kind, Qt.Key.Key_Tab, Qt.KeyboardModifier.NoModifier))
    if before is not None:
        before.setFocus()
    elif now is not None:
        now.clearFocus()
    for area in screen.findChildren(QAbstractScrollArea):
        area.verticalScrollBar().setValue(0)  # each followed the focus
    QApplication.processEvents()
    return [widget for widget in chain if screen.isAncestorOf(widget)]


def _place(screen: QWidget, widget: QWidget) -> tuple[int, int]:
    at = widget.mapTo(screen, widget.rect().center())
    return at.y() // 8, at.x()  # buttons of one line differ in height, not in their middle


def _same_page(one: QWidget, other: QWidget) -> bool:
    return _page_of(one) is _page_of(other)


def _page_of(widget: QWidget) -> QWidget | None:
    above: QWidget | None = widget
    while above is not None and not isinstance(above, Page):
        above = above.parentWidget()
    return above


def _input_faults(screen: QWidget) -> Iterator[str]:
    """Rules 9 and 10: nothing throws full-width digits away, nothing acts on what the input method has not fixed."""
    for spin in screen.findChildren(QAbstractSpinBox):
        yield f"{_named(spin)}: a spin box throws full-width digits away"
    for line in screen.findChildren(QLineEdit):
        if _is_qts_own(line):
            continue
        if line.validator() is not None or line.inputMask():
            yield f"{_named(line)}: a validator throws full-width digits away"
        if line.isVisible() and not line.isReadOnly():
            yield from _preedit_faults(line)


def _preedit_faults(line: QLineEdit) -> Iterator[str]:
    holder = line.parentWidget()
    while holder is not None and not isinstance(holder, Field):
        holder = holder.parentWidget()
    heard: list[int] = []
    told = holder.changed if isinstance(holder, Field) else line.textEdited
    slot = told.connect(lambda *_a: heard.append(1))
    before = line.text()
    QApplication.sendEvent(line, QInputMethodEvent("かな", []))
    if line.text() != before or heard:
        yield f"{_named(line)}: acts during preedit"
    QApplication.sendEvent(line, QInputMethodEvent("", []))
    told.disconnect(slot)
