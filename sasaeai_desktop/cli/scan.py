"""scan: printed sheets that come back filled in."""

from __future__ import annotations

from collections import defaultdict
from typing import Any

from sasaeai_desktop.cli.common import Answer, Cli
from sasaeai_desktop.domain.errors import InputError
from sasaeai_desktop.domain.labels import label_of
from sasaeai_desktop.domain.plans import Safety
from sasaeai_desktop.domain.wareki import wareki
from sasaeai_desktop.services.desk.common import month_day
from sasaeai_desktop.services.desk.desk import Desk
from sasaeai_desktop.services.scan import rosters, safety_lists, scanning, visits
from sasaeai_desktop.services.scan.rosters import RosterProposal
from sasaeai_desktop.services.scan.safety_lists import SafetyProposal
from sasaeai_desktop.services.scan.scanning import Problem, Proposal
from sasaeai_desktop.services.scan.visits import VisitProposal

_SIGNS = {"visit": "訪", "phone": "電", "pattern": "姿"}
_STATES = {
    "new": "新しい印", "same": "もう入っている印", "doubtful": "たしかめる印", "differs": "きろくとちがう印",
    "typed": "紙にない きろく", "future": "入れられない印",
}  # fmt: skip


def scan(cli: Cli) -> Answer:
    """Say what stands on scanned sheets; write it only with ``--write``."""
    args = cli.args
    with cli.desk() as desk, cli.progress("読み取り") as progress:
        paths = scanning.files_in(args.files)
        report = (lambda done, total, _doing: progress(done, total)) if progress else None
        found = scanning.read_files(desk, paths, report)
        for problem in found.problems:
            cli.say(_place(problem), problem.what, problem.todo)
        nothing = scanning.nothing_read(found)
        if nothing is not None and not args.json:
            raise nothing
        sheets = [_sheet(cli, desk, proposal) for proposal in found.sheets]
    problems = [{"file": p.file, "page": p.page, "kind": p.kind, "reason": p.what} for p in found.problems]
    document = {
        "pages": found.pages, "backs": found.backs, "sheets": sheets, "problems": problems, "written": bool(args.write)
    }  # fmt: skip
    lines = [line for sheet in sheets for line in _lines(sheet)]
    return Answer(document, lines, code=0 if found.sheets else InputError.exit_code)


def _place(problem: Problem) -> str:
    return f"{problem.file}" + (f"の{problem.page}ページ目" if problem.page else "") + ": "


def _sheet(cli: Cli, desk: Desk, proposal: Proposal) -> dict[str, Any]:
    """Describe a sheet, and write it when that was asked for and nothing in it is open."""
    if isinstance(proposal, SafetyProposal):
        told = _safety(proposal)
    else:
        told = _visit(proposal) if isinstance(proposal, VisitProposal) else _roster(proposal)
    told |= {
        "pages": list(proposal.pages), "missing_pages": list(proposal.missing), "notices": list(proposal.notices),
        "certain": proposal.certain, "written": None,
    }  # fmt: skip
    if cli.args.write:
        told["written"] = _write(cli, desk, proposal)
    return told


def _write(cli: Cli, desk: Desk, proposal: Proposal) -> int | None:
    """Write a sheet; a doubtful box is left out, never guessed."""
    name = f"票{proposal.number}"
    if not proposal.certain and not cli.args.leave_doubtful:
        cli.say(
            f"{name}は、たしかめるところがあるので、書きこみませんでした。",
            "画面の「紙を読み取る」で たしかめるか、--leave-doubtful で はっきりした印だけを書きこんでください。",
        )
        return None
    if isinstance(proposal, VisitProposal):
        done = visits.accept_visits(desk, proposal)
        if proposal.notes:
            cli.say(f"{name}に、手書きのメモやサインがあります。画面の「紙を読み取る」で見てください。")
    elif isinstance(proposal, SafetyProposal):
        done = safety_lists.accept_safety(desk, proposal)
    else:
        done = rosters.accept_roster(desk, proposal)
        if proposal.newcomers or any(c.written for column in proposal.columns for c in column.counts):
            cli.say(f"{name}に、手書きのお名前や人数があります。画面の「紙を読み取る」で入れてください。")
    cli.say(
        f"{name}の印を {done.result}つ書きこみました。" if done.result else f"{name}は、もう入っています。"
    )
    return done.result


def _visit(proposal: VisitProposal) -> dict[str, Any]:
    view = proposal.view
    marks = [
        {
            "person": view.rows[m.row].name, "date": f"{view.month}-{m.day:02}", "method": m.method,
            "state": m.state, "likely": m.likely, "why": m.why, "page": m.page,
        }
        for m in proposal.marks
    ]  # fmt: skip
    notes = [
        {"person": view.rows[n.row].name, "signs": list(n.signs), "memo": n.memo, "page": n.page}
        for n in proposal.notes
        if n.signs or n.memo
    ]
    return {
        "form": proposal.form, "number": view.number, "month": view.month, "who": view.watcher_name,
        "marks": marks, "notes": notes,
    }  # fmt: skip


def _roster(proposal: RosterProposal) -> dict[str, Any]:
    names = {row.person: row.name for row in proposal.rows} | {rosters.CANCELLED: "中止"}
    marks = [
        {
            "person": names.get(m.person, ""), "date": m.day, "state": m.state, "likely": m.likely, "why": m.why,
            "page": m.page,
        }
        for m in proposal.marks
    ]  # fmt: skip
    notes = [{"row": n.row + 1, "dates": list(n.days), "page": n.page} for n in proposal.newcomers]
    return {
        "form": proposal.form, "number": proposal.number, "month": proposal.month,
        "who": proposal.salon_name, "marks": marks, "newcomers": notes,
    }  # fmt: skip


def _safety(proposal: SafetyProposal) -> dict[str, Any]:
    marks = [
        {
            "person": m.name, "date": "", "order": m.order, "said": m.said, "state": m.state, "why": m.why,
            "recorded": m.recorded, "page": m.page,
        }
        for m in proposal.marks
    ]  # fmt: skip
    return {
        "form": proposal.form, "number": proposal.number, "month": proposal.month, "who": proposal.title,
        "marks": marks, "empty": proposal.empty,
    }  # fmt: skip


def _lines(sheet: dict[str, Any]) -> list[str]:
    counts: dict[str, int] = defaultdict(int)
    for mark in sheet["marks"]:
        counts[mark["state"]] += 1
    title = f"票{sheet['number']} {wareki(sheet['month'])} {sheet['who']}"
    lines = [f"{title}: " + " / ".join(f"{_STATES[s]} {n}" for s, n in counts.items())]
    lines += [f"  ！ {notice}" for notice in sheet["notices"]]
    for mark in sheet["marks"]:
        sign = _SIGNS.get(mark.get("method", ""), "")
        if mark["state"] != "same":
            day = (
                f"{month_day(mark['date'])}{sign}" if mark["date"] else label_of(Safety, mark.get("said", ""))
            )
            lines.append(f"  {_STATES[mark['state']]}: {mark['person']} {day}")
    lines += [f"  メモ・サイン: {note['person']}" for note in sheet.get("notes", ())]
    lines += [f"  はじめての方: {note['row']}行目" for note in sheet.get("newcomers", ())]
    return lines
