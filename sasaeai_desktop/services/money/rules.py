"""助成のきまり: the council writes the rules of each programme and year; every district gets them with the next stick."""

from __future__ import annotations

from collections.abc import Mapping

from sasaeai_desktop.db.repositories import money as repo
from sasaeai_desktop.db.repositories.base import get
from sasaeai_desktop.domain.council import Programme
from sasaeai_desktop.domain.errors import InputError
from sasaeai_desktop.domain.grants import GrantRule, Rounding, Unit
from sasaeai_desktop.domain.ids import Id, keyed_id
from sasaeai_desktop.domain.kinds import Form, fields_of
from sasaeai_desktop.domain.labels import label_of
from sasaeai_desktop.domain.permissions import Deed
from sasaeai_desktop.services.desk.common import need
from sasaeai_desktop.services.desk.desk import Desk, Done, acting, reading
from sasaeai_desktop.services.money.ledger import check_programme, check_yen


def list_rules(desk: Desk, year: int) -> list[GrantRule]:
    """The rules of a fiscal year by programme and order."""
    with reading(desk) as session:
        return repo.rules(session, year)


def rule_id(year: int, programme: str, name: str) -> Id:
    """Return the id of a rule: a table imported twice reaches the same record."""
    return keyed_id(b"sasaeai", GrantRule.kind, str(year), programme, name)


def save_rule(desk: Desk, rule: Id | None, values: Mapping[str, object]) -> Done[Id]:
    """Write a new rule (None) or change one (fields of ``GrantRule``).

    Raises:
        InputError: this is no council, or a part is missing or cannot be.
    """
    only_council(desk)
    with acting(desk, "", deed=Deed.MONEY) as session:
        known = get(session.connection, GrantRule, rule) if rule else None
        said = {**({f: getattr(known, f) for f in fields_of(GrantRule)} if known else {}), **values}
        name, year, programme = (
            need(said.get("name"), "きまりの名前"),
            _year(said.get("year")),
            str(said.get("programme") or ""),
        )
        check_programme(programme)
        check_rule(said)
        taken = [
            r for r in repo.rules(session.connection, year) if (r.programme, r.name) == (programme, name)
        ]
        if any(r.id != rule for r in taken):
            raise InputError(f"「{name}」というきまりは、もうあります。", "ちがう名前にしてください。")
        ent = rule or rule_id(year, programme, name)
        session.record(GrantRule, ent, {**values, "year": year, "programme": programme, "name": name})
        session.label = f"助成のきまり「{name}」を保存しました"
    return Done(ent, session.changes)


def check_rule(values: Mapping[str, object]) -> None:
    """See to it that a rule can be computed.

    Raises:
        InputError: it cannot.
    """
    if values.get("unit") not in set(Unit):
        raise InputError("単位が えらばれていません。", "何を数えるかを 1つえらんでください。")
    check_yen(values.get("rate"), "単価")
    for field, form in fields_of(GrantRule).items():
        if form.form is Form.NUMBER and values.get(field) is not None:
            check_yen(values[field], _WORDS.get(field, field))
    if values.get("per") == 0:
        raise InputError("「いくつごと」が 0 になっています。", "1か、それより大きい数を入れてください。")
    if bool(values.get("need_unit")) != bool(values.get("need_count")):
        raise InputError("条件が、片方だけです。", "条件の単位と数の 両方を入れるか、両方を空けてください。")
    if values.get("need_unit") and values["need_unit"] not in set(Unit):
        raise InputError("条件の単位を 読み取れません。", "表の中からえらんでください。")
    if bool(values.get("rounding")) != bool(values.get("round_to")):
        raise InputError(
            "端数が、片方だけです。", "「切り捨て」などと、何円でするかの 両方を入れてください。"
        )
    if values.get("rounding") and values["rounding"] not in set(Rounding):
        raise InputError("端数を 読み取れません。", "切り捨て・四捨五入・切り上げ からえらんでください。")


_WORDS = {
    "rate": "単価", "per": "いくつごと", "each_least": "1回（1か所）の下限", "least": "下限", "beyond": "こえた分から",
    "most_units": "数の上限", "most_yen": "金額の上限", "need_count": "条件の数", "round_to": "端数の単位", "order": "順番",
    "year": "年度",
}  # fmt: skip


def _year(year: object) -> int:
    if not isinstance(year, int) or not 1900 <= year <= 2199:
        raise InputError("年度が読み取れません。", "2023 のように、西暦で入れてください。")
    return year


def delete_rule(desk: Desk, rule: Id) -> Done[None]:
    """Take a rule back.

    Raises:
        InputError: this is no council, or there is no such rule.
    """
    only_council(desk)
    with acting(desk, "", deed=Deed.MONEY) as session:
        held = get(session.connection, GrantRule, rule)
        if held is None:
            raise InputError("このきまりが見つかりません。", "一覧で もう一度えらんでください。")
        session.delete(GrantRule, rule)
        session.label = f"助成のきまり「{held.name}」を消しました"
    return Done(None, session.changes)


def copy_rules(desk: Desk, year: int) -> Done[int]:
    """Take last year's rules over into a year that has none.

    Raises:
        InputError: this is no council, there are rules already, or there are none to take over.
    """
    only_council(desk)
    with acting(desk, "", deed=Deed.MONEY) as session:
        if repo.rules(session.connection, year):
            raise InputError("この年度には、もう きまりがあります。", "1つずつ直してください。")
        before = repo.rules(session.connection, year - 1)
        if not before:
            raise InputError("前の年度の きまりが ありません。", "きまりを 1つずつ書いてください。")
        for rule in before:
            values = {f: getattr(rule, f) for f in fields_of(GrantRule)}
            session.record(GrantRule, rule_id(year, rule.programme, rule.name), {**values, "year": year})
        session.label = f"前の年度の きまり{len(before)}件を写しました"
    return Done(len(before), session.changes)


def only_council(desk: Desk) -> None:
    """See to it that this is a council.

    Raises:
        InputError: it is not.
    """
    if not desk.me.council:
        raise InputError(
            "助成のきまりを決められるのは、市社協だけです。", "きまりは、市社協から受け取るUSBで届きます。"
        )


def rule_words(rule: GrantRule) -> str:
    """Say a rule in one line: 「サロン　開催 500円　上限 30,000円」."""
    parts = [label_of(Programme, rule.programme), f"{label_of(Unit, rule.unit)} {_rate(rule)}"]
    parts += [f"1回（1か所）{rule.each_least}以上"] if rule.each_least else []
    parts += [f"{rule.least}に足りないと 0円"] if rule.least else []
    parts += [f"{rule.beyond}をこえた分"] if rule.beyond else []
    parts += [f"{rule.most_units}まで"] if rule.most_units else []
    parts += [f"上限 {rule.most_yen:,}円"] if rule.most_yen is not None else []
    parts += [f"条件 {label_of(Unit, rule.need_unit)} {rule.need_count}以上"] if rule.need_unit else []
    parts += [f"{rule.round_to}円で{label_of(Rounding, rule.rounding)}"] if rule.rounding else []
    return "　".join(parts)


def _rate(rule: GrantRule) -> str:
    rate, per = rule.rate or 0, rule.per or 1
    if rule.unit in (Unit.SPENT, Unit.SPENT_LIMIT):
        return f"{rate}%" if per == 100 else f"{per}分の{rate}"
    return f"{rate:,}円" if per == 1 else f"{per}ごとに {rate:,}円"
