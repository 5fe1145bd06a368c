"""People, keys, lost laptops and code lists by command."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from sasaeai_desktop.domain.clock import Clock
from sasaeai_desktop.paths import app_paths
from sasaeai_desktop.services.safety import access, setup
from tests.cli.conftest import Call

NEW = "なつの かわべ"


@pytest.fixture
def passphrase() -> str:
    return "ふゆの さんぽ"


@pytest.fixture
def city(call: Call, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A council and district 12 with a second laptop; the second has not written yet."""
    from sasaeai_desktop.services.safety import setup  # noqa: PLC0415 - the commands load it themselves
    from sasaeai_desktop.vault import slots  # noqa: PLC0415

    for begin in ("begin_council", "begin_district", "begin_invited"):
        made = getattr(setup, begin)
        monkeypatch.setattr(setup, begin, lambda *a, made=made, **k: made(*a, **{**k, "kdf": slots.PRACTICE}))
    at = {name: ("--data-dir", tmp_path / name) for name in ("council", "a", "b")}
    assert (
        call("init", "--role", "council", "--code", "00", "--name", "みどり市社協", *at["council"]).code == 0
    )
    invited = call(
        "council",
        "invite",
        "--code",
        "12",
        "--name",
        "新旭川",
        "--out",
        tmp_path / "i",
        *at["council"],
        "--json",
    )
    assert call("init", "--invite", invited.json["path"], *at["a"]).code == 0
    second = call("device", "invite", "--out", tmp_path / "i", *at["a"], "--json")
    assert call("init", "--invite", second.json["path"], *at["b"]).code == 0
    return tmp_path


def take(call: Call, city: Path, source: str, to: str, target: str) -> dict[str, object]:
    sent = call(
        "bundle",
        "export",
        "--to",
        to,
        "--code",
        "12",
        "--out",
        city / "usb",
        "--data-dir",
        city / source,
        "--json",
    )
    assert sent.code == 0, sent.err
    got = call("bundle", "import", sent.json["path"], "--data-dir", city / target, "--json")
    assert got.code == 0, got.err
    found: dict[str, object] = got.json["files"][0]
    return found


def test_a_lost_laptop_by_command(call: Call, city: Path) -> None:
    council = ("--data-dir", city / "council")
    take(call, city, "a", "council", "council")
    take(call, city, "b", "council", "council")
    (lost,) = [d for d in call("device", "list", *council, "--json").json if d["letter"] == "B"]
    asked = call("device", "revoke", lost["device"][:6], *council)
    assert asked.code == 2
    assert "確かめる人がいない" in asked.err
    gone = call("device", "revoke", lost["device"][:6], "--yes", *council, "--json")
    assert (gone.code, gone.json["device"]) == (0, lost["device"])
    people = city / "people.csv"
    people.write_text("管理番号,氏名,見守り開始日\n001,山田 花子,2023-04-01\n", encoding="utf-8")
    assert call("import", "people", people, "--data-dir", city / "b").code == 0
    brought = take(call, city, "b", "council", "council")
    assert brought["set_aside"] == 1
    (item,) = call("quarantine", "list", *council, "--json").json
    assert (item["device"], item["what"], item["decided"]) == (lost["device"], "見守りの登録 1件", "")
    assert call("quarantine", "keep-out", item["n"], *council).code == 0
    assert call("quarantine", "release", item["n"], *council, "--json").json == {"n": item["n"], "changes": 1}
    assert call("quarantine", "release", item["n"], *council).code == 2
    assert call("quarantine", "release", 99, *council).code == 2
    assert call("check", *council).code == 0
    assert call("device", "revoke", lost["device"], "--yes", "--data-dir", city / "a").code == 2


