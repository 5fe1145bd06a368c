"""cards check-summary; people twins, merge, unmerge, round."""

from __future__ import annotations

from pathlib import Path

from sasaeai_desktop.cli.common import Answer, Cli
from sasaeai_desktop.domain.errors import InputError, RefusedError


def check_summary(cli: Cli) -> Answer:
    """Look for everyone of the district in a text that shall name nobody."""
    from sasaeai_desktop.services.cards import summaries  # noqa: PLC0415 - brings the database

    text = _text(cli.args.text_file)
    with cli.desk() as desk:
        check = summaries.check_text(desk, text)
    for sentence in (*check.refused, *check.warnings):
        cli.say(sentence)
    cli.say(
        "わからない書き方に直すか、だれのことでもないわけを、カードの画面で書いてください。"
        if check.found
        else f"{summaries.NOTHING_FOUND}{summaries.LOOKED_AT}"
    )
    found = [{"text": f.text, "start": f.start, "kind": f.kind.value} for f in check.found]
    lines = [f"{f.start}\t{f.kind.value}\t{f.text}" for f in check.found]
    return Answer({"found": found}, lines, code=RefusedError.exit_code if check.found else 0)


def _text(file: Path) -> str:
    try:
        return file.read_text(encoding="utf-8-sig").strip("\n")
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(
            f"「{file}」を読めません。", "場所を確かめ、UTF-8の文のファイルにしてください。"
        ) from error


def twins(cli: Cli) -> Answer:
    """List the pairs that may be one person, the most alike first."""
    from sasaeai_desktop.services.people import lookalikes  # noqa: PLC0415 - brings the database

    with cli.desk() as desk:
        found = lookalikes.open_pairs(desk)
    cli.say(f"二重登録かもしれない組は {len(found)}組です。")
    pairs = [
        {"a": p.numbers[0], "b": p.numbers[1], "score": p.score, "reasons": list(p.reasons)} for p in found
    ]
    lines = [f"{p.score}\t{p.numbers[0]}\t{p.numbers[1]}\t{p.words}" for p in found]
    return Answer({"pairs": pairs}, lines)


def merge(cli: Cli) -> Answer:
    """Make two entries one person."""
    from sasaeai_desktop.services.people import merging, twins  # noqa: PLC0415 - brings the database

    with cli.desk() as desk:
        done = merging.merge_people(desk, *twins.pair_numbered(desk, cli.args.first, cli.args.second))
    cli.say(done.changes.label)
    return Answer({"a": cli.args.first, "b": cli.args.second, "merged": True}, [])


def unmerge(cli: Cli) -> Answer:
    """Take a merge back."""
    from sasaeai_desktop.services.people import merging, twins  # noqa: PLC0415 - brings the database

    with cli.desk() as desk:
        pair = twins.pair_numbered(desk, cli.args.first, cli.args.second)
        done = merging.unmerge(desk, merging.merge_between(desk, *pair))
    cli.say(done.changes.label)
    return Answer({"a": cli.args.first, "b": cli.args.second, "merged": False}, [])


def show_round(cli: Cli) -> Answer:
    """List a round in its order, put into that of the houses if asked."""
    from sasaeai_desktop.services.people import volunteers  # noqa: PLC0415 - brings the database
    from sasaeai_desktop.services.watch import rounds  # noqa: PLC0415 - brings the database

    key = cli.args.watcher
    with cli.desk() as desk:
        watcher = next((v.id for v in volunteers.find_volunteers(desk, key) if v.number == key), None)
        if watcher is None:
            raise InputError(f"「{key}」という担い手はいません。", "担い手の管理番号を確かめてください。")
        stops = rounds.round_now(desk, watcher).stops
        if cli.args.by_place:
            stops = rounds.by_place(stops)
            cli.say(rounds.set_round(desk, watcher, [stop.person for stop in stops]).changes.label)
    document = {"watcher": key, "stops": [{"name": s.name, "place": s.place} for s in stops]}
    return Answer(document, [f"{at}\t{s.name}\t{s.place}" for at, s in enumerate(stops, 1)])
