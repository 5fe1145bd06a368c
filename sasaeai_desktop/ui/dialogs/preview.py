"""See the page before printing: the picture fills the window, five labelled buttons at most."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QImage, QKeyEvent, QPagedPaintDevice, QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from sasaeai_desktop.ui.dialogs import files, print_to
from sasaeai_desktop.ui.dialogs.pdf_pages import PageImage, PdfPages
from sasaeai_desktop.ui.dialogs.print_to import PrintOrder
from sasaeai_desktop.ui.theme import palette as c
from sasaeai_desktop.ui.theme.paint import pen
from sasaeai_desktop.ui.widgets.buttons import OutlineButton, PrimaryButton, QuietButton
from sasaeai_desktop.ui.widgets.labels import OneLine, Surface, label
from sasaeai_desktop.ui.widgets.states import MessageStrip, ProgressPanel

SHOWN_WIDTH = 1200  # px of a page on the screen: a third more than it is shown, and drawn in some 30 ms
_NO_PRINTER = "プリンターが 見つかりません。"
_NO_PRINTER_TODO = (
    "プリンターの電源とケーブルを確かめるか、「PDFにする」でUSBに入れて、ほかのパソコンで印刷してください。"
)

Render = Callable[[int, int], PageImage]
AskPath = Callable[[QWidget, str], str]
AskOrder = Callable[[QWidget, Sequence[str], int, int], PrintOrder | None]


class PrintPreview(QDialog):
    """印刷する / PDFにする / 前へ / 次へ / もどる.

    Signals:
        taken_out(str): the pages went to a printer (紙) or into a file (ファイル); names on them are noted then.

    Args:
        parent: the page that prints.
        title: what is printed (見守り訪問票).
        pdf: the file.
        render: (page, width in px) -> picture; pypdfium2 when not given.
        pages: number of pages; asked from the file when not given.
        ask_path: asks where to save; the system's dialog when not given.
        printers: gives the names of the printers; the system is asked when not given.
        ask_order: asks which printer, copies and pages; a dialog when not given.
        device: gives the printer of an order; the system's when not given.
    """

    taken_out = Signal(str)

    def __init__(
        self,
        parent: QWidget | None,
        title: str,
        pdf: bytes,
        *,
        render: Render | None = None,
        pages: int | None = None,
        file_name: str = "",
        ask_path: AskPath | None = None,
        printers: Callable[[], Sequence[str]] = print_to.printer_names,
        ask_order: AskOrder = print_to.ask,
        device: Callable[[PrintOrder], QPagedPaintDevice] = print_to.device_for,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("preview")
        self.setWindowTitle(f"印刷の前に見る　{title}")
        self._pdf, self._file_name = pdf, file_name or f"{title}.pdf"
        self._ask_path, self._printers = ask_path or _ask_path, printers
        self._ask_order, self._device = ask_order, device
        self._going_on = True
        if render is None or pages is None:
            opened = PdfPages(pdf)
            render, pages = opened, opened.count
        self._render, self._count, self._page = render, pages, 0
        self.sheet = _SheetView()
        self._build(title)
        self.print_button.setDefault(True)  # Enter is the primary button; Qt would begin at もどる
        self.print_button.setFocus()
        self.resize(parent.window().size() if parent is not None else QSize(1366, 768))
        self._show_page()

    def _build(self, title: str) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self.count_label = label("", "second", name="preview_count")
        buttons = QHBoxLayout()
        buttons.setContentsMargins(24, 12, 24, 12)
        buttons.setSpacing(12)
        self.back = QuietButton("もどる", name="preview_back", icon="back", on_click=self.reject)
        self.before = QuietButton(
            "前へ", name="preview_before", icon="chevron-left", on_click=lambda: self._turn(-1)
        )
        self.after = QuietButton(
            "次へ", name="preview_after", icon="chevron-right", on_click=lambda: self._turn(1)
        )
        self.save = OutlineButton(
            "PDFにする", name="preview_pdf", icon="download", tall=True, on_click=self._save
        )
        self.print_button = PrimaryButton(
            "印刷する", name="preview_print", icon="printer", on_click=self._print
        )
        buttons.addWidget(self.back)
        self.title = OneLine(title, name="preview_title")  # gives way where the words are large
        self.title.setProperty("role", "subsection")
        buttons.addWidget(self.title)
        buttons.addStretch(1)
        for widget in (self.before, self.count_label, self.after):
            buttons.addWidget(widget)
        buttons.addSpacing(16)
        buttons.addWidget(self.save)
        buttons.addWidget(self.print_button)
        column.addLayout(buttons)
        self.message = MessageStrip(name="preview_message")
        around = QVBoxLayout()
        around.setContentsMargins(24, 0, 24, 0)
        around.addWidget(self.message)
        self.progress = ProgressPanel(name="preview_progress")
        self.progress.cancelled.connect(self._stop)
        around.addWidget(self.progress)
        column.addLayout(around)
        desk = Surface("desk", pad=0, gap=0)
        area = QScrollArea()
        area.setObjectName("preview_scroll")
        area.setWidgetResizable(True)
        area.setWidget(self.sheet)
        area.setAccessibleName("ページの絵")
        desk.add(area)
        column.addWidget(desk, 1)

    def _show_page(self) -> None:
        self.sheet.show_image(self._image(self._page, SHOWN_WIDTH))
        self.sheet.setAccessibleName(f"{self._page + 1}ページ目の絵")
        self.count_label.setText(f"{self._page + 1} / {self._count} ページ")
        many = self._count > 1
        for widget in (self.before, self.after):
            widget.setVisible(many)

    def _image(self, page: int, width: int) -> QImage:
        shown = self._render(page, width)
        image = QImage(shown.rgb, shown.width, shown.height, shown.stride, QImage.Format.Format_RGB888)
        return image.copy()  # the bytes belong to the renderer

    def _turn(self, by: int) -> None:
        to = max(0, min(self._count - 1, self._page + by))
        if to != self._page:
            self._page = to
            self._show_page()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Turn pages with the page keys."""
        step = {Qt.Key.Key_PageDown: 1, Qt.Key.Key_PageUp: -1}.get(Qt.Key(event.key()))
        if step is None:
            super().keyPressEvent(event)
        else:
            self._turn(step)

    def _save(self) -> None:
        chosen = self._ask_path(self, self._file_name)
        if not chosen:
            return
        path = Path(chosen)
        path = path if path.suffix.lower() == ".pdf" else path.with_name(path.name + ".pdf")
        try:
            path.write_bytes(self._pdf)
        except OSError:
            self.message.show_words(
                "PDFを 書き込めませんでした。", "ほかの場所をえらぶか、USBの空きを 確かめてください。"
            )
            return
        self.message.hide()
        self.progress.finish("PDFにしました", f"{files.kept_words(path)}に しまいました。")
        self.progress.show()
        self.taken_out.emit("ファイル")

    def _print(self) -> None:
        printers = self._printers()
        if not printers:
            self.message.show_words(_NO_PRINTER, _NO_PRINTER_TODO)
            self.save.setFocus()
            return
        order = self._ask_order(self, printers, self._page, self._count)
        if order is None:
            return
        self.message.hide()
        if self._send(order):
            self.taken_out.emit("紙")
            self.accept()

    def _send(self, order: PrintOrder) -> bool:
        """Send the pages with their progress; やめる ends before the next one."""
        device = self._device(order)
        fault = print_to.paper_fault(device)
        if fault is not None:
            self.message.show_words(fault.what, fault.todo)
            return False
        self._going_on = True
        self.progress.start(f"{order.printer} に送っています")
        try:
            sent = print_to.send(device, order, self._image, self._report)
        finally:
            self.progress.hide()
        if not sent and self._going_on:
            self.message.show_words("プリンターが 受け取りませんでした。", _NO_PRINTER_TODO)
        return sent

    def _report(self, done: int, total: int) -> bool:
        self.progress.advance(done, total, f"{done + 1} / {total} 枚")
        # The pages are painted on this thread, which owns the printer: here the window breathes between two.
        QCoreApplication.processEvents()
        return self._going_on

    def _stop(self) -> None:
        self._going_on = False


class _SheetView(QWidget):
    """The page on the desk, as wide as the window allows, with its offset edge."""

    def __init__(self) -> None:
        super().__init__()
        self._image = QImage()
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def show_image(self, image: QImage) -> None:
        """Show another page."""
        self._image = image
        self._fit()
        self.update()

    def resizeEvent(self, _event: object) -> None:
        """Keep the proportions."""
        self._fit()

    def _wide(self) -> int:
        return min(900, self.width() - 64)

    def _fit(self) -> None:
        if not self._image.isNull() and self.width() > 100:
            high = self._wide() * self._image.height() // max(1, self._image.width())
            self.setMinimumHeight(high + 48)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the sheet."""
        if self._image.isNull():
            return
        wide = self._wide()
        high = wide * self._image.height() / self._image.width()
        box = QRectF((self.width() - wide) / 2, 24, wide, high)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.fillRect(box.translated(3, 3), QColor(c.PAPER_EDGE))
        painter.drawImage(box, self._image)
        painter.setPen(pen(c.EDGE))
        painter.drawRect(box)


def _ask_path(parent: QWidget, name: str) -> str:
    return files.save_file(parent, "PDFを しまう場所", name, "PDF (*.pdf)")
