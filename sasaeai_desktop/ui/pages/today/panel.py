"""The right side of きょう: what else waits, each row one click from its page."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import Signal

from sasaeai_desktop.domain.wareki import weekday
from sasaeai_desktop.services.desk.common import month_day
from sasaeai_desktop.services.salon.salons import SessionRow
from sasaeai_desktop.services.today.worklist import Worklist
from sasaeai_desktop.ui.widgets.labels import Panel
from sasaeai_desktop.ui.widgets.rows import RowButton


class WaitingPanel(Panel):
    """たしかめること, サロン, カード, 予定, USB, 控え.

    Signals:
        salon_asked(object): id of a session, None for the page.
        cards_asked(): the board.
        person_asked(object): id of the person whom somebody planned to visit.
        usb_asked(): USB受け渡し.
        backup_asked(): もしもの控え.
        inbox_asked(): たしかめること.
        plans_asked(str): "plans" or "safety".
    """

    salon_asked = Signal(object)
    cards_asked = Signal()
    person_asked = Signal(object)
    usb_asked = Signal()
    backup_asked = Signal()
    inbox_asked = Signal()
    plans_asked = Signal(str)

    def __init__(self) -> None:
        super().__init__(name="today_panel", pad=20, gap=0)
        self.column.setContentsMargins(22, 8, 20, 8)
        self._session: SessionRow | None = None
        self._planned: object = None
        self.inbox = RowButton("たしかめること", name="today_inbox", second=" ", icon="flag")
        self.safety = RowButton("安否確認", name="today_safety", second=" ", icon="bang")
        self.reviews = RowButton("避難計画の見直し", name="today_reviews", second=" ", icon="flag")
        self.salon = RowButton("サロン", name="today_salon", second=" ", icon="cup")
        self.cards = RowButton("返事を待つカード", name="today_cards", second=" ", icon="card")
        self.answered = RowButton("返事が来たカード", name="today_answered", second=" ", icon="mail")
        self.plan = RowButton("次の予定", name="today_plan", second=" ", icon="calendar")
        self.usb = RowButton("USB受け渡し", name="today_usb", second=" ", icon="usb")
        self.backup = RowButton("もしもの控え", name="today_backup", second=" ", icon="database", line=False)
        self.add(self.safety, self.inbox, self.salon, self.cards, self.answered, self.reviews, self.plan)
        self.add(self.usb, self.backup)
        self.safety.hide()
        self.reviews.hide()
        self.answered.hide()
        self.inbox.hide()
        self.salon.clicked.connect(lambda: self.salon_asked.emit(self._session.id if self._session else None))
        self.cards.clicked.connect(self.cards_asked)
        self.answered.clicked.connect(self.cards_asked)
        self.plan.clicked.connect(lambda: self.person_asked.emit(self._planned))
        self.usb.clicked.connect(self.usb_asked)
        self.backup.clicked.connect(self.backup_asked)
        self.inbox.clicked.connect(self.inbox_asked)
        self.safety.clicked.connect(lambda: self.plans_asked.emit("safety"))
        self.reviews.clicked.connect(lambda: self.plans_asked.emit("plans"))

    def show_inbox(self, count: int) -> None:
        """Say how many items wait for a decision; none needs no line."""
        self.inbox.setVisible(count > 0)
        self.inbox.show_words("たしかめること", "2台で ちがう書き方などが あります", f"{count}件")

    def show_reviews(self, count: int) -> None:
        """Say how many plans are due for a review; none needs no line."""
        self.reviews.setVisible(count > 0)
        self.reviews.show_words("避難計画の見直し", "1年たったか、支援者が かわった計画", f"{count}件")

    def show_work(self, work: Worklist) -> None:
        """Show what waits today."""
        self._show_salon(work)
        late = "おそい" if work.cards.late else ""
        self.cards.show_words("返事を待つカード", work.cards.words, late)
        self.answered.setVisible(bool(work.answered))
        self.answered.show_words("返事が来たカード", f"{work.answered}枚　担い手に伝えてください", "返事")
        self.safety.setVisible(bool(work.disaster))
        self.safety.show_words("安否確認", work.disaster, "いま しています")
        self._planned = work.plans[0].person if work.plans else None
        self.plan.show_words("次の予定", _plan_words(work))
        month = (int(work.today[5:7]) + 10) % 12 + 1
        self.usb.show_words(f"{month}月分のUSB", work.export_words, "おそい" if work.export_late else "")
        done = "done" if work.backup_fresh else ""
        self.backup.show_words(
            "もしもの控え", work.backup_words, "" if work.backup_fresh else "まだ", sign=done
        )

    def _show_salon(self, work: Worklist) -> None:
        self._session = work.salons[0] if work.salons else None
        if self._session is None:
            self.salon.show_words("サロン", "この1週間の予定は ありません")
            return
        session = self._session
        start = f"{int(session.start[:2])}時" if session.start else ""
        start += f"{int(session.start[3:5])}分" if session.start and session.start[3:5] != "00" else ""
        more = f"ほか{len(work.salons) - 1}回" if len(work.salons) > 1 else ""
        second = "　".join(t for t in (session.salon_name, start, more) if t)
        self.salon.show_words(f"{day_name(session.date, work.today)}の サロン", second)


def day_name(day: str, today: str) -> str:
    """きょう, あす, あさって, else 6月15日（月）."""
    days = (date.fromisoformat(day) - date.fromisoformat(today)).days
    return {0: "きょう", 1: "あす", 2: "あさって"}.get(days, f"{month_day(day)}（{weekday(day)}）")


def _plan_words(work: Worklist) -> str:
    if not work.plans:
        return "この1週間の予定は ありません"
    first = work.plans[0]
    more = f"　ほか{len(work.plans) - 1}人" if len(work.plans) > 1 else ""
    return f"{day_name(first.date, work.today)}　{first.name}さん{more}"
