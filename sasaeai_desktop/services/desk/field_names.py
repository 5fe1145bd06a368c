"""Fields and codes in the words of the forms, for the history of a record."""

from __future__ import annotations

from sasaeai_desktop.domain.activities import ActivityState, ActivityType
from sasaeai_desktop.domain.cards import CardState, CardTrigger, Destination, Response, Trouble, Urgency
from sasaeai_desktop.domain.commissioner import categories
from sasaeai_desktop.domain.council import Programme
from sasaeai_desktop.domain.goals import Served
from sasaeai_desktop.domain.grants import Rounding, Unit
from sasaeai_desktop.domain.groups import GroupType
from sasaeai_desktop.domain.help import Pay, PriceUnit, Repeat, RequestState, Side, TicketMove, WhyNot, Work
from sasaeai_desktop.domain.kinds import Value
from sasaeai_desktop.domain.labels import Labelled, label_of
from sasaeai_desktop.domain.money import Account
from sasaeai_desktop.domain.money import Side as MoneySide
from sasaeai_desktop.domain.people import (
    ConsentForm,
    ConsentGiver,
    ConsentState,
    Household,
    Purpose,
    RoleKind,
    Sex,
    Source,
)
from sasaeai_desktop.domain.plans import Disaster, Hazard, Need, Safety
from sasaeai_desktop.domain.salon import SalonType
from sasaeai_desktop.domain.school import SchoolType
from sasaeai_desktop.domain.signs import load_signs
from sasaeai_desktop.domain.watch import (
    CaseState,
    Category,
    Condition,
    EndReason,
    Method,
    Result,
    Trigger,
    method_words,
)

