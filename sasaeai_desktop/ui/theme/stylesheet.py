"""The one stylesheet, generated from the palette and the lengths.

Widgets say what they are by dynamic properties (``kind`` of a button, ``role`` of a label, ``surface`` of a
frame), so no rule needs an #id, and ``:focus`` always wins over the rest state.
"""

from __future__ import annotations

from sasaeai_desktop.paths import resource
from sasaeai_desktop.ui.theme import palette as c
from sasaeai_desktop.ui.theme.metrics import (
    BUTTON,
    PANEL_RADIUS,
    PRIMARY,
    RADIUS,
    ROLES,
    SMALLEST,
    TARGET,
    grown,
    line_height,
    scaled,
)

_FOCUS_LINE = 4


def stylesheet(text_size: int = 20) -> str:
    """Return the stylesheet of a window.

    Args:
        text_size: body text in px (20, 24 or 28).
    """
    parts = (
        _ground(),
        _labels(text_size),
        _buttons(text_size),
        _editors(text_size),
        _surfaces(),
        _tables(text_size),
        _scroll_bars(),
    )
    return "\n".join(parts)


def _ground() -> str:
    return f"""
QMainWindow, QDialog, QMessageBox {{ background: {c.WHITE}; color: {c.INK}; }}
QLabel {{ color: {c.INK}; }}
QScrollArea, QStackedWidget {{ background: transparent; border: none; }}
QScrollArea > QWidget > QWidget {{ background: transparent; }}
QToolTip {{ color: {c.INK}; background: {c.WHITE}; border: 1px solid {c.LINE}; padding: 8px; }}
QAbstractItemView {{ border: none; outline: none; background: transparent; }}
"""


def _labels(text_size: int) -> str:
    rules = [
        f'QLabel[role="{role}"] {{ font-size: {scaled(size, text_size)}px; font-weight: {_weight(bold)};'
        f" min-height: {line_height(role, text_size)}px; }}"
        for role, (size, bold) in ROLES.items()
    ]
    small = scaled(SMALLEST, text_size)
    badge = scaled(30, text_size)
    rules.append(f"""
QLabel[role="second"] {{ color: {c.INK2}; }}
QLabel[role="great"] {{ color: {c.ACCENT}; }}
QLabel[tone="accent"] {{ color: {c.ACCENT}; }}
QLabel[tone="error"] {{ color: {c.RED}; }}
QLabel[tone="done"] {{ color: {c.GREEN}; }}
QLabel[tone="second"] {{ color: {c.INK2}; }}
QLabel[tone="ink"] {{ color: {c.INK}; }}
QLabel[badge] {{ font-size: {small}px; font-weight: bold; padding: 0 12px;
  min-height: {badge - 2}px; max-height: {badge - 2}px; border-radius: {badge // 2}px;
  border: 1px solid {c.LINE}; }}
QLabel[badge="outline"] {{ background: {c.WHITE}; }}
QLabel[badge="attention"] {{ background: {c.YELLOW}; border-color: {c.YELLOW}; color: {c.BLACK}; }}
QLabel[badge="tint"] {{ background: {c.TINT}; border-color: {c.TINT}; color: {c.ACCENT}; }}
QLabel[badge="done"] {{ background: {c.GREEN_TINT}; border-color: {c.GREEN_TINT}; color: {c.INK}; }}
""")
    return "\n".join(rules)


def _picture(name: str, *, on_yellow: bool = False) -> str:
    """Return the place of an icon as a stylesheet writes it, on every system; files keep their colour."""
    folder = "icons" if on_yellow or c.theme == c.LIGHT else f"icons/{c.theme}"
    return resource(f"{folder}/{name}.svg").as_posix()


def _weight(bold: bool) -> str:
    return "bold" if bold else "normal"


def _box(height: int, border: int, side: int) -> str:
    """Return border, padding and height so that a thicker border moves nothing."""
    return f"border-width: {border}px; padding: 0 {side - border}px; min-height: {height - 2 * border}px;"


