"""The forms that exist, by the names of the command line.

A form whose programme is not built yet is not listed. Every listed form can be drawn blank. The drawing is
imported when it is first asked for, since that takes a third of a second.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from importlib import import_module
from types import MappingProxyType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sasaeai_desktop.forms.paper import Drawn

# Name -> (group in the gallery, title), in the order of the command line's page.
_FORMS: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        "visit-sheet": ("見守り", "見守り訪問票"),
        "register-card": ("見守り", "見守り台帳"),
        "watcher-list": ("見守り", "担当別名簿"),
        "handover": ("見守り", "引き継ぎ書"),
        "phone-list": ("見守り", "電話連絡一覧"),
        "birthday-list": ("見守り", "誕生日一覧"),
        "address-labels": ("見守り", "宛名ラベル"),
        "watch-month-report": ("見守り", "見守り活動月報"),
        "consent": ("約束の紙", "同意書"),
        "confidentiality": ("約束の紙", "守秘誓約書"),
        "incident": ("見守り", "異変対応記録"),
        "salon-roster": ("サロン", "サロン出席表"),
        "salon-diary": ("サロン", "サロン日誌"),
        "salon-report": ("サロン", "サロン実施報告書"),
        "salon-calendar": ("サロン", "サロンこよみ"),
        "card": ("つながりカード", "つながりカード"),
        "card-no-name": ("つながりカード", "つながりカード（名前なし）"),
        "evacuation-plan": ("避難計画と安否", "個別避難計画"),
        "safety-list": ("避難計画と安否", "安否確認一覧"),
        "safety-summary": ("避難計画と安否", "安否確認のまとめ"),
        "help-request": ("おたすけ", "おたすけ申込書"),
        "help-record": ("おたすけ", "おたすけ活動記録票"),
        "receipt": ("おたすけ", "領収書"),
        "help-settlement": ("おたすけ", "おたすけ精算書"),
        "school-watch": ("登校見守り", "登校見守り活動表"),
        "school-year": ("登校見守り", "登校見守り年次表"),
        "meeting-minutes": ("会議・団体", "議事録"),
        "contact-list": ("会議・団体", "団体の連絡先一覧"),
        "network-map": ("会議・団体", "ネットワーク図"),
        "commissioner-month": ("民生委員", "民生委員 活動記録"),
        "plan-matrix": ("計画目標", "計画と取り組みの表"),
        "plan-progress": ("計画目標", "計画の進みぐあい"),
        "ledger-book": ("お金", "金銭出納簿"),
        "grant-steps": ("お金", "助成金の計算書"),
        "annual-report": ("1年の報告", "地区社協 年間実績報告書"),
        "account-statement": ("1年の報告", "収支決算書"),
        "city-table": ("1年の報告", "地区社協活動 総括表"),
        "usb-ledger": ("控えと受け渡し", "USB持出管理簿"),
        "handover-receipt": ("控えと受け渡し", "受渡し受領書"),
        "provision-ledger": ("控えと受け渡し", "第三者提供記録"),
        "person-disclosure": ("控えと受け渡し", "保有個人データの開示書"),
        "disposal": ("控えと受け渡し", "廃棄記録"),
        "recovery-key": ("控えと受け渡し", "復旧キー"),
    }
)
_WANTED_WITH: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "会議・団体": ("activity", "body"),
        "民生委員": ("commissioner_count",),
        "計画目標": ("goal",),
        "お金": ("ledger_line", "grant_rule"),
    },
)
"""Groups that stand in the gallery only where there are records of one of these kinds: whoever does none of it sees none of it."""
TITLES: Mapping[str, str] = MappingProxyType({name: title for name, (_, title) in _FORMS.items()})


def groups() -> dict[str, tuple[str, ...]]:
    """Return the names of the forms by programme, in the order of the gallery."""
    found: dict[str, tuple[str, ...]] = {}
    for name, (group, _) in _FORMS.items():
        found[group] = (*found.get(group, ()), name)
    return found


def wanted_with(group: str) -> tuple[str, ...]:
    """Return the kinds of records with which a group of forms is of use; none: it always is."""
    return _WANTED_WITH.get(group, ())


def names() -> tuple[str, ...]:
    """Return the names of the forms in the order of the command line's page."""
    return tuple(TITLES)


def blank_form(name: str, *, printed_on: str = "") -> Drawn:
    """Draw a form with everything left open; it needs no installation.

    Args:
        name: one of `names`.
        printed_on: ISO day; "" is today.

    Raises:
        KeyError: there is no such form.
    """
    if name not in TITLES:
        raise KeyError(name)
    module = import_module(f"sasaeai_desktop.forms.{name.replace('-', '_')}")
    day = printed_on or date.today().isoformat()  # noqa: DTZ011  a paper shows the desk's own day
    drawn: Drawn = module.draw(module.blank(), printed_on=day)
    return drawn
