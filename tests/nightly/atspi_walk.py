"""Walks the running window over AT-SPI, as a screen reader does, and says what it could not name, find or press.

Run by ``atspi.sh`` with the system's Python, which has pyatspi; prints one line per page and a line per fault.
"""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pyatspi

NAME = "ささえあいデスク"
PATIENCE = 60.0
PRESSED = {
    pyatspi.ROLE_PUSH_BUTTON, pyatspi.ROLE_TOGGLE_BUTTON, pyatspi.ROLE_CHECK_BOX, pyatspi.ROLE_RADIO_BUTTON,
}  # fmt: skip
NAMED = PRESSED | {
    pyatspi.ROLE_ENTRY, pyatspi.ROLE_TEXT, pyatspi.ROLE_PASSWORD_TEXT, pyatspi.ROLE_COMBO_BOX, pyatspi.ROLE_PAGE_TAB,
    pyatspi.ROLE_LIST, pyatspi.ROLE_LIST_ITEM, pyatspi.ROLE_TABLE, pyatspi.ROLE_TABLE_CELL,
}  # fmt: skip
TYPED = {pyatspi.ROLE_ENTRY, pyatspi.ROLE_TEXT, pyatspi.ROLE_PASSWORD_TEXT}
MOST_ROWS = 40  # of a list: what is far below the edge is like what is above it


def wait(look: Callable[[], Any], what: str) -> Any:
    """Return what ``look`` finds, asking again until then."""
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        try:
            found = look()
        except Exception:  # noqa: BLE001 - a widget that went away meanwhile answers with errors of many kinds
            found = None
        if found:
            return found
        time.sleep(0.2)
    raise SystemExit(f"not found: {what}")


def shown(node: Any) -> bool:
    """Say whether a node is on the screen."""
    states = node.getState()
    return bool(states.contains(pyatspi.STATE_SHOWING) and states.contains(pyatspi.STATE_VISIBLE))


def nodes(root: Any, depth: int = 0) -> Iterator[Any]:
    """Yield what is shown below a node; of a long list its first rows."""
    yield root
    if depth > 60:
        return
    rows = root.getRole() in (pyatspi.ROLE_LIST, pyatspi.ROLE_TABLE)
    for at in range(min(root.childCount, MOST_ROWS) if rows else root.childCount):
        child = root.getChildAtIndex(at)
        if child is not None and (rows or shown(child)):
            yield from nodes(child, depth + 1)


def find(root: Any, role: Any, name: str) -> Any:
    """Return a shown node by its role and the beginning of its name, None when it is not there."""
    return next((n for n in nodes(root) if n.getRole() == role and n.name.startswith(name)), None)


def faults_of(node: Any) -> Iterator[str]:
    """Yield what is wrong with one node."""
    role, states = node.getRole(), node.getState()
    said = f"{node.getRoleName()} “{node.name}”"
    if role in NAMED and not node.name.strip():
        yield f"{said}: no name (in {node.parent.getRoleName()} “{node.parent.name}”)"
    if role == pyatspi.ROLE_INVALID or role == pyatspi.ROLE_UNKNOWN:
        yield f"{said}: no role"
    if role in PRESSED and states.contains(pyatspi.STATE_ENABLED):
        try:
            if node.queryAction().nActions < 1:
                yield f"{said}: cannot be pressed"
        except NotImplementedError:
            yield f"{said}: has no action"
    if role == pyatspi.ROLE_CHECK_BOX and not states.contains(pyatspi.STATE_CHECKABLE):
        yield f"{said}: does not say whether it is checked"
    if (
        role in TYPED
        and states.contains(pyatspi.STATE_EDITABLE)
        and not states.contains(pyatspi.STATE_FOCUSABLE)
    ):
        yield f"{said}: cannot take the focus"