def _buttons(text_size: int) -> str:
    body = scaled(20, text_size)
    small = scaled(SMALLEST, text_size)
    heights = {
        "primary": (grown(PRIMARY, text_size), 2, 24),
        "outline": (grown(BUTTON, text_size), 2, 20),
        "row": (grown(BUTTON, text_size), 1, 20),
        "quiet": (grown(BUTTON, text_size), 1, 20),
        "small": (grown(TARGET, text_size), 1, 16),
        "link": (TARGET, 0, 4),
        "choice": (grown(TARGET, text_size), 1, 12),
        "segment": (grown(TARGET, text_size), 1, 4),
        "chip": (grown(TARGET, text_size), 1, 16),
        "tick": (grown(TARGET, text_size), 0, 4),
        "step": (grown(TARGET, text_size), 1, 8),
        # In the lines above and below every page, which stay as low as a finger needs:
        "bar": (TARGET, 1, 12),
        "size": (TARGET, 1, 8),
    }
    rules = [
        f"""
QPushButton {{ background: {c.WHITE}; color: {c.INK}; border: 1px solid {c.LINE}; border-radius: {RADIUS}px;
  font-size: {body}px; font-weight: bold; outline: none; padding: 0 16px;
  min-height: {grown(46, text_size)}px; }}
QPushButton:hover {{ background: {c.TINT}; }}
QPushButton:pressed {{ background: {c.TINT2}; }}
"""
    ]
    for kind, (height, border, side) in heights.items():
        rules.append(f'QPushButton[kind="{kind}"] {{ {_box(height, border, side)} }}')
    tall = grown(PRIMARY, text_size)
    rules.append(f"""
QPushButton[kind="primary"] {{ background: {c.ACCENT}; color: {c.WHITE}; border-color: {c.ACCENT}; }}
QPushButton[kind="primary"]:hover, QPushButton[kind="primary"]:pressed {{ background: {c.ACCENT_DEEP}; }}
QPushButton[kind="outline"] {{ color: {c.ACCENT}; border-color: {c.ACCENT}; }}
QPushButton[kind="outline"][tall="true"] {{ min-height: {tall - 4}px; }}
QPushButton[kind="row"], QPushButton[kind="step"] {{ color: {c.ACCENT}; }}
QPushButton[kind="link"] {{ color: {c.ACCENT}; background: transparent; border-style: none;
  font-size: {small}px; text-align: left; }}
QPushButton[kind="link"]:hover {{ text-decoration: underline; background: transparent; }}
QPushButton[kind="small"], QPushButton[kind="bar"] {{ font-size: {small}px; }}
QPushButton[kind="choice"], QPushButton[kind="size"], QPushButton[kind="chip"],
QPushButton[kind="segment"] {{ font-weight: normal; }}
QPushButton[kind="segment"] {{ border-radius: 0; }}
QPushButton[kind="chip"] {{ border-radius: {grown(TARGET, text_size) // 2}px; font-size: {small}px; }}
QPushButton[kind="choice"]:checked {{ background: {c.TINT}; color: {c.ACCENT}; border: 2px solid {c.ACCENT};
  font-weight: bold; {_box(heights["choice"][0], 2, heights["choice"][2])} }}
QPushButton[kind="segment"]:checked {{ background: {c.TINT}; color: {c.ACCENT}; border: 2px solid {c.ACCENT};
  font-weight: bold; {_box(heights["segment"][0], 2, heights["segment"][2])} }}
QPushButton[kind="size"]:checked {{ background: {c.TINT}; color: {c.ACCENT}; border: 2px solid {c.ACCENT};
  font-weight: bold; {_box(TARGET, 2, heights["size"][2])} }}
QPushButton[kind="tick"] {{ background: transparent; border-style: none; text-align: left; font-weight: normal; }}
QPushButton[kind="tick"]:hover {{ background: {c.TINT}; }}
QPushButton[kind="tick"]:checked {{ color: {c.ACCENT}; font-weight: bold; }}
QPushButton[kind="chip"]:checked {{ background: {c.TINT}; color: {c.ACCENT}; border-color: {c.ACCENT};
  font-weight: bold; }}
""")
    for kind, (height, _border, side) in heights.items():
        rules.append(
            f'QPushButton[kind="{kind}"]:focus {{ background: {c.YELLOW}; color: {c.BLACK};'
            f" border: {_FOCUS_LINE}px solid {c.BLACK};"
            f" {_box(height, _FOCUS_LINE, max(side, _FOCUS_LINE))} }}"
        )
    rules.append(
        f'QPushButton[kind="outline"][tall="true"]:focus {{ min-height: {tall - 2 * _FOCUS_LINE}px; }}'
        f"QPushButton:disabled {{ background: {c.WARM2}; color: {c.INK2}; border-color: {c.LINE}; }}"
    )
    return "\n".join(rules)


