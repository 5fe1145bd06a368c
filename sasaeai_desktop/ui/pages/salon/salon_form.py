"""サロンを登録する, and a salon's own facts changed."""

from __future__ import annotations

from sasaeai_desktop.domain.errors import UserError
from sasaeai_desktop.domain.ids import Id
from sasaeai_desktop.domain.salon import Salon, SalonType
from sasaeai_desktop.services.desk.desk import Done
from sasaeai_desktop.services.people import volunteers
from sasaeai_desktop.services.people.volunteers import HelperName
from sasaeai_desktop.services.salon import salons
from sasaeai_desktop.ui.pages.page import Page, PageContext
from sasaeai_desktop.ui.widgets.choices import ChoiceField
from sasaeai_desktop.ui.widgets.columns import Columns
from sasaeai_desktop.ui.widgets.dates import EraDateField
from sasaeai_desktop.ui.widgets.fields import LineField, PickField
from sasaeai_desktop.ui.widgets.summary import ErrorSummary, check_all

_NOBODY = ("", "えらんでいません")
_HOSTS = 3


class SalonFormPage(Page):
    """Name, kind, venue, 世話人.

    Args:
        context: what a page works with.
        salon: the salon to change; None registers a new one.
    """

    object_name = "salon_form"
    title = "サロンを登録する"

    def __init__(self, context: PageContext, salon: Salon | None = None) -> None:
        super().__init__(context)
        self._salon = salon
        self.set_heading("サロンを直す" if salon else "サロンを登録する")
        self.set_primary("サロンを保存する" if salon else "サロンを登録する", icon="check", action=self._save)
        self.name = LineField("サロンの名称", name="salon_name", required=True, chars=18)
        self.type = ChoiceField(
            "型", [(t.value, t.label) for t in SalonType], name="salon_type", required=True,
            support="「箇所」に数えるのは 日常生活型だけです。",
        )  # fmt: skip
        self.venue = LineField("会場", name="salon_venue", required=False, chars=18)
        self.start = EraDateField("はじめた日", name="salon_start", today=context.today, required=False)
        self.end: EraDateField | None = None
        if salon is not None:  # a field without its place in a layout would outlive the page
            self.end = EraDateField(
                "やめた日",
                name="salon_end",
                today=context.today,
                required=False,
                support="やめたサロンは 一覧に出なくなります。",
            )
        self.advice = ChoiceField(
            "地域の福祉相談窓口", (("yes", "ある"), ("no", "ない")), name="salon_advice", required=False
        )
        self.hosts = [
            PickField(f"世話人 {n + 1}", (_NOBODY,), name=f"salon_host_{n + 1}", required=False)
            for n in range(_HOSTS)
        ]
        self.number = LineField(
            "サロン番号",
            name="salon_number",
            required=False,
            chars=8,
            support="書かないときは 自動で付きます。",
        )
        self.summary = ErrorSummary()
        self.body.addWidget(self.summary)
        columns = Columns(right_width=600, left_least=620)
        left = [self.name, self.type, self.venue, *self.hosts]
        right = [self.start, self.advice, self.number, *([self.end] if self.end else [])]
        for column, fields in ((columns.left, left), (columns.right, right)):
            column.setSpacing(20)
            for field in fields:
                column.addWidget(field)
            column.addStretch(1)
        self._fields = [*left, *right]
        self.body.addWidget(columns, 1)
        if salon is not None:
            self._fill(salon)
        else:
            self.type.set_value(SalonType.DAILY.value)
        desk = context.desk
        context.tasks.run(lambda: volunteers.helper_names(desk), self._take_volunteers, owner=self)

    def _fill(self, salon: Salon) -> None:
        self.name.set_value(salon.name)
        self.type.set_value(salon.type)
        self.venue.set_value(salon.venue)
        self.start.set_value(salon.start)
        if self.end is not None:
            self.end.set_value(salon.end)
        self.number.set_value(salon.number)
        self.advice.set_value("yes" if salon.advice_desk else "no")

    def _take_volunteers(self, rows: list[HelperName]) -> None:
        choices = (_NOBODY, *((row.id.hex(), row.name) for row in rows))
        chosen = self._salon.hosts.split() if self._salon else []
        for field, code in zip(self.hosts, [*chosen, "", "", ""], strict=False):
            field.set_choices(choices)
            field.set_value(code)
        if self.draft is None:
            self.begin_draft("salon_form", self._salon.id if self._salon else None)

    def _save(self) -> None:
        if not check_all(self._fields, self.summary):
            return
        desk, salon = self.context.desk, self._salon
        chosen = [Id(bytes.fromhex(f.value())) for f in self.hosts if f.value()]
        values: dict[str, object] = {
            "name": self.name.value(),
            "type": self.type.value(),
            "venue": self.venue.value(),
            "start": self.start.value(),
            "end": self.end.value() if self.end is not None else "",
            "advice_desk": self.advice.value() == "yes",
            "hosts": tuple(dict.fromkeys(chosen)),
        }
        if self.number.value():
            values["number"] = self.number.value()
        self.context.tasks.run(
            lambda: salons.save_salon(desk, salon.id if salon else None, values),
            self._saved,
            self._failed,
            owner=self,
        )

    def _failed(self, error: UserError) -> None:
        self.message.show_error(error)

    def _saved(self, done: Done[Id]) -> None:
        self.forget_draft()
        self.context.changed(done.changes)
        self.leave()
