"""One of each widget of the kit, filled as on a page; the rules are walked over all of them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from typing import cast

from PySide6.QtWidgets import QScrollArea, QVBoxLayout, QWidget

from sasaeai_desktop.domain.errors import UserError
from sasaeai_desktop.services.desk.desk import Desk
from sasaeai_desktop.ui.changes import ChangeHub
from sasaeai_desktop.ui.dialogs.confirm import ConfirmDialog
from sasaeai_desktop.ui.dialogs.pdf_pages import PageImage
from sasaeai_desktop.ui.dialogs.preview import PrintPreview
from sasaeai_desktop.ui.main_window import MainWindow, PageSpec
from sasaeai_desktop.ui.pages.page import Page, PageContext
from sasaeai_desktop.ui.pages.reports.form_picture import FormPicture
from sasaeai_desktop.ui.preferences import Preferences
from sasaeai_desktop.ui.tasks import Tasks
from sasaeai_desktop.ui.unlock import UnlockScreen
from sasaeai_desktop.ui.widgets.buttons import LinkButton, OutlineButton, PrimaryButton, QuietButton
from sasaeai_desktop.ui.widgets.charts import FourWeekStrip, YearChart
from sasaeai_desktop.ui.widgets.choices import ChoiceField, MultiChoice
from sasaeai_desktop.ui.widgets.columns import Columns
from sasaeai_desktop.ui.widgets.counter import Counter
from sasaeai_desktop.ui.widgets.dates import EraDateField
from sasaeai_desktop.ui.widgets.fields import AreaField, LineField, PickField
from sasaeai_desktop.ui.widgets.grid_sheet import GridRow
from sasaeai_desktop.ui.widgets.labels import Badge, Panel, label
from sasaeai_desktop.ui.widgets.month_grid import MonthGrid
from sasaeai_desktop.ui.widgets.paper import DateStamp, PaperCard
from sasaeai_desktop.ui.widgets.row_list import PersonRow, RowList
from sasaeai_desktop.ui.widgets.rows import FigureRow, RowButton
from sasaeai_desktop.ui.widgets.search import KanaButtons, SearchField
from sasaeai_desktop.ui.widgets.states import EmptyState, HintBand, MessageStrip, ProgressPanel
from sasaeai_desktop.ui.widgets.status import StatusBar
from sasaeai_desktop.ui.widgets.steps import StepCard
from sasaeai_desktop.ui.widgets.summary import ErrorSummary, check_all
from sasaeai_desktop.ui.widgets.tiles import CardTile, NameTile
from sasaeai_desktop.ui.widgets.timeline import Timeline, TimelineEntry

TODAY = "2026-06-11"
TABS = ("きょう", "見守り", "サロン", "つながりカード", "その他の活動", "名簿", "報告・印刷", "USB受け渡し")
ICONS = ("sun", "house-heart", "cup", "card", "flag", "people", "document-chart", "usb")


def today() -> str:
    """A fixed day."""
    return TODAY


def context(tasks: Tasks | None = None) -> PageContext:
    """What a page needs, without a desk."""
    # The sample pages never touch the desk.
    return PageContext(
        desk=cast(Desk, None),
        tasks=cast(Tasks, tasks),
        hub=ChangeHub(),
        open=lambda *_a: None,
        note=lambda _t: None,
    )


def grid_rows() -> list[GridRow]:
    """Three people of a paper sheet."""
    return [
        GridRow(1, "阿部 ハツ", "さくら・月木", frozenset({14, 18, 21}), {1: "訪", 4: "訪", 7: "電"}),
        GridRow(2, "石川 正雄", "川端・火金"),
        GridRow(3, "𠮷川 清子", "川端・水", frozenset({13, 20}), {13: "訪"}, {13}),
    ]


def white_page(page: int, width: int) -> PageImage:
    """A blank sheet."""
    high = width * 297 // 210
    return PageImage(width, high, b"\xff" * (width * high * 3), width * 3)


def buttons() -> QWidget:
    return _column(
        PrimaryButton("見守りをきろくする", icon="pencil"),
        OutlineButton("紙の訪問票から入力する", name="outline", icon="calculator", tall=True),
        QuietButton("きろくする", name="quiet", row=True),
        LinkButton("全員を見る", name="link"),
    )


def fields() -> QWidget:
    summary = ErrorSummary()
    inside = [
        LineField("氏名", name="full_name", required=True, chars=12, support="書類のとおりに書きます。"),
        LineField("人数", name="number", numbers=True, chars=4, unit="人", required=False),
        AreaField("ふだんの様子", name="baseline", lines=2),
        PickField("町内会", (("", "えらんでいません"), ("a", "さくら町内会")), name="block"),
        ChoiceField("性別", (("m", "男"), ("f", "女"), ("o", "その他")), name="sex", required=True),
        MultiChoice("プログラム", (("tea", "お茶飲み"), ("walk", "健康体操")), name="programme"),
        EraDateField("訪問した日", name="visited", today=today, required=True),
        EraDateField("生年月日", name="born", today=today, birth=True),
    ]
    check_all(inside, summary)
    return _column(summary, *inside)


def rows() -> QWidget:
    people = RowList("見守りの方", name="people")
    people.set_rows(
        [
            PersonRow(1, "高木 ヨシ", "川端町内会", "きのう", "done"),
            PersonRow(2, "髙橋 昭一郎", "さくら町内会", "16日前", "attention"),
            PersonRow(3, "竹内 武", "ひばり町内会", badge="入院中"),
        ]
    )
    people.setMinimumHeight(200)
    line = Timeline()
    line.show_entries(
        [
            TimelineEntry(None, "きょう", "16日 会えていません。", sign="attention"),
            TimelineEntry(1, "5月26日", "会えた", "火", "訪", condition="変わりなし", memo="庭に水やり中。"),
        ]
    )
    grant = FigureRow("市社協からの助成金", name="grant", unit="円")
    grant.show_figure("4,710,007")
    return _column(
        RowButton("返事を待つカード", name="cards", second="2枚", icon="card", badge="おそい"),
        grant,
        people,
        line,
        SearchField("名前でさがす", name="search"),
        KanaButtons(),
    )


def tiles() -> QWidget:
    return _column(
        NameTile("小林 フミ", name="tile", second="3回 お休み", attention=True, present=True),
        CardTile("名前なし", name="card", second="介護", right="12日", late=True, nameless=True),
        Counter("子ども", name="children", value=2),
        Badge("入院中"),
        HintBand("小林 フミさんが 3回つづけて お休み"),
        FormPicture("visit-sheet", "見守り訪問票", name="form"),
        StepCard(1, "中身をたしかめる", "papers", name="step"),
    )


def charts() -> QWidget:
    year = YearChart("この1年の見守り", name="year")
    year.show_values([7, 8, None], ["4月", "5月", "6月"], 1)
    return _column(year, FourWeekStrip(["met"] * 4 + [""] * 24, gap_from=4))


def states() -> QWidget:
    strip, panel, status = MessageStrip(), ProgressPanel(), StatusBar()
    strip.show_error(UserError("USBが 見つかりません。", "USBを さしなおしてください。"))
    panel.start("USBに書き出しています", "見守りの きろくを まとめています")
    panel.advance(1, 3)
    status.show_saved("田中 スミさんの電話をきろくしました", at=datetime(2026, 6, 11, 14, 31, tzinfo=UTC))
    start = EmptyState("cup", "まだ サロンが ありません", "ここで 出席を数えます。", "サロンを作る")
    return _column(strip, panel, start, status)


def paper() -> QWidget:
    card = PaperCard()
    card.add_heading("つながりカード", "みどり-R8-007")
    card.add_line("どなた", "渡邉 弘さん", "急ぎ", bold=True)
    card.add_written("見たこと・聞いたこと", "玄関の段で2回ころんだと話す。左の手首に湿布。" * 3)
    card.set_stamp(DateStamp("市社協", "8.5.30", "受付"))
    return _column(card)


def grid() -> QWidget:
    made = MonthGrid()
    made.show_month("2026-05", grid_rows(), (4, 5, 6))
    area = QScrollArea()
    area.setObjectName("grid_scroll")
    area.setAccessibleName("紙の訪問票")
    area.setWidgetResizable(True)
    area.setWidget(made)
    return area


def columns() -> QWidget:
    made = Columns()
    made.left.addWidget(label("声をかけたい方", "section"))
    panel = Panel()
    panel.add(label("朝6時に新聞をとり、夕方5時に雨戸をしめる。火・金はゴミ出し。" * 2, wrap=True))
    made.right.addWidget(panel)
    return made


def window() -> QWidget:
    class Sample(Page):
        object_name = "sample"

        def __init__(self) -> None:
            super().__init__(context())
            self.set_heading("つながりカード", "令和8年度 11枚")
            self.set_primary("カードを新しく書く", icon="pencil", action=lambda: None)

    specs = [PageSpec(f"tab{n}", t, i, Sample) for n, (t, i) in enumerate(zip(TABS, ICONS, strict=True))]
    made = MainWindow(
        specs,
        hub=ChangeHub(),
        preferences=Preferences(None),
        practice=True,
    )
    made.show_names("みどりが丘地区社協", "佐々木 恵子", "世話係")
    made.start()
    return made


def unlock() -> QWidget:
    made = UnlockScreen("みどりが丘地区社協")
    made.show_wrong()
    return made


def confirm() -> QWidget:
    return ConfirmDialog(None, "USBに お名前を書き出します", "同意のある方だけです。", verb="書き出す")


def preview() -> QWidget:
    return PrintPreview(None, "見守り訪問票", b"%PDF", render=white_page, pages=2, printers=lambda: ())


SAMPLES: tuple[Callable[[], QWidget], ...] = (
    buttons, fields, rows, tiles, charts, states, paper, grid, columns, window, unlock, confirm, preview,
)  # fmt: skip


def _column(*widgets: QWidget) -> QWidget:
    """The widgets below each other, in a scroll area as on a page."""
    ground = QWidget()
    column = QVBoxLayout(ground)
    for widget in widgets:
        column.addWidget(widget)
    column.addStretch(1)
    area = QScrollArea()
    area.setObjectName("sample_scroll")
    area.setWidgetResizable(True)
    area.setWidget(ground)
    return area
