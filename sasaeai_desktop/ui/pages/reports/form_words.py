"""What the window says of each form: what it is for, who may fill it, for which time and of whom."""

from __future__ import annotations

from dataclasses import dataclass

DISTRICT, CITY, BOTH = "district", "city", ""


@dataclass(frozen=True, slots=True)
class FormWords:
    """One form in the window.

    Attributes:
        short: a title short enough to stand below its picture.
        about: what it is for, one or two sentences.
        side: who may fill it: DISTRICT, CITY or BOTH.
        time: "month", "year" or "" where neither is asked for.
        whom: what is picked: "watcher", "person", "salon", "card", "volunteer" or "".
        label: words above the choice.
        everything: the choice that stands for all; "" when one must be picked.
        table: it can be saved as a table for a spreadsheet.
        outside: it has a variant that leaves the district.
        named: names stand on it, so that printing it is noted.
    """

    short: str
    about: str
    side: str = DISTRICT
    time: str = ""
    whom: str = ""
    label: str = ""
    everything: str = ""
    table: bool = False
    outside: bool = False
    named: bool = False


FORMS: dict[str, FormWords] = {
    "visit-sheet": FormWords(
        "見守り訪問票", "担い手が1か月の見守りを書く用紙です。書いたあとは、そのまま見守りのページで入力できます。",
        time="month", whom="watcher", label="どの担い手", everything="みんなの分", named=True,
    ),
    "register-card": FormWords(
        "見守り台帳", "見守る方お一人を、1枚の表とうらにまとめた用紙です。",
        whom="person", label="どなた", everything="見守っている方みんな", outside=True, named=True,
    ),
    "watcher-list": FormWords(
        "担当別名簿", "担い手ごとに、受け持ちの方を回る順にならべた名簿です。",
        whom="watcher", label="どの担い手", everything="みんなの分", table=True, outside=True, named=True,
    ),
    "handover": FormWords(
        "引き継ぎ書", "担い手や民生委員が替わるときに、受け持ちの方のことを伝える用紙です。おふたりが署名します。",
        whom="watcher", label="どの担い手から", everything="この2か月の すべて", named=True,
    ),
    "phone-list": FormWords(
        "電話連絡一覧", "見守っている方みんなの電話と、緊急連絡先を ならべた名簿です。", named=True,
    ),
    "birthday-list": FormWords(
        "誕生日一覧", "見守っている方の誕生日を、4月から順に ならべた名簿です。", time="year", named=True,
    ),
    "address-labels": FormWords(
        "宛名ラベル", "見守っている方の宛名を、12面のラベル用紙に 印刷します。", named=True,
    ),
    "watch-month-report": FormWords(
        "見守り活動月報", "1か月の見守りの回数と、気になったことをまとめた用紙です。見守る方の名前はのりません。",
        time="month", table=True,
    ),
    "consent": FormWords(
        "同意書", "情報の使い方を説明して、同意をいただく用紙です。印はご本人が付けます。",
        whom="person", label="どなた", everything="見守りの同意が「未確認」の方みんな", named=True,
    ),
    "confidentiality": FormWords(
        "守秘誓約書", "担い手や協力者に、知ったことを話さないと約束していただく用紙です。",
        whom="volunteer", label="どなた", everything="誓約日のない方みんな", named=True,
    ),
    "incident": FormWords(
        "異変対応記録", "いつもとちがうことがあったときに、したことと時刻を書く用紙です。",
        whom="person", label="どなた", named=True,
    ),
    "salon-roster": FormWords(
        "サロン出席表", "サロンに来た方に しるしをつける用紙です。",
        time="month", whom="salon", label="どのサロン", everything="すべてのサロン", named=True,
    ),
    "salon-diary": FormWords(
        "サロン日誌", "1回の開催のようすを1枚に書く用紙です。",
        time="month", whom="salon", label="どのサロン", everything="すべてのサロン",
    ),
    "salon-report": FormWords(
        "サロン報告書", "サロンの1年を、月ごとの数と すべての開催でまとめた用紙です。",
        time="year", whom="salon", label="どのサロン", everything="すべてのサロン", table=True,
    ),
    "salon-calendar": FormWords(
        "サロンこよみ", "1か月の開催を こよみにした紙です。会館に はり出せます。お名前はのりません。",
        time="month", whom="salon", label="どのサロン", everything="すべてのサロン",
    ),
    "card": FormWords(
        "つながりカード", "気になることを社協や地域包括支援センターに伝えるカードです。",
        time="year", whom="card", label="どのカード", everything="この年度の すべて", named=True,
    ),
    "card-no-name": FormWords(
        "名前なしカード", "お名前を書かずに 相談するためのカードです。",
        time="year", whom="card", label="どのカード", everything="この年度の すべて",
    ),
    "evacuation-plan": FormWords(
        "個別避難計画", "災害のとき、だれと どこへ逃げるかを書いた計画です。同意のある方だけ作れます。",
        whom="person", label="どなた", everything="計画のある方みんな", named=True,
    ),
    "safety-list": FormWords(
        "安否確認一覧", "災害のとき、班ごとに回って しるしを付ける一覧です。", named=True,
    ),
    "safety-summary": FormWords(
        "安否のまとめ", "災害対策本部へ渡す人数のまとめです。ここでは お名前をのせません。",
    ),
    "help-request": FormWords(
        "おたすけ申込書", "手伝ってほしいことを書いていただく用紙です。",
        time="month", whom="person", label="どなた", everything="この月に受け付けた すべて", named=True,
    ),
    "help-record": FormWords(
        "活動記録票", "協力会員が1か月に手伝ったことと料金を書く用紙です。",
        time="month", whom="volunteer", label="どの協力会員", everything="みんなの分", named=True,
    ),
    "receipt": FormWords(
        "領収書（控）", "番号のある領収書と控えです。切りはなして使います。",
        time="month", named=True,
    ),
    "help-settlement": FormWords(
        "おたすけ精算書", "1か月の料金と、協力会員へ渡す金額のまとめです。", time="month",
    ),
    "school-watch": FormWords(
        "登校見守り表", "学校ごとに、だれがどの日に立ったかを付ける用紙です。", time="month",
    ),
    "school-year": FormWords(
        "登校見守り年次表", "1年の参加者数（実）と延べを、学校ごと・月ごとにまとめた用紙です。", time="year",
    ),
    "meeting-minutes": FormWords(
        "議事録", "会議の日時・場所・出席した団体・内容・決まったことを残す用紙です。", time="month",
    ),
    "contact-list": FormWords(
        "団体の連絡先", "町内会や民児協など、団体の代表者と電話の一覧です。", named=True,
    ),
    "network-map": FormWords(
        "ネットワーク図", "どの団体と どの団体が いっしょに活動しているかの図です。", time="year",
    ),
    "commissioner-month": FormWords(
        "活動記録（月報）", "民生委員が1か月の件数を 民児協に出す用紙です。市社協へは渡りません。",
        time="month", whom="volunteer", label="どの民生委員", everything="民生委員みんな", named=True,
    ),
    "plan-matrix": FormWords(
        "計画の表", "計画の取り組みを 目標ごとに○で結び、この年度に行ったものを●で書いた表です。", side=BOTH, time="year",
    ),
    "plan-progress": FormWords(
        "計画の進みぐあい", "目標ごとに、予定（◎ →）と行ったこと、活動の件数を 年度でならべた表です。", side=BOTH, time="year",
    ),
    "ledger-book": FormWords(
        "金銭出納簿", "1年の収入と支出を、領収書の番号といっしょに 日付の順にならべた帳簿です。", time="year",
    ),
    "grant-steps": FormWords(
        "助成金の計算書", "市社協のきまりで助成金がいくらになるかを、計算の順に書いた用紙です。", side=BOTH, time="year",
    ),
    "annual-report": FormWords(
        "年間実績報告書", "地区社協が1年の見守りとサロンをまとめて 市社協に出す用紙です。", time="year", table=True,
    ),
    "account-statement": FormWords(
        "収支決算書", "1年のお金の出入りのまとめです。収支を付けていない地区では、わかっている助成金だけが 先に入ります。",
        time="year", table=True,
    ),
    "city-table": FormWords(
        "総括表", "市社協が全地区の1年をまとめた表です。", side=CITY, time="year", table=True,
    ),
    "usb-ledger": FormWords(
        "USB持出管理簿", "USBメモリーを いつ・だれが 持ち出したかを付ける用紙です。", side=BOTH, time="year", table=True,
    ),
    "handover-receipt": FormWords(
        "受渡し受領書", "USBや書類を渡したときに、受け取った人に書いていただく用紙です。", side=BOTH, time="month",
    ),
    "provision-ledger": FormWords(
        "第三者提供記録", "お名前を外へ渡したきろくの一覧です。", side=BOTH, time="year", table=True, named=True,
    ),
    "person-disclosure": FormWords(
        "開示書", "ご本人から「持っている情報を見せて」と求められたときに渡す用紙です。お一人の すべてがのります。",
        whom="person", label="どなた", named=True,
    ),
    "disposal": FormWords(
        "廃棄記録", "年数を過ぎた記録を消したこと、市の名簿を返したことの一覧です。", time="year",
    ),
    "recovery-key": FormWords(
        "復旧キー", "合いことばを忘れたときのための紙です。ここでは白紙だけを印刷します。", side="nobody",
    ),
}  # fmt: skip


def words_of(form: str, title: str) -> FormWords:
    """Return what the window says of a form; of an unknown one only its title."""
    return FORMS.get(form) or FormWords(title, "", side=BOTH)
