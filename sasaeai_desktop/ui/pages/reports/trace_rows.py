"""Records behind a figure as rows of a list, in plain words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from sasaeai_desktop.domain.kana import search_key
from sasaeai_desktop.domain.labels import label_of
from sasaeai_desktop.domain.salon import SalonType
from sasaeai_desktop.domain.wareki import short_wareki, wareki, weekday
from sasaeai_desktop.domain.watch import Result, method_words
from sasaeai_desktop.ui.widgets.row_list import PersonRow

Traced = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Words:
    """What rows are written with.

    Attributes:
        names: names by hex id, as far as this desk knows them.
        districts: district names by code.
        kana: ふりがな by hex id, likewise.
        numbers: of those whose names are not here, counted within their district.
        unit: of each record's share.
        city: whether the records of several districts are shown.
    """

    names: Mapping[str, str]
    districts: Mapping[str, str]
    unit: str
    city: bool
    kana: Mapping[str, str] = field(default_factory=dict)
    numbers: Mapping[str, int] = field(default_factory=dict)


def row_of(record: Traced, words: Words, at: int) -> PersonRow:
    """Return one record as a row; its share in the figure stands at the right."""
    name, second = _WORDS.get(record["kind"], _other)(record, words)
    name = name or f"{at + 1}件目の きろく"
    if words.city and record["kind"] not in ("district", "statement"):
        second = "　".join(t for t in (district_name(record, words), second) if t)
    return PersonRow(at, name, second, f"{int(record['count'] or 0):,}{words.unit}")


def district_name(record: Traced, words: Words) -> str:
    """Return the name of the district a record is from."""
    code = str(record.get("district") or "")
    return words.districts.get(code) or code


def sort_key(record: Traced) -> tuple[str, str, str]:
    """Order by district, then by day."""
    day = record.get("date") or record.get("month") or record.get("written_on") or record.get("start") or ""
    return str(record.get("district") or ""), str(day), str(record.get("id") or record.get("person") or "")


def _who(record: Traced, field: str, words: Words) -> str:
    ent = str(record.get(field) or "")
    if not ent:
        return ""
    return words.names.get(ent) or f"{words.numbers.get(ent, 0)}番の方"


def month_of(record: Traced) -> str:
    """Return the month "2026-05" a record falls into, "" where it has no day of its own."""
    return str(record.get("date") or record.get("month") or record.get("written_on") or "")[:7]


def speaks_of(record: Traced, key: str, words: Words) -> bool:
    """Say whether somebody or some salon of this record goes by a name or ふりがな like ``key`` (a search key)."""
    for reference in ("person", "watcher", "salon", "session", "id"):
        ent = str(record.get(reference) or "")
        said = (
            words.names.get(ent),
            words.kana.get(ent),
            words.numbers.get(ent) and f"{words.numbers[ent]}番",
        )
        if any(key in search_key(text) for text in said if text):
            return True
    return bool(record.get("name")) and key in search_key(str(record["name"]))


def numbered(records: Iterable[Traced], names: Mapping[str, str]) -> dict[str, int]:
    """Count those without a name here, district by district, in the order of their first record."""
    found: dict[str, int] = {}
    counts: dict[str, int] = {}
    nameless = [
        (record, ent)
        for record in records
        for reference in ("person", "watcher")
        if (ent := str(record.get(reference) or "")) and ent not in names
    ]
    for record, ent in sorted(nameless, key=lambda one: sort_key(one[0])):
        if ent not in found:
            district = str(record.get("district") or "")
            counts[district] = counts.get(district, 0) + 1
            found[ent] = counts[district]
    return found


def _span(record: Traced) -> str:
    start, end = record.get("start") or "", record.get("end") or ""
    first = f"{short_wareki(start)} から" if start else "はじめの日は わかりません"
    return f"{first} {short_wareki(end)} まで" if end else first


def _day(day: str) -> str:
    return f"{wareki(day)}（{weekday(day)}）"


def _case(record: Traced, words: Words) -> tuple[str, str]:
    return _who(record, "person", words), f"見守り　{_span(record)}"


def _role(record: Traced, words: Words) -> tuple[str, str]:
    return _who(record, "person", words), f"役割　{_span(record)}"


def _visit(record: Traced, words: Words) -> tuple[str, str]:
    how = f"{method_words(record['method'] or '')}・{label_of(Result, record['result'] or '')}"
    return _day(record["date"]), f"{_who(record, 'person', words)}　{how}"


def _tally(record: Traced, words: Words) -> tuple[str, str]:
    who = _who(record, "person", words)
    watcher = _who(record, "watcher", words)
    by = f"担い手 {watcher}" if watcher else ""
    parts = (who, by, method_words(record["method"] or ""))
    return f"{wareki(record['month'])}の月計", "　".join(p for p in parts if p)


def _salon(record: Traced, _words: Words) -> tuple[str, str]:
    return record["name"] or f"サロン {record['number']}", label_of(SalonType, record["type"] or "")


def _session(record: Traced, words: Words) -> tuple[str, str]:
    number = f"第{record['number']}回" if record.get("number") else ""
    several = "　名前を書かない人数" if words.unit == "人" and (record["count"] or 0) > 1 else ""
    return _day(record["date"]), f"{_who(record, 'salon', words)} {number}{several}"


def _attendance(record: Traced, words: Words) -> tuple[str, str]:
    salon = words.names.get(str(record.get("session") or ""), "")
    return _who(record, "person", words), "　".join(t for t in (_day(record["date"]), salon) if t)


def _card(record: Traced, _words: Words) -> tuple[str, str]:
    parts = [
        f"{word} {short_wareki(record[field])}"
        for field, word in (("written_on", "書いた日"), ("handed_on", "渡した日"), ("answered_on", "回答"))
        if record.get(field)
    ]
    return record["number"] or "番号なし", "　".join(parts)


def _district(record: Traced, words: Words) -> tuple[str, str]:
    return record.get("name") or district_name(record, words), f"地区番号 {record['district']}"


def _statement(record: Traced, words: Words) -> tuple[str, str]:
    return record.get("name") or district_name(record, words), f"紙の報告　{wareki(record['as_of'])}現在"


def _other(record: Traced, words: Words) -> tuple[str, str]:
    """Return whose or which record it is, and its day; for kinds that need no words of their own."""
    day = _day(record["date"]) if record.get("date") else ""
    name = record.get("name") or _who(record, "person", words)
    return (name, day) if name else (day, "")


_WORDS = {
    "case": _case,
    "role": _role,
    "visit": _visit,
    "tally": _tally,
    "salon": _salon,
    "session": _session,
    "attendance": _attendance,
    "card": _card,
    "district": _district,
    "statement": _statement,
}
