"""The printed manual: whole, in large print, and naming only what stands in the window."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path
from typing import Any

import sasaeai_desktop
from sasaeai_desktop.ui.help import book, council_guide
from sasaeai_desktop.ui.help.topics import TOPICS

_NAMED = re.compile("「([^」]+)」")
_SAID = re.compile(r'"([^"\n]*)"')
_EXAMPLES = {
    "春",
    "S15.3.2",
    "毎月 第2金曜",
    "令和5年度 訪問回数",
    "開催1回 500円、1回5人以上、上限 24,000円",
}  # of what one may type


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


def test_what_book_and_helps_name_stands_in_the_program() -> None:
    root = Path(sasaeai_desktop.__file__).parent
    sources = [path for path in root.rglob("*.py") if root / "ui/help" not in path.parents]
    said = {word for path in sources for word in _SAID.findall(path.read_text(encoding="utf-8"))}
    chapters = (*book.DISTRICT, *book.COUNCIL, book.OTHERS)
    helps = (*TOPICS.values(), *council_guide.GUIDE)
    texts = [text for shown in helps for text in (shown.purpose, *(step.text for step in shown.steps))]
    named = {
        name for text in (*texts, *(chapter.lead for chapter in chapters)) for name in _NAMED.findall(text)
    }
    assert len(named) > 150
    unknown = named - said - _EXAMPLES
    assert [name for name in unknown if not any(word.startswith(name) for word in said)] == []


def test_the_book_tells_every_page_once() -> None:
    told = [name for chapter in (*book.DISTRICT, *book.COUNCIL) for name in chapter.topics]
    told += [name for names in book.OTHERS.groups.values() for name in names]
    assert sorted(told) == sorted(TOPICS)
