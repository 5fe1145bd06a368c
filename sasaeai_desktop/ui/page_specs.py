"""Which tabs a desk has, from left to right; a page's module is loaded when its tab is first shown."""

from __future__ import annotations

import importlib
import importlib.util
from collections.abc import Callable
from dataclasses import dataclass

from sasaeai_desktop.ui.main_window import PageSpec
from sasaeai_desktop.ui.pages.page import Page, PageContext


@dataclass(frozen=True, slots=True)
class Tab:
    """One tab before its page is there; ``module`` and ``page`` say where its class lies.

    Attributes:
        behind: modules that its page imports only when they are wanted, loaded while somebody looks at it.
    """

    name: str
    title: str
    icon: str
    module: str
    page: str
    behind: tuple[str, ...] = ()

    @property
    def path(self) -> str:
        """Return the full name of the module."""
        return f"sasaeai_desktop.ui.pages.{self.module}"

    def load(self) -> type[Page]:
        """Import the module and return the page's class."""
        found: type[Page] = getattr(importlib.import_module(self.path), self.page)
        return found


_SALON = Tab("salon", "サロン", "cup", "salon.page", "SalonPage")
_CARDS = Tab("cards", "つながりカード", "card", "cards.page", "CardsPage")
_PROGRAMMES = Tab("programmes", "その他の活動", "flag", "programmes.page", "ProgrammesPage")
_PEOPLE = Tab("people", "名簿", "people", "people.page", "PeoplePage")
_REPORTS = Tab("reports", "報告・印刷", "document-chart", "reports.page", "ReportsPage")
_USB = Tab("usb", "USB受け渡し", "usb", "usb.page", "UsbPage")

DISTRICT = (
    Tab("today", "きょう", "sun", "today.page", "TodayPage", ("watch.record", "person_form", "backup")),
    Tab("watch", "見守り", "house-heart", "watch.page", "WatchPage"),
    _SALON,
    _CARDS,
    _PROGRAMMES,
    _PEOPLE,
    _REPORTS,
    _USB,
)
COUNCIL = (
    Tab("districts", "地区", "map", "districts.page", "DistrictsPage"),
    Tab("cards", "つながりカード", "card", "cards.council", "CouncilCardsPage"),
    _REPORTS,
    Tab("usb", "USB受け渡し", "usb", "usb.council", "CouncilUsbPage"),
)


def tabs_of(*, council: bool) -> tuple[Tab, ...]:
    """Return the tabs of a council's or a district's window."""
    return tuple(tab for tab in (COUNCIL if council else DISTRICT) if _is_there(tab))


def specs_of(tabs: tuple[Tab, ...], context: Callable[[], PageContext]) -> list[PageSpec]:
    """Return the tabs as the window wants them.

    Args:
        tabs: from left to right.
        context: what every page works with; asked for when a page is built.
    """
    return [PageSpec(tab.name, tab.title, tab.icon, lambda tab=tab: tab.load()(context())) for tab in tabs]  # type: ignore[misc]


def _is_there(tab: Tab) -> bool:
    try:
        return importlib.util.find_spec(tab.path) is not None
    except ModuleNotFoundError:
        return False
