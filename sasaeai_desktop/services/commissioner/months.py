"""A commissioner's month: counts derived from acts, cards, meetings and trainings, and what is written down for good."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from sasaeai_desktop.db.connection import Connection
from sasaeai_desktop.db.repositories import commissioner as repo
from sasaeai_desktop.db.repositories import people as people_repo
from sasaeai_desktop.domain import kana
from sasaeai_desktop.domain.cards import Trouble
from sasaeai_desktop.domain.commissioner import CONTENT, FIELD, CommissionerCount, categories, total
from sasaeai_desktop.domain.errors import InputError
from sasaeai_desktop.domain.ids import Id, keyed_id
from sasaeai_desktop.domain.people import RoleKind
from sasaeai_desktop.domain.wareki import parse_month, wareki
from sasaeai_desktop.domain.watch import Category, Condition
from sasaeai_desktop.services.desk.common import last_of_month, san
from sasaeai_desktop.services.desk.desk import Desk, Done, acting, reading

_MOST = 9_999
_CONTENTS: dict[str, str] = {
    Trouble.HEALTH: "health", Trouble.HOUSING: "housing", Trouble.INCOME: "living_costs", Trouble.RENT: "living_costs",
    Trouble.BILLS: "living_costs", Trouble.DEBT: "living_costs", Trouble.FOOD: "living_costs", Trouble.JOB_SEARCH: "work",
    Trouble.WORK: "work", Trouble.COMMUNITY: "environment", Trouble.FAMILY: "family", Trouble.ABUSE: "family",
    Trouble.CHILDREN: "parenting", Trouble.CARE: "care_insurance", Trouble.WITHDRAWN: "child_school",
}  # fmt: skip
"""内容別 of a card by its first 困りごと; every other one is その他."""
_FIELDS: dict[str, str] = {
    Category.ELDERLY: "elderly", Category.DISABLED: "disabled", Category.ILL: "disabled", Category.PARENTING: "children",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Commissioner:
    """A 民生委員 or 主任児童委員 of a month."""

    volunteer: Id
    name: str
    kana: str


@dataclass(frozen=True, slots=True)
class Sheet:
    """A month of one person.

    Attributes:
        derived: counts that follow from what is recorded, by category.
        written: what was written down for good; None while nothing was.
    """

    volunteer: Id
    name: str
    month: str
    derived: Mapping[str, int]
    written: Mapping[str, int] | None

    @property
    def counts(self) -> Mapping[str, int]:
        """What stands on the form: as written, else as derived; every category is there."""
        return self.derived if self.written is None else self.written

    @property
    def agree(self) -> bool:
        """Whether both splits count the same 件."""
        return total(self.counts, CONTENT) == total(self.counts, FIELD)


def commissioners(desk: Desk, month: str) -> list[Commissioner]:
    """Who was 民生委員 or 主任児童委員 on any day of a month, by kana."""
    with reading(desk) as session:
        return _commissioners(session, month)


def _commissioners(connection: Connection, month: str) -> list[Commissioner]:
    alias = people_repo.aliases(connection)
    found: set[Id] = set()
    for role in (RoleKind.WELFARE_COMMISSIONER, RoleKind.CHILD_COMMISSIONER):
        rows = connection.exec_driver_sql(
            "SELECT volunteer FROM role WHERE gone = 0 AND volunteer IS NOT NULL AND role = ? AND start <= ? "
            'AND ("end" IS NULL OR "end" >= ?)',
            (role.value, last_of_month(month), f"{month}-01"),
        )
        found.update(alias.of(Id(row[0])) for row in rows)
    names = people_repo.volunteer_names(connection, alias.expand(found))
    kanas = people_repo.volunteer_readings(connection, alias.expand(found))
    rows_of = []
    for main in found:
        name = next((names[i][0] for i in alias.all(main) if names.get(i, ("", ""))[0]), "（名簿にない方）")
        rows_of.append(
            Commissioner(main, name, next((kanas[i] for i in alias.all(main) if kanas.get(i)), ""))
        )
    return sorted(rows_of, key=lambda c: (kana.sort_key(c.kana), c.volunteer))


def sheet(desk: Desk, volunteer: Id, month: str) -> Sheet:
    """One person's month "2023-10".

    Raises:
        InputError: it is no month, or the person was no 民生委員 in it.
    """
    parsed = parse_month(month)
    with reading(desk) as session:
        return _sheet(session, desk.me.code, volunteer, parsed)


def _sheet(connection: Connection, district: str, volunteer: Id, month: str) -> Sheet:
    alias = people_repo.aliases(connection)
    main = alias.of(volunteer)
    one = next((c for c in _commissioners(connection, month) if c.volunteer == main), None)
    if one is None:
        raise InputError(
            "この方は、この月に民生委員でも主任児童委員でも ありません。",
            "名簿で役割と始まりの日を たしかめてください。",
        )
    ids = alias.all(main)
    held = repo.counts(connection, ids, month)
    written = None
    if held:
        said = {c.category: c.count or 0 for c in held}
        written = {category: said.get(category, 0) for category in categories()}
    return Sheet(main, one.name, month, _derived(connection, district, ids, month), written)


def _derived(connection: Connection, district: str, ids: tuple[Id, ...], month: str) -> dict[str, int]:
    first, last = f"{month}-01", last_of_month(month)
    found: Counter[str] = Counter()
    days: set[str] = set()
    for seen in repo.visits(connection, district, ids, first, last):
        found["visits/contact"] += 1
        days.add(seen.date)
        if seen.condition in (Condition.CONCERN, Condition.ALARM):
            found["content/daily"] += 1
            found[f"field/{_field(seen.category)}"] += 1
    for card, kind in repo.cards(connection, ids, first, last):
        trouble = next(iter(card.troubles), "")
        content = _CONTENTS.get(trouble, "other")
        found[f"content/{content}"] += 1
        found[f"field/{_field(kind)}"] += 1
        found["liaison/agencies"] += bool(card.handed_on)
        days.add(card.written_on)
    meetings, trainings = (
        repo.days_of_meetings(connection, first, last),
        repo.trainings(connection, ids, first, last),
    )
    found["other/events"] += len(meetings)
    found["other/council"] += len(trainings)
    days.update(meetings, trainings)
    found["days/days"] = len(days)
    return {category: found.get(category, 0) for category in categories()}


def _field(kind: str) -> str:
    return _FIELDS.get(kind, "other")


def count_id(desk: Desk, volunteer: Id, month: str, category: str) -> Id:
    """Return the id that every laptop of the district reaches for one line."""
    return keyed_id(desk.me.secret, CommissionerCount.kind, volunteer.hex(), month, category)


def save_sheet(desk: Desk, volunteer: Id, month: str, counts: Mapping[str, int]) -> Done[Sheet]:
    """Write a month down for good: the derived counts with the corrections given.

    Args:
        desk: the open desk of a district.
        volunteer: the 民生委員.
        month: "2023-10", not in the future.
        counts: corrected counts by category; the others are as derived now, or as written before.

    Raises:
        InputError: a count that cannot be, or 内容別 and 分野別 do not come to the same sum.
    """
    parsed = parse_month(month)
    if parsed > desk.today()[:7]:
        raise InputError("まだ来ていない月です。", "月を たしかめてください。")
    with acting(desk, "") as session:
        now = _sheet(session.connection, desk.me.code, volunteer, parsed)
        merged = {**now.counts, **counts}
        for category, n in merged.items():
            if category not in categories() or not 0 <= n <= _MOST:
                raise InputError(
                    f"「{categories().get(category, category)}」が、0から{_MOST:,}までの数ではありません。",
                    "数を たしかめてください。",
                )
        by_content, by_field = total(merged, CONTENT), total(merged, FIELD)
        if by_content != by_field:
            raise InputError(
                f"内容別の合計 {by_content}件と、分野別の合計 {by_field}件が ちがいます。",
                "同じ件数になるように直してください。",
            )
        held = {c.category: c for c in repo.counts(session.connection, [now.volunteer], parsed)}
        for category, n in merged.items():
            values = {"volunteer": now.volunteer, "month": parsed, "category": category, "count": n}
            if n or category in held or not held:
                session.record(CommissionerCount, count_id(desk, now.volunteer, parsed, category), values)
        session.label = f"{san(now.name)}の{wareki(parsed)}の活動記録を保存しました"
    return Done(sheet(desk, volunteer, parsed), session.changes)
