"""user add, list, role, disable; key rotate, paper, try-paper, recover."""

from __future__ import annotations

import os
from pathlib import Path

from sasaeai_desktop.cli.common import Answer, Cli
from sasaeai_desktop.disk import safe_write
from sasaeai_desktop.domain.errors import InputError, LockedError
from sasaeai_desktop.services.reports import printing
from sasaeai_desktop.services.safety import access, key_rotation, users
from sasaeai_desktop.services.safety.users import User

NEW_PASSPHRASE = "SASAEAI_NEW_PASSPHRASE"  # noqa: S105 - the name of a variable


def user_list(cli: Cli) -> Answer:
    """List who can open this computer, and who opens the district's others."""
    with cli.desk() as desk:
        found = users.users(desk)
    return Answer([_user(u) for u in found], [_line(u) for u in found])


def _user(user: User) -> dict[str, object]:
    return {
        "id": user.id.hex(),
        "name": user.name,
        "role": user.role,
        "here": user.here,
        "disabled": user.disabled,
        "me": user.me,
    }


def _line(user: User) -> str:
    where = "このパソコン" if user.here else "はずした人" if user.disabled else "ほかのパソコン"
    return f"{user.name}  {where}{'  (いま使っている人)' if user.me else ''}"


def user_add(cli: Cli) -> Answer:
    """Let another person open this computer."""
    new = _new_passphrase(cli)
    passphrase = cli.passphrase()
    with cli.desk(passphrase) as desk:
        user = users.add(
            desk, passphrase, cli.args.name, new, role=cli.args.role, volunteer=cli.args.watcher
        ).result
    cli.say(f"{user.name}さんが、このパソコンを自分の合いことばで開けるようになりました。")
    return Answer(_user(user), [user.name])


def _new_passphrase(cli: Cli) -> str:
    file: Path | None = cli.args.new_passphrase_file
    if file is None:
        return cli.ask_new_passphrase("新しい人の合いことば")
    return cli.first_line(file)


def user_passphrase(cli: Cli) -> Answer:
    """Give the person who opens a new passphrase."""
    old = cli.passphrase()
    file: Path | None = cli.args.new_passphrase_file
    new = os.environ.get(NEW_PASSPHRASE) or (
        cli.first_line(file) if file is not None else cli.ask_new_passphrase("これから使う合いことば")
    )
    with cli.desk(old) as desk:
        done = access.change_passphrase(desk, old, new)
        name = desk.user.name
    cli.say(
        f"{name}さんの合いことばを新しくしました。前の合いことばでは、もう開けません。", done.changes.label
    )
    return Answer({"user": name}, [name])


def user_role(cli: Cli) -> Answer:
    """Give a person of this computer another role."""
    with cli.desk() as desk:
        user = users.set_role(desk, cli.args.name, cli.args.role, volunteer=cli.args.watcher).result
    cli.say(f"{user.name}さんの役割を「{user.role}」にしました。")
    return Answer(_user(user), [user.name])


def user_disable(cli: Cli) -> Answer:
    """Take a person off this computer, and give the data a new key."""
    passphrase = cli.passphrase()
    with cli.desk(passphrase) as desk:
        done = users.disable(desk, passphrase, cli.args.name)
    user = done.result
    cli.say(
        f"{user.name}さんは、このパソコンを開けなくなりました。データの鍵と、このパソコンの鍵も新しくしました。",
        "つぎに渡すUSBで、ほかのパソコンにも伝わります。",
    )
    cli.say(f"{done.changes.label}。")
    return Answer(_user(user), [user.name])


def rotate(cli: Cli) -> Answer:
    """Give the data and the exchange new keys."""
    passphrase = cli.passphrase()
    with cli.desk(passphrase) as desk:
        public = key_rotation.rotate(desk, passphrase).result
    cli.say("鍵を新しくしました。合いことばと復旧キーの紙は、そのまま使えます。")
    return Answer({"age": public}, [public])


