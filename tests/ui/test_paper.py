"""The card that looks like its paper."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QLabel

from sasaeai_desktop.ui.theme.install import install
from sasaeai_desktop.ui.widgets.paper import DateStamp, PaperCard


@pytest.mark.parametrize("size", [20, 28])
def test_the_stamp_covers_no_words(qapp, show, size: int) -> None:
    install(qapp, size)
    card = PaperCard()
    card.add_heading("つながりカード", "みどり-R8-007")
    card.add_line("書いた日", "令和8年5月30日 原田（サロン世話人） 令和8年5月30日 原田（サロン世話人）")
    card.add_line("どなた", "渡邉 弘さん 80代・川端町内会 一人暮らし", "急ぎ 今月中", bold=True)
    stamp = DateStamp("市社協", "8.5.30", "受付")
    card.set_stamp(stamp)
    card.add_line("困りごと", "住まい")
    show(card, 640, 500)
    for words in card.findChildren(QLabel):
        assert (
            not words.geometry()
            .translated(words.parentWidget().mapTo(card, words.rect().topLeft()))
            .intersects(stamp.geometry())
        ), words.text()
