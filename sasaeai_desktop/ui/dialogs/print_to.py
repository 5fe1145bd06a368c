"""Which printer, how many copies, which pages; then the pages are sent, and やめる ends between two."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRectF
from PySide6.QtGui import QImage, QPagedPaintDevice, QPainter
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from sasaeai_desktop.ui.dialogs import asking
from sasaeai_desktop.ui.theme.metrics import px
from sasaeai_desktop.ui.widgets.buttons import PrimaryButton, QuietButton
from sasaeai_desktop.ui.widgets.choices import ChoiceField
from sasaeai_desktop.ui.widgets.counter import Counter
from sasaeai_desktop.ui.widgets.fields import PickField
from sasaeai_desktop.ui.widgets.labels import label

DPI = 300
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
    return printer


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
        target.setHeight(target.width() * picture.height() / max(1, picture.width()))
        painter.drawImage(target, picture)
        sent += 1
    painter.end()
    return sent > 0
