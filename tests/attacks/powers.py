"""Powers: what a council or another laptop writes that it has no say in."""

from __future__ import annotations

from collections.abc import Callable

from sasaeai_desktop.db.write import WriteSession
from sasaeai_desktop.domain.cards import ReferralCard
from sasaeai_desktop.domain.council import Grant, Statement
from sasaeai_desktop.domain.ids import Id, keyed_id
from sasaeai_desktop.domain.people import Merge, Role
from sasaeai_desktop.domain.routes import Route
from sasaeai_desktop.domain.watch import Visit
from sasaeai_desktop.services.cards import answering, cards, handing, summaries
from sasaeai_desktop.services.desk.desk import Desk, reading
from sasaeai_desktop.services.inbox import finding, inbox, settling
from sasaeai_desktop.services.reports import reports
from sasaeai_desktop.services.safety import checking
from sasaeai_desktop.services.usb import quarantine
from sasaeai_desktop.services.watch import watching
from tests.attacks.attack import Attack, Ground
from tests.attacks.stage import Stage, acts, hand_of, names, stage, told

BY_OTHERS = "送り主が書いてよいものではない記録"

Hostile = Callable[[WriteSession, Desk], None]


def council_writes(name: str, write: Hostile) -> Attack:
    """A council writes into a district's reply stream; nothing there moves, and it is shown."""

    def run(ground: Ground) -> str:
        city = stage(ground)
        desk = city.laptop()
        before = _state(desk)
        with hand_of(city.council) as session:
            write(session, desk)
        words = told(city.take(desk, city.by_hand(city.council, desk, Route.TO_DISTRICT)))
        assert _state(desk) == before, "it moved something"
        assert checking.check(desk).ok
        items = quarantine.items(desk)
        assert [item.outside for item in items] == [True]
        assert "受け入れられません" in ground.told(lambda: quarantine.release(desk, items[0].n))
        quarantine.keep_out(desk, items[0].n)
        assert quarantine.items(desk, waiting_only=True) == []
        return words

    return Attack(name, BY_OTHERS, run)


def _state(desk: Desk) -> tuple[object, ...]:
    """Return the figures, the names and the shown values of a desk's own records."""
    with reading(desk) as session:
        rows = [
            tuple(session.exec_driver_sql(f'SELECT * FROM "{kind}" ORDER BY id').all())
            for kind in ("visit", "case", "role", "merge", "person", "statement", "salon")
        ]
    return acts(desk), reports.annual(desk, 2023).watch.people, names(desk), rows


def _first(desk: Desk, kind: str) -> Id:
    with reading(desk) as session:
        return Id(session.exec_driver_sql(f'SELECT id FROM "{kind}" ORDER BY id').scalars().all()[0])


def _people(desk: Desk) -> list[Id]:
    with reading(desk) as session:
        return [Id(row) for row in session.exec_driver_sql("SELECT id FROM person ORDER BY id").scalars()]


def another_day(session: WriteSession, desk: Desk) -> None:
    session.record(Visit, _first(desk, "visit"), {"date": "2022-01-01"}, district="12")


def delete_a_visit(session: WriteSession, desk: Desk) -> None:
    session.delete(Visit, _first(desk, "visit"))


def merge_two(session: WriteSession, desk: Desk) -> None:
    a, b = _people(desk)
    session.record(Merge, session.new_id(), {"a": a, "b": b}, district="12")


def more_acts(session: WriteSession, desk: Desk) -> None:
    person = _people(desk)[0]
    rows = [
        (session.new_id(), {"person": person, "date": f"2023-07-{d:02}", "method": "visit"})
        for d in range(1, 9)
    ]
    session.record_many(Visit, rows, district="12")


def end_a_role(session: WriteSession, desk: Desk) -> None:
    session.record(Role, _first(desk, "role"), {"end": "2023-04-02"}, district="12")


def paper_figures(session: WriteSession, _desk: Desk) -> None:
    values = {"of_district": "12", "year": 2023, "figures": '{"watch.acts": 9999}'}
    session.record(Statement, session.new_id(), values, district="12")


