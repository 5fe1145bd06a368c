"""Accounts: guessing at the keyboard, weak and equal passphrases, roles, the log, and what lies about after work."""

from __future__ import annotations

import itertools
from dataclasses import replace
from datetime import timedelta

from sasaeai_desktop.domain.clock import Clock, clock_at
from sasaeai_desktop.domain.ids import Id
from sasaeai_desktop.services.desk import audit, backups, drafts
from sasaeai_desktop.services.desk.desk import Desk, DeskPerson
from sasaeai_desktop.services.desk.drafts import Draft
from sasaeai_desktop.services.people import erasing, people, person_page
from sasaeai_desktop.services.reports import printing
from sasaeai_desktop.services.safety import access, checking, passphrases, second_place, tries, trying, users
from sasaeai_desktop.services.tables import exporting
from sasaeai_desktop.services.tables.kinds import pile
from sasaeai_desktop.services.watch import watching
from sasaeai_desktop.vault.slots import PRACTICE
from tests.attacks.attack import Attack, Ground
from tests.services.city import PASSPHRASE, PEOPLE, TODAY, VISITS, VOLUNTEERS

OTHER = "みずうみの とおい ひかり 47"
PLANTED = "うえられた なまえ"


def _moving(seconds: list[int]) -> Clock:
    start = clock_at(TODAY).now()
    return Clock(lambda: start + timedelta(seconds=seconds[0]))


def guesses_at_the_keyboard(ground: Ground) -> str:
    ground.begun().close()
    at = [0]
    clock, said = _moving(at), ""
    waits: list[int] = []
    for _ in range(tries.FREE + 4):
        said = ground.told(lambda: ground.opened(passphrase="ちがう言葉", clock=clock))
        while "まってから" in said:
            at[0] += 1
            said = ground.told(lambda: ground.opened(passphrase="ちがう言葉", clock=clock))
        waits.append(at[0])
    gaps = [b - a for a, b in itertools.pairwise(waits)]
    assert gaps[-1] > gaps[-2] > gaps[-3] > 0 == gaps[0]
    said = ground.told(lambda: ground.opened(clock=clock))  # even the right one waits
    at[0] += tries.LONGEST
    ground.opened(clock=clock).close()
    assert tries.tries_of(ground.paths()).wrong == 0
    return said


def clock_put_back_while_waiting(ground: Ground) -> str:
    ground.begun().close()
    for _ in range(tries.FREE):
        ground.told(lambda: ground.opened(passphrase="ちがう言葉", clock=clock_at("2099-01-01")))
    ground.opened(clock=clock_at(TODAY))
    return ""


def weak_passphrase(ground: Ground) -> str:
    known = (
        "password1",
        "1940-03-02",
        "aaaaaaaa",
        "sasaeai12",
        "mimamori",
        "昭和24年2月3日",
        "showa24.2.3",
        "いろはにほへとちりぬるを",
    )
    said = [ground.told(lambda w=word: passphrases.check_new(w)) for word in known]
    for fine in ("hasi-mikan-taiko-yuki", "s99.9.9tanaka-mikan", PASSPHRASE, OTHER):
        passphrases.check_new(fine)
    return said[0]


def weak_passphrase_for_a_colleague(ground: Ground) -> str:
    desk = ground.begun()
    return ground.told(lambda: users.add(desk, PASSPHRASE, "原田 ミツ", "sakura2024"))


def weak_passphrase_by_change(ground: Ground) -> str:
    desk = ground.begun()
    return ground.told(lambda: access.change_passphrase(desk, PASSPHRASE, "12345678"))


def same_passphrase_as_a_colleague(ground: Ground) -> str:
    desk = ground.begun()
    users.add(desk, PASSPHRASE, "原田 ミツ", PASSPHRASE, kdf=PRACTICE)
    desk.close()
    return ground.told(ground.opened)


def a_role_that_is_none(ground: Ground) -> str:
    desk = ground.begun()
    return ground.told(lambda: users.add(desk, PASSPHRASE, "原田 ミツ", OTHER, role="村長", kdf=PRACTICE))


def _seated(ground: Ground, role: str) -> tuple[Desk, Id]:
    city = ground.city()
    desk = city.district("12", "新旭川")
    city.load(desk, volunteers=VOLUNTEERS, people=PEOPLE, visits=VISITS)
    other = people.save_person(desk, None, {"name": PLANTED}).result
    return replace(desk, user=DeskPerson(Id(b"w" * 16), "渡邊 節子", role), lock=None), other


def watcher_exports_the_list(ground: Ground) -> str:
    desk, _ = _seated(ground, "担い手")
    out = ground.folder / "x.csv"
    said = ground.told(lambda: exporting.export_table(desk, "people", out))
    assert not out.exists()
    return said


def watcher_opens_somebody_elses_page(ground: Ground) -> str:
    desk, other = _seated(ground, "担い手")
    said = ground.told(lambda: person_page.person_view(desk, other))
    assert PLANTED not in said
    return said


