"""A person at the real window, in a process of its own: ``python at_the_window.py DATA_DIR type|again``.

``type`` fills a visit and a new person's page, waits until the drafts are kept by themselves, and is killed as by a
power cut. ``again`` opens the same data, presses つづける and tells what stands in the forms.
"""

from __future__ import annotations

import json
import os
import signal
import sys
from pathlib import Path
from typing import Any

os.environ["QT_QPA_PLATFORM"] = "offscreen"

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit, QWidget

from sasaeai_desktop.domain.clock import clock_at
from sasaeai_desktop.paths import app_paths
from sasaeai_desktop.services.people import people
from sasaeai_desktop.ui.drafts import read_fields
from sasaeai_desktop.ui.program import Program

TODAY = "2024-03-28"
MEMO = "玄関に新聞が２日分。声は元気そう。"


def main(folder: str, passphrase: str, what: str) -> None:
    """Unlock as somebody does, then type or look."""
    app = QApplication([])
    program = Program(app, app_paths(Path(folder)), clock_at(TODAY))
    program.start()
    _settle(program)
    _find(program.entrance, "unlock_passphrase").setText(passphrase)
    _find(program.entrance, "unlock_open").click()
    _settle(program)
    if what == "type":
        _type(program)
    else:
        _look(program)


def _type(program: Program) -> None:
    window = program.window
    assert window is not None
    desk = program.desk
    found: list[Any] = []
    program.tasks.run(lambda: people.find_people(desk, limit=1), found.extend)
    _settle(program)
    window.open("watch", found[0].id)
    _settle(program)
    _find(window, "watch_primary").click()
    _settle(program)
    QTest.keyClick(window.current_page(), Qt.Key.Key_2)
    memo = _find(window, "record_memo", QPlainTextEdit)
    memo.setFocus()
    memo.insertPlainText(MEMO)
    _find(window, "record_date_other").click()
    year = _find(window, "record_date_year", QLineEdit)
    year.setFocus()
    year.selectAll()
    QTest.keyClicks(year, "8x")
    told: list[dict[str, Any]] = [_state(window.current_page())]
    window.open("people")
    _settle(program)
    _find(window, "people_primary").click()
    _settle(program)
    name = _find(window, "person_name", QLineEdit)
    QTest.keyClicks(name, "yamada")
    _find(window, "person_kana", QLineEdit).setFocus()  # leaving the field keeps the draft
    told.append(_state(window.current_page()))
    _settle(program)
    print(json.dumps(told, ensure_ascii=False), flush=True)
    os.kill(os.getpid(), signal.SIGKILL)


def _look(program: Program) -> None:
    window = program.window
    assert window is not None
    assert window.continue_strip.isVisible()
    told: dict[str, Any] = {}
    for draft in window.shelf.all():
        window.open("today")
        _settle(program)
        at = window.shelf.all().index(draft)
        _find(window, f"continue_go_{at}").click()
        _settle(program)
        told[draft.kind] = _state(window.current_page())
    print(json.dumps([told["record"], told["person_form"]], ensure_ascii=False), flush=True)
    window.close()
    _settle(program)
    program.tasks.stop()


def _state(page: QWidget) -> dict[str, Any]:
    return {"page": page.objectName(), "marks": _marks(page), **read_fields(page)}


def _marks(page: QWidget) -> str:
    form = getattr(page, "form", None)
    return form.marks.chosen() if form is not None else ""


def _find(top: QWidget, name: str, kind: type[Any] = QWidget) -> Any:
    found = [w for w in top.findChildren(kind, name) if w.isVisible()]
    assert found, f"{name} is not on the screen"
    return found[0]


def _settle(program: Program) -> None:
    for _ in range(5000):
        QTest.qWait(2)
        if not program.tasks.busy:
            break
    QTest.qWait(5)


if __name__ == "__main__":
    main(*sys.argv[1:])
