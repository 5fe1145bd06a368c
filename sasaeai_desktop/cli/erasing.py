"""erase: the legal erasure of a person or a volunteer."""

from __future__ import annotations

from sasaeai_desktop.cli.common import Answer, Cli
from sasaeai_desktop.domain.people import Volunteer
from sasaeai_desktop.services.people import erasing


def erase(cli: Cli) -> Answer:
    """Erase a person after telling what goes and what stays."""
    args = cli.args
    with cli.desk() as desk:
        person = (
            erasing.person_numbered(desk, args.person)
            if args.person
            else erasing.person_numbered(desk, args.watcher, Volunteer)
        )
        plan = erasing.plan_erasure(desk, person)
        cli.say("消えるもの: ", "、".join(f"{what} {count:,}" for what, count in plan.goes))
        cli.say(
            "残るもの（お名前なし）: ", "、".join(f"{what} {count:,}" for what, count in plan.stays) or "なし"
        )
        for mention in plan.mentions:
            cli.say(
                f"ほかの記録の文に、その方らしい言葉があります（消えません）: {mention.kind}「{mention.text}」"
            )
        cli.confirm(f"{plan.name}さんの記録を消去します。元にはもどせません。よいですか。")
        done = erasing.erase_person(desk, person, args.reason).result
    cli.say("消去しました。")
    cli.say(
        f"古い控え {done.backups}個を、新しい控えに取りかえました。"
        if not done.backups_left
        else f"古い控えには、まだ残っています。{done.backups_left}"
    )
    cli.say("もう1台のパソコンでは、そこの人が「たしかめること」で決めたあとに消えます。")
    cli.say("USBメモリー・紙・書き出したファイルの中のものは、別に処分してください。")
    document = {
        "goes": dict(plan.goes),
        "stays": dict(plan.stays),
        "records": done.records,
        "backups_replaced": done.backups,
        "backups_left": done.backups_left,
        "mentions": [{"kind": m.kind, "text": m.text} for m in plan.mentions],
    }
    return Answer(document, [str(done.records)])
