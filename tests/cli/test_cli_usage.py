"""How a command may be written, and what is said when it is written wrongly or goes wrong."""

from __future__ import annotations

import importlib
import os
import subprocess
import sys
import threading
from pathlib import Path
from typing import Any

import pytest

from sasaeai_desktop import __version__
from sasaeai_desktop.cli.main import run
from sasaeai_desktop.domain.errors import DiskError
from sasaeai_desktop.services.safety import key_ahead
from sasaeai_desktop.vault import keeper


def test_common_options_stand_before_or_after_the_command(call: Any, begun: Any) -> None:
    folder = begun("12")
    before = call("--json", "--data-dir", folder, "check")
    after = call("check", "--data-dir", folder, "--json")
    between = call("--data-dir", folder, "backup", "--json", "list")
    assert before.code == after.code == between.code == 0
    assert before.json == after.json
    assert before.json["ok"] is True
    assert between.json == []


def test_the_data_folder_may_come_from_the_environment(
    call: Any, begun: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SASAEAI_DATA_DIR", str(begun("12")))
    assert call("check", "--json").json["ok"] is True


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["init", "--role", "mayor"], "「mayor」"),
        (["init"], "--role"),
        (["init", "--role", "district"], "--name"),
        (["no-such-command"], "no-such-command"),
        (["bundle"], "bundle"),
        (["bundle", "export", "--to", "council"], "--out"),
        (["bundle", "export", "--to", "district", "--out", "x"], "--code"),
        (["report", "annual", "--year", "soon"], "soon"),
        (["report", "annual", "--year", "99999"], "「99999」"),
        (["report", "annual", "--year", "-1"], "「-1」"),
        (["check", "--loudly"], "--loudly"),
        (["print"], "FORM"),
        (["template", "cats", "--out", "cats.csv"], "cats"),
        (["--passphrase-file", "nowhere.txt", "init", "--role", "council", "--name", "x"], "nowhere.txt"),
    ],
)
def test_bad_usage_is_said_in_two_plain_sentences(
    call: Any, arguments: list[str], words: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    said = call(*arguments)
    assert said.code == 2
    assert said.out == ""
    assert words in said.err
    assert "Traceback" not in said.err
    assert len(said.err.strip().splitlines()) == 2
    assert list(tmp_path.iterdir()) == []


def test_a_mistake_under_json_is_one_document_too(call: Any) -> None:
    said = call("check", "--json")
    assert said.code == 3
    assert said.json["exit_code"] == 3
    assert said.json["error"] in said.err
    assert call("init", "--json", "--role", "mayor").json["exit_code"] == 2


def test_the_key_of_a_given_passphrase_is_worked_out_before_the_command_is_loaded(
    call: Any, begun: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    order: list[str] = []
    derive, load, unlock = key_ahead.derive, importlib.import_module, keeper.unlock_all

    def loading(name: str, *given: Any) -> Any:
        order.append(name)
        return load(name, *given)

    def deriving(*given: Any) -> Any:
        order.append("derive")
        return derive(*given)

    def unlocking(*given: Any, derived: Any) -> Any:
        order.append(f"{len(derived)} derived")
        return unlock(*given, derived=derived)

    folder = begun("12")
    monkeypatch.setattr(importlib, "import_module", loading)
    monkeypatch.setattr(key_ahead, "derive", deriving)
    monkeypatch.setattr(keeper, "unlock_all", unlocking)
    assert call("check", "--data-dir", folder).code == 0
    assert [each for each in order if "derive" in each or "cli" in each] == [
        "derive",
        "sasaeai_desktop.cli.safety",
        "1 derived",
    ]


@pytest.mark.skipif(os.name != "posix", reason="named pipes of POSIX")
def test_a_passphrase_may_come_through_a_pipe(
    call: Any, begun: Any, tmp_path: Path, passphrase: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder, pipe = begun("12"), tmp_path / "pipe"
    monkeypatch.delenv("SASAEAI_PASSPHRASE")
    os.mkfifo(pipe)
    giving = threading.Thread(target=pipe.write_text, args=(f"{passphrase}\n",), kwargs={"encoding": "utf-8"})
    giving.start()
    assert call("check", "--data-dir", folder, "--passphrase-file", pipe).code == 0
    giving.join()


def test_wrong_or_missing_passphrase(
    call: Any, begun: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = begun("12")
    wrong = tmp_path / "wrong.txt"
    wrong.write_text("ちがう合いことば\n", encoding="utf-8")
    said = call("check", "--data-dir", folder, "--passphrase-file", wrong)
    assert said.code == 3
    assert "合いことば" in said.err
    monkeypatch.delenv("SASAEAI_PASSPHRASE")
    assert call("check", "--data-dir", folder).code == 3  # nobody there to ask


def test_the_file_wins_over_the_environment(
    call: Any, begun: Any, tmp_path: Path, passphrase: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = begun("12")
    right = tmp_path / "right.txt"
    right.write_bytes(f"\ufeff{passphrase}\r\nsecond line\r\n".encode())
    monkeypatch.setenv("SASAEAI_PASSPHRASE", "ちがう")
    assert call("check", "--data-dir", folder).code == 3
    assert call("check", "--data-dir", folder, "--passphrase-file", right).code == 0


def test_another_person_s_name_does_not_open(call: Any, begun: Any) -> None:
    said = call("check", "--data-dir", begun("12"), "--user", "いない人")
    assert said.code == 3


def test_a_second_copy_is_kept_out(call: Any, begun: Any, opened: Any) -> None:
    folder = begun("12")
    desk = opened(folder)
    said = call("check", "--data-dir", folder)
    assert said.code == 3
    assert "もう開いています" in said.err
    assert call("backup", "restore", "--data-dir", folder).code == 2  # there is none to restore
    desk.close()
    assert call("check", "--data-dir", folder).code == 0


def test_a_bug_names_its_log_and_not_what_it_said(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    def window(cli: object) -> int:
        raise ZeroDivisionError("髙橋 スミ")

    assert run(["--data-dir", str(tmp_path)], window) == 1
    said = capsys.readouterr()
    log = tmp_path / "log" / "crash.log"
    assert str(log) in said.err
    assert "Traceback" not in said.err
    assert "ZeroDivisionError" in log.read_text(encoding="utf-8")
    assert "髙橋" not in log.read_text(encoding="utf-8") + said.err
    assert run(["--debug", "--data-dir", str(tmp_path)], window) == 1
    assert "Traceback" in capsys.readouterr().err


@pytest.mark.parametrize(
    "error", [DiskError("ディスクがいっぱいです。"), OSError(28, "No space left on device")]
)
def test_a_failing_disk_is_no_bug(
    error: Exception, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    def window(cli: object) -> int:
        raise error

    assert run(["--data-dir", str(tmp_path)], window) == 5
    assert "Traceback" not in capsys.readouterr().err
    assert not (tmp_path / "log").exists()


def test_without_a_command_the_window_opens_with_what_was_given(tmp_path: Path) -> None:
    seen: list[Any] = []

    def window(cli: Any) -> int:
        seen.append(cli)
        return 7

    assert run(["--data-dir", str(tmp_path), "--user", "花子"], window) == 7
    assert seen[0].paths.data_dir == tmp_path
    assert seen[0].args.user == "花子"


def test_help_and_version_come_at_once() -> None:
    """Nothing heavy is imported for them: a script asks for --version often."""
    code = (
        "import sys; from sasaeai_desktop.__main__ import main; code = main([sys.argv[1]]); "
        "heavy = [m for m in ('sqlalchemy', 'PySide6', 'reportlab', 'openpyxl', 'cryptography', 'sqlcipher3')"
        " if m in sys.modules]; sys.exit(code or (9 if heavy else 0))"
    )
    for option, words in (("--help", "使い方"), ("--version", __version__)):
        done = subprocess.run(
            [sys.executable, "-c", code, option], capture_output=True, check=False, encoding="utf-8"
        )
        assert done.returncode == 0, done.stderr
        assert words in done.stdout


def test_every_command_explains_itself(call: Any) -> None:
    for words in ("init", "council invite", "device invite", "import", "report annual", "print", "bundle export",
                  "backup restore", "check", "demo", "screenshots", "council statement"):  # fmt: skip
        said = call(*words.split(), "--help")
        assert said.code == 0
        assert said.out.startswith(f"使い方: sasaeai {words}")
