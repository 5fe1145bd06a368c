"""Right side of a session: the total, counts without a name, program, 会費."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from sasaeai_desktop.domain.salon import PROGRAMS
from sasaeai_desktop.ui.pages.salon.tally import COUNTS, STAFF, Tally
from sasaeai_desktop.ui.theme.metrics import px
from sasaeai_desktop.ui.widgets.buttons import LinkButton
from sasaeai_desktop.ui.widgets.choices import ChoiceButton
from sasaeai_desktop.ui.widgets.counter import Counter
from sasaeai_desktop.ui.widgets.flow import FlowLayout
from sasaeai_desktop.ui.widgets.labels import Badge, Panel, label, rule

_PROGRAMS_SHOWN = 5
_ALWAYS = ("elderly", "children")  # the others unfold, or show once they count


class FiguresPanel(Panel):
    """Shows a ``Tally`` and changes it; the owner is told after every tap.

    Signals:
        changed(): a count, a program or the fee changed.
    """

    changed = Signal()

    def __init__(self, tally: Tally) -> None:
        super().__init__(name="figures", pad=20, gap=4)
        self._tally = tally
        self._unfolded, self._all_programs = False, False
        self._heading = label("きょうの参加", "strong", name="figures_heading")
        self.split = label("", "second", name="figures_split")
        self.total = label("0", "great", name="total")
        self.state = Badge("", name="saved_state")
        self._head()
        self.add(rule())
        self.counters: dict[str, Counter] = {}
        self._rows: dict[str, QWidget] = {}
        for code, words in COUNTS:
            self.add(self._counter_row(code, words))
        self.more = LinkButton(
            "障がいのある方・保護者・その他も数える", name="more_counts", on_click=self._unfold
        )
        self.add(self.more)
        self.add(self._counter_row(*STAFF))
        self.add(rule())
        self._programs()
        self.add(rule())
        self._fee_row()

    def _head(self) -> None:
        words = QVBoxLayout()
        words.setSpacing(0)
        line = QHBoxLayout()
        line.setSpacing(12)
        line.addWidget(self._heading)
        line.addWidget(self.state)
        line.addStretch(1)
        words.addLayout(line)
        words.addWidget(self.split)
        row = QHBoxLayout()
        row.setSpacing(12)
        row.addLayout(words, 1)
        row.addWidget(self.total, 0, Qt.AlignmentFlag.AlignBottom)
        row.addWidget(label("人", "body"), 0, Qt.AlignmentFlag.AlignBottom)
        self.add_layout(row)

    def _counter_row(self, code: str, words: str) -> QWidget:
        made = QWidget()
        row = QHBoxLayout(made)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(4)
        counter = Counter(words, name=f"count_{code}")
        counter.changed.connect(partial(self._counted, code))
        row.addWidget(label(words, "body", wrap=True), 1)
        row.addWidget(counter)
        self.counters[code], self._rows[code] = counter, made
        return made

    def _programs(self) -> None:
        self.add(label("プログラム", "strong"))
        holder = QWidget()
        flow = FlowLayout(holder, gap=8)
        self.programs: dict[str, ChoiceButton] = {}
        for at, program in enumerate(PROGRAMS):
            chip = ChoiceButton(program, name=f"program_{at}", kind="chip")
            chip.setAccessibleDescription("プログラム")
            chip.clicked.connect(partial(self._program_tapped, program))
            self.programs[program] = chip
            flow.addWidget(chip)
        self.more_programs = ChoiceButton("ほか", name="program_more", kind="chip")
        self.more_programs.setCheckable(False)
        self.more_programs.setAccessibleDescription("ほかのプログラムも見る")
        self.more_programs.clicked.connect(self._unfold_programs)
        flow.addWidget(self.more_programs)
        self.add(holder)

    def _fee_row(self) -> None:
        self.fee = QLineEdit()
        self.fee.setObjectName("fee")
        self.fee.setAccessibleName("1人の会費（円）")
        self.fee.setAlignment(Qt.AlignmentFlag.AlignRight)
        self.fee.setMaximumWidth(px(96))
        self.fee.textEdited.connect(self._fee_typed)
        self.fee.editingFinished.connect(self._fee_left)
        self.fee_sum = label("", "strong", name="fee_sum")
        self._fee_times = label("", "body")
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(label("会費", "body"))
        row.addWidget(self.fee)
        row.addWidget(self._fee_times)
        row.addStretch(1)
        row.addWidget(self.fee_sum)
        self.add_layout(row)

    # What is shown

    def show_tally(self, *, today: bool) -> None:
        """Show everything anew (first time, after a reload)."""
        self._heading.setText("きょうの参加" if today else "この日の参加")
        for code, counter in self.counters.items():
            counter.set_value(self._tally.counts.get(code, 0))
        for program, chip in self.programs.items():
            chip.setChecked(program in self._tally.program)
        if not self.fee.hasFocus():
            self.fee.setText("" if self._tally.fee is None else str(self._tally.fee))
        self._fold()
        self._fold_programs()
        self.show_total()

    def show_total(self) -> None:
        """Show the sum of names and counts, and whether it is on file."""
        tally = self._tally
        self.total.setText(str(tally.total))
        self.split.setText(f"お名前{tally.named}＋人数だけ{tally.unnamed}")
        self.state.setVisible(tally.unsaved or tally.total > 0)
        self.state.set_look(*(("未保存", "attention") if tally.unsaved else ("✓ 保存ずみ", "done")))
        self._fee_times.setText(f"円 × {tally.total}人" if tally.fee else "円")
        self.fee_sum.setText(f"{tally.fee * tally.total:,}円" if tally.fee else "")

    def _fold(self) -> None:
        hidden = [
            code for code, _ in COUNTS
            if code not in _ALWAYS and not self._unfolded and not self._tally.counts.get(code)
        ]  # fmt: skip
        for code, row in self._rows.items():
            row.setVisible(code not in hidden)
        names = dict(COUNTS)
        self.more.set_words("・".join(names[code] for code in hidden) + "も数える")
        self.more.setVisible(bool(hidden))

    def _fold_programs(self) -> None:
        hidden = [
            p for p in PROGRAMS[_PROGRAMS_SHOWN:] if not self._all_programs and p not in self._tally.program
        ]
        for program, chip in self.programs.items():
            chip.setVisible(program not in hidden)
        self.more_programs.setVisible(bool(hidden))

    def _unfold_programs(self) -> None:
        self._all_programs = True
        self._fold_programs()

    def _unfold(self) -> None:
        self._unfolded = True
        self._fold()

    # What is tapped

    def _counted(self, code: str, number: int) -> None:
        self._tally.counts[code] = number
        self.changed.emit()

    def _program_tapped(self, program: str) -> None:
        chosen = self.programs[program].isChecked()
        change: Callable[[str], None] = self._tally.program.add if chosen else self._tally.program.discard
        change(program)
        self.changed.emit()

    def _fee_typed(self, text: str) -> None:
        narrow = unicodedata.normalize("NFKC", text).replace(",", "").replace("円", "").strip()
        if not narrow:
            self._tally.fee = None
        elif narrow.isdecimal() and len(narrow) <= 6:
            self._tally.fee = int(narrow)
        else:
            return
        self.changed.emit()

    def _fee_left(self) -> None:
        self.fee.setText("" if self._tally.fee is None else str(self._tally.fee))
