"""salon repeat: sessions planned by a rule."""

from __future__ import annotations

from sasaeai_desktop.cli.common import Answer, Cli
from sasaeai_desktop.domain.errors import InputError
from sasaeai_desktop.domain.repeating import LAST, WEEKDAYS, Repeat
from sasaeai_desktop.domain.wareki import parse_time
from sasaeai_desktop.services.salon import repeating, salons


def repeat(cli: Cli) -> Answer:
    """Plan the sessions of a rule, or only list its days."""
    args = cli.args
    rule = Repeat(_weekday(args.weekday), _weeks(args.weeks), args.skip_holidays)
    start, end = (parse_time(text) if text else "" for text in (args.start, args.end))
    with cli.desk() as desk:
        salon = next(
            (row.id for row in salons.list_salons(desk, ended=True) if row.number == args.salon), None
        )
        if salon is None:
            raise InputError(
                f"「{args.salon}」というサロンはありません。", "サロンの管理番号を確かめてください。"
            )
        if args.dry_run:
            found = repeating.coming(desk, salon, rule, args.first, args.last)
        else:
            done = repeating.plan_by_rule(desk, salon, rule, args.first, args.last, start=start, end=end)
            found = done.result
    document = {"rule": rule.words, "planned": list(found.free), "already": list(found.taken)}
    return Answer(document, [f"{rule.words}　{len(found.free)}回", *found.free])


def _weekday(text: str) -> int:
    at = WEEKDAYS.find(text.strip()[:1]) if text.strip() else -1
    if at < 0:
        raise InputError(f"「{text}」は曜日ではありません。", "月 火 水 木 金 土 日 のどれかにしてください。")
    return at


def _weeks(text: str) -> tuple[int, ...]:
    found = []
    for word in text.replace("、", ",").split(","):
        if word.strip() in ("", "毎週"):
            continue
        if word.strip() not in ("1", "2", "3", "4", "5", "last", "最後"):
            raise InputError(f"「{word}」は週ではありません。", "1 から 5 か、last にしてください。")
        found.append(LAST if word.strip() in ("last", "最後") else int(word))
    return tuple(found)
