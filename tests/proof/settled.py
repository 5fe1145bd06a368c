"""A city that is set up once, and copied for every example; and the databases that examples lend each other."""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path

from sasaeai_desktop.db.engine import IN_MEMORY
from sasaeai_desktop.domain.errors import UserError
from sasaeai_desktop.domain.people import RoleKind
from sasaeai_desktop.domain.routes import Route
from sasaeai_desktop.services.desk.desk import Desk
from sasaeai_desktop.services.people import people, volunteers
from sasaeai_desktop.services.salon import attending, salons
from sasaeai_desktop.services.watch import registering, watching
from tests.proof.memory import MemoryDatabase, injected, scratch
from tests.services.city import City

COUNCIL = 0
PLANS: dict[str, tuple[str, ...]] = {
    "one laptop": ("12",),
    "two laptops": ("12", "12"),
    "two districts": ("12", "12", "34"),
    "three laptops": ("12", "12", "12"),
    "all": ("12", "12", "12", "34"),
}
HOME = "ひみつ"
"""Stands in every text that may never leave its district."""


class Template:
    """A city that was set up once; every example begins from copies of it."""

    def __init__(self, plan: str) -> None:
        with injected(f"template {plan}"):
            folder = Path(tempfile.mkdtemp(prefix="sasaeai-proof-", dir=scratch()))
            try:
                city = City(folder)
                self.desks = _settle(city, PLANS[plan])
            finally:
                shutil.rmtree(folder)
        self.snapshots = [desk.database.snapshot() for desk in self.desks]  # type: ignore[attr-defined]
        for desk in self.desks:
            desk.close()


def _settle(city: City, codes: tuple[str, ...]) -> list[Desk]:
    """Set everybody up, write down a few people, and let everybody hear of everybody."""
    first: dict[str, Desk] = {}
    laptops: list[Desk] = []
    for code in codes:
        if code in first:
            laptops.append(city.sibling(first[code]))
        else:
            first[code] = city.district(code, f"第{code}地区社会福祉協議会")
            laptops.append(first[code])
    for code, desk in first.items():
        _write_down(desk, 3 if code == "12" else 1)
    for meeting in range(3):
        for desk in laptops:
            _carry(city, desk, city.council, Route.TO_COUNCIL)
        for code in first:
            path = city.send(city.council, Route.TO_DISTRICT, code)
            for desk in laptops:
                if desk.me.code == code:
                    city.take(desk, path)
        for desk in laptops:
            for other in laptops:
                siblings = other is not desk and other.me.code == desk.me.code
                if siblings and (meeting or first[desk.me.code] in (desk, other)):
                    _carry(city, desk, other, Route.TO_SIBLING)
    return [city.council, *laptops]


def _carry(city: City, source: Desk, target: Desk, route: Route) -> None:
    try:
        path = city.send(source, route)
    except UserError:
        return  # a first laptop does not know its sibling yet
    city.take(target, path)


def _write_down(desk: Desk, count: int) -> None:
    helpers = [
        volunteers.save_volunteer(
            desk, None, {"name": f"{HOME}担い手{n}", "kana": "", "number": f"V{n}"}
        ).result
        for n in range(2)
    ]
    for helper in helpers:
        volunteers.add_role(desk, helper, RoleKind.WATCHER, "2020-04-01")
    ids = []
    for n in range(count):
        facts = {
            "name": f"{HOME}{desk.me.code}の人{n}",
            "kana": "",
            "number": f"P{n}",
            "phone": f"0166-00-{n:04}",
        }
        ids.append(people.save_person(desk, None, facts).result)
        registering.start_watch(desk, ids[-1], "2023-04-10")
        registering.assign(desk, ids[-1], helpers[0], "2023-04-10")
        watching.record_visit(
            desk, watching.VisitDraft(ids[-1], "2023-05-01", "visit", watchers=(helpers[0],))
        )
    salon = salons.save_salon(
        desk, None, {"name": "公開サロン", "type": "daily", "start": "2020-04-01"}
    ).result
    session = salons.plan_session(desk, salon, "2023-06-01").result
    attending.set_attendance(desk, session, ids[:1])


_templates: dict[str, Template] = {}
_pool: list[MemoryDatabase] = []


def template(plan: str) -> Template:
    """Return a set-up city, built when it is the first time."""
    if plan not in _templates:
        _templates[plan] = Template(plan)
    return _templates[plan]


def borrowed() -> MemoryDatabase:
    """Return a database that nobody uses; making a connection anew costs more than all else."""
    return _pool.pop() if _pool else MemoryDatabase(IN_MEMORY, b"k" * 32)


def give_back(database: MemoryDatabase) -> None:
    """Let somebody else use a database."""
    _pool.append(database)
