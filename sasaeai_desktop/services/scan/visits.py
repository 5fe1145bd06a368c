"""A scanned 訪問票 beside what is recorded: what is new, what agrees, what a person has to decide.

Written through `sheet_marks.save_marks`, as if it had been typed into the month grid; so a mark on paper has the same
id whichever way it came in, and a sheet read twice changes nothing.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from sasaeai_desktop.db.repositories import people as people_repo
from sasaeai_desktop.domain.changes import Changes
from sasaeai_desktop.domain.errors import InputError
from sasaeai_desktop.domain.ids import Id
from sasaeai_desktop.domain.paper_boxes import Rect
from sasaeai_desktop.domain.sheet_rows import visit_rows
from sasaeai_desktop.domain.signs import load_signs, paper_signs
from sasaeai_desktop.domain.watch import ABSENT_RESULTS, Condition, Method, Result, Sheet
from sasaeai_desktop.forms import visit_sheet
from sasaeai_desktop.scanning.judge import BoxRead, Verdict
from sasaeai_desktop.scanning.reading import PageRead
from sasaeai_desktop.services.desk.desk import Desk, Done, reading
from sasaeai_desktop.services.scan.meaning import said_of
from sasaeai_desktop.services.watch import judged, sheet_marks, sheets
from sasaeai_desktop.services.watch.sheet_marks import SheetMark
from sasaeai_desktop.services.watch.sheets import SheetView

METHODS = (Method.VISIT.value, Method.PHONE.value, Method.PATTERN.value)  # from the top down, as on paper
NEW, SAME, DOUBTFUL, DIFFERS, ONLY_TYPED, FUTURE = "new", "same", "doubtful", "differs", "typed", "future"
MARK, ABSENT, NOTHING = "mark", "absent", "nothing"
"""What a person says of a box: a mark, the 不 of "not met", or nothing."""

_USUAL = {METHODS[0]: Result.MET.value, METHODS[1]: Result.MET.value, METHODS[2]: Result.SEEN.value}
_ABSENT = {METHODS[1]: Result.NO_ANSWER.value}

Place = tuple[Id, int, str]
"""Person, day of the month, method."""


@dataclass(frozen=True, slots=True)
class ScanMark:
    """One box that holds something, on paper or in the records.

    Attributes:
        row: of `SheetView.rows`.
        state: "new", "same", "doubtful", "differs" (another method is recorded that day), "typed" (recorded,
            not on paper), "future" (a day still to come, or before the birth or after 死亡; cannot be saved).
        likely: whether a doubtful box is rather ticked.
        why: why it is doubtful, see `BoxRead.why`; or the code of the rule of judgement that asks.
        recorded: methods recorded on that day.
        page: from 1; 0 when the page was not scanned.
        rect: where it lies on the upright page, in mm.
    """

    person: Id
    row: int
    day: int
    method: str
    state: str
    likely: bool = False
    why: str = ""
    recorded: tuple[str, ...] = ()
    page: int = 0
    rect: Rect = (0.0, 0.0, 0.0, 0.0)

    @property
    def place(self) -> Place:
        """What identifies it."""
        return self.person, self.day, self.method

    @property
    def asks(self) -> bool:
        """Whether a person has to decide."""
        return self.state in (DOUBTFUL, DIFFERS)


@dataclass(frozen=True, slots=True)
class BlockNote:
    """What was written beside the days of a person: signs and a memo, for a person to read.

    Attributes:
        signs: codes of the boxes that hold ink.
        memo: whether something is written in the memo line.
        rect: of signs and memo on the page, in mm.
        memo_rect: of the memo alone.
        total_rect: of the 計.
    """

    person: Id
    row: int
    page: int
    signs: tuple[str, ...]
    memo: bool
    rect: Rect
    memo_rect: Rect
    total_rect: Rect
    total: bool


@dataclass(frozen=True, slots=True)
class VisitProposal:
    """One visit sheet as read.

    Attributes:
        view: the sheet with what is recorded.
        marks: by paper order.
        notes: blocks with signs, a memo or a 計.
        pictures: JPEG of each upright page.
        pages, missing: numbers of the pages that were scanned, and of those that were not.
        notices: sentences about the sheet as a whole.
        blocks: by row of the view, the page and where the person's block lies on it, in mm.
        old: a newer sheet of the same round exists.
        unsure: a page lay so that all of its marks are doubtful.
    """

    view: SheetView
    marks: tuple[ScanMark, ...]
    notes: tuple[BlockNote, ...]
    pictures: Mapping[int, bytes]
    pages: tuple[int, ...]
    missing: tuple[int, ...]
    notices: tuple[str, ...]
    blocks: Mapping[int, tuple[int, Rect]]
    old: bool = False
    unsure: bool = False

    @property
    def form(self) -> str:
        """Name of the form."""
        return visit_sheet.NAME

    @property
    def number(self) -> str:
        """票の番号."""
        return self.view.number

    @property
    def questions(self) -> tuple[ScanMark, ...]:
        """Boxes that a person has to decide."""
        return tuple(m for m in self.marks if m.asks)

    def count(self, state: str) -> int:
        """Return how many boxes are in a state."""
        return sum(m.state == state for m in self.marks)

    @property
    def known(self) -> bool:
        """Whether everything on paper is recorded already."""
        return not self.count(NEW) and not self.questions

    @property
    def certain(self) -> bool:
        """Whether nothing has to be decided or looked at."""
        return not self.questions and not self.old and not self.unsure


@dataclass(frozen=True, slots=True)
class NoteTyped:
    """Signs and memo of a block as a person read them, for one of its days."""

    person: Id
    day: int
    signs: tuple[str, ...] = ()
    memo: str = ""


# -- what was read ---------------------------------------------------------------------------------------------------


def propose_visits(desk: Desk, sheet: Sheet, pages: Mapping[int, PageRead], total: int) -> VisitProposal:
    """Put what was read beside what is recorded."""
    view = sheets.open_sheet(desk, sheet.id)
    with reading(desk) as session:
        alias = people_repo.aliases(session)
    rows = {row.person: at for at, row in enumerate(view.rows)}
    people = [alias.of(person) for person in visit_rows(sheet.rows)]
    boxes: dict[Place, tuple[int, BoxRead, Rect]] = {}
    notes: list[BlockNote] = []
    strangers = 0
    for number, page in pages.items():
        for one in page.boxes:
            at = (number - 1) * visit_sheet.PER_PAGE + int(one.key[1])
            person = people[at] if at < len(people) else None
            if one.key[0] != "mark" or one.verdict is Verdict.EMPTY:
                continue
            if person is None or person not in rows:
                strangers += 1
                continue
            place = (person, int(one.key[2]), METHODS[int(one.key[3])])
            rect = visit_sheet.zone(int(one.key[1]), int(one.key[2]), int(one.key[3]))
            boxes[place] = (number, one, _moved(rect, one.shift))
        notes += _notes(number, page, people, rows)
    missing = tuple(n for n in range(1, total + 1) if n not in pages)
    old = _is_old(desk, view)
    return VisitProposal(
        view, tuple(_marks(desk, view, boxes)), tuple(notes), {n: p.picture for n, p in pages.items()},
        tuple(pages), missing, tuple(_notices(missing, old, strangers, pages.values())),
        _blocks(people, rows, pages), old,
        any(page.unsure for page in pages.values()),
    )  # fmt: skip


def _blocks(
    people: list[Id], rows: Mapping[Id, int], pages: Mapping[int, PageRead]
) -> dict[int, tuple[int, Rect]]:
    found: dict[int, tuple[int, Rect]] = {}
    for at, person in enumerate(people):
        page, block = at // visit_sheet.PER_PAGE + 1, at % visit_sheet.PER_PAGE
        if person in rows and page in pages:
            top = visit_sheet.TOP + block * visit_sheet.PITCH
            wide, high = visit_sheet.RIGHT - visit_sheet.LEFT, visit_sheet.PITCH - 1.5
            found.setdefault(rows[person], (page, (visit_sheet.LEFT, top, wide, high)))
    return found


def _moved(rect: Rect, shift: tuple[float, float]) -> Rect:
    return rect[0] + shift[0], rect[1] + shift[1], rect[2], rect[3]


def _is_old(desk: Desk, view: SheetView) -> bool:
    """Say whether another sheet of the same watcher and month was printed for the round as it is now."""
    lines = sheets.sheets_of_month(desk, view.month)
    return any(x.watcher == view.watcher and x.sheet not in (None, view.sheet) for x in lines)


def _notices(missing: tuple[int, ...], old: bool, strangers: int, pages: Iterable[PageRead]) -> list[str]:
    said: list[str] = []
    pages = tuple(pages)
    if old:
        said.append("もう一度印刷した票があります。これは古いほうの票です。")
    if missing:
        said.append(f"{'・'.join(str(n) for n in missing)}ページ目が ありません。")
    if strangers:
        said.append(f"お名前のない欄に、印が {strangers}つあります。")
    if any(page.unsure for page in pages):
        said.append("線の場所が はっきりしないので、どの印も たしかめてください。")
    return [*said, *said_of(pages)]


def _marks(desk: Desk, view: SheetView, boxes: Mapping[Place, tuple[int, BoxRead, Rect]]) -> list[ScanMark]:
    found: list[ScanMark] = []
    with reading(desk) as session:
        places = {(person, f"{view.month}-{day:02}") for person, day, _ in boxes}
        odd = judged.first_findings(session, places, desk.today())
    for at, row in enumerate(view.rows):
        days = sorted({*row.marks, *(day for person, day, _ in boxes if person == row.person)})
        for day in days:
            recorded = tuple(dict.fromkeys(m.method for m in row.marks.get(day, ())))
            read = {m: boxes[row.person, day, m] for m in METHODS if (row.person, day, m) in boxes}
            for method in (*METHODS, *(m for m in recorded if m not in METHODS)):
                if method in read:
                    page, one, rect = read[method]
                    others = [m for m in recorded if m not in read]
                    state = _state(one, method in recorded, bool(others))
                    said = odd.get((row.person, f"{view.month}-{day:02}"))
                    if said is not None and (said.impossible or state == NEW):
                        state = FUTURE if said.impossible else DOUBTFUL
                    why = one.why if said is None else said.rule.code
                    mark = ScanMark(row.person, at, day, method, state, one.likely, why, recorded, page, rect)
                    found.append(mark)
                elif method in recorded:
                    found.append(ScanMark(row.person, at, day, method, ONLY_TYPED, recorded=recorded))
    return found


def _state(one: BoxRead, recorded: bool, others: bool) -> str:
    if recorded:
        return SAME
    if one.verdict is Verdict.DOUBTFUL:
        return DOUBTFUL
    return DIFFERS if others else NEW


def _notes(number: int, page: PageRead, people: list[Id], rows: Mapping[Id, int]) -> list[BlockNote]:
    signs = [sign.code for sign in paper_signs(load_signs())]
    inked: dict[int, list[str]] = defaultdict(list)
    for one in page.boxes:
        if one.key[0] == "sign" and one.likely and int(one.key[2]) < len(signs):
            inked[int(one.key[1])].append(signs[int(one.key[2])])
    areas = {area.key: area.rect for area in visit_sheet.boxes("").areas}
    found: list[BlockNote] = []
    for block in range(visit_sheet.PER_PAGE):
        at = (number - 1) * visit_sheet.PER_PAGE + block
        if at >= len(people) or people[at] not in rows:
            continue
        memo, total = ("memo", block) in page.written, ("total", block) in page.written
        if inked[block] or memo or total:
            y = areas["memo", block][1]
            whole = (visit_sheet.LEFT, y - 4.4, visit_sheet.RIGHT - visit_sheet.LEFT, 12.0)
            found.append(
                BlockNote(
                    people[at], rows[people[at]], number, tuple(inked[block]), memo, whole,
                    areas["memo", block], areas["total", block], total,
                )
            )  # fmt: skip
    return found


# -- what is accepted ------------------------------------------------------------------------------------------------


def accept_visits(
    desk: Desk, proposal: VisitProposal, answers: Mapping[Place, str] | None = None,
    notes: Iterable[NoteTyped] = (),
) -> Done[int]:  # fmt: skip
    """Write what is sure and what a person decided, as the month grid would; returns how many marks are new.

    What is recorded stays, unless an answer says otherwise: "nothing" on a recorded mark takes it off, "mark" on
    one that differs replaces what is recorded that day under another method.

    Args:
        desk: the open desk.
        proposal: as read.
        answers: what a person said of single boxes; a question without an answer is left out.
        notes: signs and memos, each for a day that has a mark.

    Raises:
        InputError: a note names a day without any mark.
    """
    given = dict(answers or {})
    view = sheets.open_sheet(desk, proposal.view.sheet)
    held: dict[Place, list[SheetMark]] = defaultdict(list)
    for row in view.rows:
        for day, marks in row.marks.items():
            for m in marks:
                typed = SheetMark(row.person, day, m.method, m.result, m.condition, m.signs, m.memo)
                held[row.person, day, m.method].append(typed)
    before = {place: list(marks) for place, marks in held.items()}
    on_paper = {m.place for m in proposal.marks if m.state not in (ONLY_TYPED, FUTURE)}
    for mark in proposal.marks:
        _settle(held, mark, given.get(mark.place, _unasked(mark)), on_paper)
    for note in notes:
        _write_note(held, note)
    wanted = {place: marks for place, marks in held.items() if marks}
    if wanted == {place: marks for place, marks in before.items() if marks}:
        return Done(0, Changes(ids={}))
    fresh = sum(max(0, len(marks) - len(before.get(place, ()))) for place, marks in wanted.items())
    done = sheet_marks.save_marks(desk, view.sheet, [m for marks in wanted.values() for m in marks])
    return Done(fresh, done.changes)


def _unasked(mark: ScanMark) -> str:
    """Return what happens to a box of which nobody said anything: "" leaves everything as it is."""
    return MARK if mark.state == NEW else ""


def _settle(held: dict[Place, list[SheetMark]], mark: ScanMark, answer: str, on_paper: set[Place]) -> None:
    here = held[mark.place]
    if not answer or mark.state == FUTURE:
        return
    if answer == NOTHING:
        here.clear()
        return
    result = _USUAL.get(mark.method, Result.MET.value)
    if answer == ABSENT:
        result = _ABSENT.get(mark.method, Result.ABSENT.value)
    if not here:
        here.append(SheetMark(mark.person, mark.day, mark.method, result, _usual_condition(result)))
    elif answer == ABSENT or (here[0].result in ABSENT_RESULTS and mark.state != SAME):
        told = here[0].condition not in ("", Condition.SAME)
        here[0] = replace(
            here[0], result=result, condition=here[0].condition if told else _usual_condition(result)
        )
    if mark.state == DIFFERS:
        for other in mark.recorded:
            if (mark.person, mark.day, other) not in on_paper:
                held[mark.person, mark.day, other].clear()


def _usual_condition(result: str) -> str:
    """Who was not met is not said to be as usual."""
    return "" if result in ABSENT_RESULTS else Condition.SAME.value


def _write_note(held: dict[Place, list[SheetMark]], note: NoteTyped) -> None:
    for place, marks in held.items():
        if place[:2] == (note.person, note.day) and marks:
            first = marks[0]
            signs = tuple(dict.fromkeys((*first.signs, *note.signs)))
            memo = (
                note.memo
                if not first.memo or note.memo in first.memo
                else f"{first.memo} {note.memo}".strip()
            )
            if first.memo and note.memo in first.memo:
                memo = first.memo
            concern = (
                Condition.CONCERN.value
                if signs and first.condition in ("", Condition.SAME)
                else first.condition
            )
            marks[0] = replace(first, signs=signs, memo=memo, condition=concern)
            return
    raise InputError(
        f"{note.day}日には、印がありません。", "サインやメモは、印のある日をえらんで入れてください。"
    )
