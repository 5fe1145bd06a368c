"""このパソコンのせってい: passphrase, paper key, whether all is whole, and what this program is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt

from sasaeai_desktop import __version__
from sasaeai_desktop.domain.changes import Changes
from sasaeai_desktop.services.safety import access, checking
from sasaeai_desktop.services.safety.checking import Checked
from sasaeai_desktop.services.usb import updating
from sasaeai_desktop.services.usb.updating import Offer
from sasaeai_desktop.ui import tidying
from sasaeai_desktop.ui.pages.backup import BackupPage
from sasaeai_desktop.ui.pages.page import Page, PageContext
from sasaeai_desktop.ui.pages.settings_window import WindowPanel
from sasaeai_desktop.ui.pages.trust.links import add_trust
from sasaeai_desktop.ui.pages.trust.paper_try import PaperTryPage
from sasaeai_desktop.ui.passphrase_fields import PassphraseFields
from sasaeai_desktop.ui.printing import show_form
from sasaeai_desktop.ui.recovery import RecoveryPanel
from sasaeai_desktop.ui.tasks import Job, Report
from sasaeai_desktop.ui.widgets.buttons import OutlineButton, QuietButton
from sasaeai_desktop.ui.widgets.columns import Columns
from sasaeai_desktop.ui.widgets.fields import LineField
from sasaeai_desktop.ui.widgets.labels import Panel, label
from sasaeai_desktop.ui.widgets.states import ProgressPanel
from sasaeai_desktop.ui.widgets.summary import check_all

if TYPE_CHECKING:  # reportlab comes with it, only when something is printed
    from sasaeai_desktop.services.reports.printing import Printed

_LEFT = Qt.AlignmentFlag.AlignLeft
_WHAT_IS_CHECKED = "きろくと、その足あとを 1つずつ くらべます。"
_COMPARING = "きろくと くらべています。"


class SettingsPage(Page):
    """A sub-page of USB受け渡し."""

    object_name = "settings"
    title = "このパソコンのせってい"
    icon = "gear"

    def __init__(self, context: PageContext) -> None:
        super().__init__(context)
        self._before: Offer | None = None
        self._checking: Job | None = None
        self.set_primary("合いことばを変える", icon="lock", action=self.change)
        columns = Columns(right_width=500, left_least=620)
        self._fill_passphrase(columns)
        self._fill_safety(columns)
        self.body.addWidget(columns)
        self.body.addStretch(1)

    def _fill_passphrase(self, columns: Columns) -> None:
        columns.left.setSpacing(16)
        self.recovery = RecoveryPanel(name="settings_recovery", on_print=self.print_paper)
        self.recovery.hide()
        columns.left.addWidget(self.recovery)
        columns.left.addWidget(label("合いことば", "section"))
        self.old = LineField("いまの合いことば", name="settings_old", required=True, chars=22)
        self.old.line.setEchoMode(self.old.line.EchoMode.Password)
        self.new = PassphraseFields("新しい合いことば", name="settings_new")
        self.new.submitted.connect(self.change)
        columns.left.addWidget(self.old)
        columns.left.addWidget(self.new)
        self.paper_button = QuietButton(
            "復旧キーを新しくする", name="settings_paper", icon="lock", on_click=self.renew_paper
        )
        columns.left.addWidget(self.paper_button, 0, _LEFT)
        columns.left.addWidget(
            label(
                "新しくすると、前の紙では 開けなくなります。「いまの合いことば」を入れてから 押してください。",
                "second",
                wrap=True,
            )
        )
        if not self.context.desk.me.practice:  # nobody has its paper
            columns.left.addWidget(
                QuietButton(
                    "復旧キーの紙をためす",
                    name="settings_try_paper",
                    icon="check",
                    on_click=lambda: self.push(PaperTryPage(self.context)),
                ),
                0,
                _LEFT,
            )
        columns.left.addStretch(1)

    def _fill_safety(self, columns: Columns) -> None:
        panel = Panel(name="settings_safety")
        self.check_words = label(_WHAT_IS_CHECKED, "body", wrap=True, name="settings_check_words")
        self.backup_button = OutlineButton(
            "もしもの控えを見る", name="settings_backup", icon="database", on_click=self.show_backups
        )
        self.check_button = QuietButton(
            "きろくが こわれていないか調べる", name="settings_check", on_click=self.check
        )
        panel.add(label("もしもの控え", "subsection"), self.backup_button)
        panel.column.addSpacing(16)
        self.progress = ProgressPanel(name="settings_progress")
        self.progress.cancelled.connect(self._stop_checking)
        panel.add(label("点検", "subsection"), self.check_words, self.check_button, self.progress)
        panel.column.addSpacing(16)
        add_trust(panel, self)
        panel.add(label(f"ささえあいデスク {__version__}", "second"))
        self.before_button = QuietButton(
            "前のプログラムにもどす", name="settings_before", icon="undo", on_click=self.show_before
        )
        self.before_button.hide()  # until one is found
        panel.add(self.before_button)
        where = f"しまってある場所：{self.context.desk.paths.data_dir}"
        panel.add(label(where, "second", wrap=True, name="settings_place"))
        panel.add(
            QuietButton(
                "ほかの人が作ったものを見る",
                name="settings_licences",
                icon="list",
                on_click=self.show_licences,
            )
        )
        columns.right.addWidget(WindowPanel(self.context))
        columns.right.addSpacing(16)
        columns.right.addWidget(panel)
        columns.right.addStretch(1)

    def show_backups(self) -> None:
        """Open もしもの控え."""
        self.push(BackupPage(self.context))

    def refresh(self, changes: Changes | None) -> None:
        """Look for a kept program of before when the page is first shown."""
        if changes is None:
            desk = self.context.desk
            self.run(lambda: updating.kept_before(desk), self._found_before)

    def _found_before(self, offer: Offer | None) -> None:
        self._before = offer
        self.before_button.setVisible(offer is not None)

    def show_before(self) -> None:
        """Open プログラムを新しくする for the program of before."""
        from sasaeai_desktop.ui.pages.usb.update import UpdatePage  # noqa: PLC0415 - only when it is opened

        if self._before is not None:
            self.push(UpdatePage(self.context, self._before))

    def show_licences(self) -> None:
        """Open ほかの人が作ったもの."""
        from sasaeai_desktop.ui.pages.licences import LicencesPage  # noqa: PLC0415 - only when it is opened

        self.push(LicencesPage(self.context))

    def check(self) -> None:
        """Prove that the file is whole; it may be stopped, and then nothing has happened."""
        if self._checking is not None:
            return
        desk = self.context.desk
        self.check_words.setText(_WHAT_IS_CHECKED)
        self.progress.start("調べています", "足あとを 読んでいます。")

        def work(report: Report) -> Checked:
            return checking.check(desk, lambda step, total: report(step, total, "" if total else _COMPARING))

        self._checking = self.run(work, self._checked, self.progress.advance, self._stopped)

    def leave(self) -> None:
        """Go back; nobody waits for a check any more."""
        self._stop_checking()
        super().leave()

    def _stop_checking(self) -> None:
        if self._checking is not None:
            self._checking.cancel()

    def _end_checking(self, words: str) -> None:
        self._checking = None
        self.progress.hide()
        self.check_words.setText(words)
        self.run(tidying.give_back)

    def _checked(self, found: Checked) -> None:
        self._end_checking(
            "こわれているところは ありませんでした。"
            if found.ok
            else f"{len(found.problems)}か所 おかしいところが あります。もしもの控えから もどせます。作った人に知らせてください。"
        )

    def _stopped(self) -> None:
        self._end_checking("と中で やめました。きろくは そのままです。")

    def change(self) -> None:
        """Change the passphrase."""
        old_given = check_all([self.old])
        if not self.new.check() or not old_given:
            return
        desk, old, new = self.context.desk, self.old.line.text(), self.new.value()

        def done(_none: None) -> None:
            for line in (self.old.line, self.new.first.line, self.new.again.line):
                line.clear()

        self.act(lambda: access.change_passphrase(desk, old, new), done)

    def renew_paper(self) -> None:
        """Make a new paper key and show it."""
        if check_all([self.old]):
            desk, old = self.context.desk, self.old.line.text()
            self.act(lambda: access.new_paper_key(desk, old), self._show_paper)

    def _show_paper(self, key: str) -> None:
        self.recovery.show_key(key)
        self.recovery.show()

    def print_paper(self) -> None:
        """Show the paper with the new key before printing."""
        desk, key = self.context.desk, "-".join(self.recovery.groups)

        def draw() -> Printed:
            from sasaeai_desktop.services.reports import printing  # noqa: PLC0415 - reportlab comes with it

            return printing.recovery_key(desk, key)

        show_form(self, draw, self.context.today())