def _editors(text_size: int) -> str:
    height = grown(BUTTON, text_size)
    box = scaled(28, text_size)
    all_lines = "QLineEdit, QComboBox, QAbstractSpinBox"
    return f"""
{all_lines} {{ background: {c.WHITE}; color: {c.INK}; border: 1px solid {c.LINE}; border-radius: {RADIUS}px;
  {_box(height, 1, 12)} selection-background-color: {c.ACCENT}; selection-color: {c.WHITE}; }}
QLineEdit[fault="true"], QComboBox[fault="true"] {{ border: 3px solid {c.RED}; {_box(height, 3, 12)} }}
QLineEdit:focus, QComboBox:focus, QAbstractSpinBox:focus {{ background: {c.YELLOW}; color: {c.BLACK};
  border: {_FOCUS_LINE}px solid {c.BLACK}; {_box(height, _FOCUS_LINE, 12)} }}
QLineEdit[low="true"] {{ {_box(TARGET, 1, 12)} }}
QLineEdit[low="true"]:focus {{ {_box(TARGET, _FOCUS_LINE, 12)} }}
QPlainTextEdit {{ background: {c.WHITE}; color: {c.INK}; border: 1px solid {c.LINE}; border-radius: {RADIUS}px; padding: 7px;
  selection-background-color: {c.ACCENT}; selection-color: {c.WHITE}; }}
QPlainTextEdit[look="written"] {{ border: 1px solid {c.LINE}; border-radius: 4px; }}
QPlainTextEdit[fault="true"] {{ border: 3px solid {c.RED}; padding: 5px; }}
QPlainTextEdit:focus {{ background: {c.YELLOW_TINT}; border: {_FOCUS_LINE}px solid {c.FOCUS}; padding: 4px; }}
QComboBox::drop-down {{ border: none; width: {scaled(36, text_size)}px; }}
QComboBox::down-arrow {{ image: url("{_picture("chevron-down")}"); width: {scaled(20, text_size)}px;
  height: {scaled(20, text_size)}px; }}
QComboBox::down-arrow:focus {{ image: url("{_picture("chevron-down", on_yellow=True)}"); }}
QComboBox QAbstractItemView {{ background: {c.WHITE}; border: 1px solid {c.LINE};
  selection-background-color: {c.TINT}; selection-color: {c.ACCENT}; }}
QComboBox QAbstractItemView::item {{ min-height: {scaled(TARGET, text_size)}px; padding: 0 8px; }}
QCheckBox, QRadioButton {{ color: {c.INK}; spacing: 12px; min-height: {scaled(TARGET, text_size) - 8}px; padding: 4px; }}
QCheckBox:focus, QRadioButton:focus {{ border: {_FOCUS_LINE}px solid {c.BLACK}; background: {c.YELLOW}; color: {c.BLACK};
  padding: 0; border-radius: {RADIUS}px; }}
QCheckBox::indicator, QRadioButton::indicator {{ width: {box - 4}px; height: {box - 4}px;
  border: 2px solid {c.LINE};  background: {c.WHITE}; border-radius: 4px; }}
QCheckBox::indicator:checked {{ image: url("{_picture("check")}"); background: {c.TINT};
  border-color: {c.ACCENT}; }}
QRadioButton::indicator {{ border-radius: {box // 2}px; }}
QRadioButton::indicator:checked {{ border: 8px solid {c.ACCENT}; width: {box - 16}px; height: {box - 16}px; }}
QProgressBar {{ background: {c.SOFT_RULE}; border: 1px solid {c.LINE}; border-radius: {RADIUS}px;
  min-height: 22px; max-height: 22px; color: {c.INK}; }}
QProgressBar::chunk {{ background: {c.ACCENT}; border-radius: 6px; }}
"""


