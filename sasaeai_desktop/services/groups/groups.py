"""Groups: written, ended, tied to each other."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from sasaeai_desktop.db.connection import Connection
from sasaeai_desktop.db.repositories import groups as repo
from sasaeai_desktop.db.repositories import people as people_repo
from sasaeai_desktop.db.repositories.base import by_ids, get
from sasaeai_desktop.domain.errors import InputError
from sasaeai_desktop.domain.groups import Body, BodyLink, GroupType
from sasaeai_desktop.domain.ids import Id, keyed_id
from sasaeai_desktop.services.desk.common import fresh_numbers, need
from sasaeai_desktop.services.desk.desk import Desk, Done, acting, reading

_ORDER = {t.value: n for n, t in enumerate(GroupType)}


def list_groups(desk: Desk, *, ended: bool = False) -> list[Body]:
    """Groups by kind and name; ended ones only when asked for."""
    with reading(desk) as session:
        found = repo.bodies(session, "" if ended else desk.today())
    return sorted(found, key=lambda b: (_ORDER.get(b.type, len(_ORDER)), b.name, b.id))


def save_group(desk: Desk, group: Id | None, values: Mapping[str, object]) -> Done[Id]:
    """Write a new group (None) or change one (fields of ``Body``).

    Raises:
        InputError: no name, an unknown 種別, or the 管理番号 is another's.
    """
    with acting(desk, "") as session:
        connection = session.connection
        known = get(connection, Body, group) if group else None
        name = need(values.get("name", known.name if known else ""), "団体の名前")
        if values.get("type", known.type if known else "") not in set(GroupType):
            raise InputError("団体の種別が えらばれていません。", "種別を1つえらんでください。")
        number = str(values.get("number") or "").strip()
        if number and people_repo.number_taken(connection, Body.kind, number, (group,) if group else ()):
            raise InputError(f"団体の番号「{number}」は、もう使われています。", "ほかの番号にしてください。")
        written = dict(values)
        if group is None:
            written["number"] = number or next(fresh_numbers(connection, Body.kind, desk.me.letter))
            ent = keyed_id(desk.me.secret, Body.kind, str(written["number"]))
        else:
            ent = group
        session.record(Body, ent, {**written, "name": name})
        session.label = f"{name}を保存しました"
    return Done(ent, session.changes)


def group_in(connection: Connection, group: Id) -> Body:
    """Return a group.

    Raises:
        InputError: there is none of this id.
    """
    found = get(connection, Body, group)
    if found is None:
        raise InputError("この団体が見つかりません。", "一覧で もう一度えらんでください。")
    return found


def group_names(connection: Connection, groups: Iterable[Id]) -> dict[Id, str]:
    """Return names by id, in the order given; one that is not here yet is said so."""
    wanted = list(dict.fromkeys(groups))
    found = by_ids(connection, Body, wanted)
    return {
        ent: found[ent].name if ent in found and found[ent].name else "（まだ届いていない団体）"
        for ent in wanted
    }


def link_id(desk: Desk, a: Id, b: Id) -> Id:
    """Return the id of the tie between two groups, whichever is named first."""
    one, two = sorted((a, b))
    return keyed_id(desk.me.secret, BodyLink.kind, one.hex(), two.hex())


def tie(desk: Desk, a: Id, b: Id, how: str = "") -> Done[Id]:
    """Write that two groups meet or work together.

    Raises:
        InputError: there is no such group, or it is the same one twice.
    """
    if a == b:
        raise InputError("同じ団体です。", "べつの団体をえらんでください。")
    with acting(desk, "") as session:
        names = [group_in(session.connection, g).name for g in (a, b)]
        ent = link_id(desk, a, b)
        if get(session.connection, BodyLink, ent) is not None:
            session.restore(BodyLink, ent)
        one, two = sorted((a, b))
        session.record(BodyLink, ent, {"a": one, "b": two, "how": how.strip()})
        session.label = f"{names[0]}と{names[1]}の つながりを書きました"
    return Done(ent, session.changes)


def untie(desk: Desk, a: Id, b: Id) -> Done[None]:
    """Take a tie back.

    Raises:
        InputError: there is none.
    """
    with acting(desk, "団体のつながりを消しました") as session:
        ent = link_id(desk, a, b)
        if get(session.connection, BodyLink, ent) is None:
            raise InputError("このつながりは ありません。", "一覧で もう一度えらんでください。")
        session.delete(BodyLink, ent)
    return Done(None, session.changes)
