"""Asking and printing."""

from __future__ import annotations

import io
import sys
from pathlib import Path

import pypdfium2
import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QDialog, QPushButton, QWidget

from sasaeai_desktop.ui.dialogs import files
from sasaeai_desktop.ui.dialogs.confirm import ConfirmDialog
from sasaeai_desktop.ui.dialogs.pdf_pages import PageImage, PdfPages
from sasaeai_desktop.ui.dialogs.preview import PrintPreview
from sasaeai_desktop.ui.pages.usb.closing_dialog import ClosingDialog
from sasaeai_desktop.ui.pages.usb.place import PlaceDialog
from sasaeai_desktop.ui.theme.install import install
from ui.rules import screen_faults

from .samples import white_page

PDF = b"%PDF-1.4 the file"


def preview(**more) -> PrintPreview:
    settings = {"render": white_page, "pages": 3, "printers": lambda: ()} | more
    return PrintPreview(None, "見守り訪問票", PDF, **settings)


def test_the_safe_button_is_the_default(show, qtbot) -> None:
    dialog = show(ConfirmDialog(None, "USBに書き出します", verb="書き出す"), 600, 300)
    assert dialog.stop.isDefault()
    with qtbot.waitSignal(dialog.rejected):
        qtbot.keyClick(dialog, Qt.Key.Key_Return)
    dialog.show()
    with qtbot.waitSignal(dialog.accepted):
        dialog.do.click()


def test_pages_turn_by_button_and_key_and_stop_at_the_ends(show, qtbot) -> None:
    drawn: list[int] = []

    def render(page: int, width: int) -> PageImage:
        drawn.append(page)
        return white_page(page, width)

    dialog = show(preview(render=render))
    dialog.after.click()
    qtbot.keyClick(dialog, Qt.Key.Key_PageDown)
    dialog.after.click()
    dialog.before.click()
    assert drawn == [0, 1, 2, 1]
    assert dialog.count_label.text() == "2 / 3 ページ"
    assert len([b for b in dialog.findChildren(QPushButton) if b.isVisible()]) <= 5


def test_without_a_printer_the_person_is_told_and_offered_a_pdf(show) -> None:
    dialog = show(preview())
    dialog.print_button.click()
    assert dialog.message.isVisible()
    assert "PDFにする" in dialog.message.todo.text()


def test_the_pdf_is_saved_as_it_is(show, tmp_path: Path) -> None:
    dialog = show(preview(ask_path=lambda _parent, name: str(tmp_path / name.removesuffix(".pdf"))))
    dialog.save.click()
    assert (tmp_path / "見守り訪問票.pdf").read_bytes() == PDF
    assert dialog.progress.isVisible()
    assert dialog.progress.doing.text() == f"「{tmp_path.name}」の「見守り訪問票.pdf」に しまいました。"


def test_a_full_disk_is_said_in_words(show, tmp_path: Path) -> None:
    dialog = show(preview(ask_path=lambda _parent, _name: str(tmp_path / "no" / "such" / "x.pdf")))
    dialog.save.click()
    assert dialog.message.isVisible()
    assert "書き込めませんでした" in dialog.message.what.text()


def test_real_pages_become_pictures() -> None:
    document = pypdfium2.PdfDocument.new()
    document.new_page(210, 297)
    document.new_page(210, 297)
    held = io.BytesIO()
    document.save(held)
    document.close()
    pages = PdfPages(held.getvalue())
    image = pages(1, 420)
    assert (pages.count, image.width, image.height) == (2, 420, 594)
    assert set(image.rgb[: 420 * 3]) == {255}
    pages.close()


@pytest.mark.skipif(sys.platform == "win32", reason="Windows shows its own")
@pytest.mark.parametrize(
    "asking",
    [
        lambda page: files.save_file(page, "表をしまう", "表.csv", "表 (*.csv)"),
        lambda page: files.open_file(page, "表をえらぶ", "表 (*.csv)"),
        lambda page: files.folder(page, "場所をえらぶ"),
    ],
)
def test_asking_for_a_file_speaks_as_the_rest_of_the_window(qtbot, monkeypatch, asking) -> None:
    said: list[set[str]] = []
    words = lambda dialog: {button.text() for button in dialog.findChildren(QPushButton)}  # noqa: E731
    monkeypatch.setattr(QDialog, "exec", lambda dialog: said.append(words(dialog)) or 0)
    page = QWidget()
    qtbot.addWidget(page)
    assert not asking(page)
    assert said[0] in ({"ここに しまう", "やめる"}, {"ひらく", "やめる"})


@pytest.mark.parametrize(
    "ask",
    [
        lambda: ConfirmDialog(
            None,
            "表を このパソコンの外へ書き出しますか",
            "お名前・住所・電話が入ります。" * 3,
            verb="書き出す",
        ),
        lambda: ClosingDialog(None, "5月"),
        lambda: PlaceDialog(None, "どこから 受け取りますか", []),
    ],
)
def test_a_question_grows_with_its_words(qapp, show, ask) -> None:
    dialog = ask()
    show(dialog)
    for size in (24, 28):
        install(qapp, size)
        for _ in range(3):
            qapp.processEvents()
            qapp.sendPostedEvents(None, QEvent.Type.LayoutRequest)
        assert screen_faults(dialog, order=False) == []
    install(qapp, 20)