_COMMON = {
    "number": "番号", "name": "氏名", "kana": "ふりがな", "birth": "生年月日", "sex": "性別", "postal": "郵便番号",
    "address": "住所", "town": "町内会", "group": "班", "phone": "電話", "mobile": "携帯", "fax": "FAX",
    "household": "世帯区分", "care_manager": "ケアマネジャー", "alarm_device": "緊急通報装置",
    "commissioner": "担当民生委員", "doctor": "かかりつけ医", "baseline": "ふだんの様子", "source": "情報の出所",
    "return_due": "返却期限", "note": "備考", "relation": "続柄", "person": "対象者", "order": "順番",
    "purpose": "目的", "state": "状態", "date": "日付", "reason": "理由", "form": "同意の形", "giver": "同意した方",
    "heard_by": "聞いた方", "how": "聞き方", "revoked_on": "取り消した日", "pledged_on": "守秘誓約日",
    "insured": "保険", "lent": "貸与品", "training": "研修", "volunteer": "担い手", "role": "役割", "start": "始まり",
    "end": "終わり", "area": "担当", "appointed_on": "委嘱日", "term": "任期", "state_on": "状態が変わった日",
    "end_reason": "終了理由", "trigger": "きっかけ", "category": "区分", "method": "方法", "every_days": "回数（日おき）",
    "weekdays": "予定の曜日", "coordinator": "世話係", "result": "結果", "time": "時刻", "watchers": "担い手",
    "condition": "様子", "signs": "サイン", "memo": "メモ", "next_on": "次回予定", "watcher": "担い手", "month": "年月",
    "count": "回数", "type": "型", "advice_desk": "相談窓口", "venue": "会場", "hosts": "世話人", "weekday": "曜日",
    "salon": "サロン", "cancelled": "中止", "cancel_reason": "中止の理由", "elderly": "65歳以上", "disabled": "障がい者",
    "children": "子ども", "guardians": "保護者", "others": "その他", "staff": "お手伝い", "program": "プログラム",
    "fee": "会費", "session": "開催", "newcomer": "新規", "written_on": "書いた日", "handed_on": "渡した日",
    "destination": "つなぎ先", "summary": "要旨", "summary_why": "要旨についてのわけ",
    "received_on": "受付日", "received_by": "受付者",
    "response": "対応状況", "answer": "回答", "answered_on": "回答日", "returned_on": "受領日", "closed_on": "終結の日",
    "writer": "書いた方", "writer_name": "書いた方", "age_band": "年代", "troubles": "困りごと",
    "trouble_note": "困りごと（ほか）", "origin": "もとの地区", "offered_on": "申し送った日", "refused": "受けないわけ",
    "facts": "見たこと・聞いたこと", "thoughts": "書いた人の考え",
    "urgency": "急ぎ", "consent": "本人の同意", "consent_form": "同意の形", "consent_giver": "同意した方",
    "consent_relation": "続柄", "consent_on": "同意の日",
    "made_on": "作成日", "ended_on": "終わりの日", "version": "版", "needs": "できないこと", "care": "必要な配慮",
    "hazards": "ハザード", "place": "避難先", "route": "経路", "way": "方法", "room": "寝室・ふだんいる部屋",
    "devices": "医療機器・薬・携行品", "plan": "避難計画", "to": "渡した相手", "disaster": "災害", "opened_on": "始めた日",
    "opened_time": "始めた時刻", "people": "人数", "safe": "無事", "help": "支援が必要", "unknown": "不明",
    "minutes_half": "半分までの分", "minutes_all": "全員までの分", "event": "安否確認", "seen_by": "見た方",
    "side": "会員の種類", "works": "作業", "unit": "単位", "yen": "円", "free_minutes": "無料の分", "night_from": "夜の始まり",
    "night_to": "夜の終わり", "night_yen": "夜の加算", "helper_percent": "協力会員の分（%）", "user": "利用会員", "work": "作業",
    "wanted_on": "希望日", "wanted_time": "希望の時刻", "matched_on": "決まった日", "why_not": "できない理由",
    "repeat": "くり返し", "until": "いつまで", "helpers": "協力会員", "request": "お願い", "minutes": "分",
    "charged_yen": "金額", "cash_yen": "現金", "ticket_yen": "利用券の分", "helper_yen": "協力会員へ", "rule": "料金区分",
    "expenses_yen": "実費", "pay": "支払", "tickets": "券の枚数", "receipt": "領収書番号", "move": "券の動き",
    "face_yen": "1枚の金額", "member": "会員", "act": "実施", "addressee": "宛名", "what": "但し書き", "acts": "実施",
    "void": "書き損じの理由", "kept_yen": "会の分", "by": "書いた方", "start_time": "始まりの時刻", "end_time": "終わりの時刻",
    "points": "地点", "school": "学校", "unnamed": "お名前のない人数", "incident": "気づいたこと", "day": "日", "point": "地点",
    "badge": "腕章の番号", "handed_how": "渡し方", "withdrawn": "取り消した日",
    "at_counter": "相談窓口で受けた", "participants": "参加人数", "copies": "部数", "bodies": "出席団体", "replaced_by": "かわりの活動",
    "goals": "計画の目標", "title": "名称", "observers": "オブザーバー", "contents": "内容", "decisions": "決まったこと",
    "issue": "号", "handed_out": "配り先", "refresher_months": "つぎの研修までの月", "activity": "研修", "flags": "のぼり旗の数",
    "flag_on": "のぼり旗を渡した日", "chief": "代表者", "a": "団体", "b": "団体",
    "year": "年度", "programme": "事業", "account": "科目", "own": "助成の対象外", "text": "摘要", "payee": "相手",
    "line": "収支の行", "jpeg": "写真", "applied_on": "申請した日", "applied_yen": "申請の額", "decided_on": "決定の日",
    "returned_yen": "返納の額", "towns": "町内会の数", "units": "数えた数", "figures": "合計", "lines": "締めたときの行",
    "auditors": "監事", "audited_on": "監査の日", "rate": "単価", "per": "いくつごと", "each_least": "1回の下限", "least": "下限",
    "beyond": "こえた分から", "most_units": "数の上限", "most_yen": "上限", "need_unit": "条件の単位", "need_count": "条件の数",
    "rounding": "端数", "round_to": "端数の単位",
    "code": "記号", "parent": "上の目標", "target": "目標値", "every": "全地区", "serves": "事業", "first_year": "始まりの年度",
    "last_year": "終わりの年度", "schedule": "予定", "who": "だれが", "outline": "概要", "item": "目標・取り組み", "done": "行った",
    "reached": "達成した数",
    "medium": "方法", "prefer": "えらんだ書き方", "years": "年数", "why": "わけ", "witness": "立ち会い", "of": "種類",
}  # fmt: skip
_OWN = {
    ("provision", "what"): "何を", ("provision", "to"): "渡した先", ("provision", "by"): "記録した人",
    ("disposal", "what"): "何を", ("disposal", "by"): "行った人", ("disposal", "how"): "どのように",
    ("salon", "name"): "名称", ("case", "start"): "見守り開始日", ("case", "end"): "見守り終了日",
    ("session", "date"): "開催日", ("visit", "date"): "実施日", ("school", "name"): "学校の名前",
    ("help_rule", "name"): "料金区分", ("safety_event", "name"): "呼び名", ("help_act", "date"): "実施日",
    ("activity", "type"): "種別", ("activity", "place"): "場所", ("completion", "date"): "修了日", ("body", "name"): "名称",
    ("body", "type"): "種別", ("body", "role"): "ネットワークでの役割", ("body_link", "how"): "どんなつながり",
    ("money_year", "returned_on"): "返納した日", ("ledger_line", "side"): "区分", ("ledger_line", "yen"): "金額",
    ("grant_rule", "name"): "名称", ("money_closing", "on"): "締めた日",
    ("goal", "plan"): "計画", ("goal", "title"): "題", ("effort", "plan"): "計画", ("effort", "title"): "題",
    ("effort", "number"): "番号", ("effort", "goals"): "目標",
    ("plan_review", "date"): "見直し日", ("safety_tick", "state"): "安否",
}  # fmt: skip
_CODES: dict[tuple[str, str], type[Labelled]] = {
    ("person", "sex"): Sex, ("person", "household"): Household, ("person", "source"): Source,
    ("consent", "purpose"): Purpose, ("consent", "state"): ConsentState, ("consent", "form"): ConsentForm,
    ("consent", "giver"): ConsentGiver, ("role", "role"): RoleKind, ("case", "state"): CaseState,
    ("case", "end_reason"): EndReason, ("case", "trigger"): Trigger, ("case", "category"): Category,
    ("case", "method"): Method, ("visit", "method"): Method, ("visit", "result"): Result,
    ("visit", "condition"): Condition, ("tally", "method"): Method, ("salon", "type"): SalonType,
    ("card", "state"): CardState, ("card", "trigger"): CardTrigger, ("card", "troubles"): Trouble,
    ("card", "urgency"): Urgency, ("card", "destination"): Destination, ("card", "response"): Response,
    ("card", "consent"): ConsentState, ("card", "consent_form"): ConsentForm, ("card", "consent_giver"): ConsentGiver,
    ("evacuation_plan", "needs"): Need, ("evacuation_plan", "hazards"): Hazard, ("safety_event", "disaster"): Disaster,
    ("safety_tick", "state"): Safety, ("help_member", "side"): Side, ("help_member", "works"): Work,
    ("help_rule", "unit"): PriceUnit, ("help_rule", "works"): Work, ("help_request", "state"): RequestState,
    ("help_request", "work"): Work, ("help_request", "why_not"): WhyNot, ("help_request", "repeat"): Repeat,
    ("help_act", "work"): Work, ("help_act", "pay"): Pay, ("help_ticket", "move"): TicketMove,
    ("school", "type"): SchoolType, ("activity", "type"): ActivityType, ("activity", "state"): ActivityState, ("body", "type"): GroupType,
    ("ledger_line", "side"): MoneySide, ("ledger_line", "account"): Account,
    ("budget_line", "account"): Account, ("grant_rule", "unit"): Unit, ("grant_rule", "need_unit"): Unit,
    ("grant_rule", "rounding"): Rounding, ("goal", "serves"): Served,
    **{(kind, "programme"): Programme for kind in ("ledger_line", "budget_line", "money_year", "grant_rule", "grant")},
}  # fmt: skip


