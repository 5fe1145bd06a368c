"""Inviting: a second laptop of the district, or (council) a district; the number to compare is shown big."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QWidget

from sasaeai_desktop.domain.errors import InputError
from sasaeai_desktop.services.desk.desk import Done
from sasaeai_desktop.services.usb import inviting
from sasaeai_desktop.ui.dialogs import files
from sasaeai_desktop.ui.pages.page import Page, PageContext
from sasaeai_desktop.ui.pages.usb.drives import Stick, sticks
from sasaeai_desktop.ui.pages.usb.place import ask_place
from sasaeai_desktop.ui.widgets.fields import LineField
from sasaeai_desktop.ui.widgets.labels import Panel, label
from sasaeai_desktop.ui.widgets.summary import check_all
from sasaeai_desktop.ui.widgets.view import bring_soon_into_view


class InvitePage(Page):
    """Asks where to write, writes the invitation file, and shows the number to compare."""

    object_name = "invite"
    title = "招待する"
    icon = "mail"
    sentences: tuple[str, ...] = ()

    def __init__(self, context: PageContext) -> None:
        super().__init__(context)
        self.find_sticks: Callable[[], list[Stick]] = sticks
        self.ask_place: Callable[[QWidget, str, list[Stick]], Path | None] = ask_place
        self.set_primary("招待ファイルを作る", icon="mail", action=self.make)
        for sentence in self.sentences:
            self.body.addWidget(label(sentence, "body", wrap=True))
        self.result = FingerprintPanel(name=f"{self.object_name}_result")
        self.result.hide()
        self.body.addWidget(self.result)  # above the fields: below them it would come out of sight
        self._fields()
        self.body.addStretch(1)

    def _fields(self) -> None:
        """Put fields in, where the kind of invitation has some."""

    def ready(self) -> bool:
        """Check the fields."""
        return True

    def invite(self, folder: Path) -> Callable[[], Done[Any]]:
        """Return what writes the file."""
        raise NotImplementedError

    def make(self) -> None:
        """Ask where to, and write."""
        if self.ready():
            self.run(self.find_sticks, self._write)

    def _write(self, found: list[Stick]) -> None:
        place = self.ask_place(self, "招待ファイルを どこに書きますか", found)
        if place is not None:
            self.act(self.invite(place), self._show_done)

    def _show_done(self, invited: Any) -> None:
        self.result.show_fingerprint(
            f"{files.kept_words(invited.path)}に 書きました",
            invited.fingerprint,
            "この番号を 紙に書きうつして、ファイルとは べつに渡してください。相手の画面に 同じ番号が出れば、ほんものです。",
        )
        bring_soon_into_view(self.result)


class InviteSiblingPage(InvitePage):
    """2台目のパソコン of the same district."""

    object_name = "usb_invite_page"
    title = "2台目のパソコンを招待する"
    sentences = (
        "同じ地区で もう1台 使うときに、そのパソコンのための 招待ファイルを作ります。",
        "このファイルには 地区のかぎが入ります。ほかの人に渡さず、使い終わったら 消してください。1回だけ使えます。",
        "もう1台では「はじめて」の画面で このファイルをえらび、そのあと USBを一度 こちらに渡します。",
    )

    def invite(self, folder: Path) -> Callable[[], Done[Any]]:
        """Invite another laptop of this district."""
        return lambda: inviting.invite_sibling(self.context.desk, folder)


class InviteDistrictPage(InvitePage):
    """A district, by the council."""

    object_name = "district_invite_page"
    title = "地区を招待する"
    sentences = (
        "地区のパソコンのための 招待ファイルを作ります。1つの地区に1つ、1回だけ使えます。",
        "地区では「はじめて」の画面で このファイルをえらびます。地区の はじめてのUSBを受け取ると、つながります。",
    )

    def _fields(self) -> None:
        self.code = LineField(
            "地区の番号", name="invite_code", required=True, chars=6, support="れい：12", check=_check_code
        )
        self.name = LineField(
            "地区の名前", name="invite_name", required=True, chars=16, support="れい：みどりが丘地区社協"
        )
        self.body.addWidget(self.code)
        self.body.addWidget(self.name)

    def ready(self) -> bool:
        """Both are needed."""
        return check_all([self.code, self.name])

    def show_subject(self, subject: Any) -> None:
        """Fill the fields for a district (code, name)."""
        self.code.set_value(subject[0])
        self.name.set_value(subject[1])

    def invite(self, folder: Path) -> Callable[[], Done[Any]]:
        """Invite the district."""
        code, name = narrow(self.code.value()), self.name.value()
        return lambda: inviting.invite_district(self.context.desk, code, name, folder)


class FingerprintPanel(Panel):
    """Six groups of five digits, big enough to read aloud."""

    def __init__(self, *, name: str) -> None:
        super().__init__(name=name)
        self.heading = label("", "subsection", wrap=True, name=f"{name}_heading")
        self.number = label("", "title", wrap=True, name=f"{name}_number")
        self.sentence = label("", "body", wrap=True, name=f"{name}_sentence")
        self.add(self.heading, label("見くらべる番号", "label"), self.number, self.sentence)

    def show_fingerprint(self, heading: str, number: str, sentence: str) -> None:
        """Show a number and what to do with it."""
        self.heading.setText(heading)
        self.number.setText(number.replace(" ", "　"))
        self.sentence.setText(sentence)
        self.show()


def narrow(text: str) -> str:
    """Return full-width digits and letters as half-width ones."""
    import unicodedata  # noqa: PLC0415 - one small use

    return unicodedata.normalize("NFKC", text).strip()


def _check_code(text: str) -> None:
    code = narrow(text)
    if not (code.isascii() and code.isalnum() and len(code) <= 8):
        raise InputError("地区の番号は、数字か英字で 8文字までです。", "れい：12")
