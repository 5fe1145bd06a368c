"""収入・支出を書く: one line of the ledger, with the picture of its receipt."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QLabel

from sasaeai_desktop.domain.fiscal import fiscal_year, last_day, year_label
from sasaeai_desktop.domain.ids import Id
from sasaeai_desktop.domain.money import Side, accounts_of
from sasaeai_desktop.services.money import ledger
from sasaeai_desktop.services.money.ledger import LineDraft, LineRow
from sasaeai_desktop.ui.dialogs.files import open_file
from sasaeai_desktop.ui.pages.money.words import PROGRAMMES, number_field, show_number, value_of
from sasaeai_desktop.ui.pages.page import PageContext
from sasaeai_desktop.ui.pages.people.saving import SavingPage
from sasaeai_desktop.ui.widgets.buttons import Button, QuietButton
from sasaeai_desktop.ui.widgets.choices import ChoiceField
from sasaeai_desktop.ui.widgets.columns import Columns
from sasaeai_desktop.ui.widgets.dates import EraDateField
from sasaeai_desktop.ui.widgets.fields import LineField, PickField
from sasaeai_desktop.ui.widgets.labels import label
from sasaeai_desktop.ui.widgets.summary import ErrorSummary, check_all

_SHOWN = 420  # px: the picture's width on the page
_KINDS = "写真かPDF (*.jpg *.jpeg *.png *.pdf *.tif *.tiff)"
GRANTED, OWN = "granted", "own"


class LineFormPage(SavingPage):
    """One line.

    Args:
        context: what a page works with.
        side: 収入 or 支出.
        year: fiscal year it is booked in.
        programme: chosen beforehand, "" for none.
        row: the line to change; None for a new one.
    """

    object_name = "money_line"

    def __init__(
        self, context: PageContext, side: str, year: int, programme: str = "", row: LineRow | None = None
    ) -> None:
        self._side = Side.INCOME if side == Side.INCOME else Side.EXPENSE
        self.title = f"{self._side.label}を書く"
        super().__init__(context)
        self._year, self._row = year, row
        self._picture: Path | None = None
        self.set_heading(self.title if row is None else f"{self._side.label}を直す", year_label(year))
        self.set_primary(f"{self._side.label}を保存する", icon="check", action=self._save)
        self.errors = ErrorSummary(name="money_line_errors")
        self.date = EraDateField("日付", name="money_line_date", today=context.today, required=True)
        self.programme = PickField("事業", PROGRAMMES, name="money_line_programme", required=True)
        self.account = ChoiceField(
            "科目",
            [(a.value, a.label) for a in accounts_of(self._side)],
            name="money_line_account",
            required=True,
        )
        self.yen = number_field("金額", "money_line_yen", required=True)
        self.text = LineField("摘要（何のお金か）", name="money_line_text", chars=20, required=False)
        self.payee = LineField(
            "もらった相手" if self._side is Side.INCOME else "払った相手",
            name="money_line_payee",
            chars=16,
            required=False,
        )
        self.receipt = LineField(
            "領収書番号",
            name="money_line_receipt",
            chars=6,
            required=False,
            support="空けておくと、つぎの番号になります。",
        )
        self.paid = ChoiceField(
            "助成金で払えるもの", ((GRANTED, "払える"), (OWN, "払えない（対象外）")), name="money_line_paid"
        )
        self.paid.set_value(GRANTED)
        self._columns = Columns(right_width=470, left_least=540)
        left, right = self._columns.left, self._columns.right
        left.setSpacing(12)
        right.setSpacing(12)
        for part in (self.date, self.programme, self.account, self.yen, self.text):
            left.addWidget(part)
        left.addStretch(1)
        right.addWidget(self.payee)
        if self._side is Side.EXPENSE:
            for part in (self.receipt, self.paid):
                right.addWidget(part)
        self._add_picture(right)
        right.addStretch(1)
        self.body.addWidget(self.errors)
        self.body.addWidget(self._columns, 1)
        self._show(programme)
        self.begin_draft("money_line", self._side.value, str(year), row.line.id if row else None)

    def _add_picture(self, right: object) -> None:
        self.kept = label("", "second", wrap=True, name="money_line_kept")
        self.picture = QLabel()
        self.picture.setObjectName("money_line_picture")
        self.picture.hide()
        choose = Button(
            "領収書の写真を付ける", name="money_line_choose", icon="upload", on_click=self._choose
        )
        for part in (label("領収書の写真", "label"), self.kept, self.picture, choose):
            right.addWidget(part)  # type: ignore[attr-defined]  # a layout, as Columns gives it
        if self._row is not None:
            right.addWidget(  # type: ignore[attr-defined]  # as above
                QuietButton("この行を消す", name="money_line_delete", icon="cross", on_click=self._delete)
            )

    def _show(self, programme: str) -> None:
        row = self._row
        today = self.context.today()
        if row is None:
            self.date.set_value(today if fiscal_year(today) == self._year else last_day(self._year))
            self.programme.set_value(programme or PROGRAMMES[1][0])
            self.account.set_value(accounts_of(self._side)[0].value)
            self.kept.setText("まだ ありません。小さくして、暗号化したデータの中に とっておきます。")
            return
        x = row.line
        self.date.set_value(x.date)
        self.programme.set_value(x.programme)
        self.account.set_value(x.account)
        show_number(self.yen, x.yen)
        self.text.set_value(x.text)
        self.payee.set_value(x.payee)
        self.receipt.set_value(x.receipt)
        self.paid.set_value(OWN if x.own else GRANTED)
        self.kept.setText(f"{len(row.pictures)}枚 あります。" if row.pictures else "まだ ありません。")
        if row.pictures:
            self.run(partial(ledger.picture_of, self.context.desk, row.pictures[-1]), self._show_picture)

    def _show_picture(self, jpeg: bytes) -> None:
        picture = QPixmap()
        if jpeg and picture.loadFromData(jpeg):
            self.picture.setPixmap(picture.scaledToWidth(min(_SHOWN, picture.width())))
            self.picture.show()

    def _choose(self) -> None:
        chosen = open_file(self, "領収書の写真をえらぶ", _KINDS)
        if chosen is not None:
            self._picture = chosen
            self.kept.setText(f"「{chosen.name}」を、保存するときに付けます。")

    def _save(self) -> None:
        if not check_all([self.date, self.programme, self.account, self.yen], self.errors):
            return
        draft = LineDraft(
            programme=self.programme.value(), account=self.account.value(), yen=value_of(self.yen) or 0,
            date=self.date.value(), year=self._year, text=self.text.value(), payee=self.payee.value(),
            receipt=self.receipt.value(), own=self.paid.value() == OWN,
        )  # fmt: skip
        held = self._row.line.id if self._row else None
        desk = self.context.desk
        self.save_asked(
            partial(ledger.line_questions, desk, held, draft),
            partial(ledger.save_line, desk, held, draft),
            self._saved,
        )

    def _saved(self, line: Id) -> None:
        self.forget_draft()
        if self._picture is None:
            self.leave()
            return
        self.act(
            partial(ledger.attach_picture, self.context.desk, line, self._picture), lambda _p: self.leave()
        )

    def _delete(self) -> None:
        assert self._row is not None, "only a line that is there has the button"
        self.act(partial(ledger.delete_line, self.context.desk, self._row.line.id), lambda _d: self.leave())