def paper(cli: Cli) -> Answer:
    """Make a new recovery key and put it on a sheet of paper; the old paper opens nothing from then on."""
    out: Path = cli.args.out
    if out.suffix.lower() != ".pdf":
        raise InputError("書き出すファイルの名前は、.pdf で終わるようにしてください。")
    if not out.parent.is_dir():
        raise InputError(f"「{out.parent}」という場所がありません。", "書き出す場所を確かめてください。")
    passphrase = cli.passphrase()
    with cli.desk(passphrase) as desk:
        safe_write(out, b"")  # once the new key is made, the old paper opens nothing: the place must be sure
        key = access.new_paper_key(desk, passphrase).result
        printed = printing.recovery_key(desk, key)
    safe_write(out, printed.pdf)
    cli.say(
        "復旧キーを新しくしました。前の紙では、もう開けません。", "印刷したら、このファイルは消してください。"
    )
    return Answer({"path": str(out), "pages": printed.pages}, [str(out)])


def try_paper(cli: Cli) -> Answer:
    """See that the recovery key on the paper opens the data; nothing is changed."""
    key = cli.first_line(cli.args.paper_file) if cli.args.paper_file else cli.ask("復旧キー")
    with cli.desk() as desk:
        access.try_paper_key(desk, key)
        day = access.paper_tried_on(desk)
    cli.say("この紙の復旧キーで、いまのデータを開けます。紙は、もとの所に しまってください。")
    return Answer({"opens": True, "tried_on": day}, ["開けます"])


def escrow(cli: Cli) -> Answer:
    """Say how things stand with what is entrusted to the council; entrust it, or take it back."""
    from sasaeai_desktop.services.safety import escrow as trust  # noqa: PLC0415 - seldom wanted

    passphrase = cli.passphrase()
    with cli.desk(passphrase) as desk:
        if cli.args.what == "give":
            said = trust.state(desk)
            cli.say(f"あずける先: {said.council}　見くらべる番号: {said.fingerprint}", trust.WORDS)
            cli.confirm("この市社協に、鍵を あずけますか。")
            trust.give(desk, passphrase)
        elif cli.args.what == "take-back":
            cli.say(f"{trust.take_back(desk, passphrase).changes.label}。")
        now = trust.state(desk)
    document = {"council": now.council, "fingerprint": now.fingerprint, "since": now.on, "stale": now.stale}
    return Answer(
        document, [f"{now.council}に {now.on}から あずけています" if now.on else "あずけていません"]
    )


def open_entrusted(cli: Cli) -> Answer:
    """At the council: open what a district entrusted."""
    from sasaeai_desktop.services.safety import escrow as trust  # noqa: PLC0415 - seldom wanted

    with cli.desk() as desk:
        cli.confirm("地区の方が そばにいるか、本人だと確かめましたか。開けたことは 足あとに残ります。")
        opened = trust.open_entrusted(desk, cli.args.place).result
    cli.say(
        f"{opened.name}（{opened.code}番）が {opened.on}に あずけた鍵です。",
        "地区のパソコンで「合いことばを忘れたときは」をえらび、この鍵を入れます。1回使うと、もう開けません。",
    )
    document = {"code": opened.code, "name": opened.name, "since": opened.on, "key": opened.key}
    return Answer(document, [opened.key])


def recover(cli: Cli) -> Answer:
    """Open with the recovery key on the paper, and give its first person the passphrase that is given now."""
    if not cli.here():
        raise LockedError(
            "この場所には、まだデータがありません。",
            "はじめに sasaeai init で準備するか、場所を確かめてください。",
        )
    key = cli.first_line(cli.args.paper_file) if cli.args.paper_file else cli.ask("復旧キー")
    desk = access.open_desk_with_paper(cli.paths, key, cli.new_passphrase(), cli.clock)
    name = desk.user.name
    desk.close()
    cli.say(f"復旧キーで開き、{name}さんの合いことばを新しくしました。前の合いことばでは、もう開けません。")
    return Answer({"user": name}, [name])
