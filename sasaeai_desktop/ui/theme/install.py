"""Dress the application: style, fonts, colours, stylesheet, Qt's own words in Japanese."""

from __future__ import annotations

from PySide6.QtCore import QLibraryInfo, QLocale, QTranslator
from PySide6.QtGui import QColor, QFont, QFontDatabase, QPalette
from PySide6.QtWidgets import QApplication

from sasaeai_desktop.paths import resource
from sasaeai_desktop.ui.theme import palette as c
from sasaeai_desktop.ui.theme.metrics import note_text_size
from sasaeai_desktop.ui.theme.stylesheet import stylesheet

FAMILIES = ("BIZ UDPGothic", "Noto Sans JP")
_FONT_FILES = ("BIZUDPGothic-Regular.ttf", "BIZUDPGothic-Bold.ttf")
_FALLBACK_FILE = "NotoSansJP-Regular.ttf"


def install(app: QApplication, text_size: int = 20, theme: str = "") -> None:
    """Give the application its look; call again to change 文字の大きさ or the colours.

    Args:
        app: the running application.
        text_size: body text in px, 20, 24 or 28.
        theme: name of the colours (``palette.THEMES``); "" leaves them as they are.
    """
    if theme and theme != c.theme:
        c.use(theme)
        app.setPalette(_palette())
    if not app.property("dressed"):
        app.setStyle("Fusion")
        QLocale.setDefault(QLocale(QLocale.Language.Japanese, QLocale.Country.Japan))
        for name in _FONT_FILES:
            QFontDatabase.addApplicationFont(str(resource(f"fonts/{name}")))
        app.setPalette(_palette())
        app.setProperty("dressed", True)
    note_text_size(text_size)
    body = QFont()
    body.setFamilies(list(FAMILIES))
    body.setPixelSize(text_size)
    if app.styleSheet():
        # Taken away and put on again every widget is dressed once; changed in place it took six times as long.
        app.setStyleSheet("")
    app.setFont(body)
    app.setStyleSheet(stylesheet(text_size))


def install_rest(app: QApplication) -> None:
    """Load what the first screen does not need: the font for 𠮷 and Qt's own words in Japanese."""
    if app.property("dressed_whole"):
        return
    app.setProperty("dressed_whole", True)
    QFontDatabase.addApplicationFont(str(resource(f"fonts/{_FALLBACK_FILE}")))
    translator = QTranslator(app)
    folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
    if translator.load("qtbase_ja", folder):
        app.installTranslator(translator)


def _palette() -> QPalette:
    made = QPalette()
    role = QPalette.ColorRole
    for which, colour in (
        (role.Window, c.WHITE),
        (role.Base, c.WHITE),
        (role.AlternateBase, c.WARM),
        (role.Button, c.WHITE),
        (role.WindowText, c.INK),
        (role.Text, c.INK),
        (role.ButtonText, c.INK),
        (role.BrightText, c.WHITE),
        (role.Highlight, c.ACCENT),
        (role.HighlightedText, c.WHITE),
        (role.Link, c.ACCENT),
        (role.ToolTipBase, c.WHITE),
        (role.ToolTipText, c.INK),
        (role.Accent, c.ACCENT),
    ):
        made.setColor(which, QColor(colour))
    return made
