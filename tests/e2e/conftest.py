"""The real process: ``python -m sasaeai_desktop`` with data folders of its own.

One small world (a council, a district's laptop with records, its bundle) is made once a session and copied
for each test: every process takes most of a second to come up.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from sasaeai_desktop import vault
from sasaeai_desktop.domain.clock import Clock
from sasaeai_desktop.paths import app_paths
from sasaeai_desktop.services.desk.desk import Desk
from sasaeai_desktop.services.reports import reports
from sasaeai_desktop.services.safety import checking, setup
from sasaeai_desktop.services.tables import importing

PASSPHRASE = "あきの いちょう 34"

FILES = {
    "volunteers": """管理番号,氏名,ふりがな,電話,役割,開始日,終了日
V1,渡邊 節子,わたなべ せつこ,0166-11-0001,担い手・世話係,2022-04-01,
V2,小林 誠,こばやし まこと,0166-11-0002,担い手,2023-05-01,2023-09-30
V3,佐々木 茂,ささき しげる,,地域コーディネーター,2021-12-01,
""",
    "people": """管理番号,氏名,ふりがな,生年月日,住所,電話,担当者番号,見守り開始日,見守り終了日,同意_つなぐ,備考
T1,髙橋 スミ,たかはし すみ,S8.3.2,5条通4丁目893番地の1,0166-22-0001,V1,2023-04-01,,未確認,ひざが痛い
T2,𠮷田 勇,よしだ いさむ,昭和12年11月3日,6条通9丁目,0166-22-0002,V1・V2,2022-10-01,2023-08-31,なし,息子は札幌
T3,﨑山 ミツ,さきやま みつ,1940,7条通1丁目2番地,0166-22-0003,V2,2024-04-01,,あり,来年度から
""",
    "visits": """実施日,対象者番号,担当者番号,方法,結果,様子,メモ
R5.10.5,T1,V1,訪問,会えた・話せた,変わりなし,柿をもらった
2023/10/5,T1,V1,電話,不在,変わりなし,
2023-04-01,T2,V2,行動パターン(姿確認),外からの確認のみ,気になる,雨戸が閉まったまま
2024-03-31,T1,V1,訪問,会えた・話せた,変わりなし,
2024-04-01,T1,V1,訪問,会えた・話せた,変わりなし,
""",
    "tallies": "対象者番号,担当者番号,年月,方法,回数\nT2,,2023-06,訪問,8\n,V2,2023-07,電話,4\n",
    "salons": "管理番号,名称,型,会場,開始日\nS1,ひまわりの会,日常生活型,地区センター,2020-04-01\n",
    "sessions": """サロン番号,通番,開催日,高齢者数,スタッフ数,中止
S1,1,2023-10-04,8,3,
S1,2,2023-10-11,5,2,大雪
""",
    "attendance": """サロン番号,開催日,対象者番号,氏名,ふりがな
S1,2023-10-04,T1,,
S1,2023-10-04,,斉藤 キヨ,さいとう きよ
""",
    "cards": """管理番号,記入日,対象者番号,困りごと区分,事実,渡した日,本人同意
C1,2023-10-05,T1,介護,買い物に行けないと話した,2023-10-06,未確認
""",
    "grants": "年度,事業,実施,金額\n2023,見守り,あり,98000\n2023,サロン,あり,36000\n",
}
"""What the district's laptop is given; saved as Excel in Japan would where the characters allow it."""


