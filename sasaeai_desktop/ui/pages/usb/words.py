"""How the USB pages say days, counts and names."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sasaeai_desktop.domain.routes import Route
from sasaeai_desktop.services.usb.bundles import Contents
from sasaeai_desktop.services.usb.ledger import Found, Outlook
from sasaeai_desktop.services.usb.receiving import Imported

_NAMES_SHOWN = 12

TAKE_OUT = "USBメモリーは、「安全な取り外し」をしてから ぬいてください。"


@dataclass(frozen=True, slots=True)
class ContentLine:
    """One line of 中に入るもの; ``names``: whether names leave the laptop with it."""

    icon: str
    words: str
    figure: str
    note: str
    names: bool


def day(iso: str) -> str:
    """Return 「10月3日」 of an ISO date or time, "" of none."""
    return f"{int(iso[5:7])}月{int(iso[8:10])}日" if iso else ""


def month(text: str) -> str:
    """Return 「5月」 of "2026-05", "" of none."""
    return f"{int(text[5:7])}月" if text else ""


def leaving_words(contents: Contents) -> str:
    """Say how much leaves the laptop, whose names with it, and who can open it."""
    if contents.route is Route.TO_SIBLING:
        return f"{contents.changes:,}件。名簿のお名前も すべて入ります。もう1台のパソコンだけが開けます。"
    opens = f"{contents.receiver}だけが開けます。"
    if contents.names:
        listed = names_words(contents.names)
        return (
            f"{contents.changes:,}件。同意のある{len(contents.names)}人の お名前が入ります：{listed}。{opens}"
        )
    return f"{contents.changes:,}件。お名前は 入りません。{opens}"


def receipt_line(unconfirmed: int, confirmed_on: str) -> str:
    """Say how much is not confirmed, and when word came last."""
    last = f"最後の受領確認 {day(confirmed_on)}" if confirmed_on else "受領確認は まだありません"
    return f"{unconfirmed:,}件 未確認 - {last}" if unconfirmed else f"すべて受領ずみ - {last}"


def whole_names(names: Sequence[str]) -> str:
    """List all names, none of which breaks at the end of a line."""
    return "、".join("\u2060".join(name.replace(" ", "\u00a0").replace("　", "\u00a0")) for name in names)


def names_words(names: Sequence[str], most: int = _NAMES_SHOWN) -> str:
    """List names, so many that they can be read."""
    shown = "、".join(names[:most])
    return f"{shown} ほか{len(names) - most}人" if len(names) > most else shown


_SAFE, _HOME = "お名前は 入りません", "お名前が入ります"
_WATCH, _SALON, _CARD = {"visit", "tally"}, {"session", "attendance"}, {"card", "card_copy"}
_PLANS = {
    "evacuation_plan", "plan_supporter", "plan_review", "plan_copy", "plan_link", "safety_event", "safety_tick",
}  # fmt: skip
_HELP = {
    "help_member", "help_rule", "help_request", "help_act", "help_ticket", "help_receipt", "help_settlement",
}  # fmt: skip
_MOVED = {"move_offer", "move_link"}
_SCHOOL = {"school", "school_day", "patrol", "patrol_post"}
_MONEY = {"ledger_line", "receipt_picture", "budget_line", "money_year", "money_closing", "grant"}
_ACTIVITIES = {
    "activity",
    "completion",
    "advice_counter",
    "body",
    "body_link",
    "commissioner_count",
    "goal",
    "effort",
    "goal_year",
}
_LISTS = {
    "person",
    "member",
    "contact",
    "consent",
    "volunteer",
    "assignment",
    "card_link",
    "provision",
    "user",
    "sheet",
}


def content_lines(contents: Contents) -> list[ContentLine]:
    """Return what would be inside, in lines that people know; a line of nothing is left out."""
    sibling = contents.route is Route.TO_SIBLING
    counts = contents.counts
    known = _WATCH | _SALON | _CARD | _PLANS | _HELP | _SCHOOL | _ACTIVITIES | _MONEY | _LISTS | _MOVED
    listed = sum(n for kind, n in counts.items() if kind in _LISTS)
    other = sum(n for kind, n in counts.items() if kind not in known)
    cards, people = max(counts.get("card", 0), counts.get("card_copy", 0)), len(contents.names)
    watch_note, home = "様子とメモも入ります" if sibling else _SAFE, _HOME if sibling else _SAFE
    lines = (
        ContentLine("house-heart", "見守りの回数", _watch_figure(counts), watch_note, sibling),
        ContentLine("cup", "サロンの回数と出席", _salon_figure(counts), _SAFE, names=False),
        ContentLine(
            "card",
            "つながりカード",
            _many(cards, "枚"),
            _card_note(people, sibling=sibling),
            bool(people) or sibling,
        ),
        _kinds_line(
            "flag", "避難計画と安否確認", counts, _PLANS, names=sibling or bool(counts.get("plan_copy"))
        ),
        _kinds_line("people", "転入の申し送り", counts, _MOVED, names=sibling),
        _kinds_line("people", "おたすけ", counts, _HELP, names=sibling),
        _kinds_line("eye", "登校見守り", counts, _SCHOOL, names=sibling),
        _kinds_line("calendar", "会議・行事・団体", counts, _ACTIVITIES, names=sibling),
        _kinds_line("calculator", "お金（収支・助成金）", counts, _MONEY, names=sibling),
        ContentLine("people", "名簿・同意・担当", _many(listed, "件"), home, sibling),
        ContentLine("list", "そのほかの登録", _many(other, "件"), _SAFE, names=False),
    )
    return [line for line in lines if line.figure]


def _kinds_line(
    icon: str, words: str, counts: Mapping[str, int], kinds: set[str], *, names: bool
) -> ContentLine:
    held = sum(n for kind, n in counts.items() if kind in kinds)
    return ContentLine(icon, words, _many(held, "件"), _HOME if names else _SAFE, names)


def _many(count: int, unit: str) -> str:
    return f"{count:,}{unit}" if count else ""


def _watch_figure(counts: Mapping[str, int]) -> str:
    tallies = _many(counts.get("tally", 0), "件")
    parts = (_many(counts.get("visit", 0), "回"), f"月計{tallies}" if tallies else "")
    return "・".join(part for part in parts if part)


def _salon_figure(counts: Mapping[str, int]) -> str:
    parts = (_many(counts.get("session", 0), "回"), _many(counts.get("attendance", 0), "人"))
    return "・".join(part for part in parts if part)


def _card_note(names: int, *, sibling: bool) -> str:
    if sibling:
        return _HOME
    return f"同意のある{names}人の お名前が入ります" if names else _SAFE


def place_words(outlook: Outlook) -> str:
    """Say that only the receiver can open it."""
    who = "市社協" if outlook.contents and outlook.contents.route is Route.TO_COUNCIL else outlook.receiver
    return f"かぎが かかります。{who}だけが開けます。"


def found_words(found: Found) -> str:
    """Say what a file on the stick is."""
    if found.state == "own":
        return "このパソコンが書き出したものです"
    if found.state == "refused":
        return found.reason
    inside = f"{found.changes:,}件"
    if found.names:
        inside += f"・お名前 {found.names}人"
    return f"受け取りずみです（{inside}）" if found.state == "already" else inside


def found_details(found: Found) -> str:
    """Say when a file was written and whose names are inside."""
    when = f"{day(found.written_on)}に書き出したもの" if found.written_on else ""
    inside = (
        f"お名前 {found.names}人（{names_words(found.people)}）" if found.names else "お名前は 入っていません"
    )
    return "　".join(t for t in (when, f"{found.changes:,}件", inside) if t)


def wrong_stick(found: Sequence[Found]) -> str:
    """Say plainly that this is another one's stick, or one's own; "" when something here is for us."""
    if not found or any(f.state in ("new", "already") for f in found):
        return ""
    if all(f.state == "own" for f in found):
        return "このUSBには、このパソコンが書き出したファイルだけが 入っています。相手に わたすUSBです。"
    if all(f.state == "own" or f.check in _FOR_OTHERS for f in found):
        return "このUSBのファイルは、ほかの相手あてです。USBを まちがえていないか たしかめてください。"
    return ""


_FOR_OTHERS = {"recipient", "to", "route", "district"}


def result_words(result: Imported) -> str:
    """Say what became of a file."""
    if result.state == "refused":
        return f"受け取れませんでした。{result.reason}"
    if result.state == "already":
        return "前に受け取ったものと同じでした。何も変わっていません。"
    parts = [f"{result.changes:,}件を受け取りました。"]
    if result.answered:
        parts.append(f"つながりカードの返事が {len(result.answered)}枚 届きました。")
    return "".join([*parts, *result.notices])
