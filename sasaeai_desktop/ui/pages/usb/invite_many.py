"""地区をまとめて招待する: a list of districts as an office has it, a file for each, one number to compare."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from sasaeai_desktop.domain.district_list import read_districts
from sasaeai_desktop.domain.errors import InputError
from sasaeai_desktop.services.desk.desk import Done
from sasaeai_desktop.services.usb import inviting
from sasaeai_desktop.ui.pages.usb.invite import InvitePage
from sasaeai_desktop.ui.widgets.fields import AreaField
from sasaeai_desktop.ui.widgets.labels import label


class InviteManyPage(InvitePage):
    """A sub-page of the council; its subject is a list of (code, name)."""

    object_name = "district_invite_many"
    title = "地区を まとめて招待する"
    sentences = ("地区の番号と名前を、1行に1つずつ入れます。表計算の表から そのまま写せます。",)

    def _fields(self) -> None:
        self.districts = AreaField(
            "招待する地区", name="invite_many", required=True, lines=8, support="れい：12 新旭川"
        )
        self.count = label("", "second", name="invite_many_count")
        self.districts.changed.connect(self._counted)
        self.body.addWidget(self.districts)
        self.body.addWidget(self.count)

    def _counted(self) -> None:
        try:
            many = len(read_districts(self.districts.value()))
        except InputError:
            self.count.setText("")
        else:
            self.count.setText(f"{many}地区の 招待ファイルを作ります。")

    def ready(self) -> bool:
        """The list can be read to its end."""
        try:
            read_districts(self.districts.value())
        except InputError as error:
            self.districts.set_error(f"{error.what}{error.todo}")
            return False
        self.districts.clear_error()
        return True

    def show_subject(self, subject: Any) -> None:
        """Fill in districts (code, name)."""
        self.districts.set_value("\n".join(f"{code} {name}" for code, name in subject))
        self._counted()

    def invite(self, folder: Path) -> Callable[[], Done[Any]]:
        """Invite all of them."""
        wanted = read_districts(self.districts.value())
        return lambda: inviting.invite_districts(self.context.desk, wanted, folder)

    def _show_done(self, invited: Any) -> None:
        self.result.show_fingerprint(
            f"{len(invited)}地区の招待ファイルを「{invited[0].path.parent.name}」に書きました",
            invited[0].fingerprint,
            "どの地区も この番号は同じです。紙に書きうつして、ファイルとは べつに渡してください。"
            "地区ごとに、自分の番号のファイルだけを渡します。",
        )
