"""An item of 「たしかめること」 in words: what is odd, both sides with who and when, and the ways to settle it."""

from __future__ import annotations

from dataclasses import replace

from sasaeai_desktop.db import conflicts
from sasaeai_desktop.db.heads import Head
from sasaeai_desktop.db.repositories import inbox as repo
from sasaeai_desktop.db.repositories.base import get, select
from sasaeai_desktop.domain.cards import ReferralCard
from sasaeai_desktop.domain.eras import wareki
from sasaeai_desktop.domain.ids import Id
from sasaeai_desktop.domain.kinds import TEXTUAL, Form, fields_of
from sasaeai_desktop.domain.moving import MoveLink, MoveOffer
from sasaeai_desktop.domain.people import Person, Volunteer
from sasaeai_desktop.domain.registry import KINDS
from sasaeai_desktop.domain.salon import Attendance, Session
from sasaeai_desktop.domain.watch import Tally, Visit
from sasaeai_desktop.services.desk.common import san
from sasaeai_desktop.services.desk.deciding import BOTH, WAIT
from sasaeai_desktop.services.desk.field_names import field_name, has_codes
from sasaeai_desktop.services.inbox import items_counted
from sasaeai_desktop.services.inbox.finding import Finding, Oddity
from sasaeai_desktop.services.inbox.item import SAME, TYPE, Item, Side, Way, came, how_many, person_of, short
from sasaeai_desktop.services.inbox.names import NOTHING, Names, Source, kind_words
from sasaeai_desktop.services.people import erasures_asked
from sasaeai_desktop.sync import powers

LONG = frozenset(
    {"note", "memo", "baseline", "facts", "thoughts", "trouble_note", "lent", "training", "hosts"}
)
_NAMES_SHOWN = 3


def describe(names: Names, found: Finding) -> Item:
    """Put an item into words."""
    made = _DESCRIBE[found.oddity](names, found)
    if not names.desk.me.council or found.oddity in (Oddity.LAPTOP, Oddity.BUNDLE):
        return made
    why = f"{made.why}地区で決めれば、つぎのUSBで ここからも消えます。"
    if found.record in KINDS and powers.council_may_write(found.record, found.field):
        return replace(made, why=why)
    # A district's records are its own: a council cannot know what happened, and has no say in it.
    ways = tuple(way for way in made.ways if way.code == WAIT) or (Way(WAIT, "地区が決めるのを待つ"),)
    sides = tuple(replace(side, verb="") for side in made.sides)
    return replace(made, why=made.why if found.oddity is Oddity.MISSING else why, sides=sides, ways=ways)


def _conflict(names: Names, found: Finding) -> Item:
    kind, ent, field = found.record, found.ids[0], found.field
    sides: list[Side] = []
    for head in conflicts.heads_of_field(names.connection, kind, ent, field):
        words = names.value(kind, field, head.value)
        if all(s.value != head.value for s in sides):
            sides.append(Side(words, names.source(head.at), "こちらにする", not sides, head.value))
    called = field_name(kind, field)
    ways = []
    form = fields_of(KINDS[kind])[field].form
    if form in (Form.REFS, Form.TEXTS) or field in LONG:
        ways.append(Way(BOTH, "両方を合わせる"))
    if form is Form.NUMBER or (form in TEXTUAL and not has_codes(kind, field) and field != "hosts"):
        ways.append(Way(TYPE, f"ほかの{called}"))
    return Item(
        found.key, found.oddity, f"{called}が {len(sides)}つあります。どれが本当ですか", names.about(kind, ent),
        "2台のパソコンで、おたがいを知らずに 書きかえました。", tuple(sides), tuple(ways), person_of(names, kind, ent),
    )  # fmt: skip