def rewrite_the_summary(ground: Ground) -> str:
    city = stage(ground)
    desk = city.laptop()
    card = _handed_card(city, desk)
    with hand_of(city.council) as session:
        session.record(ReferralCard, card, {"summary": "市が書きかえた要旨", "written_on": "2020-01-01"})
    words = told(city.take(desk, city.by_hand(city.council, desk, Route.TO_DISTRICT)))
    with reading(desk) as session:
        shown = session.exec_driver_sql("SELECT summary, written_on FROM card WHERE id = ?", (card,)).one()
    assert tuple(shown) == ("困っている方がいます。", "2024-03-20")
    answering.answer_card(city.council, card, "supported", "相談につながりました", on="2024-04-05")
    city.take(desk, city.send(city.council, Route.TO_DISTRICT, "12"))
    with reading(desk) as session:
        answer = session.exec_driver_sql("SELECT answer FROM card WHERE id = ?", (card,)).scalar()
    assert answer == "相談につながりました", "what a council may write must still arrive"
    return words


def _handed_card(city: Stage, desk: Desk) -> Id:
    draft = cards.CardDraft(name="だれか", written_on="2024-03-20", troubles=("health",), facts="見たこと")
    card = cards.write_card(desk, draft).result
    summaries.confirm_summary(desk, card, "困っている方がいます。")
    handing.hand_over(desk, card, on="2024-03-21")
    city.take(city.council, city.send(desk))
    return card


def another_districts_records(ground: Ground) -> str:
    city = stage(ground)
    ours, theirs = city.laptop("12"), city.laptop("13")
    before = reports.annual(city.council, 2023)
    visit = _first(theirs, "visit")
    with hand_of(ours) as session:
        session.record_many(Visit, [(visit, {"date": "2021-01-01"})])
    words = told(city.take(city.council, city.by_hand(ours, city.council, Route.TO_COUNCIL)))
    assert reports.annual(city.council, 2023) == before
    assert checking.check(city.council).ok
    return words


def another_districts_grant(ground: Ground) -> str:
    city = stage(ground)
    ours = city.laptop("12")
    ent = keyed_id(b"sasaeai", "grant", "13", "2023", "watch")
    values = {"of_district": "12", "year": 2023, "programme": "watch", "amount_yen": 1}
    with hand_of(ours) as session:
        session.record(Grant, ent, values)
    words = told(city.take(city.council, city.by_hand(ours, city.council, Route.TO_COUNCIL)))
    theirs = city.laptop("13")
    city.load(theirs, grants="地区,年度,事業,実施,金額\n13,2023,見守り,あり,50000\n")
    assert BY_OTHERS not in told(city.take(city.council, city.send(theirs)))
    line = next(d for d in reports.annual(city.council, 2023).by_district if d.code == "13")
    assert line.watch.grant_yen == 50000
    return words


def relayed_by_a_sibling(ground: Ground) -> str:
    city = stage(ground)
    first, second = city.pair()
    with hand_of(city.council) as session:
        another_day(session, first)
    city.take(first, city.by_hand(city.council, first, Route.TO_DISTRICT))
    words = told(city.take(second, city.send(first, Route.TO_SIBLING)))
    assert acts(second) == acts(first)
    assert checking.check(first).state_hash == checking.check(second).state_hash
    return words


def council_settles_a_conflict(ground: Ground) -> str:
    city = stage(ground)
    first, second = city.pair()
    visit = _first(first, "visit")
    for desk, day in ((first, "2023-10-07"), (second, "2023-10-08")):
        found = next(v for p in _people(desk) for v in watching.timeline(desk, p) if v.id == visit)
        draft = watching.VisitDraft(found.person or Id(bytes(16)), day, "visit")
        watching.edit_visit(desk, visit, draft)
        city.take(city.council, city.send(desk))
    (item,) = [i for i in inbox.items(city.council) if i.oddity is finding.Oddity.CONFLICT]
    assert not any(side.verb for side in item.sides)
    assert ground.told(lambda: settling.resolve(city.council, item.key, settling.Answer("take", 1)))
    return item.why


ROWS = [
    council_writes("a council moves the day of a visit", another_day),
    council_writes("a council deletes a visit", delete_a_visit),
    council_writes("a council makes one person of two", merge_two),
    council_writes("a council adds acts to a district", more_acts),
    council_writes("a council ends a volunteer's role", end_a_role),
    council_writes("a council gives a district with the program figures of paper", paper_figures),
    Attack("a council rewrites a card's summary; its answer still arrives", BY_OTHERS, rewrite_the_summary),
    Attack("a district writes on a visit of another district", BY_OTHERS, another_districts_records),
    Attack("a district takes the place of another district's grant", BY_OTHERS, another_districts_grant),
    Attack("what a council may not write comes by way of another laptop", BY_OTHERS, relayed_by_a_sibling),
    Attack(
        "a council settles what two laptops of a district wrote apart",
        "地区で決めれば",
        council_settles_a_conflict,
    ),
]
