"""Order and numbers: what the council gets must not be laid beside a list of residents."""

from __future__ import annotations

import itertools

from sasaeai_desktop.db import streams
from sasaeai_desktop.db.lines import decode_lines
from sasaeai_desktop.domain.ids import Id
from sasaeai_desktop.domain.kinds import Chain
from sasaeai_desktop.domain.routes import Route
from sasaeai_desktop.services.desk.desk import Desk, reading
from sasaeai_desktop.services.usb import bundles
from sasaeai_desktop.services.watch import registering
from tests.attacks.attack import Attack, Ground
from tests.attacks.stage import stage

MANY = 60


def _table(changed: bool = False) -> str:
    head = "管理番号,氏名,ふりがな,見守り開始日,見守り終了日\n"
    end = "2024-03-01" if changed else ""
    return head + "".join(f"{n:03},見本 {n:03}号,みほん,2023-04-{1 + n % 28:02},{end}\n" for n in range(MANY))


def _list_order(desk: Desk) -> dict[str, int]:
    """Return each person's place in the list, by id hex; only the district's own laptop knows it."""
    with reading(desk) as session:
        rows = session.exec_driver_sql("SELECT id, number FROM person").all()
    return {bytes(ent).hex(): int(number) for ent, number in rows}


def _places(desk: Desk, act: str = "") -> list[list[int]]:
    """Return, for each open stream, the places in the list of whom its changes are about, in their order."""
    order, found = _list_order(desk), []
    with reading(desk) as session:
        of_case = {
            bytes(ent).hex(): bytes(person).hex()
            for ent, person in session.exec_driver_sql('SELECT id, person FROM "case"')
        }
        for stream in streams.all_streams(session):
            if stream.audience == Chain.OPEN:
                lines = streams.lines_between(session, stream.number, 1, stream.seq)
                changes, _ = decode_lines(stream.name, stream.number, 1, lines)
                found.append([order[of_case[c.ent.hex()]] for c in changes if c.kind == "case"])
    return found


def _inversions(places: list[int]) -> float:
    """Return how many neighbours stand in the wrong order: one half where order says nothing."""
    return sum(a > b for a, b in itertools.pairwise(places)) / (len(places) - 1)


def a_sorted_list(ground: Ground) -> str:
    city = stage(ground)
    desk = city.district("12", "新旭川")
    city.load(desk, people=_table())
    (new,) = _places(desk)
    assert sorted(new) == list(range(MANY))
    assert 0.25 < _inversions(new) < 0.75, "what is new stands in the order of the list"
    with reading(desk) as session:
        by_id = session.exec_driver_sql('SELECT person FROM "case" ORDER BY id').scalars().all()
    order = _list_order(desk)
    assert 0.25 < _inversions([order[bytes(p).hex()] for p in by_id]) < 0.75, "the ids tell the order"
    city.load(desk, people=_table(changed=True))
    (both,) = _places(desk)
    assert len(both) == 2 * MANY
    assert 0.25 < _inversions(both[MANY:]) < 0.75, "what changed stands in the order of the list"
    return ""


def typed_at_once(ground: Ground) -> str:
    city = stage(ground)
    desk = city.district("12", "新旭川")
    city.load(
        desk,
        people="管理番号,氏名,ふりがな\n" + "".join(f"{n:03},見本 {n:03}号,みほん\n" for n in range(MANY)),
    )
    order = sorted(_list_order(desk).items(), key=lambda each: each[1])
    drafts = [registering.CaseDraft(person=Id(bytes.fromhex(ent)), start="2023-04-01") for ent, _ in order]
    registering.start_watches(desk, drafts)
    (places,) = _places(desk)
    assert 0.25 < _inversions(places) < 0.75
    return ""


def an_office_number_on_a_card(ground: Ground) -> str:
    city = stage(ground)
    first, second = city.pair()
    table = "管理番号,記入日,きっかけ,困りごと区分,事実\n社内-0042,2024-03-01,本人,介護,見たこと\n"
    for desk in (first, second):
        city.load(desk, cards=table)
    assert bundles.contents(first, Route.TO_COUNCIL).changes
    city.take(city.council, city.send(first), city.send(second))
    with reading(city.council) as session:
        numbers = session.exec_driver_sql("SELECT number, key FROM card").all()
    assert len(numbers) == 1
    assert "0042" not in f"{numbers}"
    city.take(second, city.send(first, Route.TO_SIBLING))
    with reading(second) as session:
        assert session.exec_driver_sql("SELECT key FROM card").scalars().all() == ["社内-0042"]
        asked = session.exec_driver_sql("SELECT count(*) FROM head WHERE field = 'number' AND kind = 'card'")
        assert asked.scalar() in (0, 1, 2)
        values = session.exec_driver_sql(
            "SELECT DISTINCT value FROM head WHERE kind = 'card' AND field = 'number'"
        )
        assert len(values.scalars().all()) <= 1, "two laptops gave one card two numbers"
    return ""


ROWS = [
    Attack("a sorted list of residents is laid beside what a council gets", "", a_sorted_list),
    Attack("registrations typed in one go come in the order of the list", "", typed_at_once),
    Attack("an office's own number of a card travels to the council", "", an_office_number_on_a_card),
]