def watcher_writes_about_somebody_else(ground: Ground) -> str:
    desk, other = _seated(ground, "担い手")
    return ground.told(lambda: watching.record_visit(desk, watching.VisitDraft(other, "2024-04-01", "visit")))


def block_coordinator_reads_the_log(ground: Ground) -> str:
    desk, _ = _seated(ground, "世話係")
    return ground.told(lambda: audit.entries(desk))


def office_adds_an_account(ground: Ground) -> str:
    desk, _ = _seated(ground, "事務局")
    return ground.told(lambda: users.add(desk, PASSPHRASE, "x", OTHER, kdf=PRACTICE))


def administrator_lowers_the_own_role(ground: Ground) -> str:
    desk = ground.begun()
    return ground.told(lambda: users.set_role(desk, "はじめの人", "担い手"))


def line_of_the_log_removed(ground: Ground) -> str:
    desk, other = _seated(ground, "管理者")
    person_page.person_view(desk, other)
    desk.user = replace(desk.user, id=Id(b"v" * 16))
    desk.seen.clear()
    person_page.person_view(desk, other)
    with desk.database.transaction() as connection:
        connection.exec_driver_sql("DELETE FROM access_log WHERE n = 1")
    return "".join(checking.check(desk).problems)


def names_lying_about_after_work(ground: Ground) -> str:
    """No plaintext of a planted name in data folder, temporary files, stick and second place, in UTF-8, UTF-16 or cp932."""
    temporary, elsewhere = ground.folder / "temporary", ground.folder / "elsewhere"
    temporary.mkdir()
    elsewhere.mkdir()
    ground.patch.setattr("tempfile.tempdir", str(temporary))
    ground.patch.setenv("SQLITE_TMPDIR", str(temporary))
    ground.patch.setattr(pile, "MOST", 1)  # what a long table brings is laid aside in a file
    city = ground.city()
    desk = city.district("12", "新旭川")
    several = "".join(f"{n},{PLANTED}{n},{PLANTED}\n" for n in range(9))
    city.load(desk, volunteers=VOLUNTEERS, people="管理番号,氏名,備考\n" + several)
    for table in ("volunteers", "people"):
        (ground.folder / f"{table}.csv").unlink()
    person = people.save_person(desk, None, {"name": PLANTED, "note": PLANTED, "number": "P-1"}).result
    watching.record_visit(desk, watching.VisitDraft(person, "2024-04-01", "visit", memo=PLANTED))
    drafts.keep(desk, Draft(("record", person.hex()), title=PLANTED, about=person, state={"memo": PLANTED}))
    person_page.person_view(desk, person)
    backups.back_up(desk)
    second_place.copy_to(desk, elsewhere)
    access.change_passphrase(desk, PASSPHRASE, OTHER, kdf=PRACTICE)
    trying.try_out(desk, backups.kept(desk.paths)[0].path, OTHER)
    printing.print_form(desk, "consent", person="P-1")
    erasing.erase_person(desk, people.find_people(desk, f"{PLANTED}3")[0].id, "申し出")
    city.take(city.council, city.send(desk))
    while_open = _found_in(ground)
    desk.close()
    assert while_open == _found_in(ground) == []
    return ""


def _found_in(ground: Ground) -> list[str]:
    marks = [
        part.encode(code)
        for part in (PLANTED, PLANTED.split(maxsplit=1)[0])
        for code in ("utf-8", "utf-16-le", "cp932")
    ]
    files = [p for p in ground.folder.rglob("*") if p.is_file()]
    assert len(files) > 10
    return [p.name for p in files if any(mark in p.read_bytes() for mark in marks)]


ROWS = [
    Attack("passphrases are guessed at the keyboard", "秒 まってから", guesses_at_the_keyboard),
    Attack("the clock is put back while one waits", "", clock_put_back_while_waiting),
    Attack("a passphrase that everybody tries first", "よく使われる合いことば", weak_passphrase),
    Attack("a weak passphrase for a new colleague", "言葉を3つ4つ", weak_passphrase_for_a_colleague),
    Attack("a weak passphrase instead of a good one", "言葉を3つ4つ", weak_passphrase_by_change),
    Attack("somebody chooses a colleague's passphrase", "お名前と合いことば", same_passphrase_as_a_colleague),
    Attack("a role that is not on the list", "どれかに", a_role_that_is_none),
    Attack(
        "a 担い手 writes the whole list to a file", "地域コーディネーターから上", watcher_exports_the_list
    ),
    Attack(
        "a 担い手 opens the page of somebody else's person",
        "見つかりません",
        watcher_opens_somebody_elses_page,
    ),
    Attack(
        "a 担い手 writes about somebody else's person", "担当していない", watcher_writes_about_somebody_else
    ),
    Attack("a 世話係 reads who looked at whom", "事務局から上", block_coordinator_reads_the_log),
    Attack("事務局 makes an account", "管理者から上", office_adds_an_account),
    Attack("the only 管理者 becomes 担い手", "自分では変えられません", administrator_lowers_the_own_role),
    Attack("a line is taken out of the log", "access log", line_of_the_log_removed),
    Attack("names lie about in files after work", "", names_lying_about_after_work),
]
