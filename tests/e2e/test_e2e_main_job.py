"""The main job with real processes: a laptop's tables, its bundle, the council's year."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any


def _trace(run: Any, desk: str, figure: str) -> int:
    found = run(desk, "report", "trace", figure, "--year", 2023, "--json").json
    counted = sum(record["count"] for record in found["records"])
    assert counted == found["value"], figure
    return int(found["value"])


def test_from_tables_to_the_council_s_year(run: Any, bundle: Path) -> None:
    inspected = run("council", "bundle", "inspect", bundle, "--json").json
    sent = json.loads((run.folder / "usb" / "sent.json").read_text(encoding="utf-8"))
    assert set(sent) >= {"path", "sender", "sequence", "changes", "bytes"}
    assert (inspected["from"], inspected["number"]) == (sent["sender"], sent["sequence"])
    assert inspected["changes"] == sent["changes"]
    assert inspected["verified"] is True
    assert inspected["names"] == []

    first = run("council", "bundle", "import", bundle, "--json").json["files"]
    assert [(f["state"], f["changes"]) for f in first] == [("applied", sent["changes"])]
    before = run.checked("council")
    again = run("council", "bundle", "import", bundle, "--json").json["files"]
    assert [(f["state"], f["changes"]) for f in again] == [("already", 0)]
    assert run.checked("council") == before

    city, district = run.annual("council"), run.annual("laptop")
    assert (city["scope"], district["scope"]) == ("city", "district")
    assert city["districts_reported"] == 1
    for section in ("watch", "salon", "cards"):
        assert city[section] == district[section]
    watch, salon = city["watch"], city["salon"]
    assert (watch["people"], watch["people_at_year_end"]) == (2, 1)  # T3 begins after the year
    assert (watch["watchers"], watch["watchers_at_year_end"]) == (2, 1)
    assert (watch["block_coordinators"], watch["area_coordinators"]) == (1, 1)
    assert (watch["acts"], watch["acts_tallied"], watch["acts_absent"]) == (4 + 12, 12, 1)
    assert watch["acts_by_method"] == {"visit": 2 + 8, "phone": 1 + 4, "pattern": 1}
    assert watch["grant_yen"] == 98000
    assert (salon["salons"], salon["sessions"], salon["participants"], salon["staff"]) == (1, 1, 10, 3)
    assert city["cards"] == {"written": 1, "handed": 1, "answered": 0, "late": 1}
    line = city["by_district"][0]
    assert (line["code"], line["name"], line["watch"]["state"]) == ("12", "新旭川", "reported")

    assert _trace(run, "council", "watch.acts") == 16
    assert _trace(run, "council", "salon.participants") == 10
    assert _trace(run, "laptop", "watch.people") == 2


def test_exported_anew_or_in_another_order_gives_the_same_council(run: Any, bundle: Path) -> None:
    """A second bundle repeats what nobody confirmed; whichever comes first, the council ends up the same."""
    run.save("more.csv", "実施日,対象者番号,方法,結果\n2023-11-01,T1,訪問,会えた・話せた\n")
    run("laptop", "import", "visits", "more.csv")
    second = run("laptop", "bundle", "export", "--to", "council", "--out", "usb", "--json").json["path"]
    shutil.copytree(run.folder / "council", run.folder / "other")
    for desk, files in (("council", (bundle, second)), ("other", (second, bundle))):
        states = [f["state"] for f in run(desk, "bundle", "import", *files, "--json").json["files"]]
        assert states == (["applied", "applied"] if desk == "council" else ["applied", "already"])
    assert run.checked("council") == run.checked("other")
    assert run.annual("council") == run.annual("other")
    assert run.annual("council")["watch"]["acts"] == 17


def test_two_laptops_that_import_the_same_lists_do_not_count_twice(run: Any, bundle: Path) -> None:
    invitation = run("laptop", "device", "invite", "--out", "usb", "--json").json["path"]
    run("second", "init", "--invite", invitation)
    run.fill("second")
    sent = run("second", "bundle", "export", "--to", "council", "--out", "usb", "--json").json
    files = run("council", "bundle", "import", sent["path"], bundle, "--json").json["files"]
    assert [f["state"] for f in files] == ["applied", "applied"]
    city = run.annual("council")
    assert (city["watch"]["acts"], city["watch"]["people"], city["watch"]["watchers"]) == (16, 2, 2)
    assert (city["salon"]["salons"], city["salon"]["sessions"], city["salon"]["participants"]) == (1, 1, 10)
    assert city["cards"]["written"] == 1
    assert city["districts_reported"] == 1

    over = run("second", "bundle", "export", "--to", "sibling", "--out", "usb", "--json").json
    assert "髙橋 スミ" in over["names"]
    run("laptop", "bundle", "import", over["path"])
    back = run("laptop", "bundle", "export", "--to", "sibling", "--out", "usb", "--json").json
    run("second", "bundle", "import", back["path"])
    assert run.checked("laptop") == run.checked("second")
    assert run.annual("laptop") == run.annual("second")
    assert run.annual("laptop")["watch"]["acts"] == 16
    found = run("laptop", "conflicts", "list", "--json").json
    # The second one is announced, and what the lists themselves say oddly is asked; nothing stands there twice.
    assert [item["oddity"] for item in found] == ["laptop", "cancelled_attended", "bundle"]


def test_a_district_that_began_alone_joins_later(run: Any) -> None:
    run("alone", "init", "--role", "district", "--code", "13", "--name", "東旭川")
    run.fill("alone")
    run("alone", "bundle", "export", "--to", "council", "--out", "usb13", code=2)
    invited = run(
        "council", "council", "invite", "--code", "13", "--name", "東旭川", "--out", "usb13", "--json"
    ).json
    assert len(invited["fingerprint"].split()) == 6
    assert run("laptop", "join", "--invite", invited["path"], code=4).code == 4  # it is for another district
    assert (
        run("alone", "join", "--invite", invited["path"], "--json").json["council"] == "旭川市社会福祉協議会"
    )
    sent = run("alone", "bundle", "export", "--to", "council", "--out", "usb13", "--json").json
    run("council", "bundle", "import", sent["path"])
    assert run.annual("council")["watch"]["acts"] == 16


def test_a_restored_laptop_goes_on_and_its_sibling_hears_all_of_it(run: Any) -> None:
    """What lies in the streams it wrote before the restore still travels, though it writes into new ones."""
    run("laptop", "backup", "create")
    restored = run("laptop", "backup", "restore", "--json").json
    assert Path(restored["former"]).is_dir()
    invitation = run("laptop", "device", "invite", "--out", "usb", "--json").json["path"]
    run("second", "init", "--invite", invitation)
    first = run("second", "bundle", "export", "--to", "sibling", "--out", "usb", "--json").json
    run("laptop", "bundle", "import", first["path"])
    back = run("laptop", "bundle", "export", "--to", "sibling", "--out", "usb", "--json").json
    run("second", "bundle", "import", back["path"])
    assert run.checked("laptop") == run.checked("second")
    assert run.annual("second")["watch"]["acts"] == 16


def test_a_district_on_paper(run: Any, bundle: Path) -> None:
    run("council", "bundle", "import", bundle)
    paper = run.save(
        "paper.csv", "watch.acts,1200\nwatch.people,30\nsalon.sessions,24\nsalon.participants,310\n"
    )
    run("council", "council", "statement", "--district", 31, "--name", "紙の地区", "--year", 2023, paper)
    city = run.annual("council")
    assert city["districts_reported"] == 2
    assert (city["watch"]["acts"], city["watch"]["people"]) == (16 + 1200, 2 + 30)
    assert [line["watch"]["state"] for line in city["by_district"]] == ["reported", "paper"]
    assert _trace(run, "council", "watch.acts") == 1216
    assert run.annual("council", 2022)["watch"]["acts"] == 0
