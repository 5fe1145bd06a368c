"""Which printer, how many copies, which pages; then the pages are sent, and やめる ends between two."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRectF
from PySide6.QtGui import QImage, QPagedPaintDevice, QPageLayout, QPageSize, QPainter
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from sasaeai_desktop.domain.errors import InputError
from sasaeai_desktop.ui.dialogs import asking
from sasaeai_desktop.ui.theme.metrics import px
from sasaeai_desktop.ui.widgets.buttons import PrimaryButton, QuietButton
from sasaeai_desktop.ui.widgets.choices import ChoiceField
from sasaeai_desktop.ui.widgets.counter import Counter
from sasaeai_desktop.ui.widgets.fields import PickField
from sasaeai_desktop.ui.widgets.labels import label

DPI = 300
A4_MM = (210.0, 297.0)
LEAST_SCALE = 0.9  # of a form's size; Letter is 0.94
MOST_COPIES = 99
ALL, THIS = "all", "this"


@dataclass(frozen=True, slots=True)
class PrintOrder:
    """What goes to which printer; ``pages`` from 0, in order."""

    printer: str
    copies: int
    pages: tuple[int, ...]


class PrintTo(QDialog):
    """印刷する / やめる.

    Args:
        parent: the preview.
        printers: names of the printers; the first is the usual one.
        page: the page that is shown, from 0.
        count: number of pages.
    """

    def __init__(self, parent: QWidget | None, printers: Sequence[str], *, page: int, count: int) -> None:
        super().__init__(parent)
        self.setObjectName("print_to")
        self.setWindowTitle("印刷する")
        self.setMinimumWidth(px(560))
        self._page, self._count = page, count
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 24, 24, 24)
        column.setSpacing(20)
        column.addWidget(label("印刷する", "subsection"))
        self.printer = PickField("プリンター", tuple((name, name) for name in printers), name="print_printer")
        column.addWidget(self.printer)
        self.pages = ChoiceField(
            "どのページ",
            ((ALL, f"ぜんぶ（{count}ページ）"), (THIS, f"{page + 1}ページ目だけ")),
            name="print_pages",
        )
        self.pages.set_value(ALL)
        self.pages.setVisible(count > 1)
        column.addWidget(self.pages)
        row = QHBoxLayout()
        row.setSpacing(16)
        row.addWidget(label("部数", "label"))
        self.copies = Counter("部数", name="print_copies", value=1, least=1, most=MOST_COPIES)
        row.addWidget(self.copies)
        row.addStretch(1)
        column.addLayout(row)
        buttons = QHBoxLayout()
        buttons.setSpacing(16)
        buttons.addStretch(1)
        self.stop = QuietButton("やめる", name="print_stop", on_click=self.reject)
        self.do = PrimaryButton("印刷する", name="print_do", icon="printer", on_click=self.accept)
        self.do.setDefault(True)
        buttons.addWidget(self.stop)
        buttons.addWidget(self.do)
        column.addLayout(buttons)

    def order(self) -> PrintOrder:
        """Return what was chosen."""
        only = self.pages.value() == THIS
        pages = (self._page,) if only else tuple(range(self._count))
        return PrintOrder(self.printer.value(), self.copies.value(), pages)


def ask(parent: QWidget, printers: Sequence[str], page: int, count: int) -> PrintOrder | None:
    """Ask; None when the person stopped."""
    dialog = PrintTo(parent, printers, page=page, count=count)
    return dialog.order() if asking.ask(dialog) else None


def printer_names() -> list[str]:
    """Return the printers of this computer, the usual one first."""
    from PySide6.QtPrintSupport import QPrinterInfo  # noqa: PLC0415 - slow to import, seldom needed

    usual = QPrinterInfo.defaultPrinterName()
    return sorted(QPrinterInfo.availablePrinterNames(), key=lambda name: (name != usual, name))


def device_for(order: PrintOrder) -> QPagedPaintDevice:
    """Return the printer of an order."""
    from PySide6.QtPrintSupport import QPrinter  # noqa: PLC0415 - slow to import, seldom needed

    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setPrinterName(order.printer)
    printer.setResolution(DPI)
    printer.setFullPage(True)
    # The forms are A4 upright, whatever this printer usually takes.
    printer.setPageSize(QPageSize(QPageSize.PageSizeId.A4))
    printer.setPageOrientation(QPageLayout.Orientation.Portrait)
    return printer


def paper_fault(device: QPagedPaintDevice) -> InputError | None:
    """Return why a form cannot be printed on a printer's paper: it would be far smaller than it is meant.

    A little smaller (Letter) is still read back from a scan; B5 or a label is not.
    """
    wide, high = _paper_mm(device)
    if min(wide / A4_MM[0], high / A4_MM[1]) >= LEAST_SCALE:
        return None
    return InputError(
        f"このプリンターの紙（{wide:.0f}×{high:.0f}mm）には、A4の用紙が 入りません。",
        "プリンターにA4の紙を入れて、プリンターの設定も A4にしてください。",
    )


def _paper_mm(device: QPagedPaintDevice) -> tuple[float, float]:
    size = device.pageLayout().fullRect(QPageLayout.Unit.Millimeter).size()
    return size.width(), size.height()


def fitted(paper: QRectF, picture: QImage) -> QRectF:
    """Return where a page goes on the paper: whole, in its own shape, in the middle."""
    scale = min(paper.width() / max(1, picture.width()), paper.height() / max(1, picture.height()))
    wide, high = picture.width() * scale, picture.height() * scale
    return QRectF(paper.x() + (paper.width() - wide) / 2, paper.y() + (paper.height() - high) / 2, wide, high)


def send(
    device: QPagedPaintDevice,
    order: PrintOrder,
    image: Callable[[int, int], QImage],
    report: Callable[[int, int], bool],
) -> bool:
    """Paint the pages copy by copy, so that a copy lies in order.

    Args:
        device: a printer.
        order: pages and copies.
        image: (page, width in dots) -> its picture.
        report: (sheets done, all sheets) -> whether to go on; called before every sheet.

    Returns:
        Whether anything went to the printer: a printer that takes nothing, and a stop before the first sheet,
        send nothing.
    """
    sheets = [page for _ in range(order.copies) for page in order.pages]
    painter = QPainter()
    if not painter.begin(device):
        return False
    sent = 0
    for done, page in enumerate(sheets):
        if not report(done, len(sheets)):
            break
        if done:
            device.newPage()
        target = QRectF(painter.viewport())
        picture = image(page, round(target.width()))
        painter.drawImage(fitted(target, picture), picture)
        sent += 1
    painter.end()
    return sent > 0
