"""使う人と鍵: who opens this computer, and new keys."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout

from sasaeai_desktop.domain.changes import Changes
from sasaeai_desktop.domain.permissions import DeskRole, role_of
from sasaeai_desktop.domain.wareki import wareki
from sasaeai_desktop.services.safety import escrow, key_rotation, users
from sasaeai_desktop.services.safety.escrow import Escrow
from sasaeai_desktop.services.safety.users import User
from sasaeai_desktop.ui.dialogs.confirm import confirm
from sasaeai_desktop.ui.pages.page import Page, PageContext
from sasaeai_desktop.ui.pages.trust.laptops import LaptopsPage
from sasaeai_desktop.ui.pages.trust.role import RolePage
from sasaeai_desktop.ui.pages.usb.parts import Table
from sasaeai_desktop.ui.passphrase_fields import PassphraseFields
from sasaeai_desktop.ui.widgets.buttons import Button, OutlineButton, QuietButton
from sasaeai_desktop.ui.widgets.columns import Columns
from sasaeai_desktop.ui.widgets.fields import LineField, PickField
from sasaeai_desktop.ui.widgets.labels import Badge, Panel, label
from sasaeai_desktop.ui.widgets.signs import IconLabel
from sasaeai_desktop.ui.widgets.summary import check_all

_LEFT = Qt.AlignmentFlag.AlignLeft


class KeysPage(Page):
    """A sub-page of このパソコンのせってい."""

    object_name = "keys"
    title = "使う人と鍵"
    icon = "lock"

    def __init__(self, context: PageContext) -> None:
        super().__init__(context)
        self.ask = confirm  # a test answers in the person's place
        self._escrow = Escrow("", "", "")
        self.set_primary("使う人を加える", icon="person-plus", action=self.add)
        columns = Columns(right_width=480, left_least=620)
        self.old = LineField(
            "あなたの いまの合いことば",
            name="keys_old",
            required=True,
            chars=22,
            support="人を加えるとき、はずすとき、鍵を新しくするとき、あずけるときに 入れます。",
        )
        self.old.line.setEchoMode(self.old.line.EchoMode.Password)
        self.table = Table("このパソコンを使う人", name="keys_users")
        columns.left.setSpacing(16)
        columns.left.addWidget(self.old)
        columns.left.addWidget(self.table)
        columns.left.addSpacing(8)
        columns.left.addWidget(label("新しく使う人", "section"))
        self.new_name = LineField("名前", name="keys_name", required=True, chars=16)
        self.role = PickField(
            "役割",
            tuple((role.value, role.label) for role in DeskRole),
            name="keys_role",
            support="担い手は、名簿で 同じ名前の担い手が担当する方だけを 見て書けます。下のものほど、できることが ふえます。",
        )
        self.role.set_value(DeskRole.BLOCK.value)
        self.roles_button = QuietButton(
            "役割ごとに できることを見る",
            name="keys_roles",
            icon="list",
            on_click=lambda: self.push(RolePage(self.context)),
        )
        self.new = PassphraseFields("その人の合いことば", name="keys_new")
        self.new.submitted.connect(self.add)
        columns.left.addWidget(self.new_name)
        columns.left.addWidget(self.role)
        columns.left.addWidget(self.roles_button, 0, _LEFT)
        columns.left.addWidget(self.new)
        columns.left.addStretch(1)
        self._fill_right(columns)
        self.body.addWidget(columns)
        self.body.addStretch(1)

    def _fill_right(self, columns: Columns) -> None:
        panel = Panel(name="keys_panel")
        self.rotate_button = OutlineButton(
            "鍵を新しくする", name="keys_rotate", icon="lock", on_click=self.rotate
        )
        self.laptops_button = QuietButton(
            "パソコンの一覧を見る", name="keys_laptops", icon="laptop", on_click=self.show_laptops
        )
        panel.add(
            label("データの鍵", "subsection"),
            label(
                "データのファイルと、USBの受け渡しの鍵を 新しくします。合いことばと 復旧キーの紙は、そのまま使えます。",
                wrap=True,
            ),
            self.rotate_button,
        )
        panel.column.addSpacing(16)
        if not self.context.desk.me.council:
            self._fill_escrow(panel)
            panel.column.addSpacing(16)
        panel.add(
            label("パソコン", "subsection"),
            label("なくしたパソコンを、使わないことにできます。", wrap=True),
            self.laptops_button,
        )
        columns.right.addWidget(panel)
        columns.right.addStretch(1)

    def _fill_escrow(self, panel: Panel) -> None:
        self.escrow_words = label("", "body", wrap=True, name="keys_escrow_words")
        self.give_button = OutlineButton(
            "市社協に あずける", name="keys_escrow_give", icon="lock", on_click=self.give_escrow
        )
        self.take_back_button = OutlineButton(
            "あずけるのを やめる", name="keys_escrow_take_back", icon="lock", on_click=self.take_back_escrow
        )
        self.give_button.hide()
        self.take_back_button.hide()
        panel.add(
            label("市社協への あずけ（えらべます）", "subsection"),
            self.escrow_words,
            self.give_button,
            self.take_back_button,
        )

    def refresh(self, changes: Changes | None) -> None:
        """Read who there is."""
        if changes is None or changes.touches("user"):
            desk = self.context.desk
            self.run(lambda: users.users(desk), self._show)
            if not desk.me.council:
                self.run(lambda: escrow.state(desk), self._show_escrow)

    def _show(self, users: list[User]) -> None:
        self.table.clear()
        here = [u for u in users if u.here]
        for at, user in enumerate(here):
            self._add_row(user, at, last=at == len(here) - 1)
        others = "、".join(u.name for u in users if not u.here and not u.disabled)
        if others:
            self.table.add_words(f"ほかのパソコンを使う人：{others}", "people", name="keys_others")

    def _add_row(self, user: User, at: int, *, last: bool) -> None:
        row = QHBoxLayout()
        row.setSpacing(14)
        row.addWidget(IconLabel("person", 28))
        row.addWidget(label(user.name, "strong", name=f"keys_user_{at}"))
        row.addWidget(label(role_of(user.role).label, "second", name=f"keys_role_of_{at}"))
        row.addStretch(1)
        if user.me:
            row.addWidget(Badge("いま使っている人"))
        else:
            row.addWidget(
                Button(
                    "役割を変える",
                    name=f"keys_change_role_{at}",
                    kind="row",
                    on_click=lambda: self.push(RolePage(self.context, user)),
                    hint=user.name,
                )
            )
            row.addWidget(
                Button(
                    "使う人からはずす",
                    name=f"keys_remove_{at}",
                    kind="row",
                    on_click=lambda: self.disable(user),
                    hint=user.name,
                )
            )
        self.table.add_row(row, last=last)

    def add(self) -> None:
        """Add a person with a passphrase of their own."""
        fields_fine = check_all([self.old, self.new_name])
        if not self.new.check() or not fields_fine:
            return
        desk, old = self.context.desk, self.old.line.text()
        name, new = self.new_name.line.text(), self.new.value()
        role = str(self.role.value())

        def done(_user: User) -> None:
            for line in (self.old.line, self.new_name.line, self.new.first.line, self.new.again.line):
                line.clear()
            self.refresh(None)

        self.act(lambda: users.add(desk, old, name, new, role=role), done)

    def disable(self, user: User) -> None:
        """Take a person off, after asking."""
        if not check_all([self.old]):
            return
        question = f"{user.name}さんを、使う人からはずしますか。"
        detail = (
            "この人の合いことばでは、このパソコンも これまでの控えも 開けなくなります。データと このパソコンの鍵も "
            "新しくなり、つぎのUSBで みんなに伝わります。きょうまでの写しを持っていれば、それは読めます。"
            "書いたきろくは のこります。"
        )
        if not self.ask(self, question, detail, verb="はずす"):
            return
        desk, old = self.context.desk, self.old.line.text()

        def done(_user: User) -> None:
            self.old.line.clear()
            self.refresh(None)

        self.act(lambda: users.disable(desk, old, user.id.hex()), done)

    def _show_escrow(self, now: Escrow) -> None:
        self._escrow = now
        if now.on:
            words = f"{wareki(now.on)}から、{now.council}に 鍵をあずけています。"
            words += "市社協の鍵が変わったので、つぎに開いたときに 作りなおします。" if now.stale else ""
        elif now.council:
            words = "あずけていません。合いことばも 復旧キーの紙も なくすと、だれにも開けられません。"
        else:
            words = "市社協と つながると、えらべるようになります。"
        self.escrow_words.setText(words)
        self.give_button.setVisible(bool(now.council) and not now.on)
        self.take_back_button.setVisible(bool(now.on))

    def give_escrow(self) -> None:
        """Entrust a key to the council, after saying openly what that means."""
        if not check_all([self.old]):
            return
        now = self._escrow
        detail = f"{escrow.WORDS}あずける先の 見くらべる番号は {now.fingerprint} です。"
        if self.ask(self, f"{now.council}に、鍵を あずけますか。", detail, verb="あずける"):
            desk, old = self.context.desk, self.old.line.text()
            self.act(lambda: escrow.give(desk, old), self._escrow_changed)

    def take_back_escrow(self) -> None:
        """Entrust it no longer."""
        if check_all([self.old]):
            desk, old = self.context.desk, self.old.line.text()
            self.act(lambda: escrow.take_back(desk, old), self._escrow_changed)

    def _escrow_changed(self, _none: None) -> None:
        self.old.line.clear()
        self.refresh(None)

    def rotate(self) -> None:
        """Give the data and the exchange new keys."""
        if check_all([self.old]):
            desk, old = self.context.desk, self.old.line.text()
            self.act(lambda: key_rotation.rotate(desk, old), lambda _public: self.old.line.clear())

    def show_laptops(self) -> None:
        """Open the list of laptops."""
        self.push(LaptopsPage(self.context))
