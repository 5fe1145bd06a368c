"""A small city end to end: installations, bundles, and a report equal to what was counted beforehand."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from sasaeai_desktop.domain.clock import clock_at
from sasaeai_desktop.domain.errors import InputError
from sasaeai_desktop.paths import app_paths
from sasaeai_desktop.practice import city
from sasaeai_desktop.practice.city import CityBuilt, FiguresDifferError, build_city
from sasaeai_desktop.practice.expected import Expected
from sasaeai_desktop.practice.plan import city_plan, district_plan
from sasaeai_desktop.services.desk.desk import Desk
from sasaeai_desktop.services.reports import reports
from sasaeai_desktop.services.safety import checking, setup
from sasaeai_desktop.services.usb import receiving


def _open(built: CityBuilt, folder: Path) -> Desk:
    return setup.open_desk(app_paths(folder), built.passphrase, clock_at(city.TODAY))


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> CityBuilt:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(city, "_FEW", 0)  # in processes, small as it is
        return build_city(tmp_path_factory.mktemp("demo"), seed=4, districts=3)


def test_the_folder_holds_what_the_contract_says(built):
    names = {p.name for p in built.out.iterdir()}
    assert names == {"council", "council-before", "district-01", "district-02", "bundles"} | {
        "passphrase.txt",
        "expected.json",
        "practice.txt",
    }
    assert [b.name for b in built.bundles] == ["sasaeai-01-A-0001.age", "sasaeai-02-A-0001.age"]
    assert (built.out / "passphrase.txt").read_text().strip() == built.passphrase
    assert json.loads((built.out / "expected.json").read_text(encoding="utf-8")) == built.expected


def test_council_reports_what_was_counted_while_generating(built):
    desk = _open(built, built.council)
    try:
        assert desk.me.practice
        assert reports.annual(desk, 2023).to_json() == built.expected
        assert checking.check(desk).problems == []
    finally:
        desk.close()
    assert [line["watch"]["state"] for line in built.expected["by_district"]][-1] == "paper"


def test_every_district_reports_its_own_part(built):
    plan = city_plan(4, 3)
    expected = Expected(plan)
    for folder, share in zip(built.districts, plan.districts, strict=False):
        expected.add(district_plan(plan, share.index))
        desk = _open(built, folder)
        try:
            assert reports.annual(desk, 2023).to_json() == expected.district_report(2023, share.code)
            assert checking.check(desk).problems == []
        finally:
            desk.close()


def test_the_former_council_comes_to_the_same_in_another_order(built, tmp_path):
    fresh = tmp_path / "council"
    shutil.copytree(built.council_before, fresh)
    desk, other = _open(built, fresh), _open(built, built.council)
    try:
        before = reports.annual(desk, 2023).to_json()
        assert before["districts_reported"] == 1  # the one on paper
        taken = receiving.import_files(desk, list(reversed(built.bundles))).result
        assert [t.state for t in taken] == ["applied", "applied"]
        assert reports.annual(desk, 2023).to_json() == built.expected
        again = receiving.import_files(other, list(built.bundles)).result
        assert {t.state for t in again} == {"already"}
    finally:
        desk.close()
        other.close()


def test_only_names_with_consent_reach_the_council(built):
    desk = _open(built, built.council)
    try:
        inside = [receiving.inspect(desk, b).names for b in built.bundles]
    finally:
        desk.close()
    plan = city_plan(4, 3)
    for names, folder in zip(inside, (0, 1), strict=True):
        made = district_plan(plan, folder)
        refused = {c.person for c in made.consents if (c.purpose, c.state) == ("refer", "refused")}
        by_key = {p.key: p.name for p in made.people}
        handed = [c for c in made.cards if c.consent == "given" and c.destination == "council"]
        writers = {v.key: v.name for v in made.volunteers}
        allowed = {by_key[c.person] for c in handed if c.person and c.person not in refused}
        allowed |= {writers[c.writer] for c in handed if c.writer}  # who wrote a card signs it
        assert set(names) <= allowed
    assert inside[0]


def test_where_no_process_can_be_started_the_same_city_is_built_in_this_one(built, tmp_path, monkeypatch):
    def refuse(*_args: object, **_kwargs: object) -> object:
        raise PermissionError("no processes here")

    monkeypatch.setattr(city, "ProcessPoolExecutor", refuse)
    monkeypatch.setattr(city, "_FEW", 0)
    monkeypatch.setattr(city.os, "cpu_count", lambda: 2)
    again = build_city(tmp_path / "demo", 4, 3)
    assert again.expected == built.expected
    assert [b.name for b in again.bundles] == [b.name for b in built.bundles]


def test_a_folder_with_something_of_ones_own_is_left_alone(built, tmp_path):
    (tmp_path / "letters.txt").write_text("mine")
    with pytest.raises(InputError):
        build_city(tmp_path, 4, 1)
    assert [p.name for p in tmp_path.iterdir()] == ["letters.txt"]
    with pytest.raises(InputError):
        build_city(tmp_path / "none", 4, 0)


def test_a_former_demo_is_replaced(built, tmp_path):
    out = tmp_path / "demo"
    (out / "bundles").mkdir(parents=True)
    shutil.copy(built.out / "practice.txt", out)
    (out / "bundles" / "stale").write_text("")
    again = build_city(out, 2, 1)
    assert [p.name for p in (out / "bundles").iterdir()] == [again.bundles[0].name]
    (out / "mine.txt").write_text("x")
    with pytest.raises(InputError):
        build_city(out, 2, 1)
    assert again.bundles[0].exists()


def test_a_report_that_differs_stops_the_demo(tmp_path, monkeypatch):
    real = Expected.report

    def one_more(self: Expected, year: int) -> dict:
        figures = real(self, year)
        figures["watch"]["acts"] += 1
        return figures

    monkeypatch.setattr(Expected, "report", one_more)
    with pytest.raises(FiguresDifferError, match=r"2023\.watch\.acts"):
        build_city(tmp_path / "demo", 4, 1)
