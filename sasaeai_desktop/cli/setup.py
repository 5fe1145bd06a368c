"""init, join, council invite, council export-identity, device invite."""

from __future__ import annotations

from pathlib import Path

from sasaeai_desktop.cli.common import Answer, Cli
from sasaeai_desktop.disk import disk_error
from sasaeai_desktop.domain.district_list import read_districts
from sasaeai_desktop.domain.errors import InputError
from sasaeai_desktop.exchange.encodings import decode
from sasaeai_desktop.services.safety import setup
from sasaeai_desktop.services.safety.setup import Begun
from sasaeai_desktop.services.usb import exchange_keys, inviting, joining
from sasaeai_desktop.services.usb.inviting import Invited
from sasaeai_desktop.sync.invitation import MAX_BYTES, from_bytes


def init(cli: Cli) -> Answer:
    """Set up this computer."""
    args, fingerprint = cli.args, ""
    if args.invite is not None:
        blob = _invitation_for(cli)
        fingerprint = from_bytes(blob).issuer.fingerprint
        begin = setup.begin_invited(cli.paths, blob, cli.new_passphrase(), cli.clock, person=args.user)
    elif args.role is None:
        raise InputError(
            "「--role」か「--invite」が足りません。", "--role council か --role district を付けてください。"
        )
    else:
        begin = _first(cli)
    try:
        me = begin.desk.me
        cli.say(f"{me.name}のデータを「{cli.paths.data_dir}」に作りました。")
        if fingerprint:
            cli.say(f"見くらべる番号: {fingerprint}")
            cli.say(
                "招待ファイルといっしょに聞いた番号と 同じか、見くらべてください。ちがうときは 使わないでください。"
            )
        cli.say(f"復旧キー: {begin.paper_key}")
        cli.say(
            "合いことばを忘れたときは、この復旧キーで開けます。紙に書いて、かぎのかかる所に しまってください。"
        )
        role = "council" if me.council else "district"
        document = {
            "data_dir": str(cli.paths.data_dir),
            "role": role,
            "code": me.code,
            "name": me.name,
            "device": me.device,
            "letter": me.letter,
            "council": me.council_name,
            **({"fingerprint": fingerprint} if fingerprint else {}),
        }
    finally:
        begin.desk.close()
    return Answer(document, [str(cli.paths.data_dir)])


def _first(cli: Cli) -> Begun:
    args = cli.args
    council = args.role == "council"
    code, name = args.code or ("00" if council else ""), args.name or ""
    begin = setup.begin_council if council else setup.begin_district
    if not code or not name:
        missing = "」「".join(option for option, text in (("--code", code), ("--name", name)) if not text)
        raise InputError(f"「{missing}」が足りません。", "番号と名前を付けて、もう一度やってください。")
    _check_empty(cli)
    return begin(cli.paths, code, name, cli.new_passphrase(), cli.clock, person=args.user)


def _invitation_for(cli: Cli) -> bytes:
    if cli.args.role == "council":
        raise InputError(
            "市社協には、招待ファイルは要りません。", "--invite を取って、もう一度やってください。"
        )
    blob = _read_invitation(cli.args.invite)
    _check_empty(cli)
    return blob


def _check_empty(cli: Cli) -> None:
    """Say so before asking for a passphrase twice; the service checks again."""
    if setup.is_begun(cli.paths):
        raise InputError(
            "この場所には、すでにデータがあります。", "べつの場所をえらぶか、そのまま開いてください。"
        )


def _read_invitation(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            return file.read(MAX_BYTES + 1)  # the service refuses what is longer
    except (FileNotFoundError, IsADirectoryError) as error:
        raise InputError(
            f"招待ファイル「{path}」が見つかりません。", "ファイルの場所と名前を確かめてください。"
        ) from error
    except OSError as error:
        raise disk_error(error, "USBメモリー") from error


def join(cli: Cli) -> Answer:
    """Join a council by its invitation."""
    blob = _read_invitation(cli.args.invite)
    with cli.desk() as desk:
        council = joining.join(desk, blob).result
        cli.say(f"{council}とつながりました。つぎのUSBの書き出しで、市社協に届きます。")
        return Answer({"council": council, "code": desk.me.code, "name": desk.me.name}, [council])


def invite_district(cli: Cli) -> Answer:
    """Write the invitation of a district, or those of a whole list."""
    args = cli.args
    if args.list is None and not (args.code and args.name):
        raise InputError(
            "「--code」と「--name」か、「--list」が足りません。",
            "番号と名前を付けて、もう一度やってください。",
        )
    wanted = read_districts(_read_list(args.list)) if args.list else [(args.code, args.name)]
    with cli.desk() as desk:
        written = inviting.invite_districts(desk, wanted, args.out).result
    cli.say("招待ファイルには、1回だけ使える鍵が入っています。相手の手に、じかに渡してください。")
    if args.list is None:
        return _invitation(written[0])
    paths = [str(invited.path) for invited in written]
    fingerprint = written[0].fingerprint
    return Answer({"paths": paths, "fingerprint": fingerprint}, [*paths, f"見くらべる番号: {fingerprint}"])


def _read_list(path: Path) -> str:
    try:
        return decode(path.read_bytes())[0]
    except OSError as error:
        raise InputError(
            f"「{path}」が読み取れません。", "ファイルの場所と名前を確かめてください。"
        ) from error


def invite_sibling(cli: Cli) -> Answer:
    """Write the invitation of a second laptop."""
    with cli.desk() as desk:
        invited = inviting.invite_sibling(desk, cli.args.out).result
    cli.say("招待ファイルには、地区の鍵が入っています。2台目の準備ができたら、消してください。")
    return _invitation(invited)


def _invitation(invited: Invited) -> Answer:
    document = {"path": str(invited.path), "fingerprint": invited.fingerprint}
    return Answer(document, [str(invited.path), f"見くらべる番号: {invited.fingerprint}"])


def export_identity(cli: Cli) -> Answer:
    """Write the age identity."""
    with cli.desk() as desk:
        cli.confirm("この鍵があれば、合いことばなしで、届いたUSBのファイルを開けます。書き出しますか。")
        path = exchange_keys.export_identity(desk, cli.args.out).result
    cli.say("鍵を書き出しました。金庫など、だれでもは開けられない所に しまってください。")
    return Answer({"path": str(path)}, [str(path)])
