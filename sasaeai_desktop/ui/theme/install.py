"""Dress the application: style, fonts, colours, stylesheet, Qt's own words in Japanese."""

from __future__ import annotations

from PySide6.QtCore import QLibraryInfo, QLocale, QTranslator
from PySide6.QtGui import QColor, QFont, QFontDatabase, QPalette
from PySide6.QtWidgets import QApplication, QWidget

from sasaeai_desktop.paths import resource
from sasaeai_desktop.ui.theme import palette as c
from sasaeai_desktop.ui.theme.metrics import note_text_size, text_size
from sasaeai_desktop.ui.theme.stylesheet import stylesheet

FAMILIES = ("BIZ UDPGothic", "Noto Sans JP")
_FONT_FILES = ("BIZUDPGothic-Regular.ttf", "BIZUDPGothic-Bold.ttf")
_FALLBACK_FILE = "NotoSansJP-Regular.ttf"


def install(app: QApplication, size: int = 20, theme: str = "") -> None:
    """Give the application its look; call again to change 文字の大きさ or the colours of every window that is there.

    Args:
        app: the running application.
        size: body text in px, 20, 24 or 28.
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
    note_text_size(size)
    body = QFont()
    body.setFamilies(list(FAMILIES))
    body.setPixelSize(size)
    windows = [window for window in app.topLevelWidgets() if window.styleSheet()]
    for window in windows:
        # Taken away and put on again every widget is dressed once; changed in place it took six times as long.
        window.setStyleSheet("")
    app.setFont(body)
    for window in windows:
        dress(window)


def dress(window: QWidget) -> None:
    """Put the stylesheet on a window, which hands it on to all it will hold, dialogs too.

    It is the window's and not the application's: a widget of an application with a stylesheet is dressed anew with all it
    holds each time it is put into another, a page some ten times while it is built.
    """
    window.setFont(QApplication.font())  # Qt would tell it of another font only after the stylesheet is on
    window.setStyleSheet(stylesheet(text_size()))


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
