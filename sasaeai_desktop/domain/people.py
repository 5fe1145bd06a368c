"""People: residents, their contacts and consents, volunteers and their roles, merged duplicates.

Source: shared domain page, section 3.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from sasaeai_desktop.domain.ids import Id
from sasaeai_desktop.domain.kinds import (
    Chain,
    Record,
    birth_field,
    day_field,
    flag_field,
    number_field,
    ref_field,
    text_field,
)
from sasaeai_desktop.domain.labels import Labelled


class Sex(Labelled):
    """性別."""

    MALE = "male", "男"
    FEMALE = "female", "女"
    OTHER = "other", "その他"


class Household(Labelled):
    """世帯区分."""

    ALONE = "alone", "一人暮らし"
    ELDERLY = "elderly", "高齢者のみ"
    DAYTIME_ALONE = "daytime_alone", "日中独居"
    OTHER = "other", "その他"


class Source(Labelled):
    """情報の出所."""

    SELF = "self", "本人"
    FAMILY = "family", "家族"
    TOWN = "town", "町内会"
    CITY_LIST = "city_list", "市提供名簿"


class Purpose(Labelled):
    """What a consent is for."""

    WATCH = "watch", "見守り"
    REFER = "refer", "社協・包括へつなぐ"
    EVACUATION = "evacuation", "避難支援者への提供"
    SALON_LIST = "salon_list", "サロン名簿"


class ConsentState(Labelled):
    """同意の状態. Anything but GIVEN is never treated as consent."""

    GIVEN = "given", "あり"
    REFUSED = "refused", "なし"
    UNKNOWN = "unknown", "未確認"


class ConsentForm(Labelled):
    """書面 or 口頭; oral is valid when recorded."""

    WRITTEN = "written", "書面"
    ORAL = "oral", "口頭"


class ConsentGiver(Labelled):
    """本人 or 代理."""

    SELF = "self", "本人"
    PROXY = "proxy", "代理"


class RoleKind(Labelled):
    """役割."""

    WATCHER = "watcher", "担い手"
    BLOCK_COORDINATOR = "block_coordinator", "世話係"
    AREA_COORDINATOR = "area_coordinator", "地域コーディネーター"
    SALON_HOST = "salon_host", "サロン世話人"
    HELPER = "helper", "協力会員"
    PATROL = "patrol", "見守り隊員"
    WELFARE_COMMISSIONER = "welfare_commissioner", "民生委員"
    CHILD_COMMISSIONER = "child_commissioner", "主任児童委員"


@dataclass(frozen=True, kw_only=True, slots=True)
class Person(Record):
    """住民・対象者. Everything about a person stays at home."""

    kind: ClassVar[str] = "person"

    number: str = text_field(Chain.HOME)  # 管理番号
    name: str = text_field(Chain.HOME)
    kana: str = text_field(Chain.HOME)
    birth: str = birth_field(Chain.HOME)  # partial ISO date: 1940, 1940-03, 1940-03-02, or empty
    sex: str = text_field(Chain.HOME)
    postal: str = text_field(Chain.HOME)
    address: str = text_field(Chain.HOME)
    town: str = text_field(Chain.HOME)  # 町内会
    group: str = text_field(Chain.HOME)  # 班
    phone: str = text_field(Chain.HOME)
    mobile: str = text_field(Chain.HOME)
    fax: str = text_field(Chain.HOME)
    household: str = text_field(Chain.HOME)
    care_manager: str = text_field(Chain.HOME)
    alarm_device: str = text_field(Chain.HOME)
    commissioner: str = text_field(Chain.HOME)  # 担当民生委員
    doctor: str = text_field(Chain.HOME)
    baseline: str = text_field(Chain.HOME)  # ふだんの様子
    source: str = text_field(Chain.HOME)  # 情報の出所
    return_due: str = day_field(Chain.HOME)  # 返却期限 of a city list
    note: str = text_field(Chain.HOME)  # 備考


@dataclass(frozen=True, kw_only=True, slots=True)
class HouseholdMember(Record):
    """世帯員."""

    kind: ClassVar[str] = "member"

    person: Id | None = ref_field(Chain.HOME)
    name: str = text_field(Chain.HOME)
    birth: str = birth_field(Chain.HOME)
    relation: str = text_field(Chain.HOME)


@dataclass(frozen=True, kw_only=True, slots=True)
class EmergencyContact(Record):
    """緊急連絡先; need not be family."""

    kind: ClassVar[str] = "contact"

    person: Id | None = ref_field(Chain.HOME)
    order: int | None = number_field(Chain.HOME)
    name: str = text_field(Chain.HOME)
    relation: str = text_field(Chain.HOME)
    address: str = text_field(Chain.HOME)
    phone: str = text_field(Chain.HOME)


@dataclass(frozen=True, kw_only=True, slots=True)
class Consent(Record):
    """同意 for one purpose, dated, revocable."""

    kind: ClassVar[str] = "consent"

    person: Id | None = ref_field(Chain.HOME)
    purpose: str = text_field(Chain.HOME)
    state: str = text_field(Chain.HOME)
    date: str = day_field(Chain.HOME)
    reason: str = text_field(Chain.HOME)
    form: str = text_field(Chain.HOME)
    giver: str = text_field(Chain.HOME)
    relation: str = text_field(Chain.HOME)
    heard_by: str = text_field(Chain.HOME)
    how: str = text_field(Chain.HOME)
    revoked_on: str = day_field(Chain.HOME)


@dataclass(frozen=True, kw_only=True, slots=True)
class Volunteer(Record):
    """担い手・協力者."""

    kind: ClassVar[str] = "volunteer"

    number: str = text_field(Chain.HOME)
    name: str = text_field(Chain.HOME)
    kana: str = text_field(Chain.HOME)
    phone: str = text_field(Chain.HOME)
    town: str = text_field(Chain.HOME)
    pledged_on: str = day_field(Chain.HOME)  # 守秘誓約日
    insured: bool = flag_field(Chain.HOME)
    lent: str = text_field(Chain.HOME)  # 貸与品
    training: str = text_field(Chain.HOME)
    note: str = text_field(Chain.HOME)


@dataclass(frozen=True, kw_only=True, slots=True)
class Role(Record):
    """A volunteer's role with its dates; the pseudonymous part is what the council counts."""

    kind: ClassVar[str] = "role"

    volunteer: Id | None = ref_field(Chain.OPEN)
    role: str = text_field(Chain.OPEN)
    start: str = day_field(Chain.OPEN)
    end: str = day_field(Chain.OPEN)
    area: str = text_field(Chain.HOME)  # 担当町内会・学校
    appointed_on: str = day_field(Chain.HOME)  # 委嘱日
    term: str = text_field(Chain.HOME)


@dataclass(frozen=True, kw_only=True, slots=True)
class Merge(Record):
    """Two ids that are one person (or volunteer). References are never rewritten; deleting this undoes it.

    ``prefer`` holds the choices made side by side, JSON {field: id hex of the entry whose value is shown}: neither entry
    is written over, so that nothing is left to put back when the two are parted.
    """

    kind: ClassVar[str] = "merge"

    a: Id | None = ref_field(Chain.OPEN)
    b: Id | None = ref_field(Chain.OPEN)
    prefer: str = text_field(Chain.HOME)
