"""Whom and what an item of 「たしかめること」 speaks of, and who wrote what, in words."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Any

from sasaeai_desktop.db import streams
from sasaeai_desktop.db.connection import Connection
from sasaeai_desktop.db.lines import stream_name, unpointer
from sasaeai_desktop.db.repositories import peers
from sasaeai_desktop.db.repositories import people as people_repo
from sasaeai_desktop.db.repositories.base import get
from sasaeai_desktop.domain.council import DeskUser, District
from sasaeai_desktop.domain.eras import wareki
from sasaeai_desktop.domain.errors import RefusedError
from sasaeai_desktop.domain.groups import Body
from sasaeai_desktop.domain.ids import Id, from_hex
from sasaeai_desktop.domain.kinds import Form, Record, Value, fields_of
from sasaeai_desktop.domain.labels import label_of
from sasaeai_desktop.domain.people import Person, Purpose, RoleKind, Volunteer
from sasaeai_desktop.domain.registry import KINDS
from sasaeai_desktop.domain.salon import Attendance, Salon, Session
from sasaeai_desktop.domain.school import School
from sasaeai_desktop.domain.watch import Visit
from sasaeai_desktop.services.desk.common import month_day, san
from sasaeai_desktop.services.desk.desk import Desk
from sasaeai_desktop.services.desk.field_names import value_words
from sasaeai_desktop.services.desk.kind_names import KIND_NAMES
from sasaeai_desktop.services.usb import newcomers
from sasaeai_desktop.services.usb.inviting import district_id
from sasaeai_desktop.services.usb.newcomers import Newcomer
from sasaeai_desktop.services.watch.watching import act_words

NOTHING = "（書かれていません）"


@dataclass(frozen=True, slots=True)
class Source:
    """Who wrote something: a person's name, at which computer, on which day; parts that are not known are ""."""

    who: str
    where: str
    on: str

    @property
    def words(self) -> str:
        """「佐々木 恵子　パソコンB　6月11日」."""
        return "　".join(p for p in (self.who, self.where, month_day(self.on) if self.on else "") if p)


def kind_words(kind: str) -> str:
    """Return what a kind of record is called."""
    return KIND_NAMES.get(kind, "きろく")


