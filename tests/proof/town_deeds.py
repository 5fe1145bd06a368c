"""Deeds that concern people and the whole town: merges, tables, consent, cards, erasure, closing, revocation."""

from __future__ import annotations

import csv
import io
from dataclasses import replace
from typing import Any

from sasaeai_desktop.db import settings
from sasaeai_desktop.db.lines import LAM_LIMIT
from sasaeai_desktop.domain.cards import ReferralCard
from sasaeai_desktop.domain.council import Code, Grant, grant_id
from sasaeai_desktop.domain.ids import keyed_id
from sasaeai_desktop.domain.people import Merge, Person
from sasaeai_desktop.services.cards import answering, arriving, cards, handing, offering, summaries
from sasaeai_desktop.services.desk.desk import Desk, acting
from sasaeai_desktop.services.people import consents, erasing, erasures_asked, merging
from sasaeai_desktop.services.tables import importing
from sasaeai_desktop.services.usb import closing, revoking
from tests.proof.comparing import figures, hold
from tests.proof.deeds import Deed, known, pick, put
from tests.proof.settled import COUNCIL, HOME
from tests.proof.world import Seat, World

TABLE_DAYS = ("2023-09-11", "2023-09-12")
TABLE_EQUAL = 2  # wholly equal rows of a day, which are as many acts
"""Days that nothing but the imported table speaks of."""


# -- people who are one --------------------------------------------------------------------------------------------------


def merge(world: World, n: int, a: int, b: int, c: int) -> None:
    """Say that two entries are one person."""
    seat = world.seats[n]
    people = known(seat, Person, gone=False)
    if seat.council or len(people) < 2:
        return
    one, other = people[a % len(people)], people[b % len(people)]
    if one != other:
        world.do(n, lambda desk: merging.merge_people(desk, one, other))


def unmerge(world: World, n: int, a: int, b: int, c: int) -> None:
    """Take a merge back."""
    seat = world.seats[n]
    ent = pick(seat, Merge, a)
    if ent is not None and not seat.council:
        world.do(n, lambda desk: merging.unmerge(desk, ent))


def merge_and_back(world: World, n: int, a: int, b: int, c: int) -> None:
    """Merge and unmerge at once: every figure and every reference is as before."""
    seat = world.seats[n]
    people = known(seat, Person, gone=False)
    if seat.council or seat.old or len(people) < 2:
        return
    one, other = people[a % len(people)], people[b % len(people)]
    before, references = figures(seat.desk), _references(seat)
    done = world.do(n, lambda desk: merging.merge_people(desk, one, other)) if one != other else None
    if done is None:
        return
    hold(10, _acts(figures(seat.desk)) == _acts(before), "a merge moved the acts")
    world.do(n, lambda desk: merging.unmerge(desk, done.result))
    hold(10, figures(seat.desk) == before, "merge and unmerge moved a figure")
    hold(10, _references(seat) == references, "merge and unmerge left references rewritten")


def _acts(report: dict[str, Any]) -> object:
    return report["watch"]["acts"], report["watch"]["acts_by_method"]


def _references(seat: Seat) -> object:
    raw = seat.database.raw
    names = ("visit", "case", "attendance", "tally", "assignment", "consent", "card")
    return [raw.execute(f'SELECT id, person FROM "{name}" ORDER BY id').fetchall() for name in names]


# -- tables --------------------------------------------------------------------------------------------------------------


def table(world: World, n: int, a: int, b: int, c: int) -> None:
    """Import a table of acts, and the same file once more: the second time nothing is added."""
    seat = world.seats[n]
    if seat.council or seat.old:
        return
    path = world.stick() / "acts.csv"
    path.write_text(_table(), encoding="utf-8")
    report = world.do(n, lambda desk: importing.import_table(desk, "visits", path).result)
    if report is None or not report.written:
        return
    before = figures(seat.desk)
    again = world.do(n, lambda desk: importing.import_table(desk, "visits", path).result)
    hold(10, again.added == 0, f"the same table added {again.added} rows again")
    hold(10, figures(seat.desk) == before, "the same table moved a figure")


