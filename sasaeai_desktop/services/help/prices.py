"""料金区分: prices as data, and what an act costs by them."""

from __future__ import annotations

from collections.abc import Mapping

from sasaeai_desktop.db.connection import Connection
from sasaeai_desktop.db.repositories import help as repo
from sasaeai_desktop.db.repositories.base import get
from sasaeai_desktop.domain.errors import InputError
from sasaeai_desktop.domain.help import Charge, PriceRule, PriceUnit, charge
from sasaeai_desktop.domain.ids import Id, keyed_id
from sasaeai_desktop.services.desk.common import need
from sasaeai_desktop.services.desk.desk import Desk, Done, acting, reading

_LIMIT = 1_000_000  # yen; a price above it is a slip of the finger


def price_rules(desk: Desk, *, ended: bool = False) -> list[PriceRule]:
    """Price rules by name; ended ones only when asked for."""
    with reading(desk) as session:
        return repo.rules(session, "" if ended else desk.today())


def save_rule(desk: Desk, rule: Id | None, values: Mapping[str, object]) -> Done[Id]:
    """Write a new price rule (None) or change one (fields of ``PriceRule``). Acts keep what they cost then.

    Raises:
        InputError: no name, a name that is taken, or a number that cannot be.
    """
    with acting(desk, "") as session:
        known = get(session.connection, PriceRule, rule) if rule else None
        name = need(values.get("name", known.name if known else ""), "料金区分の名前")
        taken = repo.rule_named(session.connection, name)
        if taken is not None and taken.id != rule and not taken.ended_on:
            raise InputError(f"料金区分「{name}」は、もうあります。", "ほかの名前にしてください。")
        _check(values)
        ent = rule or keyed_id(desk.me.secret, PriceRule.kind, name)
        written = {"unit": PriceUnit.ACT, "helper_percent": 100} if rule is None else {}
        session.record(PriceRule, ent, {**written, "ended_on": "", **values, "name": name})
        session.label = f"料金区分「{name}」を保存しました"
    return Done(ent, session.changes)


def _check(values: Mapping[str, object]) -> None:
    for field, label, most in (
        ("yen", "単価", _LIMIT), ("night_yen", "夜の加算", _LIMIT), ("free_minutes", "無料の分", 24 * 60),
        ("helper_percent", "協力会員の分", 100),
    ):  # fmt: skip
        number = values.get(field)
        if number is not None and not (isinstance(number, int) and 0 <= number <= most):
            raise InputError(
                f"「{label}」が、0から{most}までの数ではありません。", "数を たしかめてください。"
            )
    if bool(values.get("night_from")) != bool(values.get("night_to")):
        raise InputError(
            "夜の加算の時間が、片方だけです。", "始まりと終わりの両方を入れるか、両方を空けてください。"
        )


def end_rule(desk: Desk, rule: Id) -> Done[None]:
    """Offer a price no longer from today on.

    Raises:
        InputError: there is no such price.
    """
    with acting(desk, "") as session:
        held = get(session.connection, PriceRule, rule)
        if held is None:
            raise InputError("この料金区分が見つかりません。", "一覧で もう一度えらんでください。")
        session.record(PriceRule, rule, {"ended_on": desk.today()})
        session.label = f"料金区分「{held.name}」を終わりにしました"
    return Done(None, session.changes)


def rule_or_refuse(connection: Connection, name: str) -> PriceRule:
    """Return the price rule of a name.

    Raises:
        InputError: there is none.
    """
    found = repo.rule_named(connection, name)
    if found is None:
        raise InputError(
            f"「{name}」という料金区分はありません。", "料金のせっていで、先に区分を作ってください。"
        )
    return found


def quote(desk: Desk, name: str, minutes: int, start: str = "", expenses: int = 0) -> Charge:
    """Say what an act would cost.

    Raises:
        InputError: there is no such price.
    """
    with reading(desk) as session:
        return charge(rule_or_refuse(session, name), minutes, start, expenses)