def field_name(kind: str, field: str) -> str:
    """Return a field in the form's own words; a field of a newer program as it is."""
    return _OWN.get((kind, field)) or _COMMON.get(field, field)


def value_words(kind: str, field: str, value: Value) -> str:
    """Return a journaled value as a person reads it; "" for unset. References are for the caller."""
    if value in (None, "", False):
        return ""
    if value is True:
        return "はい"
    codes = _CODES.get((kind, field))
    if isinstance(value, list):
        if field == "signs":
            labels = {s.code: s.label for s in load_signs()}
            return "・".join(labels.get(v, v) for v in value)
        if field == "weekdays":
            return "・".join("月火水木金土日"[int(v)] for v in value if v in "0123456")
        return "・".join(label_of(codes, v) if codes else v for v in value)
    if field == "weekday" and value in tuple("0123456"):
        value = "月火水木金土日"[int(str(value))]
    if (kind, field) == ("commissioner_count", "category"):
        value = categories().get(str(value), str(value))
    return _code_words(codes, str(value)) if codes else str(value)


def _code_words(codes: type[Labelled], code: str) -> str:
    return method_words(code) if codes is Method else label_of(codes, code)


def has_codes(kind: str, field: str) -> bool:
    """Say whether a field holds codes of a list rather than what somebody typed."""
    return (kind, field) in _CODES or field in ("signs", "weekdays")