def _deleted(names: Names, found: Finding) -> Item:
    kind, ent = found.record, found.ids[0]
    both = conflicts.disputed(names.connection, kind, ent)
    gone = Side(
        "消した",
        names.source(both.deleted[0] if both.deleted else 0),
        "消す",
        _is_gone(names, kind, ent),
        True,
    )
    kept = Side(
        "残して 書きたした", names.source(both.kept[0] if both.kept else 0), "残す", not gone.shown, False
    )
    if gone.shown:
        unseen = conflicts.words_unseen(names.connection, kind, ent)
        kept = replace(kept, words=f"書きたした　{_written_words(names, kind, unseen)}", verb="もどす")
        gone = replace(gone, verb="消したままにする")
    sides = (gone, kept) if gone.shown else (kept, gone)
    counted = "いまは 消えていて、数にも入っていません。" if gone.shown else "決まるまでは 残っています。"
    return Item(
        found.key, found.oddity, "消した方と、書きたした方がいます。残しますか", names.about(kind, ent),
        f"1台で消したあと、それを知らずに もう1台で書きたしました。{counted}",
        sides, (), person_of(names, kind, ent),
    )  # fmt: skip


def _written_words(names: Names, kind: str, heads: list[Head]) -> str:
    """Say what was written, so that nobody has to bring a record back only to read it."""
    said = [f"{field_name(kind, h.field)}「{names.value(kind, h.field, h.value)}」" for h in heads if h.value]
    return short("・".join(said)) if said else "残して 書きたした"


def _is_gone(names: Names, kind: str, ent: Id) -> bool:
    row = names.connection.exec_driver_sql(f'SELECT gone FROM "{kind}" WHERE id = ?', (ent,)).scalar()
    return bool(row)


def _twice_visit(names: Names, found: Finding) -> Item:
    acts = [a for ent in found.ids if (a := get(names.connection, Visit, ent)) is not None]
    sides = tuple(
        Side(names.visit(a), came(names, "visit", a.id, "person"), "こちらだけにする", True, a.id.hex())
        for a in acts
    )
    return Item(
        found.key, found.oddity, "同じ見守りを 2回きろくしていませんか", names.about("visit", found.ids[0]),
        f"同じ日・同じ方・同じ担い手・同じ方法の きろくが、ちがうパソコンから {len(sides)}件 届いています。",
        sides, (Way(BOTH, f"{how_many(len(sides))}本当です"),), acts[0].person if acts else None,
    )  # fmt: skip


def _twice_session(names: Names, found: Finding) -> Item:
    sides = []
    for ent in found.ids:
        held = get(names.connection, Session, ent)
        if held is None:
            continue
        named = len(select(names.connection, Attendance, "AND session = ?", (ent,)))
        counted = sum(
            n or 0 for n in (held.elderly, held.disabled, held.children, held.guardians, held.others)
        )
        parts = (
            f"{held.start}から" if held.start else "",
            f"お名前で {named}人",
            f"人数だけ {counted}人",
            "・".join(held.program),
            held.memo,
        )
        words = "　".join(p for p in parts if p)
        sides.append(Side(words, came(names, "session", ent, "salon"), "こちらに まとめる", True, ent.hex()))
    return Item(
        found.key, found.oddity, "同じ開催が 2つありませんか", names.about("session", found.ids[0]),
        "1つのサロンに、同じ日の開催が あります。まとめると、出席したお名前は 合わさります。",
        tuple(sides), (Way(BOTH, f"{how_many(len(sides))}本当です"),),
    )  # fmt: skip


def _number(names: Names, found: Finding) -> Item:
    sides = tuple(
        Side(
            _numbered(names, found.record, ent), came(names, found.record, ent, "number"),
            "この番号のままにする", True, ent.hex(),
        )
        for ent in found.ids
    )  # fmt: skip
    ways = [Way(BOTH, "このままでよい")]
    if found.record in ("person", "volunteer"):
        ways.insert(0, Way(SAME, "同じ人です"))
    return Item(
        found.key, found.oddity, f"「{found.value}」が {len(sides)}つあります。どちらの番号を残しますか",
        f"{kind_words(found.record)}　{found.value}",
        "「この番号のままにする」をえらぶと、ほかには 新しい番号が付きます。",
        sides, tuple(ways), found.ids[0] if found.record == "person" else None,
    )  # fmt: skip


