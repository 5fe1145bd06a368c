"""The ledger: lines of 収入 and 支出 with numbered receipts and their pictures."""

from __future__ import annotations

from base64 import b64decode, b64encode
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from sasaeai_desktop.db.connection import Connection
from sasaeai_desktop.db.repositories import money as repo
from sasaeai_desktop.db.repositories.base import get
from sasaeai_desktop.db.write import WriteSession
from sasaeai_desktop.domain import judging
from sasaeai_desktop.domain.council import Programme
from sasaeai_desktop.domain.errors import InputError
from sasaeai_desktop.domain.fiscal import first_day, fiscal_year, last_day
from sasaeai_desktop.domain.ids import Id
from sasaeai_desktop.domain.judging import Finding
from sasaeai_desktop.domain.labels import label_of
from sasaeai_desktop.domain.money import MOST_YEN, Account, LedgerLine, ReceiptPicture, Side, side_of
from sasaeai_desktop.domain.permissions import Deed
from sasaeai_desktop.services.desk.common import days_before, iso_day
from sasaeai_desktop.services.desk.desk import Desk, Done, acting, allow, reading

_LATE_DAYS = 61
"""A bill of March is often paid in May: so long after its end a year may still be booked in."""


@dataclass(frozen=True, slots=True)
class LineRow:
    """A line with the ids of its receipt's pictures; ``total`` is what was left of all lines up to it."""

    line: LedgerLine
    pictures: tuple[Id, ...]
    total: int

    @property
    def account(self) -> str:
        """科目 in words."""
        return label_of(Account, self.line.account)

    @property
    def signed(self) -> int:
        """Yen, below zero for 支出."""
        return _signed(self.line)


@dataclass(frozen=True, slots=True, kw_only=True)
class LineDraft:
    """A line as it is typed; ``year`` 0 is the fiscal year of the day, ``receipt`` "" the next number for 支出."""

    programme: str
    account: str
    yen: int
    date: str
    year: int = 0
    text: str = ""
    payee: str = ""
    receipt: str = ""
    own: bool = False
    no_receipt: bool = False


def lines(desk: Desk, year: int, programme: str = "") -> list[LineRow]:
    """The ledger of a fiscal year by day, of one programme or of all."""
    with reading(desk) as session:
        held, pictures = repo.lines(session, year, programme), repo.pictures(session, year)
    rows: list[LineRow] = []
    total = 0
    for line in held:
        total += _signed(line)
        rows.append(LineRow(line, pictures.get(line.id, ()), total))
    return rows


def _signed(line: LedgerLine) -> int:
    return (line.yen or 0) if line.side == Side.INCOME else -(line.yen or 0)


def line_row(desk: Desk, line: Id) -> LineRow:
    """One line.

    Raises:
        InputError: there is none of this id.
    """
    with reading(desk) as session:
        found = line_in(session, line)
        return LineRow(found, repo.pictures(session, found.year or 0).get(line, ()), 0)


def line_in(connection: Connection, line: Id) -> LedgerLine:
    """Return a line.

    Raises:
        InputError: there is none of this id.
    """
    found = get(connection, LedgerLine, line)
    if found is None:
        raise InputError("この行が見つかりません。", "一覧で もう一度えらんでください。")
    return found


def next_receipt(desk: Desk, year: int) -> str:
    """Return the next free 領収書番号 of a year."""
    with reading(desk) as session:
        return str(repo.last_receipt(session, year) + 1)


def save_line(desk: Desk, line: Id | None, draft: LineDraft) -> Done[Id]:
    """Write a new line (None) or change one.

    Raises:
        InputError: an amount, day, 科目 or 事業 that cannot be, or the receipt number is another line's.
    """
    with acting(desk, "", deed=Deed.MONEY) as session:
        if line is not None:
            line_in(session.connection, line)
        values = checked(desk, session.connection, draft, line)
        ent = line or session.new_id()
        session.record(LedgerLine, ent, values)
        side = label_of(Side, side_of(draft.account))
        session.label = f"{side}「{label_of(Account, draft.account)}」{draft.yen:,}円を書きました"
    return Done(ent, session.changes)


def line_questions(desk: Desk, line: Id | None, draft: LineDraft) -> list[Finding]:
    """Return what is asked before a line is written: the same grant was booked already; a grant may come in parts."""
    if draft.account != Account.GRANT:
        return []
    year = draft.year or fiscal_year(draft.date)
    with reading(desk) as session:
        held = repo.lines(session, year, draft.programme)
    twice = any(x.account == draft.account and x.yen == draft.yen and x.id != line for x in held)
    return [judging.finding("grant_twice", "yen")] if twice else []


def save_lines(desk: Desk, drafts: Iterable[LineDraft]) -> Done[int]:
    """Write many new lines in one action (practice)."""
    with acting(desk, "", deed=Deed.MONEY) as session:
        count = 0
        for draft in drafts:
            session.record(LedgerLine, session.new_id(), checked(desk, session.connection, draft, None))
            count += 1
        session.label = f"収支を{count}行 書きました"
    return Done(count, session.changes)


