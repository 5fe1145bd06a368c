"""復旧キーの紙をためす: the whole key typed from the paper, held against the key slot on the disk."""

from __future__ import annotations

from sasaeai_desktop.domain.changes import Changes
from sasaeai_desktop.domain.wareki import wareki
from sasaeai_desktop.services.safety import access
from sasaeai_desktop.ui.pages.page import Page, PageContext
from sasaeai_desktop.ui.widgets.fields import LineField
from sasaeai_desktop.ui.widgets.labels import label
from sasaeai_desktop.ui.widgets.summary import check_all


class PaperTryPage(Page):
    """A sub-page of このパソコンのせってい."""

    object_name = "paper_try"
    title = "復旧キーの紙をためす"
    icon = "lock"

    def __init__(self, context: PageContext) -> None:
        super().__init__(context)
        self.set_heading(self.title, "しまってある紙で、いまのデータを開けるかを 見ます", below=True)
        self.set_primary("この紙をためす", icon="check", action=self.try_it)
        self.body.addWidget(
            label(
                "紙の8つの組を、1番から つづけて入れてください。大文字と小文字、あいだの空白や「-」は どちらでもかまいません。"
                "何も変わりません。まちがえると、何番が ちがうかが出ます。",
                wrap=True,
            )
        )
        self.key = LineField("紙の復旧キー", name="paper_try_key", required=True, chars=32)
        self.key.line.returnPressed.connect(self.try_it)
        self.body.addWidget(self.key)
        self.said = label("", "strong", wrap=True, name="paper_try_said")
        self.body.addWidget(self.said)
        self.body.addStretch(1)

    def refresh(self, changes: Changes | None) -> None:
        """Say when the paper was tried last."""
        if changes is None:
            desk = self.context.desk
            self.run(lambda: access.paper_tried_on(desk), self._show)

    def _show(self, day: str) -> None:
        self.said.setText(
            f"✓ {wareki(day)}に ためして、開けました。" if day else "この紙は、まだ ためしていません。"
        )

    def try_it(self) -> None:
        """Hold the typed key against the slot."""
        if not check_all([self.key]):
            return
        desk, typed = self.context.desk, self.key.line.text()

        def done(_none: None) -> None:
            self.key.line.clear()
            self.run(lambda: access.paper_tried_on(desk), self._show)

        self.act(lambda: access.try_paper_key(desk, typed), done)
