"""USBから受け取る: three steps, what lies on the stick in words, choosing, taking in, and what became of each file."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QVBoxLayout, QWidget

from sasaeai_desktop.domain.changes import Changes
from sasaeai_desktop.domain.errors import UserError
from sasaeai_desktop.domain.ids import Id
from sasaeai_desktop.domain.registry import KINDS
from sasaeai_desktop.services.cards import answering
from sasaeai_desktop.services.desk.desk import Done
from sasaeai_desktop.services.inbox import finding
from sasaeai_desktop.services.usb import ledger, receiving, updating
from sasaeai_desktop.services.usb.ledger import Found
from sasaeai_desktop.services.usb.receiving import Imported
from sasaeai_desktop.services.usb.updating import Offer
from sasaeai_desktop.ui.pages.inbox.arrived import ArrivedPage
from sasaeai_desktop.ui.pages.inbox.page import InboxPage
from sasaeai_desktop.ui.pages.page import PageContext
from sasaeai_desktop.ui.pages.usb import words as w
from sasaeai_desktop.ui.pages.usb.after import AfterPanel, take_out_steps
from sasaeai_desktop.ui.pages.usb.drives import Stick
from sasaeai_desktop.ui.pages.usb.parts import StepRow, held_row
from sasaeai_desktop.ui.pages.usb.place import ask_place
from sasaeai_desktop.ui.pages.usb.stick_watch import StickPage
from sasaeai_desktop.ui.pages.usb.update import UpdatePage
from sasaeai_desktop.ui.tasks import Job
from sasaeai_desktop.ui.theme.metrics import px
from sasaeai_desktop.ui.widgets.buttons import OutlineButton
from sasaeai_desktop.ui.widgets.labels import clear_layout, label, rule
from sasaeai_desktop.ui.widgets.signs import Sign
from sasaeai_desktop.ui.widgets.states import EmptyState, HintBand, ProgressPanel
from sasaeai_desktop.ui.widgets.steps import NEXT, NOW, StepCard

_DONE = "done"


class ReceivePage(StickPage):
    """A sub-page; it looks at the stick as soon as one is in.

    Attributes:
        ask_place: asks where to look.
    """

    object_name = "usb_receive_page"
    title = "USBから受け取る"
    icon = "download"

    def __init__(self, context: PageContext) -> None:
        super().__init__(context)
        self.ask_place: Callable[[QWidget, str, list[Stick]], Path | None] = ask_place
        self._place: Path | None = None
        self._on_stick = False
        self._job: Job | None = None
        self._boxes: dict[Path, QCheckBox] = {}
        self.set_primary("受け取る", icon="download", action=self.take_in).hide()
        self.add_outline("場所をえらぶ", name="usb_receive_place", icon="folder", action=self._ask)
        self.progress = ProgressPanel(name="usb_receive_progress")
        self.after = AfterPanel(name="usb_receive_after")
        self.progress.cancelled.connect(self._cancel)
        self.body.addWidget(self.progress)
        self.body.addWidget(self.after)
        self.steps = (
            StepCard(1, "USBをさす", "plug", name="usb_receive_step_1"),
            StepCard(2, "中身をたしかめる", "papers", name="usb_receive_step_2"),
            StepCard(3, "受け取る", "kept", name="usb_receive_step_3"),
        )
        self.body.addWidget(StepRow(self.steps))
        self.wrong = HintBand("", name="usb_receive_wrong")
        self.wrong.hide()
        self.body.addWidget(self.wrong)
        self.update_band = HintBand("", name="usb_receive_update")
        self.update_band.add_button(
            OutlineButton("プログラムを見る", name="usb_update", icon="download", on_click=self._show_update)
        )
        self.update_band.hide()
        self.body.addWidget(self.update_band)
        self._offer: Offer | None = None
        self._list = QVBoxLayout()
        self._list.setSpacing(0)
        self.body.addLayout(self._list)
        self.empty = EmptyState(
            "download",
            "受け取るファイルは ありません",
            "市社協や もう1台のパソコンが書き出したUSBか、たしかめてください。ほかの場所は「場所をえらぶ」で えらべます。",
            name="usb_receive_empty",
        )
        self.none_in = EmptyState(
            "usb",
            "USBメモリーを さしてください",
            "さすと、中に何が入っているかが ここに並びます。USBではない場所は「場所をえらぶ」で えらべます。",
            name="usb_receive_none",
        )
        for state in (self.empty, self.none_in):
            state.hide()
            self.body.addWidget(state)
        self.body.addStretch(1)
        self.watch.changed.connect(self._sticks_changed)
        self._show_steps(1)

    def _show_steps(self, now: int) -> None:
        place = self._place.name or str(self._place) if self._place else ""
        many = len(self.chosen())
        said = {
            1: ("USBを さしてください", f"「{self._stick_name()}」を見ています" if place else "すみました"),
            2: (
                "どこから 何が届いたかを見ます",
                f"{many}つのファイルを えらんでいます" if many else "すみました",
            ),
            3: (f"{many}つを受け取ります" if many else "えらんだものを 受け取ります", "受け取りました"),
        }
        for at, card in enumerate(self.steps, 1):
            state = NOW if at == now else _DONE if at < now else NEXT
            words = said[at][1] if at < now or (at == 2 and now == 2 and many) else said[at][0]
            card.show_state(state, words)

    def _stick_name(self) -> str:
        return next((s.name for s in self.watch.sticks if s.path == self._place), str(self._place))

    # Sticks

    def _sticks_changed(self, found: list[Stick]) -> None:
        if self._on_stick and self._place not in {s.path for s in found}:
            self._place, self._on_stick = None, False  # taken out: the next stick may come
        if self._place is not None:
            return
        if len(found) == 1:
            self.look(found[0].path)
        elif found:
            self._choose(found)

    def refresh(self, changes: Changes | None) -> None:
        """Say that no stick is in when the page is first shown."""
        if changes is None and self._place is None:
            self.run(self.find_sticks, self._first_look)

    def _first_look(self, found: list[Stick]) -> None:
        self.watch.take(found)
        self.none_in.setVisible(self._place is None)

    def _ask(self) -> None:
        self.run(self.find_sticks, self._choose_anew)

    def _choose_anew(self, found: list[Stick]) -> None:
        """Ask even when there is only one stick: somebody pressed the button."""
        place = self.ask_place(
            self, "どこから 受け取りますか", found if len(found) != 1 else [*found, *found][:2]
        )
        if place is not None:
            self.look(place)

    def _choose(self, found: list[Stick]) -> None:
        place = self.ask_place(self, "どこから 受け取りますか", found)
        if place is not None:
            self.look(place)
        else:
            self.none_in.show()

    # Looking

    def look(self, place: Path) -> None:
        """List what lies in a folder."""
        self._place = place
        self._on_stick = place in {s.path for s in self.watch.sticks}
        desk = self.context.desk
        self.set_heading(self.title, str(place))
        self.after.hide()
        self.none_in.hide()
        self.message.hide()
        self.progress.start("USBを見ています")
        self._job = self.context.tasks.run(
            lambda report: ledger.look_into(desk, place, report),
            self._show,
            self._failed,
            self.progress.advance,
            on_cancel=self._not_looked,
            owner=self,
        )

    def _not_looked(self) -> None:
        self.progress.hide()
        self._place = None

    def _show(self, found: list[Found]) -> None:
        self.progress.hide()
        clear_layout(self._list)
        self._boxes.clear()
        self.empty.setVisible(not found)
        self.wrong.sentence.setText(w.wrong_stick(found))
        self.wrong.setVisible(bool(w.wrong_stick(found)))
        new = [f for f in found if f.state == "new"]
        rest = [f for f in found if f.state != "new"]
        if new:
            self._list.addWidget(label(f"受け取れるファイル　{len(new)}つ", "section"))
            self._list.addWidget(rule())
            for at, file in enumerate(new):
                self._list.addWidget(self._new_row(file, at))
        if rest:
            self._list.addSpacing(16)
            self._list.addWidget(label("ほかのファイル", "section"))
            self._list.addWidget(rule())
            for file in rest:
                self._list.addWidget(_row(_sign_of(file), file.path.name, w.found_words(file)))
        self._count()
        desk, place = self.context.desk, self._place
        if place is not None:
            self.context.tasks.run(
                lambda: updating.look(desk, place), self._show_offer, self._no_offer, owner=self
            )

    def _show_offer(self, offer: Offer | None) -> None:
        self._offer = offer
        self.update_band.setVisible(offer is not None and offer.state != updating.SAME)
        if offer is not None:
            self.empty.hide()
            self.update_band.sentence.setText(updating.words_of(offer))

    def _no_offer(self, error: UserError) -> None:
        """A note that our council did not write: said where the bundles' own troubles are said."""
        self.update_band.hide()
        self.wrong.sentence.setText(f"{error.what}{error.todo}")
        self.wrong.show()

    def _show_update(self) -> None:
        if self._offer is not None:
            self.push(UpdatePage(self.context, self._offer))

    def _new_row(self, file: Found, at: int) -> QWidget:
        box = QCheckBox(f"{file.sender}から　{file.number}番")
        box.setObjectName(f"usb_file_{at + 1}")
        box.setAccessibleName(f"{file.sender}から {file.number}番 {w.found_details(file)}")
        box.setChecked(True)
        box.toggled.connect(self._count)
        self._boxes[file.path] = box
        row = QHBoxLayout()
        row.setContentsMargins(0, 4, 0, 4)
        row.setSpacing(16)
        row.addWidget(box)
        row.addWidget(label(w.found_details(file), "body", wrap=True, name=f"usb_file_{at + 1}_inside"), 1)
        row.addWidget(label(file.path.name, "second"))
        return held_row(row)

    def chosen(self) -> list[Path]:
        """Return the files that are ticked."""
        return [path for path, box in self._boxes.items() if box.isChecked()]

    def _count(self) -> None:
        assert self.primary is not None
        many = len(self.chosen())
        self.primary.setVisible(bool(self._boxes))
        self.primary.set_words(f"{many}つを受け取る" if many else "受け取る")
        self._show_steps(2 if self._boxes else 1)

    # Taking in

    def take_in(self) -> None:
        """Take in what is ticked; each file is judged alone."""
        files = self.chosen()
        if not files:
            self.message.show_words(
                "受け取るファイルが えらばれていません。", "左の四角を押して えらんでください。"
            )
            return
        desk = self.context.desk
        self.message.hide()
        self._show_steps(3)
        self.progress.start("USBから受け取っています", "終わるまで USBを ぬかないでください。")

        def work(report: Callable[[int, int, str], None]) -> tuple[Done[list[Imported]], int, int]:
            done = receiving.import_files(
                desk,
                files,
                lambda done, total: report(done, total, f"{total}つのうち {done}つ 受け取りました"),
            )
            council = answering.council_cards(desk) if desk.me.council else []
            return done, finding.count(desk), sum(1 for card in council if not card.card.answered_on)

        self._job = self.context.tasks.run(
            work, lambda told: self._took(*told), self._failed, self.progress.advance,
            on_cancel=self._stopped, owner=self,
        )  # fmt: skip

    def _took(self, done: Done[list[Imported]], waiting: int, cards: int) -> None:
        good = [r for r in done.result if r.state != "refused"]
        bad = len(done.result) - len(good)
        heading = f"{len(good)}つを受け取りました" if good else "受け取れませんでした"
        said = [f"{bad}つは 受け取れませんでした。わけは 下にあります。"] if bad else []
        answered = [card for result in good for card in result.answered]
        if answered:
            said.append(f"つながりカードの返事が {len(answered)}枚 届きました。")
        if waiting:
            said.append(f"「たしかめること」が {waiting}件 あります。")
        if good:
            said.append("ほかの人が変えたところは、下のボタンで見られます。")
        self.progress.finish(heading, "".join(said), good=not bad)
        clear_layout(self._list)
        self._boxes.clear()
        self._count()
        self._show_steps(4 if good else 3)
        for result in done.result:
            sign = "attention" if result.state == "refused" or result.notices else _DONE
            self._list.addWidget(_row(sign, result.path.name, w.result_words(result)))
        steps = take_out_steps()
        if good and self.context.desk.me.council:
            steps = ("このUSBで受領を返すなら、ぬく前に「受領を地区へ書き出す」を押します。", *steps)
        ways = self._next_ways(waiting, cards, got=bool(good), answered=answered)
        self.after.show_steps(steps, *ways)
        self.context.changed(done.changes)

    def _next_ways(self, waiting: int, cards: int, *, got: bool, answered: Sequence[Id]) -> list[QWidget]:
        """Return what comes next, the most pressing first: what to see to, cards to answer, receipts to hand back."""
        ways: list[QWidget] = []
        if waiting:
            ways.append(
                OutlineButton(
                    f"たしかめること {waiting}件を見る", name="usb_receive_inbox", icon="flag",
                    on_click=lambda: self.push(InboxPage(self.context)),
                )
            )  # fmt: skip
        if got:
            ways.append(
                OutlineButton(
                    "ほかの人が変えたところを見る", name="usb_receive_arrived", icon="list",
                    on_click=lambda: self.push(ArrivedPage(self.context)),
                )
            )  # fmt: skip
        if answered:
            ways.append(
                OutlineButton(
                    "返事が来たカードを見る", name="usb_receive_answers", icon="mail",
                    on_click=lambda: self.context.open("cards", answered[0]),
                )
            )  # fmt: skip
        if cards:
            ways.append(
                OutlineButton(
                    f"カード {cards}枚に返事を書く", name="usb_receive_cards", icon="card",
                    on_click=lambda: self.context.open("cards", None),
                )
            )  # fmt: skip
        if got and self.context.desk.me.council:
            ways.append(
                OutlineButton(
                    "受領を地区へ書き出す", name="usb_receive_hand", icon="usb",
                    on_click=lambda: self.context.open("usb", None),
                )
            )  # fmt: skip
        elif got:
            ways.append(
                OutlineButton(
                    "きょうを見る", name="usb_receive_today", icon="sun",
                    on_click=lambda: self.context.open("today", None),
                )
            )  # fmt: skip
        return ways

    def _stopped(self) -> None:
        """After やめる: what was taken in stays, so every page looks again."""
        self.progress.finish("と中で やめました", "そこまでに受け取ったものは 残っています。", good=False)
        self.context.changed(Changes(ids={kind: frozenset() for kind in KINDS}))
        if self._place is not None:
            place = self._place
            self.run(partial(ledger.look_into, self.context.desk, place), self._show)

    def _cancel(self) -> None:
        if self._job is not None:
            self._job.cancel()

    def _failed(self, error: UserError) -> None:
        self.progress.hide()
        self._place = None  # it may be put in again
        self._show_steps(1)
        self.show_error(error)


def _sign_of(file: Found) -> str:
    return "attention" if file.state == "refused" else _DONE


def _row(sign: str, title: str, words: str) -> QWidget:
    row = QHBoxLayout()
    row.setContentsMargins(4, 6, 4, 6)
    row.setSpacing(14)
    row.addWidget(Sign(sign, 24))
    name = label(title, "strong")
    name.setMinimumWidth(px(280))
    row.addWidget(name)
    row.addWidget(label(words, "body", wrap=True), 1)
    return held_row(row)
