"""First of all: did the person agree? Without it the card goes on without a name."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from sasaeai_desktop.domain.people import ConsentForm, ConsentGiver, ConsentState
from sasaeai_desktop.ui.widgets.choices import ChoiceField
from sasaeai_desktop.ui.widgets.dates import EraDateField, told_day
from sasaeai_desktop.ui.widgets.fields import Field, LineField
from sasaeai_desktop.ui.widgets.flow import FlowLayout
from sasaeai_desktop.ui.widgets.labels import Surface, label

_WITHOUT = "同意がないときは、お名前は このパソコンから出ません。市社協へ渡るのは、次の画面で書く「名前のない要旨」だけです。"


class ConsentPart(QWidget):
    """あり / なし / 未確認; with あり how, by whom and when.

    Signals:
        changed(): another answer.
    """

    changed = Signal()

    def __init__(self, today: Callable[[], str]) -> None:
        super().__init__()
        self._today = today
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        self.state = ChoiceField(
            "社協や包括へ つなぐことへの 本人の同意", [(s.value, s.label) for s in ConsentState],
            name="consent", required=True, look="tick",
        )  # fmt: skip
        self.form = ChoiceField(
            "どのように",
            [(f.value, f.label) for f in ConsentForm],
            name="consent_form",
            required=True,
            look="tick",
        )
        self.giver = ChoiceField(
            "だれの同意",
            [(g.value, g.label) for g in ConsentGiver],
            name="consent_giver",
            required=True,
            look="tick",
        )
        self.relation = LineField("代理の方の続柄", name="consent_relation", required=True, chars=8)
        self.on = EraDateField(
            "同意を聞いた日", name="consent_on", today=today, required=True, judge=told_day(today)
        )
        self._without = Surface("desk", pad=14, gap=0, name="without_consent")
        self._without.add(label(_WITHOUT, "body", wrap=True))
        how = QWidget()
        flow = FlowLayout(how, gap=32, line_gap=10)
        for field in (self.form, self.giver, self.relation):
            flow.addWidget(field)
        for widget in (self.state, how, self.on, self._without):
            column.addWidget(widget)
        self.state.changed.connect(self._state_changed)
        self.giver.changed.connect(self._fold)
        self._fold()

    @property
    def given(self) -> bool:
        """Whether the person agreed."""
        return self.state.value() == ConsentState.GIVEN

    def fields(self) -> list[Field]:
        """Return the fields that count for the present answer."""
        if not self.given:
            return [self.state]
        proxy = [self.relation] if self.giver.value() == ConsentGiver.PROXY else []
        return [self.state, self.form, self.giver, *proxy, self.on]

    def values(self) -> dict[str, str]:
        """Return the consent fields of a ``CardDraft``; details of an answer that was taken back are left out."""
        if not self.given:
            return {
                "consent": self.state.value() or ConsentState.UNKNOWN.value, "consent_form": "", "consent_giver": "",
                "consent_relation": "", "consent_on": "",
            }  # fmt: skip
        proxy = self.giver.value() == ConsentGiver.PROXY
        return {
            "consent": self.state.value(),
            "consent_form": self.form.value(),
            "consent_giver": self.giver.value(),
            "consent_relation": self.relation.value() if proxy else "",
            "consent_on": self.on.value(),
        }

    def fill(self, state: str, form: str, giver: str, relation: str, on: str) -> None:
        """Show an answer."""
        self.state.set_value(state)
        self.form.set_value(form)
        self.giver.set_value(giver)
        self.relation.set_value(relation)
        self.on.set_value(on)
        self._fold()

    def _state_changed(self) -> None:
        if self.given and not self.on.value():
            self.on.set_value(self._today())
        self._fold()
        self.changed.emit()

    def _fold(self) -> None:
        for field in (self.form, self.giver, self.on):
            field.setVisible(self.given)
        self.relation.setVisible(self.given and self.giver.value() == ConsentGiver.PROXY)
        self._without.setVisible(bool(self.state.value()) and not self.given)
