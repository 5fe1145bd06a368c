"""What the program can already do of several desks, without a server: laptops of one district over a shared folder.

A council is refused a second computer of its own (``device invite``); so the two laptops here are a district's, and the
figures say what the same exchange would cost a council. Each step is the product's own bundle: written, signed,
encrypted, read back, judged and taken in.
"""

from __future__ import annotations

import tempfile
import time
from pathlib import Path

from sasaeai_desktop.db import conflicts
from sasaeai_desktop.domain.cards import Response
from sasaeai_desktop.domain.errors import InputError
from sasaeai_desktop.domain.routes import Route
from sasaeai_desktop.services.cards import answering
from sasaeai_desktop.services.desk.desk import Desk
from sasaeai_desktop.services.usb import bundles, inviting, receiving
from tests.postgres import ways
from tests.postgres.desks import no_backups
from tests.postgres.together import at
from tests.services.city import PEOPLE, VOLUNTEERS, City

_ROUNDS = 30
_CARDS = "管理番号,記入日,記入者番号,対象者番号,きっかけ,困りごと区分,事実,緊急度,つなぎ先,渡した日\n"


def _pass_on(a: Desk, b: Desk, folder: Path) -> str:
    sent = bundles.export(a, Route.TO_SIBLING, folder).result
    return receiving.import_files(b, [sent.path]).result[0].state


def _waiting(desk: Desk) -> list[bytes]:
    with desk.database.read() as session:
        rows = session.exec_driver_sql(
            "SELECT id FROM card WHERE gone = 0 AND handed_on IS NOT NULL ORDER BY number"
        )
        return [row[0] for row in rows]


def report(_city: Path) -> None:
    """Measure two laptops of one district; and what a council is told."""
    no_backups()
    with tempfile.TemporaryDirectory(prefix="sasaeai-folder-") as place:
        city = City(Path(place))
        try:
            inviting.invite_sibling(city.council, city.folder)
            print("a council may invite a second computer")
        except InputError as error:
            print(f"a council that asks for a second computer is told: {error.what}{error.todo}")
        a = city.district("11", "北")
        lines = "".join(
            f"C{n},2024-03-01,V01,001,様子から,病気・健康・障がい,咳がつづく,,市社協,2024-03-02\n"
            for n in range(_ROUNDS + 1)
        )
        city.load(a, volunteers=VOLUNTEERS, people=PEOPLE, cards=_CARDS + lines)
        b = city.sibling(a)
        folder = city.folder / "shared"
        for one, other in ((b, a), (a, b), (b, a)):
            _pass_on(one, other, folder)
        cards, times, busy = _waiting(a), [], time.process_time()
        assert cards == _waiting(b)
        assert len(cards) == _ROUNDS + 1
        for n in range(_ROUNDS):
            start = time.perf_counter()
            answering.receive_answer(a, cards[n], Response.SUPPORTED, f"返事{n}")
            _pass_on(a, b, folder)
            times.append(time.perf_counter() - start)
        busy = (time.process_time() - busy) / _ROUNDS
        print(
            f"answer at A, bundle, taken in at B: median {at(0.5, times):.0f}, 95th {at(0.95, times):.0f} ms; "
            f"{1000 * busy:.0f} ms of processor"
        )
        answering.receive_answer(a, cards[-1], Response.SUPPORTED, "包括が訪ねます。")
        answering.receive_answer(b, cards[-1], Response.SUPPORTED, "市社協が電話します。")
        for one, other in ((a, b), (b, a), (a, b)):
            _pass_on(one, other, folder)
        found = []
        for desk in (a, b):
            with desk.database.read() as session:
                found.append(len(conflicts.open_conflicts(session)))
        print(
            f"two answers to one card: conflicts at A {found[0]}, at B {found[1]}; same state: {ways.state_hash(a) == ways.state_hash(b)}"
        )
        sizes = [p.stat().st_size for p in folder.iterdir()]
        print(f"bundles in the folder: {len(sizes)}, the usual one {sorted(sizes)[len(sizes) // 2]} bytes")
        city.close()
