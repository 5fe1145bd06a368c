"""Items about what is counted in two ways, or nowhere, and about what a bundle brought that looks odd."""

from __future__ import annotations

from sasaeai_desktop.db.repositories import doubling, peers
from sasaeai_desktop.db.repositories.base import get, select
from sasaeai_desktop.domain.eras import wareki
from sasaeai_desktop.domain.judging import RULES
from sasaeai_desktop.domain.people import Volunteer
from sasaeai_desktop.domain.salon import Attendance, Session
from sasaeai_desktop.domain.watch import Tally
from sasaeai_desktop.services.desk.deciding import BOTH, WAIT
from sasaeai_desktop.services.inbox.finding import Finding
from sasaeai_desktop.services.inbox.item import TYPE, Item, Side, Way, came, how_many, person_of, short
from sasaeai_desktop.services.inbox.names import Names, Source, kind_words
from sasaeai_desktop.services.usb import judged


def both_ways(names: Names, found: Finding) -> Item:
    """Acts and a 月計 of one person and month, or of a watcher and month."""
    if found.record == "volunteer":
        return _watcher_both_ways(names, found)
    person, month = found.ids[0], found.value
    who = names.all_of(person)
    acts = doubling.acts_of(names.connection, who, month)
    tallies = doubling.tallies_of(names.connection, who, month)
    dated = "、".join(f"{int(a.date[8:10])}日" for a in acts if len(a.date) == 10)
    sides = (
        Side(
            f"1回ずつのきろく {len(acts)}回（{short(dated)}）", came(names, "visit", acts[-1].id, "person"),
            "1回ずつのほうにする", True, "acts",
        ),
        Side(
            f"月計 {sum(t.count or 0 for t in tallies)}回", came(names, "tally", tallies[-1].id, "person"),
            "月計のほうにする", True, "tallies",
        ),
    )  # fmt: skip
    return Item(
        found.key, found.oddity, "1回ずつのきろくと 月計の両方があります",
        f"{names.person(person)}　{wareki(month)}",
        "いまは 両方を足して数えています。同じ見守りなら、どちらかにしてください。",
        sides, (Way(BOTH, "べつの見守りです（両方 数える）"),), person,
    )  # fmt: skip


def _watcher_both_ways(names: Names, found: Finding) -> Item:
    """A watcher's 月計 beside acts or 月計 of people: only the watcher's may go, as the acts tell more."""
    who, month = found.ids[0], found.value
    told = next(m for m in doubling.watchers(names.connection, month, month) if m.who == who)
    tallies = doubling.tallies_of(names.connection, names.all_of(who), month, watcher=True)
    parts = (
        f"1回ずつのきろく {told.acts}回" if told.acts else "",
        f"方ごとの月計 {told.counted}回" if told.counted else "",
    )
    sides = (
        Side(
            "・".join(p for p in parts if p),
            Source("", "", ""),
            "こちらにする（担当者の月計を消す）",
            True,
            "acts",
        ),
        Side(
            f"担当者の月計 {told.told}回",
            came(names, "tally", tallies[-1].id, "watcher"),
            "",
            True,
            "tallies",
        ),
    )
    return Item(
        found.key, found.oddity, "担当者の月計と ほかのきろくが 重なっているかもしれません",
        f"{names.name(Volunteer, who) or '担い手'}　{wareki(month)}",
        "いまは 両方を足して数えています。同じ見守りなら、担当者の月計を消してください。",
        sides, (Way(BOTH, "べつの見守りです（両方 数える）"),),
    )  # fmt: skip


def twice_tally(names: Names, found: Finding) -> Item:
    """Two 月計 of one month under the entries of a merged person."""
    tallies = [t for ent in found.ids if (t := get(names.connection, Tally, ent)) is not None]
    sides = tuple(
        Side(
            f"月計 {t.count or 0}回",
            came(names, "tally", t.id, "count"),
            "こちらだけにする",
            True,
            t.id.hex(),
        )
        for t in tallies
    )
    return Item(
        found.key, found.oddity, f"同じ月の月計が {len(sides)}つあります", names.about("tally", found.ids[0]),
        "一人にまとめた方の、両方の番号に 月計があります。いまは 足して数えています。",
        sides, (Way(BOTH, f"{how_many(len(sides))}本当です"),), tallies[0].person if tallies else None,
    )  # fmt: skip