def _table() -> str:
    out = io.StringIO()
    rows = csv.writer(out)
    rows.writerow(["実施日", "対象者番号", "担当者番号", "方法", "結果", "様子"])
    for day in TABLE_DAYS:
        for _ in range(TABLE_EQUAL):
            rows.writerow([day, "P0", "V0", "訪問", "会えた・話せた", "変わりなし"])
    return out.getvalue()


# -- consent and cards ---------------------------------------------------------------------------------------------------


def consent(world: World, n: int, a: int, b: int, c: int) -> None:
    """Record or take back somebody's consent that their worry is passed on."""
    seat = world.seats[n]
    person = pick(seat, Person, a)
    if seat.council or person is None:
        return
    day = f"2024-04-{1 + b % 4:02}"
    if c % 3 == 2:
        world.do(n, lambda desk: consents.revoke_consent(desk, person, "refer", day))
    else:
        state = ("given", "refused")[c % 3]
        world.do(n, lambda desk: consents.set_consent(desk, person, "refer", state, form="written", date=day))


def card(world: World, n: int, a: int, b: int, c: int) -> None:
    """Write a card and hand it over to the council, with its person's consent or without."""
    seat = world.seats[n]
    person = pick(seat, Person, a)
    if seat.council or person is None:
        return
    draft = cards.CardDraft(
        person=person if b % 2 else None,
        name=f"{HOME}困っている人{c}",
        phone=f"{HOME}電話",
        written_on="2024-03-20",
        troubles=("health",) if c % 4 else ("abuse",),
        facts=f"{HOME}見たこと",
        consent=("given", "unknown", "given")[c % 3],
    )
    done = world.do(n, lambda desk: cards.write_card(desk, draft))
    if done is not None:
        world.do(n, lambda desk: summaries.confirm_summary(desk, done.result, "公開の要旨"))
        world.do(n, lambda desk: handing.hand_over(desk, done.result, on="2024-03-21"))


def card_consent(world: World, n: int, a: int, b: int, c: int) -> None:
    """Change what a card says of consent."""
    seat = world.seats[n]
    ent = pick(seat, ReferralCard, a)
    if ent is not None and not seat.council:
        state = ("given", "refused", "unknown")[c % 3]
        draft = world.do(n, lambda desk: cards.draft_of(desk, ent))
        if draft is not None:
            world.do(n, lambda desk: cards.save_card(desk, ent, replace(draft, consent=state)))


def answer(world: World, n: int, a: int, b: int, c: int) -> None:
    """Answer a card at the council."""
    ent = pick(world.seats[COUNCIL], ReferralCard, a)
    if ent is not None:
        kind = ("received", "supported")[b % 2]
        world.do(
            COUNCIL, lambda desk: answering.answer_card(desk, ent, kind, f"公開の返事{c}", on="2024-04-04")
        )


def offer(world: World, n: int, a: int, b: int, c: int) -> None:
    """Let the council offer a card's person to another district, or take that back; or let a laptop take somebody up."""
    seat = world.seats[n]
    if seat.council or c % 4 == 0:
        ent = pick(world.seats[COUNCIL], ReferralCard, a)
        standing = offering.standing(world.seats[COUNCIL].desk)
        if ent in standing and c % 3 == 0:
            world.do(COUNCIL, lambda desk: offering.take_back(desk, standing[ent].id))
        elif ent is not None and ent not in standing:
            to = world.codes[b % len(world.codes)]
            world.do(COUNCIL, lambda desk: offering.offer(desk, ent, to, answered=bool(b % 2)))
        return
    came = arriving.arrivals(seat.desk)
    if came and not seat.old:
        world.do(n, lambda desk: arriving.take_up(desk, came[a % len(came)].id, new=True))


def council_word(world: World, n: int, a: int, b: int, c: int) -> None:
    """Let the council set a district's grant, or an entry of a code list."""

    def work(desk: Desk) -> None:
        code = world.codes[a % len(world.codes)]
        with acting(desk, "入れました") as session:
            if b % 2:
                values: dict[str, object] = {
                    "of_district": code,
                    "year": 2023,
                    "programme": "watch",
                    "amount_yen": c,
                }
                session.record(Grant, grant_id(code, 2023, "watch"), values, district=code)
            else:
                ent = keyed_id(b"sasaeai", "code", "signs", f"x{a}")
                session.record(Code, ent, {"list": "signs", "code": f"x{a}", "label": f"公開の印{c}"})

    world.do(COUNCIL, work)


