"""まだ足りないもの: each kind appears with its records and goes when it is mended."""

from __future__ import annotations

import pytest

from sasaeai_desktop.db.write import WriteSession
from sasaeai_desktop.domain.errors import InputError
from sasaeai_desktop.domain.ids import Id
from sasaeai_desktop.domain.people import Role
from sasaeai_desktop.domain.salon import Session
from sasaeai_desktop.services.cards import answering, cards, handing
from sasaeai_desktop.services.desk.desk import Desk, acting
from sasaeai_desktop.services.money import ledger, year_closing
from sasaeai_desktop.services.money.ledger import LineDraft
from sasaeai_desktop.services.reports.missing import What, missing
from sasaeai_desktop.services.salon import attending, salons
from sasaeai_desktop.services.usb import closing


def counts(desk: Desk, year: int = 2025) -> dict[What, int]:
    return {lack.what: lack.count for lack in missing(desk, year)}


def test_a_year_says_what_it_lacks_until_it_is_mended(desk: Desk, town) -> None:
    assert missing(desk, 2025) == []
    salon = salons.save_salon(desk, None, {"name": "さくら", "type": "daily"}).result
    with acting(desk, "as another laptop wrote it") as session:
        planned = _session(session, salon, "2025-05-01", planned=True)
        empty = _session(session, salon, "2026-03-31")
        _session(session, salon, "2026-06-11", planned=True)  # today's
        _session(session, salon, "2025-06-05", cancelled=True)
        helper = session.new_id()
        session.record(Role, helper, {"volunteer": Id(b"v" * 16), "role": "watcher"})
    card = cards.write_card(
        desk, cards.CardDraft(name="田中 スミ", facts="つかれている", written_on="2025-10-01")
    ).result
    handing.hand_over(desk, card, "2025-10-02", to="care_centre")
    bare = LineDraft(programme="salon", account="venue", yen=900, date="2025-07-01", no_receipt=True)
    line = ledger.save_line(desk, None, bare).result
    found = {lack.what: lack for lack in missing(desk, 2025)}
    assert {what: lack.count for what, lack in found.items()} == {
        What.PLANNED: 1, What.EMPTY: 1, What.NO_START: 1, What.CARDS: 1, What.RECEIPTS: 1, What.MONTHS: 1, What.LEDGER: 1,
    }  # fmt: skip
    assert list(found) == [what for what in What if what in found]
    assert [(r.kind, r.id, r.words) for r in found[What.PLANNED].records] == [
        ("session", planned, "令和7年5月1日　さくら")
    ]
    assert (found[What.EMPTY].records[0].id, found[What.CARDS].records[0].id) == (empty, card)
    assert [r.month for r in found[What.MONTHS].records] == ["2026-03"]
    assert What.PLANNED not in counts(desk, 2026)
    assert all("田中" not in r.words for lack in found.values() for r in lack.records)

    salons.cancel_session(desk, planned)
    attending.set_counts(desk, empty, elderly=4)
    answering.close_card(desk, card)
    ledger.save_line(
        desk, line, LineDraft(programme="salon", account="venue", yen=900, date="2025-07-01", receipt="7")
    )
    closing.close_month(desk, "2026-03")
    year_closing.close_year(desk, 2025)
    assert counts(desk) == {What.NO_START: 1}
    ledger.save_line(
        desk, line, LineDraft(programme="salon", account="venue", yen=950, date="2025-07-01", receipt="7")
    )
    assert counts(desk) == {What.NO_START: 1, What.LEDGER_CHANGED: 1}


def test_a_council_is_sent_to_its_own_page(desks) -> None:
    with pytest.raises(InputError, match="地区のパソコン"):
        missing(desks.new(council=True), 2025)


def _session(session: WriteSession, salon: Id, date: str, **values: object) -> Id:
    ent = session.new_id()
    session.record(Session, ent, {"salon": salon, "date": date, **values})
    return ent