def checked(desk: Desk, connection: Connection, draft: LineDraft, line: Id | None) -> Mapping[str, object]:
    """Return the fields of a line as it may be written.

    Raises:
        InputError: as ``save_line``.
    """
    day = iso_day(draft.date, "日付")
    year = draft.year or fiscal_year(day)
    if day > desk.today():
        raise InputError("日付が、きょうより先の日になっています。", "日付を たしかめてください。")
    if not first_day(year) <= day <= days_before(last_day(year), -_LATE_DAYS):
        raise InputError(
            "日付が、この年度から はなれています。",
            "年度か日付を たしかめてください。翌年度の5月末までは、前の年度に入れられます。",
        )
    check_yen(draft.yen, "金額", least=1)
    check_programme(draft.programme)
    if draft.account not in set(Account):
        raise InputError("科目が えらばれていません。", "科目を1つえらんでください。")
    side = side_of(draft.account)
    receipt = draft.receipt.strip()
    if not receipt and side is Side.EXPENSE and not draft.no_receipt and line is None:
        receipt = str(repo.last_receipt(connection, year) + 1)
    other = next(
        (x for x in repo.lines(connection, year) if receipt and x.receipt == receipt and x.id != line), None
    )
    if other is not None:
        raise InputError(
            f"領収書番号「{receipt}」は、もう使われています。",
            "ちがう番号にするか、空けて自動の番号にしてください。",
        )
    return {
        "year": year, "programme": draft.programme, "side": side, "account": draft.account, "yen": draft.yen, "date": day,
        "own": draft.own and side is Side.EXPENSE, "text": draft.text.strip(), "payee": draft.payee.strip(),
        "receipt": receipt,
    }  # fmt: skip


def check_yen(yen: object, label: str, least: int = 0) -> None:
    """See to it that a sum is one.

    Raises:
        InputError: it is not.
    """
    if not isinstance(yen, int) or not least <= yen <= MOST_YEN:
        raise InputError(
            f"「{label}」が、{least}から{MOST_YEN:,}までの数ではありません。",
            f"{label}を たしかめてください。",
        )


def check_programme(programme: str) -> None:
    """See to it that a programme is one.

    Raises:
        InputError: it is not.
    """
    if programme not in set(Programme):
        raise InputError("事業が えらばれていません。", "事業を1つえらんでください。")


def delete_line(desk: Desk, line: Id) -> Done[None]:
    """Take a line back that was written by mistake, with its pictures.

    Raises:
        InputError: there is no such line.
    """
    with acting(desk, "", deed=Deed.MONEY) as session:
        held = line_in(session.connection, line)
        for picture in repo.pictures(session.connection, held.year or 0).get(line, ()):
            session.delete(ReceiptPicture, picture)
        session.delete(LedgerLine, line)
        session.label = f"「{label_of(Account, held.account)}」{held.yen or 0:,}円の行を消しました"
    return Done(None, session.changes)


# -- pictures of receipts --------------------------------------------------------------------------------------------


def attach_picture(desk: Desk, line: Id, path: Path) -> Done[Id]:
    """Attach a receipt's picture, made small and grey; its file stays where it is and is not needed any more.

    Args:
        desk: the open desk.
        line: the line.
        path: a photograph, scan or PDF.

    Raises:
        InputError: there is no such line, or the file is no picture.
    """
    from sasaeai_desktop.scanning.attaching import small_picture  # noqa: PLC0415 - the year's page does without

    allow(desk, Deed.MONEY)
    jpeg = small_picture(path)
    with acting(desk, "", deed=Deed.MONEY) as session:
        held = line_in(session.connection, line)
        ent = session.new_id()
        session.record(ReceiptPicture, ent, {"line": line, "jpeg": b64encode(jpeg).decode("ascii")})
        session.label = f"領収書 {held.receipt or '（番号なし）'}の写真を付けました"
    return Done(ent, session.changes)


def remove_picture(desk: Desk, picture: Id) -> Done[None]:
    """Take a picture off its line.

    Raises:
        InputError: there is no such picture.
    """
    with acting(desk, "領収書の写真を外しました", deed=Deed.MONEY) as session:
        _picture_in(session, picture)
        session.delete(ReceiptPicture, picture)
    return Done(None, session.changes)


def _picture_in(session: WriteSession, picture: Id) -> ReceiptPicture:
    found = get(session.connection, ReceiptPicture, picture)
    if found is None:
        raise InputError("この写真が見つかりません。", "一覧で もう一度えらんでください。")
    return found


def picture_of(desk: Desk, picture: Id) -> bytes:
    """Return a picture as JPEG; b"" when it is not here or its words were erased."""
    with reading(desk) as session:
        found = get(session, ReceiptPicture, picture)
    return b64decode(found.jpeg) if found is not None and found.jpeg else b""
