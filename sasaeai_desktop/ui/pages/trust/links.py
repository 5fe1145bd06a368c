"""The buttons that open 使う人と鍵 and, at the council, サインの言葉 and 助成のきまり; from このパソコンのせってい."""

from __future__ import annotations

from sasaeai_desktop.ui.pages.page import Page
from sasaeai_desktop.ui.widgets.buttons import QuietButton
from sasaeai_desktop.ui.widgets.labels import Panel, label


def add_trust(panel: Panel, page: Page) -> None:
    """Put the buttons into a panel of a page; each opens its sub-page over it."""
    panel.add(
        label("使う人と鍵", "subsection"),
        QuietButton("使う人と鍵を見る", name="settings_keys", icon="lock", on_click=lambda: _keys(page)),
    )
    panel.add(
        QuietButton("足あとを見る", name="settings_audit", icon="list", on_click=lambda: _audit(page)),
    )
    if page.context.desk.me.council:
        panel.add(
            QuietButton(
                "地区から あずかった鍵を使う",
                name="settings_entrusted",
                icon="lock",
                on_click=lambda: _entrusted(page),
            ),
        )
    panel.column.addSpacing(16)
    if page.context.desk.me.council:
        panel.add(
            label("サインの言葉", "subsection"),
            QuietButton(
                "サインの言葉を加える", name="settings_codes", icon="list", on_click=lambda: _codes(page)
            ),
            QuietButton(
                "民生委員の月報の言葉を直す",
                name="settings_commissioner_words",
                icon="list",
                on_click=lambda: _commissioner_words(page),
            ),
        )
        panel.column.addSpacing(16)
        panel.add(
            label("助成のきまり", "subsection"),
            QuietButton(
                "助成のきまりを決める",
                name="settings_rules",
                icon="calculator",
                on_click=lambda: _rules(page),
            ),
        )
        panel.column.addSpacing(16)


def _audit(page: Page) -> None:
    from sasaeai_desktop.ui.pages.trust.audit import AuditPage  # noqa: PLC0415 - only when it is opened

    page.push(AuditPage(page.context))


def _entrusted(page: Page) -> None:
    from sasaeai_desktop.ui.pages.trust.entrusted import EntrustedPage  # noqa: PLC0415 - only when it is opened

    page.push(EntrustedPage(page.context))


def _keys(page: Page) -> None:
    from sasaeai_desktop.ui.pages.trust.keys import KeysPage  # noqa: PLC0415 - only when it is opened

    page.push(KeysPage(page.context))


def _codes(page: Page) -> None:
    from sasaeai_desktop.ui.pages.trust.codes import CodesPage  # noqa: PLC0415 - only when it is opened

    page.push(CodesPage(page.context))


def _commissioner_words(page: Page) -> None:
    from sasaeai_desktop.ui.pages.trust import commissioner_words  # noqa: PLC0415 - only when it is opened

    page.push(commissioner_words.CommissionerWordsPage(page.context))


def _rules(page: Page) -> None:
    from sasaeai_desktop.ui.pages.money.rules_page import RulesPage  # noqa: PLC0415 - only when it is opened

    page.push(RulesPage(page.context))
