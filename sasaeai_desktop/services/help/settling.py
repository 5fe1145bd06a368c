"""精算: what a month brought in, what each helper gets, what the association keeps; every sum opens its lines."""

from __future__ import annotations

from dataclasses import dataclass

from sasaeai_desktop.db.connection import Connection
from sasaeai_desktop.db.repositories import help as repo
from sasaeai_desktop.domain import kana
from sasaeai_desktop.domain.errors import InputError
from sasaeai_desktop.domain.help import HelpAct, Settlement, shares
from sasaeai_desktop.domain.ids import Id, keyed_id
from sasaeai_desktop.domain.wareki import parse_month
from sasaeai_desktop.services.desk import codes
from sasaeai_desktop.services.desk.common import last_of_month
from sasaeai_desktop.services.desk.desk import Desk, Done, acting, reading
from sasaeai_desktop.services.help.members import names_of


@dataclass(frozen=True, slots=True)
class HelperLine:
    """One act in a helper's account; ``yen`` is what this helper gets of it."""

    act: Id
    date: str
    work: str
    who: str
    minutes: int
    yen: int


@dataclass(frozen=True, slots=True)
class HelperAccount:
    """A helper's month: ``yen`` is the sum of the lines."""

    member: Id
    name: str
    kana: str
    lines: tuple[HelperLine, ...]

    @property
    def yen(self) -> int:
        """What the helper gets."""
        return sum(line.yen for line in self.lines)

    @property
    def minutes(self) -> int:
        """How long the helper worked."""
        return sum(line.minutes for line in self.lines)


@dataclass(frozen=True, slots=True)
class Account:
    """A month: ``charged`` = ``to_helpers`` + ``kept``; ``cash`` + ``tickets`` + ``unpaid`` = ``charged``.

    Attributes:
        settled_on: day it was settled, "" while it is not.
        changed: it was settled, and the sums have changed since.
    """

    month: str
    acts: int
    charged: int
    cash: int
    tickets: int
    to_helpers: int
    helpers: tuple[HelperAccount, ...]
    settled_on: str
    changed: bool

    @property
    def kept(self) -> int:
        """The association's share."""
        return self.charged - self.to_helpers

    @property
    def unpaid(self) -> int:
        """What was neither paid in cash nor by tickets."""
        return self.charged - self.cash - self.tickets


def account(desk: Desk, month: str) -> Account:
    """A month "2023-12" as it stands now.

    Raises:
        InputError: it is no month.
    """
    parsed = parse_month(month)
    with reading(desk) as session:
        return _account(session, parsed)


def _account(connection: Connection, month: str) -> Account:
    held = repo.acts(connection, f"{month}-01", last_of_month(month))
    labels = codes.works_in(connection)
    names = names_of(connection, [m for a in held for m in (a.user, *a.helpers) if m])
    lines: dict[Id, list[HelperLine]] = {}
    for act in held:
        parts = shares(act.helper_yen or 0, len(act.helpers))
        for helper, yen in zip(act.helpers, parts, strict=True):
            who = names[act.user].name if act.user in names else ""
            line = HelperLine(act.id, act.date, labels.get(act.work, act.work), who, act.minutes or 0, yen)
            lines.setdefault(helper, []).append(line)
    helpers = [
        HelperAccount(m, names[m].name if m in names else "", names[m].kana if m in names else "", tuple(of))
        for m, of in lines.items()
    ]
    helpers.sort(key=lambda h: (kana.sort_key(h.kana), h.member))
    done = next((s for s in repo.settlements(connection) if s.month == month), None)
    charged, to_helpers = _sum(held, "charged_yen"), _sum(held, "helper_yen")
    same = done is not None and (done.acts, done.charged_yen, done.helper_yen) == (
        len(held),
        charged,
        to_helpers,
    )
    return Account(
        month, len(held), charged, _sum(held, "cash_yen"), _sum(held, "ticket_yen"), to_helpers, tuple(helpers),
        done.date if done else "", done is not None and not same,
    )  # fmt: skip


def _sum(held: list[HelpAct], field: str) -> int:
    return sum(getattr(act, field) or 0 for act in held)


def settle(desk: Desk, month: str) -> Done[Account]:
    """Settle a month: keep its sums as they are paid out. Settled again, it has the sums of now.

    Raises:
        InputError: it is no month, not over yet, or nothing was done in it.
    """
    parsed = parse_month(month)
    if parsed > desk.today()[:7]:
        raise InputError("まだ来ていない月です。", "終わった月を入れてください。")
    with acting(desk, f"{int(parsed[5:7])}月分のおたすけを精算しました") as session:
        now = _account(session.connection, parsed)
        if not now.acts:
            raise InputError("この月には、実施が ありません。", "月を たしかめてください。")
        values = {
            "month": parsed, "date": desk.today(), "acts": now.acts, "charged_yen": now.charged,
            "helper_yen": now.to_helpers, "kept_yen": now.kept, "by": desk.user.name,
        }  # fmt: skip
        session.record(Settlement, keyed_id(desk.me.secret, Settlement.kind, parsed), values)
    return Done(account(desk, parsed), session.changes)
