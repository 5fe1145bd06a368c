"""device list, revoke; quarantine list, release, keep-out; council code add, list."""

from __future__ import annotations

from sasaeai_desktop.cli.common import Answer, Cli
from sasaeai_desktop.services.desk import codes
from sasaeai_desktop.services.usb import quarantine, revoking
from sasaeai_desktop.services.usb.quarantine import Item
from sasaeai_desktop.services.usb.revoking import Laptop

_DECIDED = {
    "": "まだ決めていない",
    "released": "受け入れた",
    "kept out": "受け入れない",
    "outside seen": "見た",
}


def device_list(cli: Cli) -> Answer:
    """List this computer and those it knows."""
    with cli.desk() as desk:
        found = revoking.laptops(desk)
    return Answer([_laptop(each) for each in found], [_line(each) for each in found])


def _laptop(laptop: Laptop) -> dict[str, object]:
    return {
        "device": laptop.device,
        "district": laptop.district,
        "letter": laptop.letter,
        "name": laptop.name,
        "council": laptop.council,
        "mine": laptop.mine,
        "heard_on": laptop.heard_on,
        "revoked_on": laptop.revoked_on,
        "set_aside": laptop.set_aside,
        "fingerprint": laptop.fingerprint,
    }


def _line(laptop: Laptop) -> str:
    state = (
        f"{laptop.revoked_on} から使わない"
        if laptop.revoked_on
        else "このパソコン"
        if laptop.mine
        else "使用中"
    )
    aside = f"  わきによけた記録 {laptop.set_aside}件" if laptop.set_aside else ""
    return f"{laptop.device}  {laptop.district} {laptop.letter}  {laptop.name}  {state}{aside}"


def device_revoke(cli: Cli) -> Answer:
    """Stop using a laptop."""
    with cli.desk() as desk:
        cli.confirm("このパソコンがこれから書くものは、受け入れられなくなります。使わないことにしますか。")
        gone = revoking.revoke(desk, cli.args.device).result
    cli.say(
        f"{gone.name}（{gone.letter}）のパソコンを、使わないことにしました。",
        "つぎに渡すUSBで、ほかのパソコンにも伝わります。",
    )
    return Answer(_laptop(gone), [gone.device])


def quarantine_list(cli: Cli) -> Answer:
    """List what lies aside."""
    with cli.desk() as desk:
        found = quarantine.items(desk)
    cli.say(f"わきによけた記録は {sum(1 for i in found if not i.decided)}かたまりです。")
    return Answer([_item(i) for i in found], [_item_line(i) for i in found])


def _item(item: Item) -> dict[str, object]:
    return {
        "n": item.n,
        "at": item.at,
        "device": item.device,
        "owner": item.owner,
        "changes": item.changes,
        "from": item.first_on,
        "to": item.last_on,
        "what": item.what,
        "decided": item.decided,
        "ours": item.ours,
        "outside": item.outside,
    }


def _item_line(item: Item) -> str:
    days = f"{item.first_on} から {item.last_on}" if item.first_on else ""
    why = "  相手が書いてよいものではない" if item.outside else ""
    return f"{item.n}  {item.owner}  {item.changes}件  {item.what}  {days}  {_DECIDED[item.decided]}{why}"


def quarantine_release(cli: Cli) -> Answer:
    """Take an item in after all."""
    with cli.desk() as desk:
        changes = quarantine.release(desk, cli.args.n).result
    cli.say(f"{changes}件を受け入れました。")
    return Answer({"n": cli.args.n, "changes": changes}, [str(changes)])


def quarantine_keep_out(cli: Cli) -> Answer:
    """Decide that an item stays outside."""
    with cli.desk() as desk:
        changes = quarantine.keep_out(desk, cli.args.n).result
    cli.say(f"{changes}件を受け入れないことにしました。消さずに取ってあります。")
    return Answer({"n": cli.args.n, "changes": changes}, [str(changes)])


def code_add(cli: Cli) -> Answer:
    """Add an entry to a code list that every district gets."""
    args = cli.args
    with cli.desk() as desk:
        code = codes.add(desk, args.list, args.label, code=args.code, group=args.group).result
    cli.say("コードの表に加えました。つぎに渡すUSBで、地区に届きます。")
    return Answer({"list": args.list, "code": code, "label": args.label}, [code])


def code_list(cli: Cli) -> Answer:
    """List the entries of a code list, the built-in ones and the council's."""
    with cli.desk() as desk:
        found = codes.entries(desk, cli.args.list)
    document = [{"code": e.code, "label": e.label, "group": e.group, "built_in": e.built_in} for e in found]
    return Answer(document, [f"{e.code}  {e.label}" for e in found])
