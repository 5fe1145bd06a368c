"""How the folder beside this file was made: by the program of schema 1 itself, on practice data.

    git worktree add ../v1 fbdb78b && cd ../v1 && python .../tests/data/v1/make_fixture.py OUT

It holds a district's backup as it was written (encrypted), the council just before the district's first bundle (its
tables in a plain file, zipped: an encrypted one cannot be made small), the bundle, and both year reports.
"""

from __future__ import annotations

import json
import shutil
import sys
import zipfile
from pathlib import Path

sys.path.insert(0, str(Path.cwd()))

import sqlcipher3.dbapi2 as sqlcipher

from sasaeai_desktop.db import schema
from sasaeai_desktop.services.cards import cards, handing
from sasaeai_desktop.services.cards.cards import CardDraft
from sasaeai_desktop.services.desk import backups
from sasaeai_desktop.services.desk.desk import Desk, reading
from sasaeai_desktop.services.people import people
from sasaeai_desktop.services.reports import reports
from sasaeai_desktop.vault import keeper
from tests.services.city import PASSPHRASE, PEOPLE, VISITS, VOLUNTEERS, City


def main(out: Path) -> None:
    """Make the folder anew."""
    assert schema.VERSION == 1, "run it in the working tree of schema 1"
    work = out / "work"
    work.mkdir(parents=True)
    city = City(work)
    north = city.district("12", "北")
    city.load(north, volunteers=VOLUNTEERS, people=PEOPLE, visits=VISITS)
    with reading(north) as session:
        person = session.exec_driver_sql("SELECT id FROM person WHERE number = '001'").scalar()
    draft = CardDraft(person=person, facts="雪かきで困っている", consent="given")
    handing.hand_over(north, cards.write_card(north, draft).result, to="council")
    people.save_person(north, person, {"phone": "0166-00-9999"})
    bundle = city.send(north)
    _zip(city.council, out / "council.zip")
    city.take(city.council, bundle)
    figures = {
        "district": reports.annual(north, 2023).to_json(),
        "council": reports.annual(city.council, 2023).to_json(),
    }
    text = json.dumps(figures, ensure_ascii=False, indent=1, sort_keys=True)
    (out / "figures.json").write_text(text + "\n", encoding="utf-8")
    shutil.copytree(backups.back_up(north).path, out / "district")
    shutil.copy(bundle, out / bundle.name)
    city.close()
    shutil.rmtree(work)


def _zip(desk: Desk, target: Path) -> None:
    """Write the tables in a plain file, and the key slots, into a zip."""
    plain = target.with_suffix(".db")
    key = keeper.unlock(desk.paths, PASSPHRASE).data_key.hex()
    raw = sqlcipher.connect(str(desk.paths.database))
    raw.execute(f"PRAGMA key = \"x'{key}'\"")
    raw.execute("ATTACH DATABASE ? AS plain KEY ''", (str(plain),))
    raw.execute("SELECT sqlcipher_export('plain')")
    raw.close()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.write(plain, "plain.db")
        packed.write(desk.paths.vault, "vault.json")
    plain.unlink()


if __name__ == "__main__":
    main(Path(sys.argv[1]))
