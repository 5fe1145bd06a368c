"""Rows of the help-requests and help-acts tables.

An act has no number of its own: like a visit its id is keyed by its whole content and its ordinal among equal rows,
and a row also counts as known when an unmatched act has its present content.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from sasaeai_desktop.db.repositories import base
from sasaeai_desktop.db.repositories import help as help_repo
from sasaeai_desktop.domain.clock import minutes_of
from sasaeai_desktop.domain.help import (
    HelpAct,
    HelpMember,
    HelpRequest,
    Pay,
    RequestState,
    Side,
    WhyNot,
)
from sasaeai_desktop.domain.ids import Id
from sasaeai_desktop.domain.people import Person, Volunteer
from sasaeai_desktop.exchange.folding import matching_key
from sasaeai_desktop.exchange.kinds import help as kinds
from sasaeai_desktop.exchange.kinds.help import ActRow, RequestRow
from sasaeai_desktop.exchange.parsed import Parsed
from sasaeai_desktop.exchange.row_texts import normal_form
from sasaeai_desktop.services.desk import codes
from sasaeai_desktop.services.tables.kinds.book import Book, number_in
from sasaeai_desktop.services.tables.kinds.intake import UNKNOWN_PERSON, UNKNOWN_WATCHER, Intake
from sasaeai_desktop.services.tables.kinds.lives import Lives
from sasaeai_desktop.services.tables.kinds.table import TableKind, typed

_UNKNOWN_REQUEST = "この番号の申込は登録されていません。"
_BACKWARDS = "終了が開始より前です。"


class _Members:
    """The memberships that are here, by canonical person or volunteer; a new one is made where there is none."""

    def __init__(self, intake: Intake) -> None:
        self._intake = intake
        self._held: dict[tuple[str, Id], Id] = {}
        self._behind: dict[Id, Id] = {}
        for m in base.select(intake.session.connection, HelpMember, "ORDER BY start DESC, id"):
            behind = m.person or m.volunteer
            if behind is not None:
                self._behind[m.id] = intake.canon(behind)
                self._held[m.side, self._behind[m.id]] = m.id

    def of(self, side: Side, ent: Id, start: str) -> Id:
        """Return the membership of a person or volunteer; begun on ``start`` when it is new."""
        main = self._intake.canon(ent)
        held = self._held.get((side.value, main))
        if held is None:
            held = self._held[side.value, main] = self._intake.keyed(HelpMember.kind, side.value, main.hex())
            column = "person" if side is Side.USER else "volunteer"
            self._intake.put(HelpMember, held, {"side": side, "start": start, column: main})
            self._behind[held] = main
        return held

    def behind(self, member: Id | None) -> Id | None:
        """Return the canonical person or volunteer of a membership: merged entries have one each."""
        return self._behind.get(member) if member else None


def _works(intake: Intake) -> dict[str, str]:
    found = codes.works_in(intake.session.connection)
    return {matching_key(word): code for code, label in found.items() for word in (code, label)}


def take_requests(intake: Intake, rows: Iterable[Parsed]) -> None:
    """All rows of a help-requests table, each by its 管理番号."""
    members, works, lives = _Members(intake), _works(intake), Lives(intake)
    for line, row in typed(RequestRow, rows):
        person = intake.by_number(Person, row.user_number) if row.user_number else None
        if row.user_number and person is None:
            intake.reject(line, "利用者番号", row.user_number, UNKNOWN_PERSON)
            continue
        work = works.get(matching_key(row.work))
        if work is None:
            intake.reject(line, "作業", row.work, "この作業は表にありません。言葉をたしかめてください。")
            continue
        ent = intake.id_for_number(HelpRequest, row.number)
        here = intake.get(HelpRequest, ent)
        new_day = person is not None and (here is None or here.received_on != row.received_on)
        if new_day and intake.stopped(
            line, lives.refused(person, row.received_on), {"received_on": row.received_on}
        ):
            continue
        intake.remember_number(HelpRequest, row.number, ent)
        values: dict[str, object] = {
            "number": row.number, "received_on": row.received_on, "work": work, "wanted_on": row.wanted_on,
            "state": row.state, "note": row.note, **_why(row),
        }  # fmt: skip
        here = intake.get(HelpRequest, ent)
        if person is not None and (here is None or members.behind(here.user) != intake.canon(person)):
            values["user"] = members.of(Side.USER, person, row.received_on)
        intake.count(intake.put(HelpRequest, ent, values))


def _why(row: RequestRow) -> dict[str, object]:
    if row.state != RequestState.IMPOSSIBLE or not row.reason:
        return {"reason": row.reason}
    known = WhyNot.from_label(row.reason)
    return {"why_not": known or WhyNot.OTHER, "reason": "" if known else row.reason}


def take_acts(intake: Intake, rows: Iterable[Parsed]) -> None:
    """All rows of a help-acts table at once: equal rows are told apart by their ordinal."""
    members, works = _Members(intake), _works(intake)
    requests = {r.id: r for r in base.select(intake.session.connection, HelpRequest)}
    percents = {
        r.name: 100 if r.helper_percent is None else r.helper_percent
        for r in reversed(help_repo.rules(intake.session.connection))
    }
    lives = Lives(intake)
    seen: Counter[tuple[str, ...]] = Counter()
    resolved: list[tuple[int, Id, dict[str, object]]] = []
    for line, row in typed(ActRow, rows):
        request = intake.by_number(HelpRequest, row.request_number)
        if request is None:
            intake.reject(line, "依頼番号", row.request_number, _UNKNOWN_REQUEST)
            continue
        values = _act(intake, members, works, line, row, requests.get(request))
        if values is not None:
            percent = percents.get(row.rule, 100)
            values["helper_yen"] = (row.yen or 0) * percent // 100 or None
            form = normal_form(row)
            resolved.append((line, intake.keyed(HelpAct.kind, *form, str(seen[form])), values))
            seen[form] += 1
    ids = {ent for _, ent, _ in resolved}
    unmatched = Counter(
        _content(members, {n: getattr(act, n) for n in _CONTENT})
        for act in base.select(intake.session.connection, HelpAct)
        if act.id not in ids
    )
    for line, ent, values in resolved:
        content = _content(members, values)
        if intake.is_known(HelpAct, ent):
            intake.count("unchanged")
        elif unmatched[content] > 0:
            unmatched[content] -= 1
            intake.count("unchanged")
        elif not _after_death(intake, members, lives, line, values):
            intake.count(intake.put(HelpAct, ent, values))


def _after_death(
    intake: Intake, members: _Members, lives: Lives, line: int, values: dict[str, object]
) -> bool:
    """Refuse an act for somebody who was not born yet or had died; True when it was."""
    user, day = values["user"], str(values["date"])
    person = members.behind(Id(user)) if isinstance(user, bytes) else None
    return person is not None and intake.stopped(line, lives.refused(person, day), {"date": day})


_CONTENT = (
    "request",
    "date",
    "start",
    "end",
    "helpers",
    "work",
    "rule",
    "charged_yen",
    "pay",
    "receipt",
    "note",
)


def _content(members: _Members, values: dict[str, object]) -> tuple[object, ...]:
    helpers = values["helpers"]
    assert isinstance(helpers, tuple)
    who = frozenset(members.behind(helper) for helper in helpers)
    said = {**values, "helpers": who, "pay": values["pay"] or Pay.NONE.value}
    return tuple(said[name] or None for name in _CONTENT)


def _act(
    intake: Intake,
    members: _Members,
    works: dict[str, str],
    line: int,
    row: ActRow,
    request: HelpRequest | None,
) -> dict[str, object] | None:
    helpers = [intake.by_number(Volunteer, n) for n in row.helper_numbers]
    for number, helper in zip(row.helper_numbers, helpers, strict=True):
        if helper is None:
            intake.reject(line, "担当者番号", number, UNKNOWN_WATCHER)
            return None
    work = works.get(matching_key(row.work)) if row.work else (request.work if request else "")
    if work is None:
        intake.reject(line, "作業", row.work, "この作業は表にありません。言葉をたしかめてください。")
        return None
    minutes = minutes_of(row.end) - minutes_of(row.start) if row.start and row.end else None
    if minutes is not None and minutes < 0:
        intake.reject(line, "終了", row.end, _BACKWARDS)
        return None
    return {
        "request": intake.by_number(HelpRequest, row.request_number), "user": request.user if request else None,
        "helpers": tuple(sorted({members.of(Side.HELPER, h, row.date) for h in helpers if h})), "date": row.date,
        "minutes": minutes, "start": row.start, "end": row.end, "work": work, "rule": row.rule,
        "charged_yen": row.yen, "cash_yen": row.yen if row.pay == Pay.CASH else None,
        "ticket_yen": row.yen if row.pay == Pay.TICKET else None, "pay": row.pay, "receipt": row.receipt,
        "note": row.note,
    }  # fmt: skip


def _behind(book: Book) -> dict[Id, Id]:
    return {
        m.id: behind for m in base.select(book.connection, HelpMember) if (behind := m.person or m.volunteer)
    }


def _requests(book: Book) -> Iterable[RequestRow]:
    people, behind, works = book.numbers(Person), _behind(book), codes.works_in(book.connection)
    for r in base.select(book.connection, HelpRequest, "ORDER BY received_on, number, id"):
        why = next((w.label for w in WhyNot if w == r.why_not and w is not WhyNot.OTHER), "")
        yield RequestRow(
            number=r.number or r.id.hex()[:12], received_on=r.received_on,
            user_number=number_in(people, behind[r.user]) if r.user in behind else "", work=works.get(r.work, r.work),
            wanted_on=r.wanted_on, state=r.state, reason=r.reason or why, note=r.note,
        )  # fmt: skip


def _acts(book: Book) -> Iterable[ActRow]:
    volunteers, behind, works = book.numbers(Volunteer), _behind(book), codes.works_in(book.connection)
    requests = book.numbers(HelpRequest)
    for a in base.select(book.connection, HelpAct, "ORDER BY date, id"):
        yield ActRow(
            request_number=number_in(requests, a.request), date=a.date, start=a.start, end=a.end,
            helper_numbers=tuple(dict.fromkeys(number_in(volunteers, behind[h]) for h in a.helpers if h in behind)),
            work=works.get(a.work, a.work), rule=a.rule, yen=a.charged_yen, pay=a.pay or Pay.NONE.value,
            receipt=a.receipt, note=a.note,
        )  # fmt: skip


TABLES = (TableKind(kinds.REQUESTS, take_requests, _requests), TableKind(kinds.ACTS, take_acts, _acts))
