"""bundle export, inspect, import, receipts."""

from __future__ import annotations

from pathlib import Path

from sasaeai_desktop.cli.common import Answer, Cli
from sasaeai_desktop.domain.errors import InputError, RefusedError
from sasaeai_desktop.domain.routes import Route
from sasaeai_desktop.services.inbox import arrived
from sasaeai_desktop.services.usb import bundles, opening, receipts, receiving
from sasaeai_desktop.services.usb.receipts import Receipt
from sasaeai_desktop.services.usb.receiving import Imported

_STATES = {"applied": "取り込みました", "already": "取り込みずみです", "refused": "受け取れません"}


def export(cli: Cli) -> Answer:
    """Say whose names will be inside, then write the bundle."""
    args = cli.args
    route = Route(args.to)
    if route is Route.TO_DISTRICT and not args.code:
        raise InputError("「--code」が足りません。", "どの地区に渡すか、番号を付けてください。")
    with cli.desk() as desk:
        planned = bundles.contents(desk, route, args.code)
        cli.say(_names_sentence(planned.names))
        done = bundles.export(desk, route, args.out, args.code).result
    cli.say("USBメモリーは、「安全な取り外し」をしてから ぬいてください。")
    document = {
        "path": str(done.path),
        "paths": [str(path) for path in done.paths],
        "sender": done.sender,
        "sequence": done.sequence,
        "changes": done.changes,
        "bytes": done.bytes,
        "names": done.names,
    }
    if done.more:
        cli.say(f"1つに入りきらないので、{len(done.paths)}つのファイルに分けました。全部 渡してください。")
    return Answer(document, [str(path) for path in done.paths])


def _names_sentence(names: list[str]) -> str:
    return (
        f"この中には {len(names)}人の名前が入ります: {'、'.join(names)}。"
        if names
        else "この中に、人の名前は入りません。"
    )


def inspect(cli: Cli) -> Answer:
    """Say what stands in a bundle."""
    _there(cli.args.file)
    with cli.desk() as desk:
        found = receiving.inspect(desk, cli.args.file)
    document = {
        "from": found.sender,
        "to": found.to,
        "number": found.number,
        "changes": found.changes,
        "streams": found.streams,
        "names": found.names,
        "verified": found.verified,
        "district": found.district,
    }
    lines = [
        f"書いたパソコン: {found.sender} ({found.district}番の地区)",
        f"番号: {found.number}",
        f"記録の数: {found.changes}",
        f"名前: {'、'.join(found.names) if found.names else 'なし'}",
        f"署名: {'確かめました' if found.verified else '確かめられません'}",
    ]
    return Answer(document, lines)


def import_files(cli: Cli) -> Answer:
    """Take bundles in, each judged alone."""
    with (
        opening.second_process(cli.args.files) as second,  # it starts while the passphrase is proven
        cli.desk() as desk,
        cli.progress("取り込み") as progress,
    ):
        results = receiving.import_files(desk, cli.args.files, progress, second).result
    for result in results:
        for notice in result.notices:
            cli.say(notice)
    refused = [r for r in results if r.state == "refused"]
    for result in refused:
        cli.say(f"{result.path.name}: {result.reason}")
    document = {"files": [_file(result) for result in results]}
    return Answer(document, [_line(r) for r in results], code=RefusedError.exit_code if refused else 0)


def changes(cli: Cli) -> Answer:
    """Tell what others changed here with the latest files, per record and by whom."""
    with cli.desk() as desk:
        found = arrived.arrivals(desk, cli.args.last)
    document = [
        {
            "at": each.at, "from": each.sender, "new": each.new, "more": each.more,
            "changed": [
                {"about": line.about, "words": line.words, "who": line.source.who, "where": line.source.where,
                 "on": line.source.on}
                for line in each.lines
            ],
        }
        for each in found
    ]  # fmt: skip
    lines: list[str] = []
    for each in found:
        lines.append(f"{each.at[:16].replace('T', ' ')}  {each.sender}  新しいもの: {each.new or 'なし'}")
        lines += [f"  {line.about}: {line.words}  ({line.source.words})" for line in each.lines]
        lines += [f"  ほか {each.more:,}件"] if each.more else []
    return Answer(document, lines)


def _file(result: Imported) -> dict[str, object]:
    return {
        "path": str(result.path),
        "state": result.state,
        "changes": result.changes,
        "conflicts": result.conflicts,
        "reason": result.reason,
        "check": result.check,
        "notices": result.notices,
        "set_aside": result.aside,
    }


def _line(result: Imported) -> str:
    amount = f" 新しい記録 {result.changes}" if result.state == "applied" else ""
    return f"{result.path.name}: {_STATES[result.state]}{amount}"


def _there(path: Path) -> None:
    if not path.is_file():
        raise InputError(
            f"「{path}」というファイルがありません。", "ファイルの場所と名前を確かめてください。"
        )


def receipts_list(cli: Cli) -> Answer:
    """List what others have confirmed of what was written here, and how long nothing was heard."""
    with cli.desk() as desk:
        held, ageing = receipts.receipts(desk), receipts.ageing(desk)
    document = {
        "receipts": [
            {
                "device": r.device,
                "district": r.district,
                "letter": r.letter,
                "unconfirmed": r.unconfirmed,
                "confirmed_on": r.confirmed_on,
                "waiting_since": r.waiting_since,
                "not_written": r.not_written,
                "lost_numbers": list(r.lost_numbers),
            }
            for r in held
        ],
        "ageing": [
            {
                "code": a.code,
                "name": a.name,
                "heard_on": a.heard_on,
                "silent_since": a.silent_since,
                "unanswered_since": a.unanswered_since,
                "gap": a.gap,
            }
            for a in ageing
        ],
    }
    lines = [f"{r.district} {r.letter}  {r.words}{_lost(r)}" for r in held]
    lines += [f"{a.code}  {a.name}  {a.words}" for a in ageing if a.words]
    return Answer(document, lines)


def _lost(receipt: Receipt) -> str:
    if not receipt.lost_numbers:
        return ""
    numbers = "、".join(str(number) for number in receipt.lost_numbers)
    return f"  届いていない記録があります ({numbers}番のファイル)"
