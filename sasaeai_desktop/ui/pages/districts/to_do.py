"""きょうすること at the council: each line one click from its work; nothing stands there that is done."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from sasaeai_desktop.services.cards.answering import CouncilCard
from sasaeai_desktop.ui.theme.paint import ATTENTION, DONE
from sasaeai_desktop.ui.widgets.labels import Panel, clear_layout, label
from sasaeai_desktop.ui.widgets.rows import RowButton
from sasaeai_desktop.ui.widgets.signs import Sign

_NAMES_SHOWN = 3


@dataclass(frozen=True, slots=True)
class Work:
    """What waits at a council.

    Attributes:
        cards: without an answer, oldest first.
        questions: items of たしかめること.
        month: 「10月」, the last month that is over; "" before the year's first.
        missing: names of districts of which that month has not come.
        to_hand: districts that wait for answers or receipts from here.
        silent: names of districts whose first USB has not come.
    """

    cards: Sequence[CouncilCard] = ()
    questions: int = 0
    month: str = ""
    missing: Sequence[str] = ()
    to_hand: int = 0
    silent: Sequence[str] = ()


Way = Callable[[], object]


class ToDoPanel(Panel):
    """The list; it says so when nothing waits.

    Args:
        ways: what a line opens: cards, inbox, missing, hand, silent.
    """

    def __init__(self, ways: dict[str, Way]) -> None:
        super().__init__(name="districts_todo", pad=20, gap=0)
        self._ways = ways
        self.add(label("きょうすること", "subsection"))
        self._lines = Panel(name="districts_todo_lines", pad=0, gap=0)
        self.add(self._lines)

    def show_work(self, work: Work) -> None:
        """Show what waits, the most pressing first."""
        clear_layout(self._lines.column)
        lines = [line for line in _lines(work) if line[1]]
        for at, (name, title, second, sign) in enumerate(lines):
            row = RowButton(
                title, name=f"districts_{name}", second=second, sign=sign, line=at < len(lines) - 1
            )
            row.clicked.connect(lambda _checked=False, way=name: self._ways[way]())
            self._lines.add(row)
        if not lines:
            calm = label("いま することは ありません。", "body", wrap=True, name="districts_calm")
            self._lines.add(Sign(DONE, 28), calm)


def _lines(work: Work) -> list[tuple[str, str, str, str]]:
    """Return (name, title, second line, sign) of every kind of work; a title is "" where nothing of it waits."""
    late = sum(card.late for card in work.cards)
    first = work.cards[0] if work.cards else None
    oldest = f"{first.district_name}　{first.days_waiting}日前" if first else ""
    return [
        (
            "cards", f"返事を待つカード　{len(work.cards)}枚" if first else "",
            f"おそい {late}枚　{oldest}" if late else oldest, ATTENTION if late else "",
        ),
        ("inbox", f"たしかめること　{work.questions}件" if work.questions else "", "地区から届いた きろくのこと", ""),
        ("hand", f"返事と受領を わたす　{work.to_hand}地区" if work.to_hand else "", "USBに書き出します", ""),
        (
            "missing", f"{work.month}分が まだの地区　{len(work.missing)}" if work.missing else "",
            _names(work.missing), "",
        ),
        (
            "silent", f"はじめてのUSBを待つ地区　{len(work.silent)}" if work.silent else "",
            _names(work.silent), "",
        ),
    ]  # fmt: skip


def _names(names: Sequence[str]) -> str:
    more = f" ほか{len(names) - _NAMES_SHOWN}" if len(names) > _NAMES_SHOWN else ""
    return "、".join(names[:_NAMES_SHOWN]) + more
