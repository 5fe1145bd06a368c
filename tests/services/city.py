"""A small city of real installations, whose passphrases are cheap to check."""

from __future__ import annotations

from pathlib import Path

from sasaeai_desktop.domain.clock import Clock, clock_at
from sasaeai_desktop.domain.routes import Route
from sasaeai_desktop.paths import app_paths
from sasaeai_desktop.services.desk.desk import Desk
from sasaeai_desktop.services.inbox import inbox, settling
from sasaeai_desktop.services.inbox.finding import Oddity
from sasaeai_desktop.services.safety import setup
from sasaeai_desktop.services.tables import importing
from sasaeai_desktop.services.usb import bundles, inviting, receiving
from sasaeai_desktop.services.usb.receiving import Imported
from sasaeai_desktop.vault.slots import PRACTICE

PASSPHRASE = "ふゆの さんぽ"
TODAY = "2024-04-05"

VOLUNTEERS = "管理番号,氏名,役割,開始日\nV01,渡邊 節子,担い手・世話係,R5.4.1\n"
PEOPLE = (
    "管理番号,氏名,ふりがな,生年月日,住所,電話,見守り開始日,担当者番号,同意_つなぐ\n"
    "001,髙橋 昭一郎,ﾀｶﾊｼ ｼｮｳｲﾁﾛｳ,S15.3.2,5条通4丁目893番地の1,0166-00-1234,2023-04-01,V01,あり\n"
    "002,𠮷田 ヨシ江,よしだ よしえ,1944年,6条通9丁目46番地,0166-00-5678,2023-06-01,V01,未確認\n"
)
VISITS = (
    "実施日,対象者番号,担当者番号,方法,結果,様子,メモ\n"
    "R5.10.5,001,V01,訪問,会えた・話せた,変わりなし,庭の豆に水やり中\n"
    "R5.10.5,001,V01,訪問,会えた・話せた,変わりなし,庭の豆に水やり中\n"
    "2023/10/6,002,V01,電話,不在,変わりなし,\n"
)


class City:
    """A council and its districts in one folder."""

    def __init__(self, folder: Path, clock: Clock | None = None) -> None:
        self.folder = folder
        self.clock = clock or clock_at(TODAY)
        self.stick = folder / "stick"
        self.desks: list[Desk] = []
        self.council = self._keep(
            setup.begin_council(
                app_paths(folder / "council"), "00", "みどり市社協", PASSPHRASE, self.clock, kdf=PRACTICE
            ).desk
        )

    def _keep(self, desk: Desk) -> Desk:
        self.desks.append(desk)
        return desk

    def district(self, code: str, name: str, *, invited_by: Desk | None = None) -> Desk:
        invited = inviting.invite_district(
            invited_by or self.council, code, name, self.folder / "invitations"
        ).result
        return self._begin(f"district-{code}-{len(self.desks)}", invited.path)

    def sibling(self, of: Desk) -> Desk:
        invited = inviting.invite_sibling(of, self.folder / "invitations").result
        return self._begin(f"sibling-{len(self.desks)}", invited.path)

    def _begin(self, name: str, invitation: Path) -> Desk:
        paths = app_paths(self.folder / name)
        return self._keep(
            setup.begin_invited(paths, invitation.read_bytes(), PASSPHRASE, self.clock, kdf=PRACTICE).desk
        )

    def load(self, desk: Desk, **tables: str) -> None:
        """Import tables given as text; kinds in the order of the arguments."""
        for kind, text in tables.items():
            path = self.folder / f"{kind}.csv"
            path.write_text(text, encoding="utf-8")
            report = importing.import_table(desk, kind, path).result
            assert report.rejected == []

    def send(self, source: Desk, route: Route = Route.TO_COUNCIL, code: str = "") -> Path:
        return bundles.export(source, route, self.stick, code).result.path

    def take(self, desk: Desk, *files: Path) -> list[Imported]:
        return receiving.import_files(desk, list(files)).result

    def confirm_erasures(self, desk: Desk) -> list[str]:
        """Let a person at a desk say yes to every erasure that waits there; returns what they are told."""
        asked = [item.key for item in inbox.items(desk) if item.oddity is Oddity.ERASURE]
        return [settling.resolve(desk, key, settling.Answer("take", 1)).result for key in asked]

    def close(self) -> None:
        for desk in self.desks:
            desk.close()
