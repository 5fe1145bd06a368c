"""その他の活動: what a district does beside 見守り and サロン, a large tile each."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sasaeai_desktop.domain.changes import Changes
from sasaeai_desktop.domain.fiscal import fiscal_year
from sasaeai_desktop.domain.ids import Id
from sasaeai_desktop.services.activities import activities
from sasaeai_desktop.services.goals import plans
from sasaeai_desktop.services.groups import groups
from sasaeai_desktop.services.help import requests
from sasaeai_desktop.services.money import accounts
from sasaeai_desktop.services.plans import disaster, listing
from sasaeai_desktop.services.school import days
from sasaeai_desktop.ui.pages.heavy import push_table_in
from sasaeai_desktop.ui.pages.page import Page, PageContext
from sasaeai_desktop.ui.pages.salon.tile_grid import TileGrid
from sasaeai_desktop.ui.widgets.buttons import Button
from sasaeai_desktop.ui.widgets.states import HintBand
from sasaeai_desktop.ui.widgets.wide_tile import WideTile

_KINDS = (
    "evacuation_plan", "plan_supporter", "plan_review", "consent", "case", "safety_event", "safety_tick",
    "help_request", "help_act", "school_day", "patrol", "person", "assignment", "ledger_line", "money_closing",
    "activity", "body", "goal",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Overview:
    """The second lines of the tiles, and the disaster that is open."""

    plans: str
    help: str
    school: str
    activities: str
    groups: str
    money: str
    goals: str
    disaster: str


class ProgrammesPage(Page):
    """The tab's first page; its subject opens a programme: "plans", "safety", ("plan", person id), "help", "school", "money"."""

    object_name = "programmes"
    title = "その他の活動"
    icon = "flag"

    def __init__(self, context: PageContext) -> None:
        super().__init__(context)
        self.set_heading("その他の活動", "見守りとサロンのほかに、地区でしていること")
        self.add_outline("表から取り込む", name="programmes_import", icon="upload", action=self.open_import)
        self.band = HintBand("", name="programmes_disaster")
        self.band.add_button(Button("安否確認を開く", name="programmes_safety", on_click=self.open_safety))
        self.band.hide()
        self.plans = WideTile("避難計画と安否確認", "flag", name="programmes_plans")
        self.help = WideTile("おたすけ（支えあい）", "people", name="programmes_help")
        self.school = WideTile("登校見守り", "eye", name="programmes_school")
        self.activities = WideTile("会議・行事・広報・研修", "calendar", name="programmes_activities")
        self.groups = WideTile("団体・ネットワーク", "people", name="programmes_groups")
        self.goals = WideTile("計画目標", "flag", name="programmes_goals")
        self.commissioner = WideTile("民生委員 活動記録", "person", name="programmes_commissioner")
        self.commissioner.set_second("1か月の件数を 民児協へ出す用紙")
        self.money = WideTile("お金（収支・助成金）", "calculator", name="programmes_money")
        self.plans.clicked.connect(lambda _checked=False: self.open_plans())
        self.help.clicked.connect(lambda _checked=False: self.open_help())
        self.school.clicked.connect(lambda _checked=False: self.open_school())
        self.activities.clicked.connect(lambda _checked=False: self.open_activities())
        self.groups.clicked.connect(lambda _checked=False: self.open_groups())
        self.commissioner.clicked.connect(lambda _checked=False: self.open_commissioner())
        self.goals.clicked.connect(lambda _checked=False: self.open_goals())
        self.money.clicked.connect(lambda _checked=False: self.open_money())
        self.tiles = TileGrid(name="programmes_tiles", least=380)
        self.tiles.set_tiles(
            [
                self.plans,
                self.help,
                self.school,
                self.activities,
                self.groups,
                self.money,
                self.goals,
                self.commissioner,
            ]
        )
        self.body.addWidget(self.band)
        self.body.addWidget(self.tiles)
        self.body.addStretch(1)

    def refresh(self, changes: Changes | None) -> None:
        """Read the second lines."""
        if changes is None or changes.touches(*_KINDS):
            desk, today = self.context.desk, self.context.today()

            def read() -> Overview:
                page = listing.plan_page(desk)
                event = disaster.current_event(desk)
                waiting = requests.waiting_requests(desk)
                years = days.school_years(desk, fiscal_year(today))
                account = accounts.account(desk, fiscal_year(today))
                held = activities.list_activities(desk, fiscal_year(today))
                people = days.people_of_year(desk, fiscal_year(today))
                due = f"　見直す計画 {page.due}件" if page.due else ""
                return Overview(
                    f"計画のある方 {len(page.plans)}人　まだの方 {len(page.without)}人{due}",
                    f"待っているお願い {len(waiting)}件" if waiting else "待っているお願いは ありません",
                    f"今年度 {people}人　延べ {sum(y.attendances for y in years):,}人"
                    if years
                    else "今年度の きろくは まだありません",
                    f"今年度 {len(held)}件" if held else "今年度の きろくは まだありません",
                    f"{n}団体" if (n := len(groups.list_groups(desk))) else "まだ ありません",
                    f"収入 {account.balance.income:,}円　支出 {account.balance.spent:,}円"
                    if account.moved
                    else "今年度の きろくは まだありません",
                    "、".join(p.name for p in plans.plans(desk)) or "計画は まだ ありません",
                    disaster.event_title(event) if event else "",
                )

            self.run(read, self._show)

    def _show(self, found: Overview) -> None:
        self.plans.set_second(found.plans)
        self.help.set_second(found.help)
        self.school.set_second(found.school)
        self.activities.set_second(found.activities)
        self.groups.set_second(found.groups)
        self.money.set_second(found.money)
        self.goals.set_second(found.goals)
        self.band.setVisible(bool(found.disaster))
        self.band.sentence.setText(f"{found.disaster}の安否確認を しています。")

    # Opening

    def open_plans(self) -> None:
        """Open 避難計画."""
        from sasaeai_desktop.ui.pages.plans.page import PlansPage  # noqa: PLC0415 - when it is wanted

        self.push(PlansPage(self.context))

    def open_import(self) -> None:
        """Take a table in: of a plan, a help, a school's days, the ledger, a meeting, a group, ..."""
        push_table_in(self, office=True)

    def open_safety(self) -> None:
        """Open the disaster, or the page that begins one."""
        from sasaeai_desktop.ui.pages.plans.safety import SafetyPage  # noqa: PLC0415 - when it is wanted

        self.push(SafetyPage(self.context))

    def open_help(self) -> None:
        """Open おたすけ."""
        from sasaeai_desktop.ui.pages.help.page import HelpPage  # noqa: PLC0415 - when it is wanted

        self.push(HelpPage(self.context))

    def open_request(self, request: Id) -> None:
        """Open one request of おたすけ."""
        from sasaeai_desktop.ui.pages.help.request_page import RequestPage  # noqa: PLC0415 - when it is wanted

        self.push(RequestPage(self.context, request))

    def open_school(self) -> None:
        """Open 登校見守り."""
        from sasaeai_desktop.ui.pages.school.page import SchoolPage  # noqa: PLC0415 - when it is wanted

        self.push(SchoolPage(self.context))

    def open_activities(self) -> None:
        """Open 会議・行事・広報・研修."""
        from sasaeai_desktop.ui.pages.activities.page import ActivitiesPage  # noqa: PLC0415 - when it is wanted

        self.push(ActivitiesPage(self.context))

    def open_groups(self) -> None:
        """Open 団体・ネットワーク."""
        from sasaeai_desktop.ui.pages.groups.page import GroupsPage  # noqa: PLC0415 - when it is wanted

        self.push(GroupsPage(self.context))

    def open_goals(self) -> None:
        """Open 計画目標."""
        from sasaeai_desktop.ui.pages.goals.page import GoalsPage  # noqa: PLC0415 - when it is wanted

        self.push(GoalsPage(self.context))

    def open_commissioner(self) -> None:
        """Open 民生委員 活動記録."""
        from sasaeai_desktop.ui.pages.commissioner.page import CommissionerPage  # noqa: PLC0415 - when it is wanted

        self.push(CommissionerPage(self.context))

    def open_money(self) -> None:
        """Open お金."""
        from sasaeai_desktop.ui.pages.money.page import MoneyPage  # noqa: PLC0415 - when it is wanted

        self.push(MoneyPage(self.context))

    def show_subject(self, subject: Any) -> None:
        """Open one programme, asked for by another page."""
        if isinstance(subject, tuple):
            from sasaeai_desktop.ui.pages.plans.plan_form import PlanFormPage  # noqa: PLC0415 - when it is wanted

            self.push(PlanFormPage(self.context, subject[1]))
            return
        ways = {
            "plans": self.open_plans, "safety": self.open_safety, "help": self.open_help, "school": self.open_school,
            "money": self.open_money, "activities": self.open_activities, "groups": self.open_groups,
            "commissioner": self.open_commissioner, "goals": self.open_goals,
        }  # fmt: skip
        ways[subject]()
