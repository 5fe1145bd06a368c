"""団体の連絡先一覧: every group of the network by kind, with whom to reach there and its part."""

from __future__ import annotations

from dataclasses import dataclass

from sasaeai_desktop.forms import layout, tables
from sasaeai_desktop.forms.layout import Head
from sasaeai_desktop.forms.paper import Drawn, Paper
from sasaeai_desktop.forms.tables import Column

NAME = "contact-list"
TITLE = "団体の連絡先一覧"
_ROW = 11.0
_COLUMNS = (
    Column(head="種別", width=32, size=11.5, least=9.5, small=9.5),
    Column(head="団体", width=48, size=12.5, bold=True, small=10.0),
    Column(head="代表者", width=34, size=12.5, small=9.5),
    Column(head="電話", width=34, size=12, small=9.5),
    Column(head="役割・備考", width=32, size=10.5, small=9.0),
)
_PER_PAGE = tables.fitting(layout.HEAD_END + 2, layout.BOTTOM - 4, _ROW)


@dataclass(frozen=True, kw_only=True, slots=True)
class Contact:
    """One group."""

    type: str
    name: str
    chief: str
    phone: str
    role: str


@dataclass(frozen=True, kw_only=True, slots=True)
class ContactList:
    """All groups of a district."""

    district: str = ""
    contacts: tuple[Contact, ...] = ()


def blank() -> ContactList:
    """Return the list with everything left open."""
    return ContactList()


def draw(some: ContactList, *, printed_on: str, invariant: bool = False) -> Drawn:
    """Draw the list over as many pages as it takes."""
    paper = Paper(TITLE, invariant=invariant)
    parts = tables.chunks(some.contacts, _PER_PAGE, _PER_PAGE)
    for page, part in enumerate(parts, start=1):
        about = Head(
            title=TITLE, district=some.district, conditions=f"{len(some.contacts)}団体" if some.contacts else "",
            badge="取扱注意", stamps=("会長", "事務局"),
        )  # fmt: skip
        y = layout.head(paper, about, printed_on, page, len(parts))
        rows = [(c.type, c.name, c.chief, c.phone, c.role) for c in part]
        tables.draw(paper, y + 2, _COLUMNS, rows, height=_ROW, empty=0 if some.contacts else _PER_PAGE)
        paper.next_page()
    return paper.finish()