def _numbered(names: Names, kind: str, ent: Id) -> str:
    record = get(names.connection, KINDS[kind], ent)
    if isinstance(record, Person):
        parts = (record.name, record.kana, wareki(record.birth), f"{record.town}{record.group}", record.phone)
        return "　".join(p for p in parts if p) or NOTHING
    if isinstance(record, Volunteer):
        return "　".join(p for p in (record.name, record.kana, record.town, record.phone) if p) or NOTHING
    return names.about(kind, ent)


def _letter(names: Names, found: Finding) -> Item:
    me = names.desk.me
    return Item(
        found.key, found.oddity, f"「パソコン{me.letter}」が 2台あります", "このパソコンの記号",
        "同じ記号のパソコンが 2台あると、新しい方に 同じ番号が付いてしまいます。",
        (Side(f"これから付く番号は「{me.letter}-0001」の形です", Source("", "このパソコン", ""), "", True, me.letter),),
        (Way(TYPE, "新しい記号（れい：C）"), Way(WAIT, "つぎのUSBを待つ")),
    )  # fmt: skip


def _missing(names: Names, found: Finding) -> Item:
    target, ent = found.record, found.ids[0]
    counts = []
    for kind in found.value.split():
        held = sum(repo.naming(names.connection, kind, f, ent) for f in repo.fields_naming(kind, target))
        counts.append(f"{kind_words(kind)} {held}件" if held else kind_words(kind))
    ways = [Way(WAIT, "つぎのUSBを待つ")]
    if target in ("person", "volunteer"):
        ways.append(Way(TYPE, "管理番号（名簿のこの方のきろくにする）"))
    return Item(
        found.key, found.oddity, f"まだ届いていない{kind_words(target)}の きろくがあります", "、".join(counts),
        "もう1台のパソコンの つぎのUSBで、たいてい そろいます。数には もう入っています。", (), tuple(ways),
    )  # fmt: skip


def _future(names: Names, found: Finding) -> Item:
    if not found.ids:
        return Item(
            found.key, found.oddity, f"きょうより先の日付のきろくが {found.value}件 あります",
            f"このパソコンの きょうは {wareki(names.desk.today())}",
            "このパソコンの日付が、ちがっているかもしれません。パソコンの時計を たしかめてください。",
            (), (Way(WAIT, "あとで たしかめる"),),
        )  # fmt: skip
    kind, ent = found.record, found.ids[0]
    field = day_field(kind)
    row = names.connection.exec_driver_sql(f'SELECT "{field}" FROM "{kind}" WHERE id = ?', (ent,)).scalar()
    side = Side(wareki(row or ""), came(names, kind, ent, field), "", True, row)
    ways = [Way(TYPE, "正しい年月" if kind == "tally" else "正しい日")]
    ways.append(Way(WAIT, "このままにして 待つ"))
    return Item(
        found.key, found.oddity, "日付が きょうより先になっています", names.about(kind, ent),
        "書きまちがいか、書いたときの パソコンの日付が ちがっていたのかもしれません。",
        (side,), tuple(ways), person_of(names, kind, ent),
    )  # fmt: skip


def day_field(kind: str) -> str:
    """Return the field that says when something of a kind happened."""
    return {Tally.kind: "month", ReferralCard.kind: "written_on"}.get(kind, "date")


def _laptop(names: Names, found: Finding) -> Item:
    new = names.newcomers[found.value]
    where = (
        "市社協"
        if new.council
        else names.district(new.district)
        if names.desk.me.council
        else names.desk.me.name
    )
    about = where if new.council else f"{where}　パソコン{new.letter}"
    what = "パソコンの鍵が 新しくなりました" if new.renewed else "新しいパソコンが 仲間に入りました"
    other = "そのパソコンの「使う人と鍵」→「パソコンの一覧」にも、同じ番号が出ています。電話で読み合わせてください。"
    sides = (
        Side(f"見くらべる番号　{new.fingerprint}", Source("", about, new.since), "覚えがある", True, True),
        Side("覚えがない　（招待ファイルや写しが ぬすまれたかもしれません）", Source("", "", ""), "使わないことにする", True, False),
    )  # fmt: skip
    return Item(found.key, found.oddity, f"{what}。覚えがありますか", about, other, sides, ())


