"""safety open, tick, list, close: 安否確認 in a disaster."""

from __future__ import annotations

from typing import Any

from sasaeai_desktop.cli.common import Answer, Cli
from sasaeai_desktop.domain.errors import InputError
from sasaeai_desktop.domain.labels import Labelled, label_of
from sasaeai_desktop.domain.plans import Disaster, Safety
from sasaeai_desktop.services.people import erasing
from sasaeai_desktop.services.plans import disaster, summary
from sasaeai_desktop.services.plans.disaster import Board
from sasaeai_desktop.services.reports import headquarters


def open_event(cli: Cli) -> Answer:
    """Open a 安否確認 now."""
    kind = _code(Disaster, cli.args.kind)
    with cli.desk() as desk:
        done = disaster.open_event(desk, kind, cli.args.name)
        board = disaster.board(desk, done.result)
    cli.say(f"{done.changes.label}。")
    return Answer(_document(board), _lines(board, left=False))


def tick(cli: Cli) -> Answer:
    """Write down that somebody was seen."""
    state = _code(Safety, cli.args.state)
    with cli.desk() as desk:
        person = erasing.person_numbered(desk, cli.args.person)
        done = disaster.tick(desk, person, state, cli.args.by, cli.args.note)
        board = disaster.board(desk)
    cli.say(f"{done.changes.label}。")
    return Answer(_document(board, rows=False), [f"まだ {board.left}人"])


def list_people(cli: Cli) -> Answer:
    """Give everyone to look for, those most in need first."""
    with cli.desk() as desk:
        open_one = disaster.current_event(desk)
        latest = open_one or next(iter(disaster.events(desk)), None)
        board = disaster.board(desk, latest.id if latest else None)
    return Answer(_document(board, left=cli.args.left), _lines(board, left=cli.args.left))


def close_event(cli: Cli) -> Answer:
    """Close the event and write its counts; with --out the summary for the headquarters."""
    args = cli.args
    with cli.desk() as desk:
        if args.out is not None:
            held = disaster.current_event(desk)
            if held is None:
                raise InputError("始まっている安否確認がありません。", "safety open で始めてください。")
            some = summary.summary(desk, held.id, args.names, args.reason)
        done = disaster.close_event(desk)
        if args.out is not None:
            headquarters.write_summary(desk, some, args.out)
    cli.say(f"{done.changes.label}。")
    document = _document(done.result, rows=False)
    if args.out is not None:
        document |= {"path": str(args.out), "names": [p.name for p in some.people]}
    return Answer(document, [str(args.out)] if args.out is not None else [f"まだ {done.result.left}人"])


def _code(kind: type[Labelled], text: str) -> str:
    """Return the code of a label or code.

    Raises:
        InputError: it is neither.
    """
    found = kind.from_label(text) or next((k for k in kind if k == text), None)
    if found is None:
        words = "、".join(f"{k.value}（{k.label}）" for k in kind)
        raise InputError(f"「{text}」は えらべません。", f"{words} からえらんでください。")
    return found.value


def _document(board: Board, *, left: bool = False, rows: bool = True) -> dict[str, Any]:
    held = board.event
    document: dict[str, Any] = {
        "event": held.id.hex(),
        "kind": held.disaster,
        "title": board.title,
        "opened": f"{held.opened_on}T{held.opened_time}",
        "closed": f"{held.closed_on}T{held.closed_time}" if held.closed_on else None,
        "people": len(board.rows),
        "safe": board.safe,
        "help": board.help,
        "unknown": board.unknown,
        "left": board.left,
        "minutes_half": board.minutes_half,
        "minutes_all": board.minutes_all,
    }
    if rows:
        document["rows"] = [
            {"name": r.name, "town": r.town, "group": r.group, "phone": r.phone, "needs": r.needs, "help": r.help_words, "place": r.place,
             "state": r.state, "seen": r.seen}
            for r in board.rows
            if not left or not r.state
        ]  # fmt: skip
    return document


def _lines(board: Board, *, left: bool) -> list[str]:
    head = (
        f"{board.title}  無事 {board.safe}  支援が必要 {board.help}  不明 {board.unknown}  まだ {board.left}"
    )
    return [head] + [
        f"  {label_of(Safety, r.state) if r.state else 'まだ'}  {r.town}{r.group}  {r.name}  {r.phone}  {r.needs}".rstrip()
        for r in board.rows
        if not left or not r.state
    ]