@dataclass(frozen=True)
class Done:
    """A process that ended."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        """The one document on stdout."""
        return json.loads(self.out)


class Program:
    """Starts the program."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.env = {k: v for k, v in os.environ.items() if not k.startswith("SASAEAI_")}
        self.env |= {
            "SASAEAI_PASSPHRASE": PASSPHRASE,
            "PYTHONIOENCODING": "cp932",
        }  # a console of Windows in Japan

    def command(self, desk: str, *arguments: object) -> list[str]:
        """Return the command line for the data folder ``desk``."""
        words = [str(each) for each in arguments]
        return [sys.executable, "-m", "sasaeai_desktop", "--data-dir", desk, *words]

    def __call__(self, desk: str, *arguments: object, code: int | None = 0, **options: Any) -> Done:
        """Run a command to its end; ``code`` is the exit code it must give, None for any."""
        env = self.env | options.pop("env", {})
        ended = subprocess.run(
            self.command(desk, *arguments), capture_output=True, check=False, encoding="utf-8", env=env,
            cwd=self.folder, stdin=subprocess.DEVNULL, **options,
        )  # fmt: skip
        assert code is None or ended.returncode == code, f"{arguments}: {ended.returncode}\n{ended.stderr}"
        assert "Traceback" not in ended.stderr
        return Done(ended.returncode, ended.stdout, ended.stderr)

    def start(self, desk: str, *arguments: object) -> subprocess.Popen[str]:
        """Start a command and leave it running."""
        return subprocess.Popen(
            self.command(desk, *arguments), stdout=subprocess.PIPE, stderr=subprocess.PIPE, encoding="utf-8",
            env=self.env, cwd=self.folder, stdin=subprocess.DEVNULL,
        )  # fmt: skip

    @contextmanager
    def desk(self, name: str) -> Iterator[Desk]:
        """Open a data folder in this process: what a test asks again and again need not start a new one."""
        desk = setup.open_desk(app_paths(self.folder / name), PASSPHRASE, Clock())
        try:
            yield desk
        finally:
            desk.close()

    def checked(self, desk: str) -> str:
        """Return the state hash after a check that found nothing."""
        with self.desk(desk) as opened:
            found = checking.check(opened)
        assert found.ok, found.problems
        return found.state_hash

    def annual(self, desk: str, year: int = 2023) -> Any:
        """Return the year's figures."""
        with self.desk(desk) as opened:
            return reports.annual(opened, year).to_json()

    def cheapen(self, desk: str) -> None:
        """Make the passphrase as cheap to check as in practice mode; each process checks it anew."""
        paths = app_paths(self.folder / desk)
        unlocked = vault.unlock(paths, PASSPHRASE)
        vault.change_passphrase(paths, unlocked.data_key, unlocked.user, PASSPHRASE, kdf=vault.PRACTICE)

    def save(self, name: str, text: str) -> Path:
        """Write a table file, in cp932 when its characters are in it."""
        path = self.folder / name
        try:
            path.write_bytes(text.encode("cp932"))
        except UnicodeEncodeError:
            path.write_bytes(text.encode("utf-8-sig"))
        return path

    def fill(self, desk: str, kinds: Sequence[str] = tuple(FILES)) -> None:
        """Import the files of ``FILES``, in this process."""
        self.cheapen(desk)
        with self.desk(desk) as opened:
            for kind in kinds:
                report = importing.import_table(opened, kind, self.save(f"{kind}.csv", FILES[kind])).result
                assert report.rejected == []
                assert report.added == report.read > 0


def _make_world(folder: Path) -> None:
    run = Program(folder)
    run("council", "init", "--role", "council", "--code", "00", "--name", "旭川市社会福祉協議会")
    run.cheapen("council")
    shutil.copytree(folder / "council", folder / "council-before-inviting")
    invited = run(
        "council", "council", "invite", "--code", "12", "--name", "新旭川", "--out", "usb", "--json"
    )
    run("laptop", "init", "--role", "district", "--invite", invited.json["path"])
    run.cheapen("laptop")
    for kind, text in FILES.items():
        report = run("laptop", "import", kind, run.save(f"{kind}.csv", text), "--json").json
        assert set(report) >= {"kind", "read", "added", "updated", "unchanged", "rejected"}
        assert (report["kind"], report["rejected"], report["added"]) == (kind, [], report["read"])
    sent = run("laptop", "bundle", "export", "--to", "council", "--out", "usb", "--json").json
    (folder / "usb" / "sent.json").write_text(json.dumps(sent), encoding="utf-8")


@pytest.fixture(scope="session")
def made_once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("world")
    _make_world(folder)
    return folder


@pytest.fixture
def run(made_once: Path, tmp_path: Path) -> Program:
    """The world: data folders ``council`` and ``laptop`` (district 12), its bundle in ``usb``."""
    folder = tmp_path / "world"
    shutil.copytree(made_once, folder)
    return Program(folder)


@pytest.fixture
def bundle(run: Program) -> Path:
    """The laptop's bundle to the council, relative to the world."""
    return Path("usb") / "sasaeai-12-A-0001.age"


StartAndKill = Callable[..., bool]


@pytest.fixture
def kill_when(run: Program) -> StartAndKill:
    """Start a command, end it the hard way once something is seen, and say whether it was still running."""

    def kill(seen: Callable[[], object], desk: str, *arguments: object, with_signal: int = 9) -> bool:
        process = run.start(desk, *arguments)
        while process.poll() is None and not seen():
            time.sleep(0.0005)
        process.send_signal(with_signal)
        _, err = process.communicate()
        assert "Traceback" not in err
        return process.returncode != 0

    return kill
