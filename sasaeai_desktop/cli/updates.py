"""council update; update look, update fetch, update back."""

from __future__ import annotations

from dataclasses import asdict

from sasaeai_desktop.cli.common import Answer, Cli
from sasaeai_desktop.domain.errors import InputError
from sasaeai_desktop.services.usb import updating
from sasaeai_desktop.services.usb.updating import Offer


def write(cli: Cli) -> Answer:
    """Put an installer and the council's word for it onto a stick."""
    with cli.desk() as desk:
        path = updating.write_update(desk, cli.args.installer, cli.args.out).result
    return Answer({"path": str(path)}, [str(path)])


def look(cli: Cli) -> Answer:
    """Say what newer program lies in a folder."""
    with cli.desk() as desk:
        offer = _offer(updating.look(desk, cli.args.folder))
    return Answer({**asdict(offer.release), "state": offer.state}, [updating.words_of(offer)])


def fetch(cli: Cli) -> Answer:
    """Keep a backup and copy the verified installer beside the data."""
    with cli.desk() as desk:
        path = updating.fetch(desk, _offer(updating.look(desk, cli.args.folder)))
    cli.say("もしもの控えを取りました。このプログラムを閉じてから、写したインストーラーを動かしてください。")
    return Answer({"path": str(path)}, [str(path)])


def back(cli: Cli) -> Answer:
    """Keep a backup and verify an older program, the one that was kept or one on a stick, ready to be installed."""
    folder = cli.args.folder
    with cli.desk() as desk:
        found = updating.look(desk, folder) if folder else updating.kept_before(desk)
        path = updating.go_back(desk, _offer(found))
    cli.say("もしもの控えを取りました。このプログラムを閉じてから、前のインストーラーを動かしてください。")
    return Answer({"path": str(path)}, [str(path)])


def _offer(found: Offer | None) -> Offer:
    if found is None:
        raise InputError("ここには、新しいプログラムは ありません。")
    return found
