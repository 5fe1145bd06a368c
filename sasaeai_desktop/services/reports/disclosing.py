"""開示: everything that is kept about one person, for that person (個人情報保護法 第33条); as paper or as JSON."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sasaeai_desktop.db.connection import Connection
from sasaeai_desktop.db.repositories import people as people_repo
from sasaeai_desktop.db.repositories.base import by_ids, select
from sasaeai_desktop.db.repositories.people import Aliases, marks
from sasaeai_desktop.domain.activities import Activity
from sasaeai_desktop.domain.council import Provision
from sasaeai_desktop.domain.errors import InputError
from sasaeai_desktop.domain.ids import Id
from sasaeai_desktop.domain.kinds import Form, Record, fields_of, to_journal
from sasaeai_desktop.domain.people import Person, Volunteer
from sasaeai_desktop.domain.permissions import Deed
from sasaeai_desktop.domain.registry import KINDS
from sasaeai_desktop.domain.salon import Salon, Session
from sasaeai_desktop.domain.school import School, SchoolDay
from sasaeai_desktop.domain.wareki import wareki
from sasaeai_desktop.domain.watch import Tally
from sasaeai_desktop.services.desk import audit
from sasaeai_desktop.services.desk.desk import Desk, acting, allow, reading
from sasaeai_desktop.services.desk.field_names import field_name, value_words
from sasaeai_desktop.services.desk.kind_names import kind_name
from sasaeai_desktop.services.people.erasing import records_about
from sasaeai_desktop.services.people.helper_records import records_of_helper
from sasaeai_desktop.services.people.person_page import no_such_person

_SKIPPED = ("card_link", "plan_link", "move_link", "sheet")  # tie records together, and say nothing
_NAMED = (Volunteer, Person, Salon, School)
_ORDER = ("date", "start", "written_on", "on", "month", "name")

Line = tuple[str, str]
"""A label and its words."""


@dataclass(frozen=True, slots=True)
class Kept:
    """All records of one kind: each its lines."""

    kind: str
    title: str
    records: tuple[tuple[Line, ...], ...]


@dataclass(frozen=True, slots=True)
class Disclosure:
    """Everything about one person.

    Attributes:
        person: their entry in the register.
        made_on: ISO day.
        kept: by kind, the person's own entry first, what was given to others last.
    """

    person: Person | Volunteer
    made_on: str
    kept: tuple[Kept, ...]

    def as_json(self) -> dict[str, object]:
        """Return it for ``--out FILE.json``."""
        return {
            "number": self.person.number,
            "made_on": self.made_on,
            "kept": [
                {"kind": k.kind, "title": k.title, "records": [dict(record) for record in k.records]}
                for k in self.kept
            ],
        }


def disclose(desk: Desk, person: Id) -> Disclosure:
    """Collect everything that is kept here about a person or a volunteer, with all merged entries.

    Raises:
        InputError: there is no such person here, or this is a council.
    """
    allow(desk, Deed.PAPER)
    if desk.me.council:
        raise InputError("市社協には、地区の方の名簿がありません。", "その地区のパソコンで開示してください。")
    with reading(desk) as session:
        alias = people_repo.aliases(session)
        ids = alias.all(person)
        shown = _entry(session, alias, person)
        if isinstance(shown, Volunteer):
            found = records_of_helper(session, ids)
        else:
            found = {**records_about(session, ids, desk.me.code), **_counted(session, ids)}
        kept = [
            _kept(session, KINDS[kind], by_ids(session, KINDS[kind], ents).values())
            for kind, ents in found.items()
            if kind not in _SKIPPED and kind in KINDS
        ]
        given = [
            p for p in select(session, Provision, "ORDER BY date, id")
            if set(p.people) & set(ids) or shown.name in p.names.split("、")
        ]  # fmt: skip
        kept.append(_kept(session, Provision, given))
    return Disclosure(shown, desk.today(), tuple(one for one in kept if one.records))


def _entry(connection: Connection, alias: Aliases, person: Id) -> Person | Volunteer:
    """Return somebody's entry in the register."""
    found = people_repo.people(connection, alias, [person]).get(alias.of(person))
    helpers = by_ids(connection, Volunteer, alias.all(person)) if found is None else {}
    entry = found or helpers.get(alias.of(person)) or next(iter(helpers.values()), None)
    if entry is None:
        raise no_such_person()
    return entry


def _counted(connection: Connection, ids: Sequence[Id]) -> dict[str, list[Id]]:
    """Return 月計 of a person: they name nobody and outlive an erasure, but they are about them."""
    sql = f"AND person IN ({marks(ids)})"
    return {Tally.kind: [t.id for t in select(connection, Tally, sql, tuple(ids))]}


def note_disclosure(desk: Desk, told: Disclosure) -> None:
    """Write into the log that it was given out; given to the person themselves, it is no 第三者提供."""
    with acting(desk, "開示書を書き出しました", undoable=False, deed=Deed.PAPER) as session:
        audit.log_access(session.connection, desk, f"disclose person {told.person.number}")


def _kept(connection: Connection, kind: type[Record], records: Iterable[Record]) -> Kept:
    listed = sorted(records, key=lambda r: next((str(v) for n in _ORDER if (v := getattr(r, n, ""))), ""))
    names = _names(connection, kind, listed)
    lines = tuple(_lines(kind, record, names) for record in listed)
    return Kept(kind.kind, kind_name(kind.kind), tuple(line for line in lines if line))


def _lines(kind: type[Record], record: Record, names: dict[Id, str]) -> tuple[Line, ...]:
    found: list[Line] = []
    for name, declared in fields_of(kind).items():
        value = getattr(record, name)
        if not value or name == "person" or (kind is Provision and name in ("people", "names")):
            continue
        if declared.form in (Form.REF, Form.REFS):
            refs = value if isinstance(value, tuple) else (value,)
            words = "・".join(names[ref] for ref in refs if ref in names)
        elif declared.form in (Form.DAY, Form.BIRTH):
            words = wareki(value)
        else:
            words = value_words(kind.kind, name, to_journal(declared, value))
        if words:
            found.append((field_name(kind.kind, name), words))
    return tuple(found)


def _names(connection: Connection, kind: type[Record], records: list[Record]) -> dict[Id, str]:
    """Return the names of volunteers, people, salons, schools, sessions, school days and trainings that records point to."""
    fields = [f.name for f in fields_of(kind).values() if f.form in (Form.REF, Form.REFS)]
    refs: set[Id] = set()
    for record in records:
        for name in fields:
            value = getattr(record, name)
            refs.update(value if isinstance(value, tuple) else [value] if value else [])
    found: dict[Id, str] = {}
    for named in _NAMED:
        found.update((ent, str(getattr(r, "name", ""))) for ent, r in by_ids(connection, named, refs).items())
    sessions = by_ids(connection, Session, refs)
    salons = by_ids(connection, Salon, [s.salon for s in sessions.values() if s.salon])
    for ent, session in sessions.items():
        salon = salons.get(session.salon) if session.salon else None
        found[ent] = f"{wareki(session.date)} {salon.name if salon else ''}".strip()
    found.update(
        (ent, wareki(day.date)) for ent, day in by_ids(connection, SchoolDay, refs).items() if day.date
    )
    found.update((ent, act.title) for ent, act in by_ids(connection, Activity, refs).items())
    return found
