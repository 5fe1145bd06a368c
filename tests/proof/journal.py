"""What a desk's journal says, read once more by the words of the design and with none of the product's folding code."""

from __future__ import annotations

import hashlib
import json
import zlib
from collections import defaultdict
from dataclasses import dataclass, field
from typing import Any

from sasaeai_desktop.db.lines import line_id
from sasaeai_desktop.domain.kinds import Chain, fields_of
from sasaeai_desktop.domain.registry import KINDS
from sasaeai_desktop.services.desk.desk import Desk

DELETED = "_del"
SEEN = "_seen"

Place = tuple[str, str, str]
"""(kind, id hex, field)."""


@dataclass(frozen=True, slots=True)
class Line:
    """One change; ``w`` is empty when its body is gone."""

    id: str
    stream: str
    seq: int
    prev: str
    kind: str
    ent: str
    w: dict[str, tuple[Any, tuple[str, ...]]]
    lam: int
    act: str
    bare: bool

    @property
    def audience(self) -> str:
        """open, home, shared, common or reply-NN."""
        return self.stream.rpartition(".")[2]

    @property
    def chain(self) -> Chain:
        """Whose fields it carries."""
        return Chain.OPEN if self.audience.startswith("reply-") else Chain(self.audience)

    @property
    def rank(self) -> int:
        """1 for the council's word."""
        return int(self.audience == "common" or self.audience.startswith("reply-"))

    @property
    def about(self) -> str:
        """Code of the district whose record it is."""
        audience = self.audience
        return audience[6:] if audience.startswith("reply-") else self.stream.partition(".")[0]

    def places(self) -> list[Place]:
        """Return what it writes."""
        return [(self.kind, self.ent, name) for name in self.w]


def read_line(line: bytes) -> Line:
    """Take a line apart; the body must be the one its head names."""
    head_text, _, body_text = line.partition(b"\t")
    head = json.loads(head_text)
    body = json.loads(body_text) if body_text else {"w": {}, "lam": 0, "act": ""}
    assert not body_text or hashlib.sha256(body_text).hexdigest() == head["bh"]
    kind, _, ent = head["ent"].partition("/")
    return Line(
        line_id(line).hex(),
        head["stream"],
        head["seq"],
        head["prev"],
        kind,
        ent,
        {name: (value, tuple(gone)) for name, (value, gone) in body["w"].items()},
        body["lam"],
        body["act"],
        not body_text,
    )


def raw_lines(packed: int, data: bytes) -> list[bytes]:
    """Return a stored segment's lines."""
    return (zlib.decompress(data) if packed else data).split(b"\n")


def declared(line: Line, name: str) -> bool:
    """Say whether a field of a change belongs where it stands, as this program knows it."""
    if line.kind not in KINDS:
        return False
    fields = fields_of(KINDS[line.kind])
    own = min((f.chain for f in fields.values()), key=list(Chain).index)
    if name == DELETED:
        return line.chain is own
    if name == SEEN:
        return line.chain is Chain.HOME and own is not Chain.HOME
    return name in fields and fields[name].chain is line.chain


COUNCILS_OWN = {"district", "device", "code", "grant"}
ANSWER = {
    "state",
    "received_on",
    "received_by",
    "response",
    "answer",
    "answered_on",
    "returned_on",
    "closed_on",
}


def has_a_say(line: Line) -> bool:
    """Say whether a change's writer may write it: a council sets what is its own, and answers cards (section 8)."""
    if not line.rank:
        return line.kind != "statement"
    return line.kind in COUNCILS_OWN or (line.kind == "card" and line.w.keys() <= ANSWER)


@dataclass(slots=True)
class Facts:
    """Every change that a desk holds, and which of them nobody it knows of has replaced."""

    lines: dict[str, Line] = field(default_factory=dict)
    writes: dict[Place, list[Line]] = field(default_factory=lambda: defaultdict(list))
    replaced: set[tuple[Place, str]] = field(default_factory=set)
    segments: dict[tuple[int, int, int], bytes] = field(default_factory=dict)

    def add(self, line: Line) -> None:
        """Take one more change into account."""
        if line.id in self.lines and self.lines[line.id].bare == line.bare:
            return
        self.lines[line.id] = line
        for name, (_, gone) in line.w.items():
            if declared(line, name) and has_a_say(line):
                place = (line.kind, line.ent, name)
                self.writes[place].append(line)
                self.replaced.update((place, each) for each in gone)

    def live(self, place: Place) -> list[Line]:
        """Return the heads of a field, the one that is shown first."""
        found = [line for line in self.writes.get(place, ()) if (place, line.id) not in self.replaced]
        return sorted(found, key=lambda line: (line.rank, line.lam, line.id), reverse=True)

    def values(self, place: Place) -> list[Any]:
        """Return the live values of a field, the one that is shown first; equal ones once."""
        found: list[Any] = []
        for line in self.live(place):
            value = line.w[place[2]][0]
            if value not in found:
                found.append(value)
        return found


def facts_of(desk: Desk) -> Facts:
    """Read the whole journal of a desk."""
    facts = Facts()
    with desk.database.read() as connection:
        rows = connection.exec_driver_sql("SELECT stream, first, packed, lines FROM segment").all()
    for _stream, _first, packed, data in rows:
        for line in raw_lines(packed, data):
            facts.add(read_line(line))
    return facts


def shown_by_product(raw: Any) -> dict[Place, list[str]]:
    """Return the live values that the product's tables hold: heads where there are any, else the row (JSON texts).

    Args:
        raw: the driver's connection.
    """
    found: dict[Place, list[str]] = {}
    many: dict[Place, list[str]] = defaultdict(list)
    for kind, ent, name, value in raw.execute(
        "SELECT DISTINCT kind, ent, field, value FROM head ORDER BY value"
    ):
        many[kind, ent.hex(), name].append(value)
    for kind in KINDS:
        fields = list(fields_of(KINDS[kind]).values())
        chains = list(dict.fromkeys(f.chain for f in fields))
        pointer = {chain: 1 + len(fields) + n for n, chain in enumerate(chains)}
        columns = ", ".join([f'"{f.name}"' for f in fields] + [f"at_{chain}" for chain in chains])
        for row in raw.execute(f'SELECT id, {columns} FROM "{kind}"'):
            ent = row[0].hex()
            for stored, declared_field in zip(row[1:], fields, strict=False):
                place = (kind, ent, declared_field.name)
                if row[pointer[declared_field.chain]]:
                    if stored is not None:
                        found[place] = [_as_journaled(declared_field.form, stored)]
                elif place in many:
                    found[place] = many[place]
            for name in (DELETED, SEEN):
                if (kind, ent, name) in many:
                    found[kind, ent, name] = many[kind, ent, name]
    return found


def _as_journaled(form: str, stored: Any) -> str:
    if form == "ref":
        value: Any = bytes(stored).hex()
    elif form in ("refs", "texts"):
        value = json.loads(stored)
    elif form == "flag":
        value = bool(stored)
    else:
        value = stored
    return as_text(value)


def as_text(value: Any) -> str:
    """Return a value as it is compared: compact JSON."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
