"""Makes the bundles in this folder, with the program that shall have written them (the first version: fbdb78b).

    git worktree add /tmp/v1 fbdb78b
    cp tests/data/bundles/make_bundles.py /tmp/v1/ && cd /tmp/v1 && python make_bundles.py OUT

Every key in ``bundles.json`` belongs to invented devices.
"""

from __future__ import annotations

import json
import sys
import tempfile
from dataclasses import replace
from pathlib import Path
from typing import Any

from sasaeai_desktop.domain.routes import Route
from sasaeai_desktop.services.cards import answering, cards, handing
from sasaeai_desktop.services.desk import undoing
from sasaeai_desktop.services.desk.desk import Desk, reading
from sasaeai_desktop.services.people import people
from sasaeai_desktop.services.usb import inviting, opening
from sasaeai_desktop.services.watch import watching
from tests.services.city import PEOPLE, VISITS, VOLUNTEERS, City


def keys_of(desk: Desk) -> dict[str, str]:
    """Return a device's secret and public keys."""
    with reading(desk) as session:
        keys = inviting.device_keys(session)
    return {**keys.to_dict(), "device": keys.device, "sign": keys.public.sign.hex(), "age": keys.public.age}


def main(out: Path) -> None:
    """Let four devices write to each other, and keep what they wrote."""
    with tempfile.TemporaryDirectory() as name:
        city = City(Path(name))
        laptop = city.district("12", "新旭川")
        sibling = city.sibling(laptop)
        city.load(laptop, volunteers=VOLUNTEERS, people=PEOPLE, visits=VISITS)
        sent: list[tuple[str, Desk, Desk, Path, str]] = []

        def send(what: str, source: Desk, target: Desk, route: Route, code: str = "") -> None:
            path = city.send(source, route, code)
            (result,) = city.take(target, path)
            assert result.state == "applied", result
            with reading(target) as session:
                sent.append((what, source, target, path, state.state_hash(session, open_only=True)))

        send("to-council", laptop, city.council, Route.TO_COUNCIL)
        send("from-sibling", sibling, laptop, Route.TO_SIBLING)
        send("to-sibling", laptop, sibling, Route.TO_SIBLING)
        person = people.find_people(laptop, "髙橋")[0].id
        people.save_person(laptop, person, {"phone": "0166-00-9999"})
        people.save_person(sibling, person, {"phone": "0166-00-8888"})
        watching.delete_visit(laptop, watching.timeline(laptop, person)[0].id)
        people.save_person(laptop, None, {"name": "小林 キミ", "kana": "こばやし きみ"})
        undoing.undo_last(laptop)
        draft = replace(
            cards.draft_for(laptop, person),
            consent="given",
            troubles=("housing",),
            facts="段でころんだ",
            written_on="2024-04-01",
        )
        handing.hand_over(laptop, cards.write_card(laptop, draft).result, "2024-04-02", "手渡し")
        send("to-council-again", laptop, city.council, Route.TO_COUNCIL)
        (card,) = answering.council_cards(city.council)
        answering.answer_card(
            city.council, card.card.id, "supported", "訪問しました", on="2024-04-05", by="係"
        )
        send("to-district", city.council, laptop, Route.TO_DISTRICT, "12")
        send("to-sibling-again", laptop, sibling, Route.TO_SIBLING)
        devices = {"council": city.council, "laptop": laptop, "sibling": sibling}
        names = {desk.me.device: name for name, desk in devices.items()}
        told: dict[str, Any] = {"devices": {}, "bundles": []}
        for what, desk in devices.items():
            about = {"council": desk.me.council, "letter": desk.me.letter, "code": desk.me.code}
            told["devices"][what] = keys_of(desk) | about
        for what, source, target, path, state in sent:
            (out / f"{what}.age").write_bytes(path.read_bytes())
            with reading(target) as session:
                header, blocks = opening.opened(session, target, opening.read(path))
            told["bundles"].append(
                {
                    "file": f"{what}.age",
                    "from": names[source.me.device],
                    "to": names[target.me.device],
                    "changes": sum(len(block.lines) for block in blocks),
                    "number": header["number"],
                    "open_state": state,
                }
            )
        (out / "bundles.json").write_text(
            json.dumps(told, ensure_ascii=False, indent=1) + "\n", encoding="utf-8"
        )
        city.close()


if __name__ == "__main__":
    main(Path(sys.argv[1]))
