"""The printed manual: whole, in large print, and naming only what stands in the window."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path
from typing import Any

import sasaeai_desktop.ui
from sasaeai_desktop.ui.help import book, council_guide
from sasaeai_desktop.ui.help.topics import TOPICS

_NAMED = re.compile("「([^」]+)」")
_SAID = re.compile(r'"([^"\n]+)"')


def _told(*command: str | Path) -> str:
    return subprocess.run(command, capture_output=True, check=True).stdout.decode("utf-8")


def test_book_and_card_are_whole(call: Any, tmp_path: Path) -> None:
    pdf, card = tmp_path / "本.pdf", tmp_path / "カード.pdf"
    told = call("manual", "--pdf", pdf, "--card", card, "--json").json
    assert 20 <= told["pdf"]["pages"] <= 30
    assert told["card"]["pages"] == 1
    assert all(told[kind][fault] == [] for kind in ("pdf", "card") for fault in ("missing", "cut"))
    fonts = [line.split()[-5:-2] for path in (pdf, card) for line in _told("pdffonts", path).splitlines()[2:]]
    assert len(fonts) >= 4
    assert all(font == ["yes", "yes", "yes"] for font in fonts)  # emb, sub, uni
    text = "".join(_told("pdftotext", pdf, "-").split())
    titles = [help_.title for help_ in (*TOPICS.values(), *council_guide.GUIDE)]
    assert [title for title in titles if "".join(title.split()) not in text] == []


def test_the_manual_asks_what_to_make(call: Any) -> None:
    assert call("manual").code == 2


def test_what_the_guide_names_stands_in_the_window() -> None:
    root = Path(sasaeai_desktop.ui.__file__).parent
    sources = [path for path in root.rglob("*.py") if root / "help" not in path.parents]
    said = {word for path in sources for word in _SAID.findall(path.read_text(encoding="utf-8"))}
    chapters = (*book.DISTRICT, *book.COUNCIL, book.OTHERS)
    texts = [step.text for shown in council_guide.GUIDE for step in shown.steps]
    texts += [shown.purpose for shown in council_guide.GUIDE] + [chapter.lead for chapter in chapters]
    named = {name for text in texts for name in _NAMED.findall(text)}
    assert len(named) > 25
    assert named - said == set()