class Names:
    """Looks names up within one session; the same name is read once."""

    def __init__(self, connection: Connection, desk: Desk) -> None:
        self.connection, self.desk = connection, desk
        self._alias = people_repo.aliases(connection)
        self._letters = {p.device: p.letter for p in peers.all_peers(connection)}
        self._known: dict[tuple[str, Id], str] = {}

    @cached_property
    def newcomers(self) -> dict[str, Newcomer]:
        """The laptops that nobody here has said anything about, by their ids."""
        return {new.device: new for new in newcomers.waiting(self.connection, self.desk)}

    # Names

    def person(self, ent: Id | None) -> str:
        """田中 スミさん; 名簿にない方 when nobody of this id is here."""
        if ent is None:
            return "名前のない方"
        if ("person", ent) not in self._known:
            found = people_repo.names(self.connection, self._alias, [ent])
            self._known["person", ent] = next((n.name for n in found.values()), "")
        name = self._known["person", ent]
        return san(name) if name else "名簿にない方"

    def all_of(self, ent: Id) -> tuple[Id, ...]:
        """Return every entry that is this person or volunteer."""
        return tuple(self._alias.all(ent))

    def name(self, kind: type[Record], ent: Id | None) -> str:
        """Return the ``name`` of a volunteer, salon or user; "" when it is not here."""
        if ent is None:
            return ""
        if (kind.kind, ent) not in self._known:
            found: Any = get(self.connection, kind, ent)
            self._known[kind.kind, ent] = found.name if found is not None else ""
        return self._known[kind.kind, ent]

    def district(self, code: str) -> str:
        """Return a district's name as the council lists it."""
        found = get(self.connection, District, district_id(code))
        return found.name if found is not None and found.name else f"{code}番の地区"

    def reference(self, ent: Id) -> str:
        """Return the name of whomever an id may stand for."""
        for kind in (Volunteer, Salon, School, Body, DeskUser):
            found = self.name(kind, ent)
            if found:
                return found
        return (
            self.person(ent)
            if get(self.connection, Person, ent) or self._alias.of(ent) != ent
            else "名簿にない方"
        )

    # Records

    def about(self, kind: str, ent: Id) -> str:
        """Say of whom and of which day a record is: 「髙橋 昭一郎さん　5月26日の訪問」."""
        record = get(self.connection, KINDS[kind], ent) if kind in KINDS else None
        if record is None:
            return f"まだ届いていない{kind_words(kind)}"
        words = self._about(kind, record)
        if self.desk.me.council and record.district and record.district != self.desk.me.code:
            return f"{self.district(record.district)}　{words}"
        return words

    def _about(self, kind: str, r: Any) -> str:
        if kind in ("volunteer", "salon", "user", "district", "school", "help_rule", "grant_rule", "body"):
            return r.name or kind_words(kind)
        if kind in ("case", "assignment", "contact", "member", "evacuation_plan", "safety_tick"):
            return f"{self._whose(r.person)}　{kind_words(kind)}"
        say = {
            "person": lambda: self.person(r.id),
            "role": lambda: f"{self.name(Volunteer, r.volunteer) or '担い手'}　{label_of(RoleKind, r.role)}",
            "session": lambda: self._session(r),
            "attendance": lambda: self._attendance(r),
            "visit": lambda: f"{self._whose(r.person)}　{_day(r.date)}の{act_words(r.method)}",
            "tally": lambda: (
                f"{self._whose(r.person) if r.person else self.name(Volunteer, r.watcher)}　{wareki(r.month)}の月計"
            ),
            "card": lambda: f"つながりカード {r.number}",
            "help_request": lambda: f"おたすけのお願い {r.number}",
            "help_receipt": lambda: f"領収書 {r.number}",
            "help_act": lambda: f"{_day(r.date)}のおたすけ",
            "school_day": lambda: f"{self.name(School, r.school) or '学校'}　{_day(r.date)}の登校見守り",
            "activity": lambda: f"{_day(r.date)}の{r.title or value_words(kind, 'type', r.type)}",
            "completion": lambda: f"{self.name(Volunteer, r.volunteer) or '担い手'}　研修の修了",
            "goal": lambda: f"計画目標「{r.code} {r.title}」",
            "effort": lambda: f"計画の取り組み「{r.number} {r.title}」",
            "goal_year": lambda: f"計画の{r.year or 0}年度",
            "commissioner_count": lambda: (
                f"{self.name(Volunteer, r.volunteer) or '民生委員'}　{wareki(r.month)}の活動記録"
            ),
            "advice_counter": lambda: f"{self.name(Salon, r.salon) or 'サロン'}の相談窓口",
            "ledger_line": lambda: (
                f"{_day(r.date)}の収支「{value_words(kind, 'account', r.account)}」{r.yen or 0:,}円"
            ),
            "budget_line": lambda: f"{value_words(kind, 'account', r.account)}の予算",
            "money_year": lambda: f"{value_words(kind, 'programme', r.programme)}の助成金の申請",
            "money_closing": lambda: f"{r.year}年度の決算",
            "help_settlement": lambda: f"{wareki(r.month)}のおたすけの精算",
            "consent": lambda: f"{self._whose(r.person)}　「{label_of(Purpose, r.purpose)}」の同意",
        }.get(kind)
        return say().strip() if say else kind_words(kind)

    def _attendance(self, r: Attendance) -> str:
        held = get(self.connection, Session, r.session) if r.session else None
        return f"{self._whose(r.person)}　{self._session(held) if held else 'サロン'}の出席"

    def _whose(self, person: Id | None) -> str:
        return "" if self.desk.me.council else self.person(person)

    def _session(self, held: Session) -> str:
        return f"{self.name(Salon, held.salon) or 'サロン'}　{_day(held.date)}の開催"

    def visit(self, act: Visit) -> str:
        """Say everything of an act but whose it is."""
        parts = [
            f"{_day(act.date)}の{act_words(act.method)}",
            act.time,
            value_words("visit", "result", act.result or None),
            value_words("visit", "condition", act.condition or None),
            value_words("visit", "signs", list(act.signs)) if act.signs else "",
            "・".join(self.name(Volunteer, w) or "名簿にない担い手" for w in act.watchers),
            act.memo,
        ]
        return "　".join(p for p in parts if p)

    # Values

    def value(self, kind: str, field: str, value: Value) -> str:
        """Return a journaled value as a person reads it."""
        declared = fields_of(KINDS[kind]).get(field)
        if declared is not None and declared.form in (Form.REF, Form.REFS):
            refs = value if isinstance(value, list) else [value]
            return "・".join(self.reference(from_hex(str(r))) for r in refs if r) or NOTHING
        if declared is not None and declared.form in (Form.DAY, Form.BIRTH, Form.MONTH) and value:
            return wareki(str(value))
        if declared is not None and declared.form is Form.FLAG:
            return "はい" if value else "いいえ"
        return value_words(kind, field, value) or NOTHING

    # Who wrote it

    def source(self, at: int) -> Source:
        """Say who wrote the change that a pointer names."""
        if not at:
            return Source("", "", "")
        try:
            change = streams.change_at(self.connection, at)
        except RefusedError:  # a body taken away by an erasure that this reader does not know
            return Source("", "", "")
        number, _ = unpointer(at)
        text = self.connection.exec_driver_sql("SELECT name FROM stream WHERE n = ?", (number,)).scalar()
        name = stream_name(str(text))
        me = self.desk.me
        who = self.name(DeskUser, from_hex(change.by)) if len(change.by) == 32 else ""
        if name.device == me.device:
            return Source(who, "このパソコン", change.on)
        if name.rank:
            return Source("", "市社協", change.on)
        letter = self._letters.get(name.device, "")
        computer = f"パソコン{letter}" if letter else "ほかのパソコン"
        where = f"{self.district(name.district)}　{computer}" if me.council else computer
        return Source(who, where, change.on)


def _day(iso: str) -> str:
    return month_day(iso) if len(iso) == len("2026-06-11") else (wareki(iso) or "日付のない日")
