"""Tables of residents and of volunteers."""

from __future__ import annotations

from dataclasses import dataclass

from sasaeai_desktop.exchange import cells, choices
from sasaeai_desktop.exchange.kinds.kind import Kind, Row, column


@dataclass(frozen=True, kw_only=True, slots=True)
class PersonRow(Row):
    """A line of the people table: a person with registration, first contact, watchers and consents.

    Attributes:
        number: 管理番号.
        birth: may be partial (1940, 1940-03).
        contact_name: of the first emergency contact, as ``contact_relation`` and ``contact_phone``.
        baseline: ふだんの様子.
        watch_start: day the registration began; "" while 要検討.
        every_days: days between contacts, None without a plan.
        watcher_numbers: 管理番号 of those who look after the person now.
        consent_watch: given, refused, unknown or "" (not said), as ``consent_refer`` (つなぐ) and ``consent_evacuation``.
    """

    number: str
    name: str
    kana: str = ""
    birth: str = ""
    sex: str = ""
    postal: str = ""
    address: str = ""
    town: str = ""
    group: str = ""
    phone: str = ""
    mobile: str = ""
    household: str = ""
    contact_name: str = ""
    contact_relation: str = ""
    contact_phone: str = ""
    baseline: str = ""
    source: str = ""
    watch_start: str = ""
    watch_end: str = ""
    end_reason: str = ""
    watch_method: str = ""
    every_days: int | None = None
    watcher_numbers: tuple[str, ...] = ()
    consent_watch: str = ""
    consent_refer: str = ""
    consent_evacuation: str = ""
    note: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class VolunteerRow(Row):
    """A line of the volunteers table; a further line of the same number brings roles with other dates.

    Attributes:
        number: 管理番号.
        name: may be "" in a further line.
        roles: codes of ``RoleKind``, held from ``start`` to ``end``.
        pledged_on: day of the 守秘誓約.
    """

    number: str
    name: str = ""
    kana: str = ""
    phone: str = ""
    town: str = ""
    roles: tuple[str, ...] = ()
    start: str = ""
    end: str = ""
    pledged_on: str = ""
    note: str = ""


PEOPLE = Kind(
    "people",
    "住民・対象者",
    PersonRow,
    (
        column("管理番号", "number", cells.NUMBER_TEXT, "T001", "T002", needed=True),
        column("氏名", "name", cells.NAME, "見本 花子", "例 太郎", needed=True),
        column("ふりがな", "kana", cells.KANA, "みほん はなこ", "れい たろう"),
        column("生年月日", "birth", cells.BIRTH, "S15.3.2", "1942年"),
        column("性別", "sex", choices.SEX, "女", "男"),
        column("郵便番号", "postal", cells.POSTAL, "070-8525", "070-8525"),
        column("住所", "address", cells.COMMON_TEXT, "5条通4丁目893番地の1", "6条通9丁目46番地"),
        column("町内会", "town", cells.COMMON_TEXT, "見本町内会", "見本町内会"),
        column("班", "group", cells.COMMON_TEXT, "3班", "1班"),
        column("電話", "phone", cells.PHONE, "0166-00-0001", "0166-00-0002"),
        column("携帯", "mobile", cells.PHONE, "", "090-0000-0002"),
        column("世帯区分", "household", choices.HOUSEHOLD, "一人暮らし", "高齢者のみ"),
        column("緊急連絡先氏名", "contact_name", cells.NAME, "見本 一郎", ""),
        column("緊急連絡先続柄", "contact_relation", cells.COMMON_TEXT, "長男", ""),
        column("緊急連絡先電話", "contact_phone", cells.PHONE, "090-0000-0001", ""),
        column("ふだんの様子", "baseline", cells.TEXT, "朝6時に新聞を取り、夕方5時に雨戸を閉める。", ""),
        column("情報の出所", "source", choices.SOURCE, "本人", "町内会"),
        column("見守り開始日", "watch_start", cells.DATE, "2023-04-01", ""),
        column("見守り終了日", "watch_end", cells.DATE, "", ""),
        column("終了理由", "end_reason", choices.END_REASON, "", ""),
        column("見守り方法", "watch_method", choices.METHOD, "訪問", ""),
        column("見守り頻度", "every_days", cells.RHYTHM, "週2回", ""),
        column("担当者番号", "watcher_numbers", cells.NUMBER_LIST, "V01", ""),
        column("同意_見守り", "consent_watch", choices.CONSENT, "あり", "未確認"),
        column("同意_つなぐ", "consent_refer", choices.CONSENT, "あり", "未確認"),
        column("同意_避難支援", "consent_evacuation", choices.CONSENT, "なし", "未確認"),
        column("備考", "note", cells.TEXT, "", "見守りを始めるか相談中"),
    ),
    unique="管理番号",
    span=("watch_start", "watch_end"),
    personal="住民・対象者のお名前・住所・電話",
)

VOLUNTEERS = Kind(
    "volunteers",
    "担い手・協力者",
    VolunteerRow,
    (
        column("管理番号", "number", cells.NUMBER_TEXT, "V01", "V02", needed=True),
        column("氏名", "name", cells.NAME, "見本 次郎", "例 節子"),
        column("ふりがな", "kana", cells.KANA, "みほん じろう", "れい せつこ"),
        column("電話", "phone", cells.PHONE, "0166-00-0003", "0166-00-0004"),
        column("町内会", "town", cells.COMMON_TEXT, "見本町内会", "見本町内会"),
        column("役割", "roles", choices.ROLES, "担い手", "世話係・サロン世話人"),
        column("開始日", "start", cells.DATE, "2023-04-01", "2022-12-01"),
        column("終了日", "end", cells.DATE, "", "2025-11-30"),
        column("守秘誓約日", "pledged_on", cells.DATE, "2023-04-01", "2022-12-01"),
        column("備考", "note", cells.TEXT, "", ""),
    ),
    carried="氏名",
    personal="担い手・協力者のお名前・電話",
)

KINDS = (PEOPLE, VOLUNTEERS)
