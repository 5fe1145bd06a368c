"""In このパソコンのせってい: how the window looks, when it closes by itself, and practice."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from sasaeai_desktop.ui.dialogs.confirm import confirm
from sasaeai_desktop.ui.pages.page import PageContext
from sasaeai_desktop.ui.preferences import IDLE_MINUTES
from sasaeai_desktop.ui.theme.palette import THEME_WORDS
from sasaeai_desktop.ui.widgets.buttons import QuietButton
from sasaeai_desktop.ui.widgets.choices import ChoiceField
from sasaeai_desktop.ui.widgets.labels import Panel, label

# What can be asked about practice; the window passes it on to the program.
BEGIN, AGAIN, OTHER_ROLE, END = "begin", "again", "other_role", "end"


class WindowPanel(Panel):
    """Colours, 席をはなれる by itself, practice.

    Args:
        context: what every page works with; its preferences are changed here.
    """

    def __init__(self, context: PageContext) -> None:
        super().__init__(name="settings_window")
        self._context = context
        self.theme = ChoiceField("画面の色", THEME_WORDS, name="settings_theme")
        self.theme.changed.connect(self._theme_chosen)
        self.idle = ChoiceField(
            "使わないときに 閉じるまで",
            [(str(n), f"{n}分" if n else "閉じない") for n in IDLE_MINUTES],
            name="settings_idle",
            support="閉じても 書きかけは のこります。合いことばを入れると、つづきから書けます。",
        )
        self.idle.changed.connect(self._idle_chosen)
        self.add(label("画面", "subsection"), self.theme)
        if not context.desk.me.practice:
            self.add(self.idle)
        self.column.addSpacing(16)
        self.add(label("練習", "subsection"), *self._practice_buttons())
        context.preferences.changed.connect(self._show)
        self._show()

    def _practice_buttons(self) -> list[QWidget]:
        if not self._context.desk.me.practice:
            words = "つくりものの名簿で 自由にためせます。本物のきろくには 入りません。"
            return [
                label(words, "second", wrap=True),
                QuietButton("練習モードを開く", name="settings_practice", on_click=lambda: self._ask(BEGIN)),
            ]
        return [
            QuietButton(words, name=f"settings_practice_{what}", on_click=lambda w=what: self._ask(w))  # type: ignore[misc]
            for words, what in practice_ways(council=self._context.desk.me.council)
        ]

    def _ask(self, what: str) -> None:
        self._context.practise(what)

    def _show(self) -> None:
        self.theme.set_value(self._context.preferences.theme)
        self.idle.set_value(str(self._context.preferences.idle_minutes))

    def _theme_chosen(self) -> None:
        self._context.preferences.theme = self.theme.value()

    def _idle_chosen(self) -> None:
        self._context.preferences.idle_minutes = int(self.idle.value())


def practice_ways(*, council: bool) -> list[tuple[str, str]]:
    """Return what can be done with practice, as (words, what)."""
    other = "地区社協" if council else "市社協"
    return [(f"{other}の練習にかえる", OTHER_ROLE), ("はじめからやり直す", AGAIN), ("練習をおわる", END)]


def may_throw_away(parent: QWidget | None) -> bool:
    """Ask before practice is thrown away: that cannot be taken back."""
    return confirm(
        parent,
        "練習を はじめから やり直しますか",
        "練習で入れたものは、全部 消えます。本物のきろくは そのままです。",
        verb="はじめからやり直す",
    )
