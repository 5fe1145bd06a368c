"""Baseline: Anki importing packages. Runs in a throw-away venv with ``anki`` and the standard library only.

    anki_side.py make FOLDER COUNTS    one .apkg per number of COUNTS ("2600,3100,...") of so many notes
    anki_side.py import FOLDER         imports all of them into one new collection, prints the seconds

Notes are made by the backend's own ``add_notes`` in its basic note type: two short fields like a visit's.
They are imported by ``Collection.import_anki_package`` (what File > Import calls), one package after
the other, without scheduling, as shared decks are.
"""

from __future__ import annotations

import json
import sys
import tempfile
import time
from pathlib import Path

from anki.collection import (  # type: ignore[import-not-found]  # lives in the throw-away venv only
    AddNoteRequest,
    Collection,
    DeckIdLimit,
    ExportAnkiPackageOptions,
    ImportAnkiPackageOptions,
    ImportAnkiPackageRequest,
)


def make(folder: Path, counts: list[int]) -> None:
    """Write the packages."""
    for number, notes in enumerate(counts, 1):
        with tempfile.TemporaryDirectory() as scratch:
            col = Collection(str(Path(scratch) / "district.anki2"))
            deck = col.decks.id(f"district {number:02d}")
            kind = col.models.by_name("Basic")
            requests = []
            for n in range(notes):
                note = col.new_note(kind)
                note.fields = [
                    f"{number:02d}-{n:05d} person {n % 71:04d}",
                    f"2023-{n % 12 + 1:02d}-{n % 28 + 1:02d} visit met",
                ]
                requests.append(AddNoteRequest(note, deck))
            col.add_notes(requests)
            options = ExportAnkiPackageOptions(
                with_scheduling=False, with_deck_configs=False, with_media=False, legacy=False
            )
            col.export_anki_package(
                out_path=str(folder / f"{number:02d}.apkg"), options=options, limit=DeckIdLimit(deck)
            )
            col.close()


def bring_in(folder: Path) -> dict[str, float]:
    """Import every package of the folder into a new collection."""
    with tempfile.TemporaryDirectory() as scratch:
        began = time.perf_counter()
        col = Collection(str(Path(scratch) / "council.anki2"))
        for package in sorted(folder.glob("*.apkg")):
            options = ImportAnkiPackageOptions(
                with_scheduling=False, with_deck_configs=False, merge_notetypes=False
            )
            col.import_anki_package(ImportAnkiPackageRequest(package_path=str(package), options=options))
        notes = col.note_count()
        col.close()
        taken = time.perf_counter() - began
    return {"seconds": taken, "notes": notes}


if __name__ == "__main__":
    where = Path(sys.argv[2])
    if sys.argv[1] == "make":
        make(where, [int(n) for n in sys.argv[3].split(",")])
    else:
        print(json.dumps(bring_in(where)))
