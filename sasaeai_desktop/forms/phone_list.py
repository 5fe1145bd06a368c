"""電話連絡一覧: everybody who is watched, in the order of kana, with the numbers to ring."""

from __future__ import annotations

from dataclasses import dataclass

from sasaeai_desktop.domain.wareki import wareki
from sasaeai_desktop.forms import ledgers
from sasaeai_desktop.forms.layout import Head
from sasaeai_desktop.forms.paper import Drawn, Paper
from sasaeai_desktop.forms.tables import Column

NAME = "phone-list"
TITLE = "電話連絡一覧"
_COLUMNS = (
    Column(head="ふりがな", width=29, size=10.5, least=9, small=10),
    Column(head="氏名", width=29, size=13, least=11, small=10, bold=True),
    Column(head="町内会", width=23, size=10.5, least=10, small=10),
    Column(head="電話", width=37, size=12, least=11, small=10.5),
    Column(head="緊急連絡先", width=25, size=10.5, least=10, small=10),
    Column(head="連絡先の電話", width=37, two=False),
)


@dataclass(frozen=True, kw_only=True, slots=True)
class Called:
    """One line; ``phone`` holds 電話 and 携帯, a line each."""

    name: str = ""
    kana: str = ""
    place: str = ""
    phone: str = ""
    contact: str = ""
    contact_phone: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class PhoneList:
    """A district's list on a day; ``as_of`` "" leaves it open."""

    district: str = ""
    as_of: str = ""
    people: tuple[Called, ...] = ()


def blank() -> PhoneList:
    """Return the list with everything left open."""
    return PhoneList()


def draw(some: PhoneList, *, printed_on: str, invariant: bool = False) -> Drawn:
    """Draw the list.

    Args:
        some: what to print.
        printed_on: ISO day.
        invariant: equal input gives equal bytes.
    """
    paper = Paper(TITLE, invariant=invariant)
    day = f"{wareki(some.as_of)} 現在" if some.as_of else "令和　　年　　月　　日 現在"
    about = Head(title=TITLE, district=some.district, period=day, badge="取扱注意")
    rows = [(p.kana, p.name, p.place, p.phone, p.contact, p.contact_phone) for p in some.people]
    notes = ("電話のそばに貼らず、つかわないときは しまってください。古くなったら、細かく切って捨てます。",)
    ledgers.draw_pages(paper, about, _COLUMNS, rows, printed_on=printed_on, height=12.5, notes=notes)
    return paper.finish()