def _surfaces() -> str:
    return f"""
QFrame[surface="panel"] {{ background: {c.WARM}; border: none; border-radius: {PANEL_RADIUS}px; }}
QFrame[surface="side"] {{ background: {c.WARM}; border: none; }}
QFrame[surface="desk"] {{ background: {c.WARM2}; border: none; }}
QFrame[surface="option"] {{ background: {c.WHITE}; border: 1px solid {c.LINE}; border-radius: {RADIUS}px; }}
QFrame[surface="shown"] {{ background: {c.WHITE}; border: 2px solid {c.ACCENT}; border-radius: {RADIUS}px; }}
QFrame[surface="hint"] {{ background: {c.YELLOW_TINT}; border: none; border-radius: {RADIUS}px; }}
QFrame[surface="done"] {{ background: {c.GREEN_TINT}; border: none; border-radius: {RADIUS}px; }}
QFrame[surface="errors"] {{ background: {c.WHITE}; border: 3px solid {c.RED}; border-radius: {RADIUS}px; }}
QFrame[surface="status"] {{ background: {c.WARM2}; border: none; border-top: 1px solid {c.RULE}; }}
QFrame[surface="practice"] {{ background: {c.YELLOW}; border: none; }}
QFrame[surface="practice"] QLabel, QFrame[surface="practice"] QPushButton {{ color: {c.BLACK}; }}
QFrame[line="rule"] {{ background: {c.RULE}; border: none; }}
QFrame[line="soft"] {{ background: {c.SOFT_RULE}; border: none; }}
QFrame[line="strong"] {{ background: {c.LINE}; border: none; }}
"""


def _tables(text_size: int) -> str:
    return f"""
QTableView {{ background: {c.WHITE}; color: {c.INK}; gridline-color: {c.SOFT_RULE}; }}
QFileDialog QTreeView::item, QFileDialog QListView::item {{ min-height: {scaled(TARGET, text_size)}px; }}
QHeaderView {{ background: {c.WHITE}; border: none; }}
QHeaderView::section {{ background: {c.WHITE}; color: {c.INK2}; font-size: {scaled(SMALLEST, text_size)}px;
  font-weight: bold; border: none; border-bottom: 1px solid {c.LINE}; padding: 4px 12px;
  min-height: {scaled(TARGET, text_size) - 8}px; }}
"""


def _scroll_bars() -> str:
    return f"""
QScrollBar:vertical {{ background: transparent; width: 16px; margin: 0; border: none; }}
QScrollBar:horizontal {{ background: transparent; height: 16px; margin: 0; border: none; }}
QScrollBar::handle {{ background: {c.SCROLL}; border-radius: 4px; margin: 4px; }}
QScrollBar::handle:vertical {{ min-height: 44px; }}
QScrollBar::handle:horizontal {{ min-width: 44px; }}
QScrollBar::add-page, QScrollBar::sub-page {{ background: {c.SOFT_RULE}; border-radius: 4px; margin: 4px; }}
QScrollBar::add-line, QScrollBar::sub-line {{ width: 0; height: 0; border: none; background: none; }}
"""