class Walk:
    """One window."""

    def __init__(self, app: Any) -> None:
        self.app = app
        self.found: list[str] = []
        self.pages = 0

    def window(self) -> Any:
        """Return what lies on top: a dialog, else the window."""

        def top() -> Any:
            tops = [self.app.getChildAtIndex(at) for at in range(self.app.childCount)]
            return next((one for one in reversed(tops) if one is not None and shown(one)), None)

        return wait(top, "a window")

    def judge(self, what: str) -> None:
        """Judge what is shown now."""
        time.sleep(1.0)
        count, faults = 0, []
        for node in nodes(self.window()):
            count += 1
            faults += list(faults_of(node))
        self.pages += 1
        print(f"{what}: {count} nodes, {len(faults)} faults", flush=True)
        self.found += [f"{what}: {fault}" for fault in dict.fromkeys(faults)]

    def unlock(self, passphrase: str) -> None:
        """Type the passphrase and press ひらく, by the interfaces alone."""
        field = wait(
            lambda: next(
                (n for n in nodes(self.window()) if n.name == "合いことば" and n.getRole() in TYPED), None
            ),
            "合いことば",
        )
        self.judge("unlock")
        field.queryEditableText().setTextContents(passphrase)
        find(self.window(), pyatspi.ROLE_PUSH_BUTTON, "ひらく").queryAction().doAction(0)

    def tabs(self) -> Any:
        """Return the list of tabs."""
        return next((n for n in nodes(self.window()) if n.getRole() == pyatspi.ROLE_PAGE_TAB_LIST), None)

    def through(self) -> None:
        """Show every tab, and what its first buttons open."""
        bar = wait(self.tabs, "tabs")
        names = [
            bar.getChildAtIndex(at).name
            for at in range(bar.childCount)
            if bar.getChildAtIndex(at).getRole() == pyatspi.ROLE_PAGE_TAB
        ]
        for at, name in enumerate(names):
            self.select(at)
            self.judge(name or f"tab {at}")
            if name.startswith("見守り"):
                self.open_a_row()
            self.open_sub_pages(at, name)

    def select(self, at: int) -> None:
        """Show a tab."""
        tab = self.tabs().getChildAtIndex(at)
        tab.queryAction().doAction(0)
        time.sleep(1.5)

    def open_a_row(self) -> None:
        """Choose the second person of 見守り as a screen reader does; the page must follow."""
        rows = find(self.window(), pyatspi.ROLE_LIST, "見守りの方の一覧")
        if rows is None or rows.childCount < 2:
            self.found.append("見守り: no list of people")
            return
        who = rows.getChildAtIndex(1).name.split("、")[0]
        rows.querySelection().selectChild(1)
        time.sleep(2.0)
        heading = [
            n.name for n in nodes(self.window()) if n.getRole() == pyatspi.ROLE_LABEL and n.name == who
        ]
        print(f"見守り: row opened by selection: {bool(heading)}", flush=True)
        if not heading:
            self.found.append("見守り: a row cannot be opened by the assistive action")
        self.judge("見守り with a person")

    def open_sub_pages(self, tab: int, name: str) -> None:
        """Press each button of the heading that opens a page (its words end in a verb), judge it, and go back."""
        words = [
            n.name for n in nodes(self.window())
            if n.getRole() == pyatspi.ROLE_PUSH_BUTTON and n.name and n.getState().contains(pyatspi.STATE_ENABLED)
        ]  # fmt: skip
        for word in [w for w in words if w.startswith(OPENING)][:6]:
            button = find(self.window(), pyatspi.ROLE_PUSH_BUTTON, word)
            if button is None:
                continue
            button.queryAction().doAction(0)
            self.judge(f"{name} > {word}")
            back = find(self.window(), pyatspi.ROLE_PUSH_BUTTON, "もどる")
            if back is not None:
                back.queryAction().doAction(0)
                time.sleep(1.0)
            self.select(tab)


OPENING = (
    "見守りをきろくする", "紙の訪問票から入力する", "開催を登録する", "サロンを登録する", "カードを新しく書く", "新しく登録する",
    "表から取り込む", "保存と廃棄", "年度をくらべる", "くわしい表を見る", "USBから受け取る", "紙の報告を入れる", "受け渡しのようす",
    "まとめて招待する", "返事を書く", "このパソコンのせってい", "使う人と鍵",
)  # fmt: skip


def main() -> int:
    """Start the program, walk through it, and say what was found."""
    program = subprocess.Popen(
        [
            os.environ["PROGRAM"],
            "-X",
            "faulthandler",
            "-m",
            "sasaeai_desktop",
            "--data-dir",
            os.environ["DATA"],
        ]
    )
    try:
        pyatspi.setTimeout(30_000, 30_000)  # ms; a page that is built first answers late on a laden machine
        desktop = pyatspi.Registry.getDesktop(0)
        app = wait(lambda: next((a for a in desktop if a is not None and a.name == NAME), None), NAME)
        walk = Walk(app)
        walk.unlock(Path(os.environ["PASSPHRASE_FILE"]).read_text(encoding="utf-8").strip())
        walk.through()
    finally:
        ended = program.poll()
        program.terminate()
        program.wait(10)
        if ended is not None:
            print(f"FAULT the program ended by itself: {ended}")
    for fault in walk.found:
        print(f"FAULT {fault}")
    print(f"{Path(os.environ['DATA']).name}: {walk.pages} screens, {len(walk.found)} faults")
    return bool(walk.found)


if __name__ == "__main__":
    sys.exit(main())
