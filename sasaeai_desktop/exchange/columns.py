"""The nine kinds of table files: their columns in order, which are needed, and two example rows each.

The headers are a contract (shared command-line page, "Table files"): change them only by adding.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from sasaeai_desktop.domain.errors import InputError
from sasaeai_desktop.domain.signs import Sign, load_signs
from sasaeai_desktop.exchange import cells, choices, row_types
from sasaeai_desktop.exchange.cells import Cell
from sasaeai_desktop.exchange.row_types import Row


@dataclass(frozen=True, slots=True)
class Column:
    """One column.

    Attributes:
        header: the words in the first row.
        fields: the field of the row class that it fills; two when its cell holds a value of two parts.
        cell: how its text becomes a value and back.
        needed: the column must be there and no cell of it empty.
        examples: its cells in the two example rows of the template.
    """

    header: str
    fields: tuple[str, ...]
    cell: Cell
    needed: bool
    examples: tuple[str, str]


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of table file.

    Attributes:
        name: as on the command line.
        title: Japanese, for messages and file names.
        row: class of its rows.
        columns: in the order of the contract.
        unique: header of the column that may not hold the same text twice, or "".
        one_of: headers of which a row needs at least one.
    """

    name: str
    title: str
    row: type[Row]
    columns: tuple[Column, ...]
    unique: str = ""
    one_of: tuple[str, ...] = ()

    @property
    def headers(self) -> tuple[str, ...]:
        """The headers in the order of the contract."""
        return tuple(column.header for column in self.columns)


def _col(
    header: str, fields: str, cell: Cell, first: str = "", second: str = "", *, needed: bool = False
) -> Column:
    return Column(header, tuple(fields.split()), cell, needed, (first, second))


_PEOPLE = Kind(
    "people",
    "住民・対象者",
    row_types.PersonRow,
    (
        _col("管理番号", "number", cells.NUMBER_TEXT, "T001", "T002", needed=True),
        _col("氏名", "name", cells.NAME, "見本 花子", "例 太郎", needed=True),
        _col("ふりがな", "kana", cells.KANA, "みほん はなこ", "れい たろう"),
        _col("生年月日", "birth", cells.BIRTH, "S15.3.2", "1942年"),
        _col("性別", "sex", choices.SEX, "女", "男"),
        _col("郵便番号", "postal", cells.POSTAL, "070-8525", "070-8525"),
        _col("住所", "address", cells.COMMON_TEXT, "5条通4丁目893番地の1", "6条通9丁目46番地"),
        _col("町内会", "town", cells.COMMON_TEXT, "見本町内会", "見本町内会"),
        _col("班", "group", cells.COMMON_TEXT, "3班", "1班"),
        _col("電話", "phone", cells.PHONE, "0166-00-0001", "0166-00-0002"),
        _col("携帯", "mobile", cells.PHONE, "", "090-0000-0002"),
        _col("世帯区分", "household", choices.HOUSEHOLD, "一人暮らし", "高齢者のみ"),
        _col("緊急連絡先氏名", "contact_name", cells.NAME, "見本 一郎", ""),
        _col("緊急連絡先続柄", "contact_relation", cells.COMMON_TEXT, "長男", ""),
        _col("緊急連絡先電話", "contact_phone", cells.PHONE, "090-0000-0001", ""),
        _col("ふだんの様子", "baseline", cells.TEXT, "朝6時に新聞を取り、夕方5時に雨戸を閉める。", ""),
        _col("情報の出所", "source", choices.SOURCE, "本人", "町内会"),
        _col("見守り開始日", "watch_start", cells.DATE, "2023-04-01", ""),
        _col("見守り終了日", "watch_end", cells.DATE, "", ""),
        _col("終了理由", "end_reason", choices.END_REASON, "", ""),
        _col("見守り方法", "watch_method", choices.METHOD, "訪問", ""),
        _col("見守り頻度", "every_days", cells.RHYTHM, "週2回", ""),
        _col("担当者番号", "watcher_numbers", cells.NUMBER_LIST, "V01", ""),
        _col("同意_見守り", "consent_watch", choices.CONSENT, "あり", "未確認"),
        _col("同意_つなぐ", "consent_refer", choices.CONSENT, "あり", "未確認"),
        _col("同意_避難支援", "consent_evacuation", choices.CONSENT, "なし", "未確認"),
        _col("備考", "note", cells.TEXT, "", "見守りを始めるか相談中"),
    ),
    unique="管理番号",
)