def test_people_and_keys_by_command(call: Call, city: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    council = ("--data-dir", city / "council")
    secret = city / "new.txt"
    secret.write_text(f"{NEW}\n", encoding="utf-8")
    added = call("user", "add", "原田 ミツ", "--new-passphrase-file", secret, *council)
    assert (added.code, added.out) == (0, "原田 ミツ\n")
    assert call("key", "rotate", *council, "--json").json["age"].startswith("age1")
    assert call("check", *council).code == 0
    monkeypatch.setenv("SASAEAI_PASSPHRASE", NEW)
    assert [u["me"] for u in call("user", "list", *council, "--json").json if u["name"] == "原田 ミツ"] == [
        True
    ]
    monkeypatch.setenv("SASAEAI_PASSPHRASE", "ふゆの さんぽ")
    assert call("user", "disable", "原田 ミツ", *council).code == 0
    monkeypatch.setenv("SASAEAI_PASSPHRASE", NEW)
    assert call("user", "list", *council).code == 3


def test_a_new_recovery_key_comes_on_paper(call: Call, city: Path) -> None:
    out = city / "key.pdf"
    made = call("key", "paper", "--out", out, "--data-dir", city / "a", "--json")
    assert (made.code, made.json["pages"]) == (0, 1)
    assert out.read_bytes().startswith(b"%PDF")
    assert call("key", "paper", "--out", city / "key.txt", "--data-dir", city / "a").code == 2
    assert call("key", "paper", "--out", city / "nowhere" / "key.pdf", "--data-dir", city / "a").code == 2


def test_a_paper_is_tried_without_changing_anything(call: Call, city: Path, passphrase: str) -> None:
    desk = setup.open_desk(app_paths(city / "a"), passphrase, Clock())
    old = access.new_paper_key(desk, passphrase).result
    new = access.new_paper_key(desk, passphrase).result
    desk.close()
    before = (city / "a" / "vault.json").read_bytes()
    paper = city / "paper.txt"
    wrong = new[:-1] + ("0" if new[-1] != "0" else "1")
    for text, code in ((old, 3), (wrong, 2), (new.lower().replace("-", " "), 0)):
        paper.write_text(text, encoding="utf-8")
        assert call("key", "try-paper", "--paper-file", paper, "--data-dir", city / "a").code == code
    assert (city / "a" / "vault.json").read_bytes() == before


def test_what_is_entrusted_opens_once_at_the_council(
    call: Call, city: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    laptop, council = ("--data-dir", city / "a"), ("--data-dir", city / "council")
    assert call("key", "escrow", "give", *laptop).code == 2, "nobody there to agree"
    assert call("council", "open-entrusted", city / "a", "--yes", *council).code == 2
    assert call("key", "escrow", "give", "--yes", "--json", *laptop).json["since"] != ""
    found = call("council", "open-entrusted", city / "a", "--yes", "--json", *council)
    assert (found.code, found.json["code"]) == (0, "12")
    assert call("council", "open-entrusted", city / "a", "--yes", *laptop).code == 2
    paper = city / "paper.txt"
    paper.write_text(found.json["key"], encoding="utf-8")
    monkeypatch.setenv("SASAEAI_PASSPHRASE", NEW)
    assert call("key", "recover", "--paper-file", paper, *laptop).code == 0
    assert call("key", "escrow", "state", "--json", *laptop).json["since"] == ""
    assert call("key", "recover", "--paper-file", paper, *laptop).code == 3


def test_a_sign_added_by_the_council_reaches_the_district(call: Call, city: Path) -> None:
    take(call, city, "a", "council", "council")
    added = call(
        "council",
        "code",
        "add",
        "--label",
        "除雪がされていない",
        "--group",
        "home",
        "--data-dir",
        city / "council",
    )
    assert (added.code, added.out) == (0, "除雪がされていない\n")
    take(call, city, "council", "district", "a")
    found = call("council", "code", "list", "--data-dir", city / "a", "--json").json
    assert {
        "code": "除雪がされていない",
        "label": "除雪がされていない",
        "group": "home",
        "built_in": False,
    } in found
    refused = call("council", "code", "add", "--label", "x", "--data-dir", city / "a")
    assert (refused.code, "市社協だけ" in refused.err) == (2, True)
    assert (
        call("council", "code", "add", "--label", "x", "--list", "y", "--data-dir", city / "council").code
        == 2
    )


def test_a_path_that_is_missing_is_refused_alone(call: Call, city: Path) -> None:
    sent = call(
        "bundle", "export", "--to", "council", "--out", city / "usb", "--data-dir", city / "a", "--json"
    )
    got = call(
        "bundle",
        "import",
        city / "usb" / "gone.age",
        sent.json["path"],
        "--data-dir",
        city / "council",
        "--json",
    )
    assert got.code == 4
    assert [(f["state"], f["check"]) for f in got.json["files"]] == [("refused", "missing"), ("applied", "")]
    shutil.rmtree(city / "usb")


def test_receipts_by_command(call: Call, city: Path) -> None:
    take(call, city, "a", "council", "council")
    council = ("--data-dir", city / "council")
    found = call("bundle", "receipts", *council, "--json").json
    assert [r["unconfirmed"] for r in found["receipts"]] == [2]  # the district and its laptop
    assert [a["code"] for a in found["ageing"]] == ["12"]
    take(call, city, "council", "district", "a")
    take(call, city, "a", "council", "council")
    said = call("bundle", "receipts", *council)
    assert "すべて 確認ずみ" in said.out
