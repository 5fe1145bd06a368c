"""Rows of the grants table."""

from __future__ import annotations

from collections.abc import Iterable

from sasaeai_desktop.db.repositories import base
from sasaeai_desktop.domain.council import District, Grant
from sasaeai_desktop.domain.ids import Id, keyed_id
from sasaeai_desktop.exchange.kinds import money as kinds
from sasaeai_desktop.exchange.kinds.money import GrantRow
from sasaeai_desktop.services.tables.kinds.book import Book
from sasaeai_desktop.services.tables.kinds.intake import Intake
from sasaeai_desktop.services.tables.kinds.table import TableKind, each
from sasaeai_desktop.services.usb.inviting import district_id


def grant_id(district: str, year: int, programme: str) -> Id:
    """Return the id of a grant: the council and the district that type the same one reach the same record."""
    return keyed_id(b"sasaeai", "grant", district, str(year), programme)


def take_grant(intake: Intake, line: int, row: GrantRow) -> None:
    """A programme's grant of one district and year; a council lists a district that it did not know."""
    desk = intake.desk
    code = row.district or desk.me.code
    if not desk.me.council and code != desk.me.code:
        intake.reject(line, "地区", row.district, "ほかの地区の番号です。この地区の分だけ入れてください。")
        return
    if desk.me.council and not intake.is_known(District, district_id(code)):
        intake.put(District, district_id(code), {"code": code, "name": code})
    values = {
        "of_district": code,
        "year": row.year,
        "programme": row.programme,
        "carried_out": row.carried_out,
        "amount_yen": row.amount_yen,
    }
    ent = grant_id(code, row.year, row.programme)
    here = (intake.pile.get(Grant, ent) or {}).get("amount_yen")
    if (known := intake.get(Grant, ent)) is not None:
        here = known.amount_yen
    if (
        here
        and row.amount_yen is not None
        and here != row.amount_yen
        and intake.ask(line, "金額", str(row.amount_yen), "grant_changed")
    ):
        return
    intake.count(intake.put(Grant, ent, values, district=code if desk.me.council else ""))


def _grants(book: Book) -> Iterable[GrantRow]:
    for grant in base.select(book.connection, Grant, "ORDER BY of_district, year, programme"):
        yield GrantRow(
            district=grant.of_district, year=grant.year or 0, programme=grant.programme, carried_out=grant.carried_out,
            amount_yen=grant.amount_yen,
        )  # fmt: skip


TABLES = (TableKind(kinds.GRANTS, each(GrantRow, take_grant), _grants),)
