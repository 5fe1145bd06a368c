"""Every colour of the window by its name in two themes, and the contrast arithmetic that guards them (look/tokens.md)."""

from __future__ import annotations

INK = "#1a1a1a"  # text
INK2 = "#4a4640"  # second line, labels, idle icons
LINE = "#666666"  # border of every control
EDGE = "#8c8579"  # border of grid cells, paper, thumbnails
ACCENT = "#0017c1"  # primary, selection, links, marks
ACCENT_DEEP = "#00118f"  # primary while hovered or pressed
BAR = "#808dda"  # ordinary bar of a chart, on white only
GREEN = "#197a4b"  # done, saved; always with a tick
RED = "#ce0000"  # errors; Sundays and holidays

WHITE = "#ffffff"
WARM = "#fbf8f2"
WARM2 = "#f5f0e7"
TINT = "#eef1fd"
TINT2 = "#cdd5f7"
PLAN = "#efe6d4"
YELLOW = "#ffd43d"  # only with black in it
YELLOW_TINT = "#fff6d6"
GREEN_TINT = "#e7f3ec"
BLACK = "#000000"

RULE = "#ddd6ca"  # decorative lines carry no meaning, so no contrast duty
SOFT_RULE = "#ebe5da"
PAPER_EDGE = "#ddd4c4"
WRITTEN_LINE = "#c9c2b6"
SCROLL = "#7d766a"

FOCUS = "#000000"  # the frame of what has the focus, where its ground is not yellow

LIGHT, CONTRAST = "light", "contrast"

_LIGHT: dict[str, str] = {name: value for name, value in globals().items() if str(value).startswith("#")}

# White on black for people whose eyes are dazzled by a white ground. A token keeps what it is for: WHITE is the ground
# and what stands on accent, green and red; BLACK stands on yellow in both themes.
_CONTRAST: dict[str, str] = {
    "INK": "#ffffff", "INK2": "#e6e2da", "LINE": "#c8c8c8", "EDGE": "#a8a29a",
    "ACCENT": "#7fd4ff", "ACCENT_DEEP": "#b3e6ff", "BAR": "#4f94bd", "GREEN": "#7ee2a8", "RED": "#ffa8a8",
    "WHITE": "#000000", "WARM": "#121212", "WARM2": "#1e1e1e", "TINT": "#0a2540", "TINT2": "#12395c",
    "PLAN": "#3d3218", "YELLOW": "#ffd43d", "YELLOW_TINT": "#332b00", "GREEN_TINT": "#0c2e1c", "BLACK": "#000000",
    "RULE": "#4a4a4a", "SOFT_RULE": "#2e2e2e", "PAPER_EDGE": "#3c3c3c", "WRITTEN_LINE": "#6a6a6a",
    "SCROLL": "#b0b0b0", "FOCUS": "#ffd43d",
}  # fmt: skip

THEMES: dict[str, dict[str, str]] = {LIGHT: _LIGHT, CONTRAST: _CONTRAST}
THEME_WORDS: tuple[tuple[str, str], ...] = ((LIGHT, "白い画面"), (CONTRAST, "黒い画面"))

theme = LIGHT  # the colours in force


def use(name: str) -> None:
    """Put the colours of a theme in force; painted widgets read them by name whenever they paint."""
    globals().update(THEMES[name])
    globals()["theme"] = name


def token(colour: str) -> str:
    """Return the name of a colour in force, for widgets that keep one beyond a change of theme; itself if it is none."""
    return next((name for name, value in THEMES[theme].items() if value == colour), colour)


def value(name: str) -> str:
    """Return the colour in force of a token; anything else as it is."""
    return THEMES[theme].get(name, name)


# (foreground, ground, least ratio) by token: what the rules of ui.md ask for in every theme, checked by
# tests/ui/test_theme.py.
CONTRAST_DUTIES: tuple[tuple[str, str, float], ...] = (
    *(
        ("INK", ground, 7.0)
        for ground in ("WHITE", "WARM", "WARM2", "TINT", "TINT2", "PLAN", "YELLOW_TINT", "GREEN_TINT")
    ),
    *(("INK2", ground, 7.0) for ground in ("WHITE", "WARM", "WARM2", "TINT", "PLAN")),
    *(("ACCENT", ground, 4.5) for ground in ("WHITE", "WARM", "WARM2", "TINT", "TINT2")),
    *(("GREEN", ground, 4.5) for ground in ("WHITE", "WARM", "WARM2", "TINT")),
    *(("RED", ground, 4.5) for ground in ("WHITE", "WARM", "WARM2", "TINT")),
    *(("WHITE", ground, 4.5) for ground in ("ACCENT", "ACCENT_DEEP", "GREEN", "RED")),
    *(("LINE", ground, 3.0) for ground in ("WHITE", "WARM", "WARM2", "TINT")),
    *(("EDGE", ground, 3.0) for ground in ("WHITE", "WARM", "WARM2", "TINT")),
    *(
        ("FOCUS", ground, 3.0)
        for ground in ("WHITE", "WARM", "WARM2", "TINT", "TINT2", "PLAN", "YELLOW_TINT")
    ),
    ("BAR", "WHITE", 3.0),
    ("SCROLL", "SOFT_RULE", 3.0),
    ("BLACK", "YELLOW", 7.0),
)


def luminance(colour: str) -> float:
    """Return the relative luminance, 0 to 1, of ``#rrggbb`` (WCAG 2.2)."""
    channels = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """Return the contrast ratio, 1 to 21, of two ``#rrggbb`` colours (WCAG 2.2)."""
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)
