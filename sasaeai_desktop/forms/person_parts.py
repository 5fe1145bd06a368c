"""What the forms about one person share: who they are, and whom to call."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sasaeai_desktop.domain.people import Household, Sex
from sasaeai_desktop.forms import tables
from sasaeai_desktop.forms.layout import LABEL, LEFT, RIGHT, ROW, Cell, choices, fields
from sasaeai_desktop.forms.paper import Paper
from sasaeai_desktop.forms.tables import Column

_OPEN_BIRTH = "大・昭・平・令　　　年　　　月　　　日(　　　歳)"
_CONTACTS = (
    Column(head="氏名", width=42, size=13, bold=True),
    Column(head="続柄", width=24),
    Column(head="電話", width=46, size=13, two=False),
    Column(head="住所", width=68, size=11),
)


@dataclass(frozen=True, kw_only=True, slots=True)
class Identity:
    """Who somebody is; every text may be "" and is then left to be written by hand.

    Attributes:
        name: as written.
        kana: ふりがな.
        sex: label.
        birth: in words, "昭和15年3月2日(84歳)".
        postal: "070-8525".
        address: as written.
        town: "さくら町内会 3班".
        phone: fixed line.
        mobile: 携帯.
        fax: FAX.
        household: label of 世帯区分.
    """

    name: str = ""
    kana: str = ""
    sex: str = ""
    birth: str = ""
    postal: str = ""
    address: str = ""
    town: str = ""
    phone: str = ""
    mobile: str = ""
    fax: str = ""
    household: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Contact:
    """One person to call."""

    name: str = ""
    relation: str = ""
    phone: str = ""
    address: str = ""


def identity(paper: Paper, top: float, who: Identity, *, short: bool = False) -> float:
    """Draw name, birth, address and phones; ``short`` leaves out 世帯, 携帯 and FAX. Returns the lower edge."""
    y = name_row(paper, top, who)
    y = fields(paper, y, Cell(label="生年月日", value=who.birth or _OPEN_BIRTH, indent=30, size=13))
    y = fields(
        paper,
        y,
        Cell(label="住所　〒", value=who.postal, width=48, indent=16, size=13),
        Cell(label="", value=who.address, size=13),
    )
    y = fields(
        paper,
        y,
        Cell(label="町内会・班", value=who.town, width=95, indent=30, size=13),
        Cell(label="電話", value=who.phone, indent=14),
    )
    if short:
        return y
    y = fields(
        paper,
        y,
        Cell(label="携帯", value=who.mobile, width=95, indent=30),
        Cell(label="FAX", value=who.fax, indent=14),
    )
    return choices(paper, y, "世帯", [k.label for k in Household], [who.household])


def name_row(paper: Paper, top: float, who: Identity) -> float:
    """Draw ふりがな, the large name and 性別 in a row of 17.5 mm."""
    bottom = top + 17.5
    paper.text(LEFT, top + 4.6, "ふりがな", LABEL)
    paper.fit(LEFT + 30, top + 4.6, who.kana, 10.5, 88, least=7.5)
    paper.text(LEFT, bottom - 3.4, "氏名", LABEL)
    paper.one_or_two(LEFT + 30, bottom - 3.0, who.name, 20, 88, least=13, small=10.5, bold=True)
    paper.line(LEFT + 30, top + 6.3, LEFT + 119, top + 6.3, dash=(1.6, 1.6))
    choices(
        paper,
        top + 6.4,
        "性別",
        [k.label for k in Sex],
        [who.sex],
        left=138,
        indent=11,
        right=RIGHT,
        gap=2.5,
        rule=False,
        height=10.4,
    )
    paper.line(LEFT, bottom, RIGHT, bottom)
    return bottom


def contacts(
    paper: Paper, top: float, people: Sequence[Contact], count: int, *, height: float = ROW
) -> float:
    """Draw a table of people to call with ``count`` rows."""
    rows = [(one.name, one.relation, one.phone, one.address) for one in people[:count]]
    return tables.draw(paper, top, _CONTACTS, rows, height=height, empty=count - len(rows), every=0)
