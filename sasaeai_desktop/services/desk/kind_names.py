"""What a kind of record is called on the screen and on paper."""

from __future__ import annotations

KIND_NAMES = {
    "person": "住民・対象者", "volunteer": "担い手・協力者", "salon": "サロン", "session": "サロンの開催", "visit": "見守り",
    "attendance": "サロンの出席", "case": "見守りの登録", "assignment": "担当", "role": "役割", "tally": "月計",
    "card": "つながりカード", "consent": "同意", "contact": "緊急連絡先", "member": "世帯員", "merge": "一人にまとめたこと",
    "sheet": "訪問票", "card_copy": "カードの写し", "card_link": "カードの写し", "district": "地区", "device": "パソコン",
    "move_offer": "転入の申し送り", "move_link": "転入の申し送り",
    "code": "えらべる言葉", "grant": "助成金", "statement": "紙の報告", "provision": "第三者提供記録", "user": "使う人",
    "closing": "月締め", "retention": "保存の年数", "disposal": "廃棄記録", "erasure": "消去のきろく", "copy_erasure": "消去のきろく",
    "evacuation_plan": "避難計画", "plan_supporter": "避難の支援者", "plan_review": "避難計画の見直し",
    "plan_copy": "避難計画の写し", "plan_link": "避難計画の写し", "safety_event": "安否確認", "safety_tick": "安否確認",
    "help_member": "おたすけの会員", "help_rule": "料金区分", "help_request": "おたすけのお願い", "help_act": "おたすけの実施",
    "help_ticket": "利用券", "help_receipt": "領収書", "help_settlement": "おたすけの精算", "school": "学校",
    "activity": "活動", "completion": "研修の修了", "advice_counter": "相談窓口", "body": "団体", "body_link": "団体のつながり",
    "commissioner_count": "民生委員の活動記録", "goal": "計画目標", "effort": "計画の取り組み", "goal_year": "計画の1年",
    "ledger_line": "収支の行", "receipt_picture": "領収書の写真", "budget_line": "予算", "money_year": "助成金の申請",
    "money_closing": "決算", "grant_rule": "助成のきまり",
    "school_day": "登校見守り", "patrol": "登校見守り", "patrol_post": "登校見守りの当番",
}  # fmt: skip


def kind_name(kind: str) -> str:
    """Return what a kind is called; one of a newer program as it is."""
    return KIND_NAMES.get(kind, kind)