_VOLUNTEERS = Kind(
    "volunteers",
    "担い手・協力者",
    row_types.VolunteerRow,
    (
        _col("管理番号", "number", cells.NUMBER_TEXT, "V01", "V02", needed=True),
        _col("氏名", "name", cells.NAME, "見本 次郎", "例 節子"),
        _col("ふりがな", "kana", cells.KANA, "みほん じろう", "れい せつこ"),
        _col("電話", "phone", cells.PHONE, "0166-00-0003", "0166-00-0004"),
        _col("町内会", "town", cells.COMMON_TEXT, "見本町内会", "見本町内会"),
        _col("役割", "roles", choices.ROLES, "担い手", "世話係・サロン世話人"),
        _col("開始日", "start", cells.DATE, "2023-04-01", "2022-12-01"),
        _col("終了日", "end", cells.DATE, "", "2025-11-30"),
        _col("守秘誓約日", "pledged_on", cells.DATE, "2023-04-01", "2022-12-01"),
        _col("備考", "note", cells.TEXT, "", ""),
    ),
)


def _visits(signs: Sequence[Sign]) -> Kind:
    return Kind(
        "visits",
        "見守りの記録",
        row_types.VisitRow,
        (
            _col("実施日", "date", cells.DATE, "2023-10-05", "R5.10.6", needed=True),
            _col("時刻", "time", cells.TIME, "09:30", ""),
            _col("対象者番号", "person_number", cells.NUMBER_TEXT, "T001", "T002", needed=True),
            _col("担当者番号", "watcher_numbers", cells.NUMBER_LIST, "V01", "V01・V02"),
            _col("方法", "method", choices.METHOD, "訪問", "行動パターン(姿確認)", needed=True),
            _col("結果", "result", choices.RESULT, "会えた・話せた", "外からの確認のみ"),
            _col("様子", "condition", choices.CONDITION, "変わりなし", "気になる"),
            _col("サイン", "signs other_signs", choices.sign_cell(signs), "", "新聞・郵便物がたまる"),
            _col("メモ", "memo", cells.TEXT, "庭の花が咲いた。", ""),
        ),
    )


_TALLIES = Kind(
    "tallies",
    "月計",
    row_types.TallyRow,
    (
        _col("対象者番号", "person_number", cells.NUMBER_TEXT, "T001", ""),
        _col("担当者番号", "watcher_number", cells.NUMBER_TEXT, "", "V01"),
        _col("年月", "month", cells.MONTH, "2023-10", "R5.10", needed=True),
        _col("方法", "method", choices.METHOD, "訪問", "電話", needed=True),
        _col("回数", "count", cells.WHOLE, "8", "24", needed=True),
    ),
    one_of=("対象者番号", "担当者番号"),
)

_SALONS = Kind(
    "salons",
    "サロン",
    row_types.SalonRow,
    (
        _col("管理番号", "number", cells.NUMBER_TEXT, "S01", "S02", needed=True),
        _col("名称", "name", cells.COMMON_TEXT, "見本サロン", "例の茶の間", needed=True),
        _col("型", "type", choices.SALON_TYPE, "日常生活型", "その他"),
        _col("会場", "venue", cells.COMMON_TEXT, "見本地区センター", "例公民館"),
        _col("世話人番号", "host_numbers", cells.NUMBER_LIST, "V02", ""),
        _col("開始日", "start", cells.DATE, "2020-04-01", "2023-06-01"),
        _col("終了日", "end", cells.DATE, "", ""),
        _col("相談窓口", "advice_desk", choices.YES_NO, "あり", "なし"),
    ),
    unique="管理番号",
)

_SESSIONS = Kind(
    "sessions",
    "サロンの開催",
    row_types.SessionRow,
    (
        _col("サロン番号", "salon_number", cells.NUMBER_TEXT, "S01", "S01", needed=True),
        _col("通番", "number", cells.WHOLE, "1", "2"),
        _col("開催日", "date", cells.DATE, "2023-10-04", "2023-10-11", needed=True),
        _col("開始", "start", cells.TIME, "10:00", "10:00"),
        _col("終了", "end", cells.TIME, "12:00", "12:00"),
        _col("会場", "venue", cells.COMMON_TEXT, "見本地区センター", "見本地区センター"),
        _col("プログラム", "program", cells.WORDS, "お茶飲み・健康体操", "講話"),
        _col("高齢者数", "elderly", cells.WHOLE, "8", ""),
        _col("障がい者数", "disabled", cells.WHOLE, "1", ""),
        _col("子ども数", "children", cells.WHOLE, "0", ""),
        _col("保護者数", "guardians", cells.WHOLE, "0", ""),
        _col("その他数", "others", cells.WHOLE, "1", ""),
        _col("スタッフ数", "staff", cells.WHOLE, "3", ""),
        _col("会費", "fee", cells.WHOLE, "100", ""),
        _col("中止", "cancelled cancel_reason", choices.CANCELLED, "", "大雪のため"),
        _col("メモ", "memo", cells.TEXT, "", ""),
    ),
)

