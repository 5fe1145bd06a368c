"""Every colour of the window by its name, and the contrast arithmetic that guards them (look/tokens.md)."""

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

# (foreground, ground, least ratio): what the rules of ui.md ask for, checked by tests/ui/test_theme.py.
CONTRAST_DUTIES: tuple[tuple[str, str, float], ...] = (
    *(
        (INK, ground, 7.0)
        for ground in (WHITE, WARM, WARM2, TINT, TINT2, PLAN, YELLOW_TINT, GREEN_TINT, YELLOW)
    ),
    *((INK2, ground, 7.0) for ground in (WHITE, WARM, WARM2, TINT, PLAN)),
    *((ACCENT, ground, 4.5) for ground in (WHITE, WARM, WARM2, TINT, TINT2)),
    *((GREEN, ground, 4.5) for ground in (WHITE, WARM, WARM2, TINT)),
    *((RED, ground, 4.5) for ground in (WHITE, WARM, WARM2, TINT)),
    *((WHITE, ground, 4.5) for ground in (ACCENT, ACCENT_DEEP, GREEN, RED)),
    *((LINE, ground, 3.0) for ground in (WHITE, WARM, WARM2, TINT)),
    *((EDGE, ground, 3.0) for ground in (WHITE, WARM, WARM2, TINT)),
    (BAR, WHITE, 3.0),
    (SCROLL, SOFT_RULE, 3.0),
    (BLACK, YELLOW, 7.0),
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
