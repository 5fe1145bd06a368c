"""Colours, type and icons."""

from __future__ import annotations

import re
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QFontInfo, QImage, QPainter
from PySide6.QtWidgets import QApplication, QComboBox, QDialog, QVBoxLayout, QWidget

from sasaeai_desktop import ui
from sasaeai_desktop.paths import resource
from sasaeai_desktop.ui.theme import palette
from sasaeai_desktop.ui.theme.icons import pixmap
from sasaeai_desktop.ui.theme.install import dress, install
from sasaeai_desktop.ui.theme.metrics import BUTTON, ROLES, SMALLEST, control, font, px
from sasaeai_desktop.ui.theme.stylesheet import stylesheet
from sasaeai_desktop.ui.widgets.buttons import QuietButton
from sasaeai_desktop.ui.widgets.labels import label

ICONS = sorted(path.stem for path in resource("icons").glob("*.svg"))


@pytest.mark.parametrize("theme", palette.THEMES)
@pytest.mark.parametrize(("one", "other", "least"), palette.CONTRAST_DUTIES)
def test_every_pair_of_colours_keeps_its_contrast(one: str, other: str, least: float, theme: str) -> None:
    colours = palette.THEMES[theme]
    assert palette.contrast(colours[one], colours[other]) >= least


def test_both_themes_name_the_same_colours() -> None:
    light, contrast = palette.THEMES[palette.LIGHT], palette.THEMES[palette.CONTRAST]
    assert set(light) == set(contrast)
    assert light["INK"] == "#1a1a1a"


def test_contrast_is_that_of_wcag() -> None:
    assert palette.contrast("#000000", "#ffffff") == pytest.approx(21)
    assert palette.contrast("#1a1a1a", "#ffffff") == pytest.approx(17.4, abs=0.05)  # look/tokens.md
    assert palette.contrast("#197a4b", "#fbf8f2") == pytest.approx(5.0, abs=0.05)


@pytest.mark.parametrize("size", [20, 24, 28])
def test_no_text_of_the_stylesheet_is_below_18(size: int) -> None:
    sizes = [int(found) for found in re.findall(r"font-size: (\d+)px", stylesheet(size))]
    assert len(sizes) > len(ROLES)
    assert min(sizes) >= SMALLEST * size // 20


@pytest.mark.parametrize("theme", palette.THEMES)
def test_every_colour_of_the_stylesheet_is_of_its_theme(theme: str) -> None:
    palette.use(theme)
    try:
        sheet = stylesheet(20)
    finally:
        palette.use(palette.LIGHT)
    assert set(re.findall(r"#[0-9a-f]{6}", sheet)) <= set(palette.THEMES[theme].values())


def test_the_program_speaks_in_its_own_font(qapp: QApplication) -> None:
    install(qapp, 24)
    assert QFontInfo(font("title")).family() == "BIZ UDPGothic"
    assert (px(44), font("second").pixelSize()) == (53, 22)


def test_a_name_beyond_the_font_is_not_a_box(qapp: QApplication) -> None:
    """BIZ UDPGothic lacks 𠮷 and 﨑山's sign may be missing elsewhere: Noto Sans JP steps in."""
    assert _drawn("𠮷") not in (_drawn("\U0002fa1f"), _drawn("　"))  # a box, or nothing


def _drawn(sign: str) -> bytes:
    image = QImage(40, 40, QImage.Format.Format_Grayscale8)
    image.fill(255)
    painter = QPainter(image)
    painter.setFont(font("name"))
    painter.drawText(5, 30, sign)
    painter.end()
    return bytes(image.constBits())


@pytest.mark.parametrize("name", ICONS)
def test_each_icon_is_one_stroke_colour_on_a_24_grid_and_paints(name: str) -> None:
    source = resource(f"icons/{name}.svg").read_text(encoding="utf-8")
    root = ET.fromstring(source)
    assert root.get("viewBox") == "0 0 24 24"
    assert 1.7 <= float(root.get("stroke-width", "0")) <= 2
    assert set(re.findall(r"#[0-9a-f]{6}", source)) <= {palette.INK, palette.TINT2}
    drawn = pixmap(name, palette.ACCENT, 24).toImage()
    assert any(drawn.pixelColor(x, y).alpha() for x in range(24) for y in range(24))


@pytest.mark.parametrize("theme", palette.THEMES)
def test_a_choice_shows_one_chevron_beside_its_words(qapp: QApplication, qtbot, theme: str) -> None:
    """A pseudo-state before ``::down-arrow`` once drew a second, larger one over the words."""
    install(qapp, 20, theme)
    box = QComboBox()
    qtbot.addWidget(box)
    box.addItem(" ")  # nothing but the chevron has ink
    box.resize(240, 48)
    box.setAttribute(Qt.WidgetAttribute.WA_DontShowOnScreen)
    dress(box)
    box.show()
    image = box.grab().toImage().convertToFormat(QImage.Format.Format_RGB32)
    install(qapp, 20, palette.LIGHT)
    ground = image.pixel(20, 24)
    inked = [x for x in range(12, 228) if any(image.pixel(x, y) != ground for y in range(8, 40))]
    assert inked
    assert min(inked) > 240 - 44
    assert max(inked) - min(inked) <= 20


def test_every_icon_that_a_page_names_is_shipped() -> None:
    """A button with an icon that is not there does not come up at all, and with it its whole page."""
    named = re.compile(r'\bicon(?:_name)?(?:: str)? ?= ?"([a-z-]+)"')
    sources = sorted(Path(ui.__file__).parent.rglob("*.py"))
    wanted = {
        (name, path.name) for path in sources for name in named.findall(path.read_text(encoding="utf-8"))
    }
    assert len(wanted) > 50
    shipped = {path.stem for path in resource("icons").glob("*.svg")}
    assert [(name, where) for name, where in sorted(wanted) if name not in shipped] == []


def test_what_comes_into_a_window_later_wears_its_look_and_its_text_size(qapp: QApplication, show) -> None:
    """The application has no stylesheet: what is built outside of a window is dressed once, when it comes in."""
    assert qapp.styleSheet() == ""
    window = show(QWidget())
    page, column = QWidget(), QVBoxLayout(window)
    QVBoxLayout(page).addWidget(title := label("見出し", "title"))
    column.addWidget(page)
    dialog = QDialog(window)
    QVBoxLayout(dialog).addWidget(button := QuietButton("やめる", name="stop"))
    dialog.show()
    for size in (20, 28, 20):
        install(qapp, size)
        qapp.processEvents()
        assert title.font().pixelSize() == px(32)
        assert button.height() == control(BUTTON)
    dialog.close()
