"""USB持出管理簿: which stick left when, with what, by whom, and when it came back."""

from __future__ import annotations

from dataclasses import dataclass

from sasaeai_desktop.domain.wareki import short_wareki
from sasaeai_desktop.forms import layout, ledgers
from sasaeai_desktop.forms.figures import number
from sasaeai_desktop.forms.layout import Head
from sasaeai_desktop.forms.paper import Drawn, Paper
from sasaeai_desktop.forms.tables import Column

NAME = "usb-ledger"
TITLE = "USB持出管理簿"
_COLUMNS = (
    Column(head="持出日", width=25, least=11),
    Column(head="USB番号", width=18, align="center"),
    Column(head="中身(ファイル)", width=46, least=11, small=10.5),
    Column(head="渡す相手", width=29, least=11, small=10.5),
    Column(head="持ち出す人", width=23, least=11, small=10.5),
    Column(head="許可", width=11, align="center"),
    Column(head="返却日", width=17, least=11),
    Column(head="確認", width=11, align="center"),
)
_NOTES = (
    "ファイルは渡す相手だけが開けます。USBをなくしたら、すぐに事務局と市社協へ知らせてください。",
    "返ったUSBは中を消してからしまいます。「許可」「確認」は印か名字。",
)


@dataclass(frozen=True, kw_only=True, slots=True)
class Taken:
    """One line; every text may be "" and is then left to be written by hand.

    Attributes:
        day: ISO day.
        file: name of the file.
        changes: how many records it carries.
        to: the receiver.
        by: who took it.
    """

    day: str = ""
    file: str = ""
    changes: int | None = None
    to: str = ""
    by: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class UsbLedger:
    """A year's ledger of a district or the council; ``year`` 0 on a blank form."""

    district: str = ""
    year: int = 0
    lines: tuple[Taken, ...] = ()


def blank() -> UsbLedger:
    """Return the ledger with everything left open."""
    return UsbLedger()


def draw(ledger: UsbLedger, *, printed_on: str, invariant: bool = False) -> Drawn:
    """Draw the ledger.

    Args:
        ledger: what to print.
        printed_on: ISO day.
        invariant: equal input gives equal bytes.
    """
    paper = Paper(TITLE, invariant=invariant)
    about = Head(
        title=TITLE, district=ledger.district,
        period=layout.year_words(ledger.year), stamps=("事務局長", "担当"),
    )  # fmt: skip
    ledgers.draw_pages(
        paper,
        about,
        _COLUMNS,
        [_cells(line) for line in ledger.lines],
        printed_on=printed_on,
        height=12.5,
        notes=_NOTES,
    )
    return paper.finish()


def _cells(line: Taken) -> tuple[str, ...]:
    file = f"{line.file}\n({number(line.changes)}件)" if line.changes else line.file
    return short_wareki(line.day), "", file, line.to, line.by, "", "", ""
