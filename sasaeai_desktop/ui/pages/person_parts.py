"""The three groups of fields of a person: who, how they are watched, what they agreed to."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from sasaeai_desktop.domain.labels import Labelled
from sasaeai_desktop.domain.people import ConsentForm, ConsentState, Household, Sex
from sasaeai_desktop.domain.rhythm import parse_told_rhythm
from sasaeai_desktop.services.people.volunteers import HelperName
from sasaeai_desktop.ui.layouts import fill_at_once
from sasaeai_desktop.ui.pages.town_field import TownField
from sasaeai_desktop.ui.widgets.choices import ChoiceField, MultiChoice
from sasaeai_desktop.ui.widgets.dates import EraDateField, told_day
from sasaeai_desktop.ui.widgets.fields import AreaField, Field, LineField, PickField
from sasaeai_desktop.ui.widgets.flow import FlowLayout
from sasaeai_desktop.ui.widgets.labels import label

Values = dict[str, str | tuple[str, ...]]

_WEEKDAYS = tuple((str(at), day) for at, day in enumerate("月火水木金土日"))
_YES, _NO = "yes", "no"


class _Part(QWidget):
    """A heading and fields below each other, each under the name of what it fills.

    Signals:
        changed(): a field was changed.
    """

    changed = Signal()

    def __init__(self, heading: str, *, name: str) -> None:
        super().__init__()
        self.setObjectName(name)
        self.named: dict[str, Field] = {}
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(16)
        self.heading = label(heading, "subsection")
        self.column.addWidget(self.heading)

    def add(self, **fields: Field) -> None:
        """Put fields in one line, or below each other where they do not fit."""
        holder = QWidget()
        flow = FlowLayout(holder, gap=24, line_gap=16)
        for name, field in fields.items():
            self.named[name] = field
            field.changed.connect(self.changed)
            if len(fields) == 1:
                self.column.addWidget(field)
            else:
                flow.addWidget(field)
        if len(fields) > 1:
            self.column.addWidget(holder)

    def all(self) -> list[Field]:
        """Return the fields that are shown, in order."""
        return [field for field in self.named.values() if field.isVisibleTo(self)]

    def values(self) -> Values:
        """Return everything entered."""
        return {name: field.value() for name, field in self.named.items()}

    def show_values(self, values: Mapping[str, str | tuple[str, ...]]) -> None:
        """Show values; fields not named are emptied."""
        for name, field in self.named.items():
            empty: str | tuple[str, ...] = () if isinstance(field, MultiChoice) else ""
            field.blockSignals(True)
            field.set_value(values.get(name, empty))  # type: ignore[attr-defined]  # every editor has it, the base has not
            field.blockSignals(False)
            field.clear_error()


def _choices(kind: type[Labelled]) -> list[tuple[str, str]]:
    return [(member.value, member.label) for member in kind]


class PersonFields(_Part):
    """氏名 to ふだんの様子."""

    def __init__(self, today: Callable[[], str]) -> None:
        super().__init__("ご本人", name="person_fields")
        self.add(
            name=LineField("氏名", name="person_name", required=True, chars=12),
            kana=LineField("ふりがな", name="person_kana", chars=14, required=False),
        )
        self._fill_reading()
        self.add(
            birth=EraDateField(
                "生年月日",
                name="person_birth",
                today=today,
                birth=True,
                required=False,
                support="分からない月や日は、空けておきます。",
            )
        )
        self.add(sex=ChoiceField("性別", _choices(Sex), name="person_sex", required=False))
        self.add(
            town=TownField(name="person_town", chars=10),
            group=LineField("班", name="person_group", chars=4, required=False),
        )
        self.add(
            phone=LineField("電話", name="person_phone", chars=9, required=False),
            mobile=LineField("携帯電話", name="person_mobile", chars=9, required=False),
        )
        self.add(address=LineField("住所", name="person_address", chars=24, required=False))
        self.add(household=ChoiceField("世帯", _choices(Household), name="person_household", required=False))
        self.add(
            baseline=AreaField(
                "ふだんの様子",
                name="person_baseline",
                lines=3,
                required=False,
                support="起きる時間、新聞、ごみの日、よく来る家族など。変化に気づくもとになります。",
            )
        )

    def know_towns(self, towns: Sequence[str]) -> None:
        """Take the 町内会 of the register."""
        town = self.named["town"]
        assert isinstance(town, TownField)
        town.know(towns)

    def _fill_reading(self) -> None:
        """ふりがな comes from what was typed for the name, as long as nobody wrote it by hand."""
        name, kana = self.named["name"], self.named["kana"]
        if not isinstance(name, LineField) or not isinstance(kana, LineField):
            return
        filled: list[str] = []

        def take(reading: str) -> None:
            if kana.value() in ("", *filled):
                parts = [*([kana.value()] if kana.value() else []), reading]
                kana.set_value(" ".join(parts))
                filled[:] = [kana.value()]
                kana.changed.emit()

        def emptied(text: str) -> None:
            if not text and kana.value() in filled:  # another name follows: its reading begins anew
                kana.set_value("")
                filled.clear()

        name.line.read.connect(take)
        name.line.textChanged.connect(emptied)


class WatchFields(_Part):
    """開始日, 頻度, 曜日, 担い手, 世話係.

    Args:
        today: returns today's ISO date.
        begin: ask whether to begin 見守り, and start with yes.
    """

    def __init__(self, today: Callable[[], str], *, begin: bool) -> None:
        super().__init__("見守り", name="person_watch")
        self.begin = ChoiceField(
            "見守りを始めますか", [(_YES, "始める"), (_NO, "まだ始めない")], name="person_begin"
        )
        self._begin_default = _YES if begin else _NO
        self.add(begin=self.begin)
        self.add(start=EraDateField("見守り開始日", name="person_start", today=today, required=True))
        self.add(
            rhythm=LineField(
                "頻度",
                name="person_rhythm",
                chars=10,
                required=False,
                check=parse_told_rhythm,
                support="週2回、月1回、4日に1回 のように書きます。",
            )
        )
        self.add(weekdays=MultiChoice("訪ねる曜日", _WEEKDAYS, name="person_weekdays", required=False))
        nobody = (("", "まだ決めない"),)
        self.add(
            watcher=PickField("担い手", nobody, name="person_watcher", required=False),
            coordinator=PickField("世話係", nobody, name="person_coordinator", required=False),
        )
        self.begin.changed.connect(self._fit)

    def offer(self, helpers: Sequence[HelperName]) -> None:
        """Offer the volunteers."""
        choices = (("", "まだ決めない"), *((row.id.hex(), row.name) for row in helpers))
        for name in ("watcher", "coordinator"):
            field = self.named[name]
            assert isinstance(field, PickField)
            field.set_choices(choices)

    def show_values(self, values: Mapping[str, str | tuple[str, ...]]) -> None:
        """Show values; a registration in force ("case" = yes) is not asked for again."""
        super().show_values(values)
        self.begin.set_value(str(values.get("begin") or self._begin_default))
        self.begin.setVisible(not values.get("case"))
        self._running = bool(values.get("case"))
        self._fit()

    _running = False

    def values(self) -> Values:
        """Return everything entered; "case" says that a registration runs already."""
        return {**super().values(), "case": _YES if self._running else ""}

    def wanted(self) -> bool:
        """Whether the registration is to be begun or is running."""
        return self._running or self.begin.value() == _YES

    def _fit(self) -> None:
        fill_at_once(self.column)
        for name, field in self.named.items():
            if name != "begin":
                field.setVisible(self.wanted())


class ConsentFields(_Part):
    """同意 to 見守り, as it is said today."""

    def __init__(self, today: Callable[[], str]) -> None:
        super().__init__("見守りの同意", name="person_consent")
        self.state = ChoiceField("同意", _choices(ConsentState), name="person_consent_state")
        self.add(state=self.state)
        self.form = ChoiceField("同意の形", _choices(ConsentForm), name="person_consent_form", required=True)
        self.add(form=self.form)
        self.add(
            date=EraDateField(
                "同意の日", name="person_consent_date", today=today, required=True, judge=told_day(today)
            )
        )
        self.add(heard_by=LineField("聞いた方のお名前", name="person_consent_heard", chars=12, required=True))
        self.state.changed.connect(self._fit)
        self.form.changed.connect(self._fit)
        self._fit()

    def show_values(self, values: Mapping[str, str | tuple[str, ...]]) -> None:
        """Show values."""
        super().show_values(values)
        self._fit()

    def _fit(self) -> None:
        fill_at_once(self.column)
        given = self.state.value() == ConsentState.GIVEN
        self.form.setVisible(given)
        self.named["date"].setVisible(self.state.value() in (ConsentState.GIVEN, ConsentState.REFUSED))
        self.named["heard_by"].setVisible(given and self.form.value() == ConsentForm.ORAL)