def cancelled(names: Names, found: Finding) -> Item:
    """A session that was called off and to which somebody came."""
    ent = found.ids[0]
    named = len(select(names.connection, Attendance, "AND session = ?", (ent,)))
    held = get(names.connection, Session, ent)
    assert held is not None, "found a moment ago"
    counted = sum(n or 0 for n in (held.elderly, held.disabled, held.children, held.guardians, held.others))
    sides = (
        Side("中止" + (f"（{held.cancel_reason}）" if held.cancel_reason else ""),
             came(names, "session", ent, "cancelled"), "中止のままで、参加を消す", True, True),
        Side(f"参加者 {named + counted}人（お名前 {named}人・人数だけ {counted}人）", Source("", "", ""),
             "開いた回にする", False, False),
    )  # fmt: skip
    return Item(
        found.key, found.oddity, "中止の回に 参加者が付いています", names.about("session", ent),
        "中止の回は、回数にも参加人数にも入りません。開いた回なら、そう直してください。",
        sides, (Way(BOTH, "このままでよい"),),
    )  # fmt: skip


def no_start(names: Names, found: Finding) -> Item:
    """A registration or role without its first day; many of them are one item."""
    called = kind_words(found.record)
    why = "始まりの日がないものは、どの年度にも数えません。"
    if not found.ids:
        return Item(
            found.key, found.oddity, f"始まりの日のない{called}が {found.value}件 あります", "名簿の取り込みなど",
            f"{why}表に始まりの日を入れて、もう一度 取り込んでください。", (), (Way(WAIT, "あとで たしかめる"),),
        )  # fmt: skip
    ent = found.ids[0]
    return Item(
        found.key, found.oddity, f"始まりの日のない{called}があります", names.about(found.record, ent), why, (),
        (Way(TYPE, "始まりの日"), Way(WAIT, "あとで たしかめる")), person_of(names, found.record, ent),
    )  # fmt: skip


_RECORDS_SHOWN = 5


def odd_bundle(names: Names, found: Finding) -> Item:
    """What one bundle brought that cannot be, or is unlikely: a line per rule, with the records it speaks of."""
    connection, desk = names.connection, names.desk
    bundle = next(b for b in judged.bundles(connection, desk.today()) if b.sha256 == found.value)
    groups: dict[str, list[judged.Odd]] = {}
    for odd in bundle.odd:
        groups.setdefault(odd.code, []).append(odd)
    sides = []
    for code, of_rule in sorted(groups.items(), key=lambda g: (not RULES[g[0]].impossible, g[0])):
        said = list(dict.fromkeys(names.about(o.kind, o.id) for o in of_rule))
        shown = "、".join(said[:_RECORDS_SHOWN]) + ("　ほか" if len(said) > _RECORDS_SHOWN else "")
        level = "ありえない値" if RULES[code].impossible else "めずらしい値"
        sides.append(
            Side(
                f"{level} {len(of_rule)}件　{RULES[code].words}　{shown}", Source("", "", ""), "", True, code
            )
        )
    sender = peers.find(connection, bundle.peer)
    who = (
        "市社協"
        if sender and sender.council
        else names.district(sender.district)
        if sender and desk.me.council
        else f"パソコン{sender.letter}"
        if sender
        else "ほかのパソコン"
    )
    more = f"（ほかに {bundle.more}件）" if bundle.more else ""
    count = len({(o.kind, o.id) for o in bundle.odd}) + bundle.more
    people = {p for o in bundle.odd if (p := person_of(names, o.kind, o.id)) is not None}
    return Item(
        found.key, found.oddity, f"届いたUSBに、ありえない値か めずらしい値が {count}件 あります{more}",
        f"{who}　{wareki(bundle.at[:10])}に受け取ったUSB",
        "受け取ってあり、数にも入っています。まちがいなら きろくを直してください。直すと、ここから消えます。",
        tuple(sides), (Way(BOTH, "見ました（このままでよい）"), Way(WAIT, "あとで たしかめる")),
        people.pop() if len(people) == 1 else None,
    )  # fmt: skip