def _erasure(names: Names, found: Finding) -> Item:
    asked = erasures_asked.asked(names.connection, found.ids[0])
    source = names.source(conflicts.first_written(names.connection, "erasure", asked.id, "what"))
    whose = "・".join(asked.names[:_NAMES_SHOWN]) + (" ほか" if len(asked.names) > _NAMES_SHOWN else "")
    reason = f"　わけ「{asked.reason}」" if asked.reason else ""
    sides = (
        Side(f"{asked.records}件の お名前と言葉を消す{reason}", source, "消去する", True, True),
        Side("そのまま残す", Source("", "このパソコン", ""), "消さない", True, False),
    )
    return Item(
        found.key, found.oddity, f"{asked.records}件の記録を消去してほしい、という申し出です。消去しますか",
        whose or "お名前の分からない方",
        "消去すると 元にはもどせません。決めるまでは 何も消えず、もしもの控えも残ります。数えた回数は変わりません。",
        sides, (), None,
    )  # fmt: skip


def _moved_in(names: Names, found: Finding) -> Item:
    offer = get(names.connection, MoveOffer, found.ids[0])
    assert offer is not None, "found a moment ago"
    about = "　".join(p for p in (offer.name, offer.kana, offer.age_band, offer.phone) if p)
    came = Source("", f"{offer.origin}から　{offer.consent}", "")
    return Item(
        found.key, found.oddity, f"{offer.origin}から、{san(offer.name)}の 転入の申し送りです。名簿に入れますか", about,
        "同じ方が もう名簿にいないかは、入れるときに たしかめます。受けないわけは ここだけに残り、市社協へは送られません。"
        "受けないときは、市社協へ電話で知らせてください。",
        (Side(offer.facts or "くわしいことは 書かれていません", came, "名簿に入れる", True, offer.id.hex()),),
        (Way(TYPE, "受けないときは、そのわけ", "受けない"), Way(WAIT, "あとで決める")),
    )  # fmt: skip


def _moved_ended(names: Names, found: Finding) -> Item:
    link = get(names.connection, MoveLink, found.ids[0])
    assert link is not None, "found a moment ago"
    return Item(
        found.key, found.oddity, "この方の 転入の申し送りが、取り下げられました。本人に聞きましたか", names.person(link.person),
        "もとの地区で同意が取り消されたか、市社協が取りやめました。届いた言葉は 名簿の備考にも入っています。"
        "本人に あらためて聞き、このまま見守るか、名簿から消すかを決めてください。",
        (), (Way(BOTH, "聞きました（このままでよい）"), Way(WAIT, "あとで聞く")), link.person,
    )  # fmt: skip


_DESCRIBE = {
    Oddity.MOVED_IN: _moved_in,
    Oddity.MOVED_ENDED: _moved_ended,
    Oddity.ERASURE: _erasure,
    Oddity.LAPTOP: _laptop,
    Oddity.CONFLICT: _conflict,
    Oddity.DELETED: _deleted,
    Oddity.TWICE_VISIT: _twice_visit,
    Oddity.TWICE_SESSION: _twice_session,
    Oddity.NUMBER: _number,
    Oddity.LETTER: _letter,
    Oddity.BOTH_WAYS: items_counted.both_ways,
    Oddity.TWICE_TALLY: items_counted.twice_tally,
    Oddity.CANCELLED: items_counted.cancelled,
    Oddity.NO_START: items_counted.no_start,
    Oddity.BUNDLE: items_counted.odd_bundle,
    Oddity.MISSING: _missing,
    Oddity.FUTURE: _future,
}
