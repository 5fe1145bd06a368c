"""conflicts list, resolve: 「たしかめること」 for scripts and for those who like a keyboard."""

from __future__ import annotations

from typing import Any

from sasaeai_desktop.cli.common import Answer, Cli
from sasaeai_desktop.domain.errors import InputError
from sasaeai_desktop.services.desk import deciding
from sasaeai_desktop.services.inbox import finding, inbox, settling
from sasaeai_desktop.services.inbox.item import SAME, TAKE, TYPE, Item


def list_all(cli: Cli) -> Answer:
    """List everything that waits for a person, both sides with who and when."""
    with cli.desk() as desk:
        found = finding.findings(desk)
        items = inbox.items(desk)
    document = [
        _document(item, f.record, [i.hex() for i in f.ids], f.field)
        for item, f in zip(items, found, strict=True)
    ]
    lines: list[str] = []
    for item in items:
        lines += [item.key, f"  {item.about}: {item.title}"]
        for at, side in enumerate(item.sides, 1):
            now = "*" if side.shown else " "
            choice = f"--take {at}" if side.verb else "        "
            lines.append(f"  {now} {choice}  {side.words}  ({side.source.words})")
        lines += [f"    {_option(way.code)}  {way.words}" for way in item.ways]
    cli.say(f"たしかめることは {len(items)}件です。")
    return Answer(document, lines)


def _document(item: Item, kind: str, ids: list[str], field: str) -> dict[str, Any]:
    return {
        "key": item.key,
        "oddity": item.oddity.value,
        "about": item.about,
        "title": item.title,
        "why": item.why,
        "kind": kind,
        "id": ids[0] if ids else "",
        "ids": ids,
        "field": field,
        "values": [side.value for side in item.sides],
        "sides": [
            {
                "words": s.words, "who": s.source.who, "where": s.source.where, "on": s.source.on, "shown": s.shown,
                "verb": s.verb,
            }
            for s in item.sides
        ],
        "ways": [*(["take"] if any(s.verb for s in item.sides) else []), *(way.code for way in item.ways)],
    }  # fmt: skip


def _option(code: str) -> str:
    return {
        deciding.BOTH: "--keep-both",
        TYPE: "--value TEXT",
        SAME: "--same",
        deciding.WAIT: "--wait",
    }[code]


def resolve(cli: Cli) -> Answer:
    """Settle one item; the same as the click in the window, and undone there as a whole."""
    args = cli.args
    answer = _answer(args.take, args.value, keep_both=args.keep_both, same=args.same, wait=args.wait)
    with cli.desk() as desk:
        done = settling.resolve(desk, args.key, answer)
        left = finding.count(desk)
    cli.say(f"{done.result}。", f"たしかめることは あと{left}件です。")
    return Answer({"key": args.key, "done": done.result, "left": left}, [done.result])


def _answer(take: int, value: str | None, *, keep_both: bool, same: bool, wait: bool) -> settling.Answer:
    given = [
        *([settling.Answer(TAKE, take)] if take else []),
        *([settling.Answer(TYPE, text=value)] if value is not None else []),
        *([settling.Answer(deciding.BOTH)] if keep_both else []),
        *([settling.Answer(SAME)] if same else []),
        *([settling.Answer(deciding.WAIT)] if wait else []),
    ]
    if len(given) != 1:
        raise InputError(
            "どうするかが 1つに決まっていません。",
            "--take N、--value TEXT、--keep-both、--same、--wait のどれか1つを付けてください。",
        )
    return given[0]
