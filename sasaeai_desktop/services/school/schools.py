"""Schools with their points, and who stands where as a rule."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from sasaeai_desktop.db.connection import Connection
from sasaeai_desktop.db.repositories import people as people_repo
from sasaeai_desktop.db.repositories import school as repo
from sasaeai_desktop.db.repositories.base import get
from sasaeai_desktop.domain import kana
from sasaeai_desktop.domain.errors import InputError
from sasaeai_desktop.domain.ids import Id, keyed_id
from sasaeai_desktop.domain.people import Role, RoleKind
from sasaeai_desktop.domain.school import USUAL_END, USUAL_START, PatrolPost, School, SchoolType
from sasaeai_desktop.services.desk.common import fresh_numbers, need, san
from sasaeai_desktop.services.desk.desk import Desk, Done, acting, reading


@dataclass(frozen=True, slots=True)
class Post:
    """Who stands at a school as a rule, by badge number and kana."""

    post: Id
    volunteer: Id
    name: str
    kana: str
    point: str
    badge: str


def list_schools(desk: Desk, *, ended: bool = False) -> list[School]:
    """Schools by number; ended ones only when asked for."""
    with reading(desk) as session:
        return repo.schools(session, "" if ended else desk.today())


def save_school(desk: Desk, school: Id | None, values: Mapping[str, object]) -> Done[Id]:
    """Write a new school (None) or change one (fields of ``School``); ``points`` one a line.

    Raises:
        InputError: no name, an unknown 種別, or the 管理番号 is another's.
    """
    with acting(desk, "") as session:
        connection = session.connection
        known = get(connection, School, school) if school else None
        name = need(values.get("name", known.name if known else ""), "学校の名前")
        number = str(values.get("number") or "").strip()
        if number and people_repo.number_taken(connection, School.kind, number, (school,) if school else ()):
            raise InputError(f"学校の番号「{number}」は、もう使われています。", "ほかの番号にしてください。")
        kind = values.get("type")
        if kind and kind not in {t.value for t in SchoolType}:
            raise InputError("学校の種別が えらばれていません。", "種別を1つえらんでください。")
        written = dict(values)
        if school is None:
            ent = keyed_id(desk.me.secret, School.kind, number) if number else session.new_id()
            written["number"] = number or next(fresh_numbers(connection, School.kind, desk.me.letter))
            usual = {"type": SchoolType.ELEMENTARY, "start_time": USUAL_START, "end_time": USUAL_END}
            written = {**usual, "weekdays": tuple("01234"), **written}
        else:
            ent = school
        session.record(School, ent, {**written, "name": name})
        session.label = f"{name}を保存しました"
    return Done(ent, session.changes)


def school_in(connection: Connection, school: Id | None) -> School:
    """Return a school.

    Raises:
        InputError: there is none of this id.
    """
    found = get(connection, School, school) if school else None
    if found is None:
        raise InputError("この学校が見つかりません。", "学校をえらびなおしてください。")
    return found


def school_of(desk: Desk, school: Id) -> School:
    """One school as a record.

    Raises:
        InputError: there is none of this id.
    """
    with reading(desk) as session:
        return school_in(session, school)


def points_of(school: School) -> list[str]:
    """Return the points in the order of the round."""
    return [line.strip() for line in school.points.splitlines() if line.strip()]


# -- who stands where ------------------------------------------------------------------------------------------------


def posts(desk: Desk, school: Id) -> list[Post]:
    """Who stands at a school as a rule."""
    with reading(desk) as session:
        return posts_in(session, school, desk.today())


def posts_in(connection: Connection, school: Id, on: str) -> list[Post]:
    """Return who stands at a school as a rule on a day, one per canonical volunteer, by badge number and kana."""
    alias = people_repo.aliases(connection)
    rows = repo.posts(connection, school, on)
    held = {alias.of(p.volunteer): p for p in reversed(rows) if p.volunteer}
    names = people_repo.volunteer_names(connection, alias.expand(held))
    kanas = people_repo.volunteer_readings(connection, alias.expand(held))
    found = []
    for main, post in held.items():
        name = next((names[i][0] for i in alias.all(main) if names.get(i, ("", ""))[0]), "")
        reading_of = next((kanas[i] for i in alias.all(main) if kanas.get(i)), "")
        if name:
            found.append(Post(post.id, main, name, reading_of, post.point, post.badge))
    return sorted(found, key=lambda p: (_badge(p.badge), kana.sort_key(p.kana), p.volunteer))


def _badge(badge: str) -> tuple[int, str]:
    return (int(badge) if badge.isdecimal() else 1 << 30, badge)


def set_post(
    desk: Desk, school: Id, volunteer: Id, *, point: str = "", badge: str = "", weekdays: tuple[str, ...] = ()
) -> Done[Id]:
    """Let a volunteer stand at a school as a rule; they become 見守り隊員 from today if they are none.

    Raises:
        InputError: there is no such school or volunteer, or the badge number is another's.
    """
    with acting(desk, "") as session:
        connection = session.connection
        name = school_in(connection, school).name
        alias = people_repo.aliases(connection)
        main = alias.of(volunteer)
        who = next((n for n, _ in people_repo.volunteer_names(connection, alias.all(main)).values() if n), "")
        if not who:
            raise InputError("この方が名簿に見つかりません。", "名前か ふりがなで もう一度さがしてください。")
        taken = [p for p in repo.posts(connection, None, desk.today()) if badge and p.badge == badge]
        if any(p.volunteer and alias.of(p.volunteer) != main for p in taken):
            raise InputError(f"腕章の番号「{badge}」は、ほかの方のものです。", "番号を たしかめてください。")
        ent = keyed_id(desk.me.secret, PatrolPost.kind, school.hex(), main.hex())
        values = {
            "school": school, "volunteer": main, "point": point, "badge": badge, "weekdays": weekdays,
            "start": desk.today(), "end": "",
        }  # fmt: skip
        known = get(connection, PatrolPost, ent)
        if known is not None and not known.end:
            del values["start"]
        session.record(PatrolPost, ent, values)
        roles = people_repo.roles_of(connection, alias.all(main))
        if not any(r.role == RoleKind.PATROL and not r.end for r in roles):
            role = {"volunteer": main, "role": RoleKind.PATROL, "start": desk.today(), "area": name}
            session.record(Role, session.new_id(), role)
        session.label = f"{san(who)}を{name}の見守り隊員にしました"
    return Done(ent, session.changes)


def end_post(desk: Desk, post: Id) -> Done[None]:
    """Let somebody stand there no longer as a rule, from today on.

    Raises:
        InputError: there is no such post.
    """
    with acting(desk, "当番を終わりにしました") as session:
        held = get(session.connection, PatrolPost, post)
        if held is None:
            raise InputError("この当番が見つかりません。", "一覧で もう一度えらんでください。")
        session.record(PatrolPost, post, {"end": desk.today()})
    return Done(None, session.changes)
