"""What is refused, with which exit code, and that nothing changes by it; and what a bundle does not say."""

from __future__ import annotations

import itertools
import json
import os
import shutil
import struct
import subprocess
import zlib
from pathlib import Path
from typing import Any

import pytest
from filelock import FileLock


def _refused(run: Any, desk: str, path: Path | str) -> str:
    """Import a file that must be refused; returns which check failed."""
    before = run.checked(desk)
    said = run(desk, "bundle", "import", path, "--json", code=4)
    (file,) = said.json["files"]
    assert (file["state"], file["changes"]) == ("refused", 0)
    assert file["reason"]
    assert run(desk, "bundle", "inspect", path, code=4).out == ""
    assert run.checked(desk) == before
    return str(file["check"])


def test_a_flipped_byte_anywhere(run: Any, bundle: Path) -> None:
    good = (run.folder / bundle).read_bytes()
    before = run.checked("council")
    names = []
    for place in (30, len(good) // 3, len(good) // 2, len(good) - 1):
        bad = bytearray(good)
        bad[place] ^= 1
        names.append(f"usb/flipped-{place}.age")
        (run.folder / names[-1]).write_bytes(bad)
    (run.folder / "usb/half.age").write_bytes(good[: len(good) // 2])
    (run.folder / "usb/empty.age").write_bytes(b"")
    names += ["usb/half.age", "usb/empty.age", str(Path("usb") / "sent.json")]
    files = run("council", "bundle", "import", *names, "--json", code=4).json["files"]
    assert [f["state"] for f in files] == ["refused"] * len(names)
    assert run.checked("council") == before
    # Each file is judged alone: the good one among bad ones is taken.
    mixed = run("council", "bundle", "import", names[0], bundle, "--json", code=4).json["files"]
    assert [f["state"] for f in mixed] == ["refused", "applied"]
    assert run.checked("council") != before


def test_for_another_council(run: Any, bundle: Path) -> None:
    run("elsewhere", "init", "--role", "council", "--code", "00", "--name", "ほかの市社協")
    assert _refused(run, "elsewhere", bundle) == "recipient"


def test_from_an_unknown_sender(run: Any, bundle: Path) -> None:
    """The council before it invited the district: same keys, but it never gave that invitation."""
    assert _refused(run, "council-before-inviting", bundle) in {"reg", "sender", "registration", "invitation"}


def test_to_a_laptop_that_is_not_meant(run: Any, bundle: Path) -> None:
    invited = run(
        "council", "council", "invite", "--code", "13", "--name", "東旭川", "--out", "usb", "--json"
    ).json
    run("other", "init", "--invite", invited["path"])
    assert _refused(run, "other", bundle) == "recipient"


def test_wrong_passphrase_and_a_second_copy(run: Any) -> None:
    before = run.checked("laptop")
    wrong = run("laptop", "report", "annual", "--year", 2023, code=3, env={"SASAEAI_PASSPHRASE": "ちがう"})
    assert wrong.out == ""
    assert "合いことばがちがいます" in wrong.err
    assert run("nowhere", "check", code=3).out == ""
    assert not (run.folder / "nowhere").exists()
    with FileLock(run.folder / "laptop" / "desk.lock"):
        said = run("laptop", "check", code=3)
        assert "もう開いています" in said.err
        run("laptop", "backup", "restore", code=None)
    assert run.checked("laptop") == before


def test_the_same_place_twice(run: Any) -> None:
    before = run.checked("laptop")
    run("laptop", "init", "--role", "district", "--code", "99", "--name", "べつ", code=2)
    assert run.checked("laptop") == before


def test_a_bad_row_stops_the_whole_file(run: Any) -> None:
    table = run.save(
        "bad.csv", "実施日,対象者番号,方法\n2023-12-01,T1,訪問\n2023-13-40,T1,訪問\n2023-12-02,T999,訪問\n"
    )
    before = run.checked("laptop")
    report = run("laptop", "import", "visits", table, "--json", code=2).json
    assert (report["read"], report["added"]) == (3, 0)
    assert [(r["line"], r["column"], r["value"]) for r in report["rejected"]] == [
        (3, "実施日", "2023-13-40"),
        (4, "対象者番号", "T999"),
    ]
    assert all(r["reason"] for r in report["rejected"])
    assert run.checked("laptop") == before
    rehearsed = run("laptop", "import", "visits", table, "--skip-bad", "--dry-run", "--json").json
    assert rehearsed["added"] == 1
    assert run.checked("laptop") == before
    taken = run("laptop", "import", "visits", table, "--skip-bad", "--json").json
    assert taken["added"] == 1
    rejects = Path(taken["rejects_file"]).read_text(encoding="utf-8-sig")
    assert "T999" not in rejects
    assert "2023-13-40" not in rejects
    assert run.annual("laptop")["watch"]["acts"] == 17


SECRETS = (
    *(
        "髙橋",
        "たかはし",
        "スミ",
        "5条通4丁目893番地の1",
        "0166-22-0001",
        "0166220001",
        "1933-03-02",
        "S8.3.2",
        "ひざが痛い",
    ),
    *("𠮷田", "よしだ", "6条通9丁目", "0166-22-0002", "1937-11-03", "昭和12年11月3日", "息子は札幌"),
    *("﨑山", "さきやま", "7条通1丁目2番地", "来年度から", "斉藤", "さいとう", "キヨ"),
    *("渡邊", "わたなべ", "0166-11-0001", "小林", "佐々木"),
    *("柿をもらった", "雨戸が閉まったまま", "買い物に行けないと話した"),
)


def test_a_bundle_for_the_council_names_nobody(run: Any, bundle: Path) -> None:
    """Decrypted by the public age tool, and read as the shared design says, without a line of ours."""
    age = shutil.which("age")
    if age is None:
        pytest.skip("the age tool is not installed")
    run("council", "council", "export-identity", "--out", "identity.txt", code=2)  # nobody there to say yes
    run("council", "council", "export-identity", "--out", "identity.txt", "--yes")
    opened = subprocess.run(
        [age, "--decrypt", "-i", "identity.txt", str(bundle)], capture_output=True, check=True, cwd=run.folder
    ).stdout
    assert opened[:8] == b"SASAEAI1"
    (length,) = struct.unpack(">I", opened[8:12])
    header = json.loads(opened[12 : 12 + length])
    lines = zlib.decompress(opened[12 + length + 64 :])
    assert lines.count(b"\n") == header["count"] > 10
    plain = opened + lines
    assert b"2023-10-05" in plain  # the acts themselves are there
    for secret in SECRETS:
        for spelled in _spellings(secret):
            assert spelled not in plain, secret
    assert os.fsencode("髙橋") not in b"".join(p.read_bytes() for p in _files(run.folder / "laptop"))


def _spellings(text: str) -> set[bytes]:
    escaped = json.dumps(text)[1:-1]
    return {
        text.encode(),
        text.encode("utf-16-le"),
        escaped.encode(),
        escaped.upper().replace("\\U", "\\u").encode(),
    }


def _files(folder: Path) -> list[Path]:
    return [p for p in itertools.chain(folder.rglob("*")) if p.is_file()]


def test_damaged_data_are_no_bug(run: Any) -> None:
    """A disk that lost something: said plainly, nothing is written over it, and a backup brings it back."""
    backup = run("laptop", "backup", "create", "--json").json["path"]
    before = run.checked("laptop")
    file = run.folder / "laptop" / "desk.db"
    damaged = bytearray(file.read_bytes())
    for place in range(5000, len(damaged), 4096):
        damaged[place] ^= 1
    file.write_bytes(damaged)
    said = run("laptop", "check", "--json", code=4)
    assert "控え" in said.err
    run(
        "laptop",
        "import",
        "visits",
        run.save("one.csv", "実施日,対象者番号,方法\n2023-12-01,T1,訪問\n"),
        code=4,
    )
    assert not (run.folder / "laptop" / "log" / "crash.log").exists()
    assert file.read_bytes() == damaged
    run("laptop", "backup", "restore", Path(backup).name)
    assert run.checked("laptop") == before
