"""Scanned sheets: files in, one proposal per sheet out; nothing is written before a person says so.

`read_files` names whose sheet a page is and what stands on it; `visits`, `rosters` and `safety_lists` turn that into
proposals and write the accepted ones.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TypeVar

from sasaeai_desktop.db.repositories import scanned
from sasaeai_desktop.domain.errors import InputError, UserError
from sasaeai_desktop.domain.paper_boxes import PageBoxes
from sasaeai_desktop.domain.sheet_rows import roster_rows, safety_rows
from sasaeai_desktop.domain.watch import Sheet
from sasaeai_desktop.forms import codes, safety_list, salon_roster, visit_sheet
from sasaeai_desktop.forms.salon_roster import Guest, SalonRoster
from sasaeai_desktop.scanning import files, reading
from sasaeai_desktop.scanning.judge import BoxRead, Verdict
from sasaeai_desktop.scanning.reading import PageFound, PageName, PageRead
from sasaeai_desktop.services.desk.desk import Desk
from sasaeai_desktop.services.desk.desk import reading as reading_desk
from sasaeai_desktop.services.scan.rosters import RosterProposal, propose_roster
from sasaeai_desktop.services.scan.safety_lists import SafetyProposal, both_copies, propose_safety
from sasaeai_desktop.services.scan.visits import VisitProposal, propose_visits

_BACK = "back"
_Page = TypeVar("_Page")
Proposal = VisitProposal | RosterProposal | SafetyProposal
Report = Callable[[int, int, str], None]


class _End:
    """Stands behind the last page."""


_END = _End()


@dataclass(frozen=True, slots=True)
class Problem:
    """A page or file that gave nothing.

    Attributes:
        file: its name.
        page: from 1; 0 for a whole file.
        what: what is the matter, one sentence.
        todo: what to do, one sentence.
        kind: "file", "codes", "foreign", "blank", "layout" or "old".
    """

    file: str
    page: int
    what: str
    todo: str
    kind: str


@dataclass(frozen=True, slots=True)
class Scanned:
    """What came of some files.

    Attributes:
        sheets: one proposal per sheet, in the order in which they were met.
        problems: pages that are none of ours.
        pages: how many pages were looked at.
        backs: how many of them are the empty other side of a sheet.
    """

    sheets: tuple[Proposal, ...]
    problems: tuple[Problem, ...]
    pages: int
    backs: int = 0


@dataclass(slots=True)
class _Pile:
    """The pages of one sheet."""

    sheet: Sheet
    pages: dict[int, PageRead]
    total: int


def files_in(paths: Iterable[Path]) -> list[Path]:
    """Return the files themselves, and the scans that lie in folders, by name."""
    found: list[Path] = []
    for path in paths:
        if path.is_dir():
            inside = (p for p in path.iterdir() if p.is_file() and p.suffix.lower() in files.SUFFIXES)
            found += sorted(inside, key=lambda p: p.name)
        else:
            found.append(path)
    return found


def read_files(desk: Desk, paths: Sequence[Path], report: Report | None = None) -> Scanned:
    """Read scans; a file that cannot be read is a problem, not the end.

    Args:
        desk: the open desk.
        paths: files.
        report: told (page, pages, what is happening); may raise to stop.
    """
    problems: list[Problem] = []
    counts: dict[Path, int] = {}
    for path in paths:
        try:
            counts[path] = files.page_count(path)
        except UserError as error:
            problems.append(Problem(path.name, 0, error.what, error.todo, "file"))
    piles: dict[bytes, _Pile] = {}
    total, done, backs = sum(counts.values()), 0, 0
    numbers: Counter[Path] = Counter()
    for path, found in _ahead(_pages_found(counts)):
        if isinstance(found, UserError):
            problems.append(Problem(path.name, numbers[path], found.what, found.todo, "file"))
            continue
        numbers[path] += 1
        if report is not None:
            report(done, total, f"{total}ページのうち {done + 1}ページ目を読んでいます")
        kinds = [_take_page(desk, page, piles) for page in found or ()] or ["codes"]
        backs += found is None or kinds == [_BACK]
        if found is not None:
            problems += [
                Problem(path.name, numbers[path], *_SAY[kind], kind) for kind in kinds if kind in _SAY
            ]
        done += 1
    if report is not None:
        report(total, total, "まとめています")
    return Scanned(tuple(_propose(desk, pile) for pile in piles.values()), tuple(problems), done, backs)


def _pages_found(paths: Iterable[Path]) -> Iterator[tuple[Path, list[PageFound] | UserError | None]]:
    """Yield what lies on each page of each file; None for an empty page, the error where a file cannot be read on."""
    for path in paths:
        try:
            for scan in files.pages_of(path):
                found = reading.find_pages(scan, codes.decode, codes.MIDDLES)
                yield path, None if not found and reading.is_blank(scan) else found
        except UserError as error:
            yield path, error


def _ahead(pages: Iterator[_Page]) -> Iterator[_Page]:
    """Yield what an iterator yields, the next one always under way on the other core.

    Unpacking a scan and laying it flat is work of libraries that leave Python alone meanwhile; nothing there knows
    the database. The iterator runs in one thread only: pypdfium2 wants it so. It goes on from file to file: a
    scanner that makes a file of each page is the usual one.
    """
    with ThreadPoolExecutor(1) as pool:
        coming = pool.submit(next, pages, _END)
        while not isinstance(page := coming.result(), _End):
            coming = pool.submit(next, pages, _END)
            yield page


_SAY: dict[str, tuple[str, str]] = {
    "codes": (
        "四すみの印が読めません。",
        "訪問票・出席表・安否確認一覧なら、四すみまで入るように、もう一度読み取ってください。",
    ),
    "blank": ("お名前の入っていない用紙です。", "だれの票か わからないので、画面で入れてください。"),
    "layout": (
        "ちがう版のプログラムで印刷した票です。",
        "この票は、紙を見ながら画面で入れてください。",
    ),
    "foreign": (
        "この地区の票ではありません。",
        "もう1台のパソコンで印刷した票なら、さきにUSBで受け渡しをしてください。",
    ),
    "old": ("日にちの控えがない、古い出席表です。", "この出席表は、紙を見ながら画面で入れてください。"),
}


def _take_page(desk: Desk, found: PageFound, piles: dict[bytes, _Pile]) -> str:
    """Put a page on the pile of its sheet; return what is wrong with it, "" for nothing."""
    name = found.name
    if found.behind or name.mark == codes.BLANK:
        return _BACK if found.behind else "blank"
    if name.layout != codes.LAYOUT:
        return "layout"
    with reading_desk(desk) as session:
        sheet = scanned.sheet_marked(session, name.form, name.mark)
    layout, total = _layout(sheet, name) if sheet is not None else (None, 1)
    if sheet is None or layout is None:
        return "foreign" if total else "old"
    if found.flat is None:
        return "codes"
    read = reading.read_page(found, layout)
    pile = piles.setdefault(sheet.id, _Pile(sheet, {}, total))
    before = pile.pages.get(name.page)
    twice = both_copies if name.form == safety_list.NAME else _twice
    pile.pages[name.page] = read if before is None else twice(before, read)
    return ""


def _layout(sheet: Sheet, name: PageName) -> tuple[PageBoxes | None, int]:
    """Return where the boxes of a page lie, and how many pages the sheet has."""
    if name.form == visit_sheet.NAME:
        total = max(1, -(-len(sheet.rows.split()) // visit_sheet.PER_PAGE))
        return (visit_sheet.boxes(sheet.month) if name.page <= total else None), total
    if name.form == safety_list.NAME:
        people = len(safety_rows(sheet.rows).people)
        left = min(safety_list.PER_PAGE, people - (name.page - 1) * safety_list.PER_PAGE)
        return (safety_list.boxes(left) if left > 0 else None), safety_list.pages(people)
    rows = roster_rows(sheet.rows)
    if rows is None:
        return None, 0
    nobody = Guest(name="")
    plans = salon_roster.plan(
        SalonRoster(
            sessions=rows.days,
            regulars=(nobody,) * len(rows.regulars),
            occasional=(nobody,) * len(rows.occasional),
        )
    )
    return (salon_roster.boxes(plans[name.page - 1]) if name.page <= len(plans) else None), len(plans)


def _twice(before: PageRead, again: PageRead) -> PageRead:
    """Return a page that was scanned twice: where both differ, a person decides."""
    other = {box.key: box for box in again.boxes}
    boxes = tuple(_agreed(box, other[box.key]) for box in before.boxes)
    return replace(
        before,
        boxes=boxes,
        unsure=before.unsure or again.unsure,
        picture=reading.overlaid(before, again),
        written=before.written | again.written,
    )


def _agreed(one: BoxRead, two: BoxRead) -> BoxRead:
    if one.verdict is two.verdict:
        return one
    return replace(one, verdict=Verdict.DOUBTFUL, likely=one.likely or two.likely, why="twice")


def _propose(desk: Desk, pile: _Pile) -> Proposal:
    pages = {number: _doubted(page) for number, page in sorted(pile.pages.items())}
    if pile.sheet.form == visit_sheet.NAME:
        return propose_visits(desk, pile.sheet, pages, pile.total)
    if pile.sheet.form == safety_list.NAME:
        return propose_safety(desk, pile.sheet, pages, pile.total)
    return propose_roster(desk, pile.sheet, pages, pile.total)


def _doubted(page: PageRead) -> PageRead:
    """On a page that lies unsurely, every tick is doubtful."""
    if not page.unsure:
        return page
    boxes = tuple(
        replace(box, verdict=Verdict.DOUBTFUL, why="page") if box.verdict is Verdict.TICKED else box
        for box in page.boxes
    )
    return replace(page, boxes=boxes)


def nothing_read(found: Scanned) -> InputError | None:
    """Return what to say when not one page could be read."""
    if found.sheets:
        return None
    if not found.problems:
        return InputError(
            "何も印刷されていないページでした。", "紙の表と裏を たしかめて、もう一度読み取ってください。"
        )
    if len(found.problems) == 1:
        only = found.problems[0]
        return InputError(only.what, only.todo)
    kinds: dict[str, int] = defaultdict(int)
    for problem in found.problems:
        kinds[problem.what] += 1
    words = "".join(f"{what}（{count}）" for what, count in kinds.items())
    return InputError(
        f"読める票が、1枚もありませんでした。{words}", "紙を たしかめて、もう一度読み取ってください。"
    )
