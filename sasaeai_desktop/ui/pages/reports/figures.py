"""Which figures of the year are shown, in which order, and in which words."""

from __future__ import annotations

from dataclasses import dataclass

from sasaeai_desktop.domain.counting import Annual


@dataclass(frozen=True, slots=True)
class Figure:
    """One line of the year.

    Attributes:
        path: key path as ``reports.trace`` takes it ("watch.acts").
        words: the form's own term.
        unit: of each record's share (人, 回, 箇所, 円).
        great: the figure by which the year is judged.
        who: "city", "district", or "" for both.
        shown_unit: whether the unit is written after the figure.
    """

    path: str
    words: str
    unit: str
    great: bool = False
    who: str = ""
    shown_unit: bool = False

    @property
    def name(self) -> str:
        """The objectName of its row."""
        return "figure_" + self.path.replace(".", "_")


WATCH = (
    Figure("watch.districts", "実施地区", "地区", who="city"),
    Figure("watch.people", "見守り対象者数", "人"),
    Figure("watch.people_at_year_end", "うち 年度末現在", "人", who="district"),
    Figure("watch.watchers", "担い手数", "人"),
    Figure("watch.block_coordinators", "世話係数", "人"),
    Figure("watch.area_coordinators", "地域コーディネーター数", "人"),
    Figure("watch.acts", "延べ実施回数", "回", great=True),
    Figure("watch.grant_yen", "市社協からの助成金", "円", shown_unit=True),
)
SALON = (
    Figure("salon.districts", "実施地区", "地区", who="city"),
    Figure("salon.salons", "日常生活型サロン数", "箇所"),
    Figure("salon.salons_other", "その他のサロン数", "箇所", who="district"),
    Figure("salon.sessions", "延べ実施回数", "回"),
    Figure("salon.participants", "延べ参加人数", "人", great=True),
    Figure("salon.grant_yen", "市社協からの助成金", "円", shown_unit=True),
)
CARDS = (
    Figure("cards.written", "書いたカード", "枚"),
    Figure("cards.handed", "渡したカード", "枚"),
    Figure("cards.answered", "回答のあったカード", "枚"),
    Figure("cards.late", "年度末に 回答を待っているカード", "枚"),
)


def shown_to(figures: tuple[Figure, ...], *, city: bool) -> tuple[Figure, ...]:
    """Return the figures that a council or a district sees."""
    return tuple(f for f in figures if f.who in ("", "city" if city else "district"))


def amount_of(year: Annual, figure: Figure) -> int:
    """Return the figure's number."""
    section, _, name = figure.path.partition(".")
    return int(getattr(getattr(year, section), name))


def mean_words(year: Annual) -> str:
    """Return 約10.0人, "" while no session was held."""
    salon = year.salon
    return f"約{salon.participants / salon.sessions:.1f}人" if salon.sessions else ""


def is_empty(year: Annual) -> bool:
    """Whether nothing was done in the year; salons and people may be registered already."""
    return not (year.watch.acts or year.salon.sessions or year.cards.written)
