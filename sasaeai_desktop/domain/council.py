"""What the council keeps: districts, devices, code lists, grants, paper statements; and the ledger of provisions."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from sasaeai_desktop.domain.ids import Id, keyed_id
from sasaeai_desktop.domain.kinds import (
    Chain,
    Record,
    day_field,
    flag_field,
    number_field,
    refs_field,
    text_field,
)
from sasaeai_desktop.domain.labels import Labelled


class Programme(Labelled):
    """事業."""

    WATCH = "watch", "見守り"
    SALON = "salon", "サロン"
    LOCAL = "local", "地域特性"
    VOLUNTEER_CENTRE = "volunteer_centre", "地区ボランティアセンター"
    NEWSLETTER = "newsletter", "広報紙"
    HELP = "help", "おたすけ"
    SCHOOL = "school", "登校見守り"
    OTHER = "other", "その他"


@dataclass(frozen=True, kw_only=True, slots=True)
class District(Record):
    """地区, as the council lists it."""

    kind: ClassVar[str] = "district"

    code: str = text_field(Chain.COMMON)
    name: str = text_field(Chain.COMMON)
    paper: bool = flag_field(Chain.COMMON)  # reports on paper, has no program


@dataclass(frozen=True, kw_only=True, slots=True)
class Device(Record):
    """A laptop or a council's computer in the roster; keys are hex and age's own text."""

    kind: ClassVar[str] = "device"

    device: str = text_field(Chain.COMMON)  # 16 hex digits, from its signing key
    of_district: str = text_field(Chain.COMMON)
    letter: str = text_field(Chain.COMMON)
    sign_key: str = text_field(Chain.COMMON)
    age_key: str = text_field(Chain.COMMON)
    invitation: str = text_field(Chain.COMMON)  # number of the one-time invitation it came by
    revoked_on: str = day_field(Chain.COMMON)
    revoked_tips: str = text_field(Chain.COMMON)  # JSON {stream: [[seq, id hex], ...]}: what is trusted of it


@dataclass(frozen=True, kw_only=True, slots=True)
class Code(Record):
    """An entry of a code list that the council adds to the built-in ones (signs, programs)."""

    kind: ClassVar[str] = "code"

    list: str = text_field(Chain.COMMON)
    code: str = text_field(Chain.COMMON)
    label: str = text_field(Chain.COMMON)
    group: str = text_field(Chain.COMMON)
    order: int | None = number_field(Chain.COMMON)


@dataclass(frozen=True, kw_only=True, slots=True)
class Grant(Record):
    """Whether a programme was carried out in a fiscal year, and the council's grant for it."""

    kind: ClassVar[str] = "grant"

    of_district: str = text_field(Chain.OPEN)
    year: int | None = number_field(Chain.OPEN)
    programme: str = text_field(Chain.OPEN)
    carried_out: bool = flag_field(Chain.OPEN)
    amount_yen: int | None = number_field(Chain.OPEN)


def grant_id(district: str, year: int, programme: str) -> Id:
    """Return the id of a grant: the council and the district that type the same one reach the same record."""
    return keyed_id(b"sasaeai", Grant.kind, district, str(year), programme)


@dataclass(frozen=True, kw_only=True, slots=True)
class Statement(Record):
    """紙の報告: year figures of a district without the program, as on its paper.

    ``figures`` is JSON of the report's keys, e.g. ``{"watch.acts": 1200}``.
    """

    kind: ClassVar[str] = "statement"

    of_district: str = text_field(Chain.OPEN)
    year: int | None = number_field(Chain.OPEN)
    figures: str = text_field(Chain.OPEN)
    typed_by: str = text_field(Chain.OPEN)
    typed_on: str = day_field(Chain.OPEN)


@dataclass(frozen=True, kw_only=True, slots=True)
class Provision(Record):
    """第三者提供記録: written by every print, export or bundle that carries names out."""

    kind: ClassVar[str] = "provision"

    date: str = day_field(Chain.HOME)
    what: str = text_field(Chain.HOME)
    people: tuple[Id, ...] = refs_field(Chain.HOME)
    names: str = text_field(Chain.HOME)  # whose, as written on the paper or in the file
    to: str = text_field(Chain.HOME)
    purpose: str = text_field(Chain.HOME)
    medium: str = text_field(Chain.HOME)
    by: str = text_field(Chain.HOME)


@dataclass(frozen=True, kw_only=True, slots=True)
class DeskUser(Record):
    """A person who types at this laptop; the journal names them by id only."""

    kind: ClassVar[str] = "user"

    name: str = text_field(Chain.HOME)
    role: str = text_field(Chain.HOME)
    disabled: bool = flag_field(Chain.HOME)
