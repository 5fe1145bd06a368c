"""A scanned 安否確認一覧 beside the event: who was seen, what contradicts a look on the screen, what is doubtful.

What is accepted becomes looks (`SafetyTick`) of one action; a look's id follows from sheet, person and what the paper
says, so that a list read twice, or on both laptops, is one look.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from sasaeai_desktop.db.repositories import people as people_repo
from sasaeai_desktop.db.repositories import plans as plans_repo
from sasaeai_desktop.db.repositories.base import get
from sasaeai_desktop.domain.errors import InputError
from sasaeai_desktop.domain.ids import Id, keyed_id
from sasaeai_desktop.domain.labels import label_of
from sasaeai_desktop.domain.paper_boxes import Rect
from sasaeai_desktop.domain.plans import Safety, SafetyEvent, SafetyTick
from sasaeai_desktop.domain.sheet_rows import safety_rows
from sasaeai_desktop.domain.watch import Sheet
from sasaeai_desktop.forms import safety_list
from sasaeai_desktop.scanning.judge import BoxRead, Verdict
from sasaeai_desktop.scanning.reading import PageRead, overlaid
from sasaeai_desktop.services.desk.common import san
from sasaeai_desktop.services.desk.desk import Desk, Done, acting, reading
from sasaeai_desktop.services.plans import disaster
from sasaeai_desktop.services.scan.meaning import said_of
from sasaeai_desktop.services.watch.judged import died_before

NEW, SAME, DOUBTFUL, DIFFERS = "new", "same", "doubtful", "differs"
CODES = (Safety.SAFE.value, Safety.HELP.value, Safety.UNKNOWN.value)  # from the left, as on paper
NOT_SEEN = ""
"""What a person says of a row that says nothing."""


@dataclass(frozen=True, slots=True)
class Seen:
    """One row of the paper with ink in its boxes.

    Attributes:
        order: number of the row as printed, over all pages.
        state: "new", "same" (recorded already), "doubtful", "differs" (a look on the screen says otherwise).
        said: code of ``Safety`` that is ticked, or rather ticked; "" where the paper does not tell.
        why: why it is doubtful, see `BoxRead.why`.
        recorded: code of the newest look, "" for none.
        recorded_words: 「無事　9時05分　山田さん」.
        rect: the boxes on the upright page, in mm.
    """

    person: Id
    name: str
    place: str
    order: int
    state: str
    said: str
    why: str
    recorded: str
    recorded_words: str
    page: int
    rect: Rect

    @property
    def asks(self) -> bool:
        """Whether a person has to decide."""
        return self.state in (DOUBTFUL, DIFFERS)


@dataclass(frozen=True, slots=True)
class SafetyProposal:
    """One list as read; see `scan_visits.VisitProposal`.

    Attributes:
        title: of the event.
        opened_on: its first day, ISO.
        people: how many stand on the paper.
        empty: how many of them nobody ticked.
    """

    sheet: Id
    number: str
    event: Id
    title: str
    opened_on: str
    month: str
    people: int
    empty: int
    marks: tuple[Seen, ...]
    pictures: Mapping[int, bytes]
    pages: tuple[int, ...]
    missing: tuple[int, ...]
    notices: tuple[str, ...]
    unsure: bool = False

    @property
    def form(self) -> str:
        """Name of the form."""
        return safety_list.NAME

    @property
    def questions(self) -> tuple[Seen, ...]:
        """Rows that a person has to decide."""
        return tuple(m for m in self.marks if m.asks)

    def count(self, state: str) -> int:
        """Return how many rows are in a state."""
        return sum(m.state == state for m in self.marks)

    @property
    def known(self) -> bool:
        """Whether everything on paper is recorded already."""
        return not self.count(NEW) and not self.questions

    @property
    def certain(self) -> bool:
        """Whether nothing has to be decided or looked at."""
        return not self.questions and not self.unsure


# -- what was read ---------------------------------------------------------------------------------------------------


def both_copies(before: PageRead, again: PageRead) -> PageRead:
    """Return one page of two copies of it that two people ticked: a row on one of them only is theirs.

    Where both say something else of a person, the row is doubtful.
    """
    rows: dict[object, tuple[list[BoxRead], list[BoxRead]]] = {}
    for one, two in zip(before.boxes, again.boxes, strict=True):
        first, second = rows.setdefault(one.key[1], ([], []))
        first.append(one)
        second.append(two)
    boxes = [box for first, second in rows.values() for box in _row_of_both(first, second)]
    return replace(
        before, boxes=tuple(boxes), written=before.written | again.written, picture=overlaid(before, again),
        unsure=before.unsure or again.unsure,
    )  # fmt: skip


def _row_of_both(first: list[BoxRead], second: list[BoxRead]) -> list[BoxRead]:
    if all(box.verdict is Verdict.EMPTY for box in second):
        return first
    if all(box.verdict is Verdict.EMPTY for box in first):
        return second
    return [
        one
        if one.verdict is two.verdict
        else replace(one, verdict=Verdict.DOUBTFUL, likely=one.likely or two.likely, why="twice")
        for one, two in zip(first, second, strict=True)
    ]


def propose_safety(desk: Desk, sheet: Sheet, pages: Mapping[int, PageRead], total: int) -> SafetyProposal:
    """Put what was read beside the event's looks.

    Raises:
        InputError: the event is no longer here.
    """
    rows = safety_rows(sheet.rows)
    with reading(desk) as session:
        event = get(session, SafetyEvent, rows.event)
        if event is None:
            raise InputError("この一覧の安否確認が、見つかりません。", "画面の「安否確認」で入れてください。")
        alias = people_repo.aliases(session)
        people = [alias.of(p) for p in rows.people]
        board = {row.person: row for row in disaster.board_in(session, event, desk.today(), people).rows}
        given = {tick.id for tick in plans_repo.ticks_of(session, event.id)}
    marks: list[Seen] = []
    for number, page in sorted(pages.items()):
        for at, read in sorted(_by_row(page).items()):
            order = (number - 1) * safety_list.PER_PAGE + at
            row = board.get(people[order]) if order < len(people) else None
            if row is None or all(box.verdict is Verdict.EMPTY for box in read):
                continue
            said, why = _said(read)
            known = any(_look_id(desk, sheet.id, row.person, said, code) in given for code in CODES)
            shift = read[0].shift
            x, y, wide, high = safety_list.row_rect(at)
            marks.append(
                Seen(
                    row.person, row.name, row.town + row.group, order + 1, _state(said, why, row.state, known=known), said, why,
                    row.state, f"{label_of(Safety, row.state)}　{row.seen}" if row.state else "", number,
                    (x + shift[0], y + shift[1], wide, high),
                )
            )  # fmt: skip
    missing = tuple(n for n in range(1, total + 1) if n not in pages)
    here = sum(len(_by_row(page)) for page in pages.values())
    return SafetyProposal(
        sheet.id, sheet.number, event.id, disaster.event_title(event), event.opened_on, sheet.month, len(people),
        here - len(marks), tuple(marks), {n: p.picture for n, p in pages.items()}, tuple(pages), missing,
        tuple(_notices(event, missing, pages.values())), any(page.unsure for page in pages.values()),
    )  # fmt: skip


def _by_row(page: PageRead) -> dict[int, list[BoxRead]]:
    found: dict[int, list[BoxRead]] = {}
    for box in page.boxes:
        found.setdefault(int(box.key[1]), []).append(box)
    return found


def _said(read: list[BoxRead]) -> tuple[str, str]:
    """Return what a row says and why it is doubtful; "" for a row that says one thing for sure."""
    sure = [int(box.key[2]) for box in read if box.verdict is Verdict.TICKED]
    asked = [box for box in read if box.verdict is Verdict.DOUBTFUL]
    likely = [int(box.key[2]) for box in read if box.verdict is not Verdict.EMPTY and box.likely]
    rather = sure or likely
    said = CODES[rather[0]] if len(rather) == 1 else ""
    return said, asked[0].why if asked else "" if len(sure) == 1 else "two"


def _look_id(desk: Desk, sheet: Id, person: Id, said: str, state: str) -> Id:
    """Return the id of the look that came of what a paper says (``said``) and a person decided (``state``)."""
    parts = (SafetyTick.kind, sheet.hex(), person.hex(), said, state)
    return keyed_id(desk.me.secret, *parts)


def _state(said: str, why: str, recorded: str, *, known: bool) -> str:
    if known or (said and said == recorded):
        return SAME
    if why:
        return DOUBTFUL
    # Who was not found and is seen later contradicts nobody.
    return DIFFERS if recorded and recorded != Safety.UNKNOWN else NEW


def _notices(event: SafetyEvent, missing: tuple[int, ...], pages: Iterable[PageRead]) -> list[str]:
    said: list[str] = []
    seen = tuple(pages)
    if event.closed_on:
        said.append("この安否確認は終わっています。保存すると、数も数えなおします。")
    if missing:
        said.append(f"{'・'.join(str(n) for n in missing)}ページ目が ありません。")
    if any(page.unsure for page in seen):
        said.append("線の場所が はっきりしないので、どの印も たしかめてください。")
    return [*said, *said_of(seen)]


# -- what is accepted ------------------------------------------------------------------------------------------------


def accept_safety(
    desk: Desk, proposal: SafetyProposal, answers: Mapping[Id, str] | None = None, *, seen_by: str = "", date: str = "",
    time: str = "",
) -> Done[int]:  # fmt: skip
    """Write what is sure and what a person decided as one action; returns how many looks are new.

    Args:
        desk: the open desk.
        proposal: as read.
        answers: by person a code of ``Safety``, or `NOT_SEEN`; a question without an answer is left out.
        seen_by: who ticked the paper; the person at the desk when empty.
        date: ISO day on which they looked; today when empty.
        time: "09:05"; now when empty.

    Raises:
        InputError: the event is no longer here, the moment has not come yet, or somebody had died before it.
    """
    given = dict(answers or {})
    now = desk.clock.now()
    day, clock = date or desk.today(), time or now.strftime("%H:%M")
    if (day, clock) > (desk.today(), now.strftime("%H:%M")):
        raise InputError("見た時刻が、いまより あとになっています。", "日と時刻を たしかめてください。")
    if proposal.opened_on and day < proposal.opened_on:
        raise InputError("見た日が、安否確認を始めた日より前です。", "見た日を たしかめてください。")
    with acting(desk, "") as session:
        event = get(session.connection, SafetyEvent, proposal.event)
        if event is None:
            raise InputError("この一覧の安否確認が、見つかりません。", "画面の「安否確認」で入れてください。")
        gone = died_before(session.connection, (m.person for m in proposal.marks), day)
        fresh, last = 0, disaster.last_moments(session.connection, event.id)
        for mark in proposal.marks:
            state = given.get(mark.person, mark.said if mark.state == NEW else NOT_SEEN)
            if mark.person in gone and state != NOT_SEEN:
                raise InputError(
                    f"{san(mark.name)}は、この日より前に亡くなっています。",
                    "見た日を直すか、この方を「印なし」にしてください。",
                )
            if state == NOT_SEEN or (state == mark.recorded and mark.state != NEW):
                continue
            values = {
                "event": event.id, "person": mark.person, "state": state, "date": day,
                "time": disaster.time_after(last.get(mark.person, ""), day, clock),
                "seen_by": seen_by.strip() or desk.user.name,
            }  # fmt: skip
            session.record(SafetyTick, _look_id(desk, proposal.sheet, mark.person, mark.said, state), values)
            fresh += 1
        session.label = f"{proposal.title}の一覧から {fresh}人の安否を入れました"
        if fresh and event.closed_on:
            disaster.write_counts(session, event, desk.today())
    return Done(fresh, session.changes)