_ATTENDANCE = Kind(
    "attendance",
    "サロンの参加者",
    row_types.AttendanceRow,
    (
        _col("サロン番号", "salon_number", cells.NUMBER_TEXT, "S01", "S01", needed=True),
        _col("開催日", "date", cells.DATE, "2023-10-04", "2023-10-04", needed=True),
        _col("対象者番号", "person_number", cells.NUMBER_TEXT, "T001", ""),
        _col("氏名", "name", cells.NAME, "", "例 静子"),
        _col("ふりがな", "kana", cells.KANA, "", "れい しずこ"),
    ),
    one_of=("対象者番号", "氏名"),
)

_CARDS = Kind(
    "cards",
    "つながりカード",
    row_types.CardRow,
    (
        _col("管理番号", "number", cells.NUMBER_TEXT, "C01", "C02", needed=True),
        _col("記入日", "written_on", cells.DATE, "2023-10-05", "2023-11-20", needed=True),
        _col("記入者番号", "writer_number", cells.NUMBER_TEXT, "V02", "V01"),
        _col("サロン番号", "salon_number", cells.NUMBER_TEXT, "S01", ""),
        _col("対象者番号", "person_number", cells.NUMBER_TEXT, "T001", ""),
        _col("きっかけ", "trigger", choices.CARD_TRIGGER, "本人", "様子から"),
        _col("困りごと区分", "troubles trouble_note", choices.TROUBLES, "病気・健康・障がい;介護", "住まい"),
        _col(
            "事実",
            "facts",
            cells.TEXT,
            "ひざが痛くて買い物に行けないと話した。",
            "窓のガラスが割れたままになっている。",
        ),
        _col("考え", "thoughts", cells.TEXT, "配達のことを一緒に調べたい。", ""),
        _col("緊急度", "urgency", choices.URGENCY, "今月中", "今週中"),
        _col("本人同意", "consent", choices.CONSENT, "あり", "未確認"),
        _col("つなぎ先", "destination", choices.DESTINATION, "地域包括支援センター", "市社協"),
        _col("渡した日", "handed_on", cells.DATE, "2023-10-06", ""),
        _col("対応状況", "response", choices.RESPONSE, "支援につながった", ""),
        _col("回答日", "answered_on", cells.DATE, "2023-10-20", ""),
        _col("回答", "answer", cells.TEXT, "配達のサービスを案内しました。", ""),
    ),
    unique="管理番号",
)

_GRANTS = Kind(
    "grants",
    "助成金",
    row_types.GrantRow,
    (
        _col("地区", "district", cells.DISTRICT, "", "12"),
        _col("年度", "year", cells.YEAR, "2023", "令和5年度", needed=True),
        _col("事業", "programme", choices.PROGRAMME, "見守り", "サロン", needed=True),
        _col("実施", "carried_out", choices.YES_NO, "あり", "なし", needed=True),
        _col("金額", "amount_yen", cells.WHOLE, "98000", "0"),
    ),
)

KIND_NAMES = (
    "people",
    "volunteers",
    "visits",
    "tallies",
    "salons",
    "sessions",
    "attendance",
    "cards",
    "grants",
)
_FIXED = {
    k.name: k for k in (_PEOPLE, _VOLUNTEERS, _TALLIES, _SALONS, _SESSIONS, _ATTENDANCE, _CARDS, _GRANTS)
}
_BY_ROW = {kind.row: kind.name for kind in _FIXED.values()} | {row_types.VisitRow: "visits"}


ALL_HEADERS = frozenset(_visits(()).headers).union(*(kind.headers for kind in _FIXED.values()))
"""Every header of the contract, to know a row of headers when one sees it."""


@cache
def _visits_with(signs: tuple[Sign, ...]) -> Kind:
    return _visits(signs)


def kind_of(name: str, signs: tuple[Sign, ...] | None = None) -> Kind:
    """Return a kind of table file by its name on the command line.

    Args:
        name: one of ``KIND_NAMES``.
        signs: every sign known here, the council's own too; only the built-in ones when not given.

    Raises:
        InputError: there is no such kind.
    """
    if name == "visits":
        return _visits_with(load_signs() if signs is None else signs)
    if name not in _FIXED:
        raise InputError(
            f"「{name}」という表の種類はありません。", f"種類は {' | '.join(KIND_NAMES)} から選んでください。"
        )
    return _FIXED[name]


def kind_of_row(row: Row, signs: tuple[Sign, ...] | None = None) -> Kind:
    """Return the kind of table file that a row belongs to."""
    return kind_of(_BY_ROW[type(row)], signs)


def headers(name: str) -> tuple[str, ...]:
    """Return the headers of a kind in the order of the contract."""
    return kind_of(name).headers


def template_rows(name: str) -> list[list[str]]:
    """Return the two example rows of a kind's template, in the order of its headers."""
    columns = kind_of(name).columns
    return [[column.examples[which] for column in columns] for which in (0, 1)]
