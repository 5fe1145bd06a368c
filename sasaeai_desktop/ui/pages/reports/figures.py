"""How the declared figures of the year are shown in the window."""

from __future__ import annotations

from sasaeai_desktop.domain.figures.figure import Figure, For, Section
from sasaeai_desktop.domain.figures.year import Annual

_SILENT = ("地区", "人", "回", "箇所", "枚")  # units that the words beside the figure say already


def shown_to(section: Section, *, city: bool, year: Annual | None = None) -> tuple[Figure, ...]:
    """Return the figures that a council or a district sees; of a given year, only the codes that it has."""
    return section.in_window(For.CITY if city else For.DISTRICT, year.totals[section.name] if year else None)


def row_name(figure: Figure) -> str:
    """Return the objectName of a figure's row."""
    return "figure_" + figure.path.replace(".", "_")


def words_of(figure: Figure) -> str:
    """Return what the page calls a figure."""
    return figure.said or figure.title


def unit_of(figure: Figure) -> str:
    """Return the unit to write after a figure, "" where it goes without saying."""
    return "" if figure.unit in _SILENT else figure.unit


def amount_of(year: Annual, figure: Figure) -> int:
    """Return the figure's number."""
    return year.amount(figure.path) or 0


def mean_words(year: Annual) -> str:
    """Return 約10.0人, "" while no session was held."""
    salon = year.salon
    return f"約{salon.participants / salon.sessions:.1f}人" if salon.sessions else ""


def is_empty(year: Annual) -> bool:
    """Whether nothing was done in the year; salons and people may be registered already."""
    return not (year.watch.acts or year.salon.sessions or year.cards.written or year.further)