# -- the end of something ------------------------------------------------------------------------------------------------


_ASKED_FOR = """
    SELECT r.id FROM help_request r JOIN help_member m ON m.id = r.user WHERE m.person = ?1
    UNION SELECT a.id FROM help_act a JOIN help_member m ON m.id = a.user WHERE m.person = ?1
"""


def erase(world: World, n: int, a: int, b: int, c: int) -> None:
    """Erase a person by law: no total moves, and their words are nowhere in this file."""
    seat = world.seats[n]
    person = pick(seat, Person, a)
    if seat.council or seat.old or person is None:
        return
    name = f"{HOME}消える人"
    put(world, n, Person, person, {"name": name})
    before = figures(seat.desk)
    raw = seat.database.raw
    helped = [ent for (ent,) in raw.execute(_ASKED_FOR, (person,))]
    if world.do(n, lambda desk: erasing.erase_person(desk, person, "本人の求め")) is None:
        return
    hold(7, figures(seat.desk) == before, "an erasure moved a figure")
    for ent in helped:
        for table in ("help_request", "help_act"):
            said = raw.execute(f"SELECT note FROM {table} WHERE id = ?", (ent,)).fetchone()
            hold(7, not said or not said[0], f"{table} of someone erased still has its words")
    row = raw.execute("SELECT name FROM person WHERE id = ?", (person,)).fetchone()
    hold(7, row is None or not row[0], "an erased name is still shown")
    keys = raw.execute("SELECT text FROM search_key WHERE ent = ?", (person,)).fetchall()
    hold(7, not any(key for (key,) in keys), f"an erased name can still be found: {keys}")


def confirm(world: World, n: int, a: int, b: int, c: int) -> None:
    """Say yes to every erasure of another laptop that waits here: no total moves."""
    seat = world.seats[n]
    if seat.council or seat.old:
        return
    before = figures(seat.desk)

    def work(desk: Desk) -> bool:
        with acting(desk, "消去しました", undoable=False) as session:
            for ent in erasures_asked.waiting(session.connection):
                erasures_asked.carry_out(session, desk, ent)
        return True

    world.do(n, work)
    hold(7, figures(seat.desk) == before, "a confirmed erasure moved a figure")


def close_month(world: World, n: int, a: int, b: int, c: int) -> None:
    """Close a month: whoever holds the same chains must count the same."""
    seat = world.seats[n]
    if not seat.council and not seat.old:
        world.do(n, lambda desk: closing.close_month(desk, ("2023-05", "2023-08", "2023-09")[a % 3]))


def revoke(world: World, n: int, a: int, b: int, c: int) -> None:
    """Let the council stop using a laptop: what it writes from now on counts nowhere."""
    council = world.seats[COUNCIL]
    lost = world.seats[n]
    if lost.council or world.revoked or a > 1:
        return
    world.learn(council, wrote=False)
    vouched = frozenset(
        line.id for line in council.facts.lines.values() if line.stream.split(".")[1] == lost.device
    )
    if world.do(COUNCIL, lambda desk: revoking.revoke(desk, lost.device)) is not None:
        world.revoked[lost.device] = vouched


def high_lam(world: World, n: int, a: int, b: int, c: int) -> None:
    """Let a tie-break number come near its cap, as a broken or wicked program may have written it."""
    with world.seats[n].database.transaction() as connection:
        settings.put(connection, "lam", str(LAM_LIMIT - 1))


ALL: dict[str, Deed] = {
    deed.__name__: deed
    for deed in (
        merge,
        unmerge,
        merge_and_back,
        table,
        consent,
        card,
        card_consent,
        answer,
        offer,
        council_word,
        erase,
        confirm,
        close_month,
        revoke,
        high_lam,
    )
}
