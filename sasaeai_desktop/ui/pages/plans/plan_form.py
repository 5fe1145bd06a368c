"""One person's plan: consent first, then what is hard, who helps, where to; supporters are suggested with reasons."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import Any

from PySide6.QtWidgets import QVBoxLayout

from sasaeai_desktop.domain.changes import Changes
from sasaeai_desktop.domain.ids import Id
from sasaeai_desktop.domain.people import ConsentState, Purpose
from sasaeai_desktop.domain.plans import Hazard, Need
from sasaeai_desktop.domain.wareki import wareki
from sasaeai_desktop.services.people import person_page
from sasaeai_desktop.services.people.person_page import PersonView
from sasaeai_desktop.services.plans import giving, plans, suggesting
from sasaeai_desktop.services.plans.plans import PlanDraft, PlanView, SupporterDraft
from sasaeai_desktop.services.plans.suggesting import SupporterHint
from sasaeai_desktop.ui.pages.page import PageContext
from sasaeai_desktop.ui.pages.people.saving import SavingPage
from sasaeai_desktop.ui.pages.plans.printing import print_plans
from sasaeai_desktop.ui.pages.salon.tile_grid import TileGrid
from sasaeai_desktop.ui.widgets.buttons import Button
from sasaeai_desktop.ui.widgets.choices import MultiChoice
from sasaeai_desktop.ui.widgets.columns import Columns
from sasaeai_desktop.ui.widgets.fields import AreaField, LineField
from sasaeai_desktop.ui.widgets.labels import Panel, label
from sasaeai_desktop.ui.widgets.states import HintBand
from sasaeai_desktop.ui.widgets.tiles import NameTile

_KINDS = (
    "evacuation_plan",
    "plan_supporter",
    "plan_review",
    "plan_link",
    "consent",
    "person",
    "assignment",
    "alias",
)
_TEXTS = ("place", "way", "route", "reason", "care", "devices", "room", "note")


@dataclass(frozen=True, slots=True)
class _Read:
    view: PlanView
    person: PersonView
    hints: list[SupporterHint]


class PlanFormPage(SavingPage):
    """Write or change a plan.

    Args:
        context: what a page works with.
        person: whose plan.
    """

    object_name = "plan_form"
    title = "避難計画"

    def __init__(self, context: PageContext, person: Id) -> None:
        super().__init__(context)
        self._person = person
        self._found: _Read | None = None
        self._tiles: list[tuple[NameTile, SupporterDraft]] = []
        self.set_primary("計画を保存する", icon="check", action=self._save)
        self._print = self.add_outline("印刷する", name="plan_print", icon="printer", action=self.print_page)
        self.band = HintBand("", name="plan_band")
        self._ask = Button("同意を聞いて きろくする", name="plan_consent", on_click=self._consent)
        self._review = Button("見直しをした", name="plan_review", on_click=self._reviewed)
        self.band.add_button(self._ask)
        self.band.add_button(self._review)
        self.band.hide()
        self.needs = MultiChoice("できないこと", [(n.value, n.label) for n in Need], name="plan_needs")
        self.hazards = MultiChoice("この家の危険", [(h.value, h.label) for h in Hazard], name="plan_hazards")
        self.place = LineField("避難先", name="plan_place", chars=18, required=False)
        self.way = LineField("方法", name="plan_way", chars=18, required=False)
        self.route = AreaField("通る道", name="plan_route", lines=2, required=False)
        self.reason = LineField("手伝いが要るわけ", name="plan_reason", chars=24, required=False)
        self.care = LineField("必要な配慮", name="plan_care", chars=24, required=False)
        self.devices = LineField("医療機器・薬・持ち物", name="plan_devices", chars=24, required=False)
        self.room = LineField("寝室・いつもの場所", name="plan_room", chars=14, required=False)
        self.note = AreaField("そのほか", name="plan_note", lines=2, required=False)
        self.other_name = LineField("ほかの支援者のお名前", name="plan_other_name", chars=14, required=False)
        self.other_phone = LineField("その方の電話", name="plan_other_phone", chars=14, required=False)
        self.hints = TileGrid(name="plan_hints", least=260)
        self.given = label("", "body", wrap=True, name="plan_given")
        self._columns = Columns(right_width=520, left_least=480)
        self._lay_out()

    def _lay_out(self) -> None:
        left = self._columns.left
        left.setSpacing(12)
        for field in (self.needs, self.care, self.place, self.way, self.route, self.hazards):
            left.addWidget(field)
        left.addStretch(1)
        panel = Panel(name="plan_supporters", gap=8)
        panel.add(label("避難を手伝う方", "subsection"))
        panel.add(
            label(
                "えらんだ方が 支援者になります。義務ではなく、できる範囲でお願いします。", "second", wrap=True
            )
        )
        panel.add(self.hints, self.other_name, self.other_phone)
        right = QVBoxLayout()
        right.setSpacing(12)
        right.addWidget(panel)
        for field in (self.reason, self.devices, self.room, self.note):
            right.addWidget(field)
        right.addWidget(label("写しを渡した相手", "label"))
        right.addWidget(self.given)
        give = Button("写しを市社協へ渡す（USB）", name="plan_give", icon="usb", on_click=self._give)
        right.addWidget(give)
        right.addStretch(1)
        self._columns.right.addLayout(right)
        self.body.addWidget(self.band)
        self.body.addWidget(self._columns, 1)

    # What is shown

    def refresh(self, changes: Changes | None) -> None:
        """Read the plan and who could help."""
        if changes is None or changes.touches(*_KINDS):
            desk, person = self.context.desk, self._person

            def read() -> _Read:
                return _Read(
                    plans.plan_view(desk, person), person_page.person_view(desk, person),
                    suggesting.supporter_hints(desk, person),
                )  # fmt: skip

            self.run(read, self._show)

    def _show(self, found: _Read) -> None:
        first, self._found = self._found is None, found
        view, plan = found.view, found.view.plan
        version = f"　第{plan.version or 1}版　{wareki(plan.made_on)}" if plan else "　まだ計画が ありません"
        self.set_heading(f"{view.person.name} さんの避難計画", f"{view.about}{version}", below=True)
        agreed = view.consent is ConsentState.GIVEN
        self.band.setVisible(not agreed or bool(view.due_words))
        self._ask.setVisible(not agreed)
        self._review.setVisible(agreed)
        missing = "「避難支援者への提供」の同意が まだありません。同意のある方だけ 計画を作れます。"
        self.band.sentence.setText(f"{view.due_words}。計画を見直してください。" if agreed else missing)
        self._print.setVisible(plan is not None and agreed)
        called_back = {True: "　取り下げました", False: ""}
        lines = [f"{g.to}　{wareki(g.date)}{called_back[bool(g.withdrawn)]}" for g in view.given]
        self.given.setText("\n".join(lines) or "まだ どなたにも渡していません。")
        if first and plan is not None:
            self.needs.set_value(plan.needs)
            self.hazards.set_value(plan.hazards)
            for name in _TEXTS:
                getattr(self, name).set_value(getattr(plan, name))
        self._show_supporters(found)
        if first:
            self.begin_draft("evacuation_plan", self._person, about=self._person)

    def _show_supporters(self, found: _Read) -> None:
        chosen = {self._key(d) for t, d in self._tiles if t.isChecked()}
        fresh = not self._tiles
        made: list[tuple[NameTile, SupporterDraft]] = []
        for s in found.view.supporters:
            draft = SupporterDraft(s.volunteer, "" if s.volunteer else s.name, s.address, s.phone)
            made.append(
                (NameTile(s.name, name=f"plan_hint_{len(made)}", second="いまの支援者", present=True), draft)
            )
        for hint in found.hints:
            draft = SupporterDraft(
                hint.volunteer, "" if hint.volunteer else hint.name, hint.address, hint.phone
            )
            on = not fresh and self._key(draft) in chosen
            tile = NameTile(
                hint.name, name=f"plan_hint_{len(made)}", second="・".join(hint.reasons), present=on
            )
            made.append((tile, draft))
        for tile, _ in made:
            tile.toggled.connect(self.entry_made)
        self._tiles = made
        self.hints.set_tiles([tile for tile, _ in made])

    @staticmethod
    def _key(draft: SupporterDraft) -> object:
        return draft.volunteer or draft.name

    # What can be done

    def _save(self) -> None:
        desk, person, draft = self.context.desk, self._person, self._draft_of_plan()
        self.save_once(partial(plans.save_plan, desk, person, draft), self._saved)

    def _draft_of_plan(self) -> PlanDraft:
        supporters = [draft for tile, draft in self._tiles if tile.isChecked()]
        if self.other_name.value():
            supporters.append(SupporterDraft(name=self.other_name.value(), phone=self.other_phone.value()))
        texts: dict[str, Any] = {name: getattr(self, name).value() for name in _TEXTS}
        return PlanDraft(
            needs=self.needs.value(), hazards=self.hazards.value(), supporters=tuple(supporters), **texts
        )

    def _saved(self, _plan: Id) -> None:
        self.forget_draft()
        self.leave()

    def _reviewed(self) -> None:
        self.act(partial(plans.review_plan, self.context.desk, self._person))

    def _consent(self) -> None:
        from sasaeai_desktop.ui.pages.people.consent import ConsentPage  # noqa: PLC0415 - when it is wanted

        if self._found is not None:
            self.push(ConsentPage(self.context, self._found.person, Purpose.EVACUATION))

    def _give(self) -> None:
        self.act(partial(giving.give_copy, self.context.desk, self._person, by_usb=True))

    def print_page(self) -> None:
        """Show the plan before printing."""
        print_plans(self, self._person)
