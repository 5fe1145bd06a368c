"""The table of 個別避難計画: one row per person."""

from __future__ import annotations

from dataclasses import dataclass

from sasaeai_desktop.exchange import cells, choices
from sasaeai_desktop.exchange.kinds.kind import Kind, Row, column


@dataclass(frozen=True, kw_only=True, slots=True)
class PlanRow(Row):
    """A plan. Supporters are on the list of volunteers (numbers), or named, several with ; between.

    ``needs`` are codes of ``domain.plans.Need``; what else stands in 必要な配慮 is ``care``.
    """

    person_number: str
    made_on: str = ""
    reviewed_on: str = ""
    supporter_numbers: tuple[str, ...] = ()
    supporter_names: str = ""
    supporter_phones: str = ""
    place: str = ""
    route: str = ""
    way: str = ""
    needs: tuple[str, ...] = ()
    care: str = ""
    devices: str = ""
    room: str = ""
    given_to: str = ""
    note: str = ""


PLANS = Kind(
    "plans",
    "個別避難計画",
    PlanRow,
    (
        column("対象者番号", "person_number", cells.NUMBER_TEXT, "T001", "T002", needed=True),
        column("作成日", "made_on", cells.DATE, "2023-06-01", "R5.7.10"),
        column("見直し日", "reviewed_on", cells.DATE, "2024-06-03", ""),
        column("支援者番号", "supporter_numbers", cells.NUMBER_LIST, "V01", "V01・V02"),
        column("支援者氏名", "supporter_names", cells.TEXT, "", "例 となり"),
        column("支援者電話", "supporter_phones", cells.TEXT, "", "0166-00-0009"),
        column("避難先", "place", cells.COMMON_TEXT, "見本小学校", "例公民館"),
        column("経路", "route", cells.TEXT, "中通りを北へ。橋は渡らない。", ""),
        column("方法", "way", cells.COMMON_TEXT, "車いすを押す", "歩いて"),
        column("必要な配慮", "needs care", choices.NEEDS, "歩く;耳もとで話す", "立つ・歩く"),
        column("医療機器・薬", "devices", cells.TEXT, "血圧の薬", ""),
        column("寝室", "room", cells.TEXT, "1階の奥", ""),
        column("交付先", "given_to", cells.COMMON_TEXT, "民生委員", ""),
        column("備考", "note", cells.TEXT, "", ""),
    ),
    unique="対象者番号",
    span=("made_on", "reviewed_on"),
    personal="避難計画の中身と支援者のお名前・電話",
    office=True,
)

KINDS = (PLANS,)
