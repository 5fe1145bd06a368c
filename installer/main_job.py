"""The whole main job without a screen: a practice city, its bundles, the council's year, a visit sheet.

Run by ``installer/run.sh --demo``. Every step is the real command line; this file only calls it and says where things are.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

YEAR = "2023"


def main() -> int:
    """Run the job; returns the exit code of the first step that fails, else 0."""
    parser = argparse.ArgumentParser(prog="run --demo", description=__doc__)
    parser.add_argument("--out", type=Path, default=Path("demo"), help="folder for everything that is made")
    parser.add_argument("--seed", default="5")
    parser.add_argument("--districts", default="49")
    options = parser.parse_args()
    out: Path = options.out.absolute()
    # The person reads the summary, whatever the console's encoding.
    sys.stdout.reconfigure(encoding="utf-8")  # type: ignore[union-attr]
    try:
        _run("demo", "--out", str(out), "--seed", options.seed, "--districts", options.districts)
        os.environ["SASAEAI_PASSPHRASE"] = (out / "passphrase.txt").read_text(encoding="utf-8").strip()
        figures = _figures(out)
        expected = json.loads((out / "expected.json").read_text(encoding="utf-8"))
        papers = _papers(out)
        bundle = min((out / "bundles").glob("*.age"))
        opened = _open_with_age(out, bundle)
        again = _json("bundle", "import", str(bundle), "--data-dir", str(out / "council"), "--json")
    except subprocess.CalledProcessError as error:
        return int(error.returncode)
    _tell(figures, same=all(figures[k] == expected[k] for k in ("watch", "salon", "cards")))
    print(f"\n同じUSBをもう一度受け取ると: {again['files'][0]['state']}（数はふえません）")
    print("\nできたもの")
    for title, path in (*papers, ("USBのファイル", bundle)):
        print(f"  {title}: {path}")
    print(
        f"  公開の age で開いたもの: {opened}" if opened else "  （age がないので、age での確認は省きました）"
    )
    print(f"  合いことば: {out / 'passphrase.txt'}")
    return 0


def _run(*arguments: str) -> str:
    done = subprocess.run(
        [sys.executable, "-m", "sasaeai_desktop", *arguments],
        check=True,
        stdout=subprocess.PIPE,
        encoding="utf-8",
    )
    return done.stdout


def _json(*arguments: str) -> Any:
    return json.loads(_run(*arguments))


def _figures(out: Path) -> Any:
    return _json("report", "annual", "--year", YEAR, "--data-dir", str(out / "council"), "--json")


def _papers(out: Path) -> list[tuple[str, Path]]:
    council, district = str(out / "council"), str(out / "district-01")
    table, sheet, report = out / "総括表.pdf", out / "見守り訪問票.pdf", out / "年間実績.xlsx"
    _run("report", "annual", "--year", YEAR, "--out", str(table), "--data-dir", council)
    _run("report", "annual", "--year", YEAR, "--out", str(report), "--data-dir", council)
    _run("print", "visit-sheet", "--month", "2023-10", "--out", str(sheet), "--data-dir", district)
    return [("総括表 (PDF)", table), ("総括表 (Excel)", report), ("見守り訪問票 (PDF)", sheet)]


def _open_with_age(out: Path, bundle: Path) -> str:
    """Open a bundle with the public age tool and the council's exported identity; nothing of it is kept."""
    if shutil.which("age") is None:
        return ""
    with tempfile.TemporaryDirectory() as folder:
        identity, plain = Path(folder, "identity.txt"), Path(folder, "plain")
        _run(
            "council", "export-identity", "--out", str(identity), "--yes", "--data-dir", str(out / "council")
        )
        subprocess.run(["age", "-d", "-i", str(identity), "-o", str(plain), str(bundle)], check=True)
        return f"{bundle.name}（{plain.stat().st_size:,} バイト）"


def _tell(figures: Any, *, same: bool) -> None:
    watch, salon = figures["watch"], figures["salon"]
    print(
        f"\n{figures['label']}の総括  {'前もって数えた答えと同じです。' if same else '前もって数えた答えとちがいます！'}"
    )
    for title, rows in (
        ("安心見守り事業", (("実施地区", watch["districts"]), ("見守り対象者数", watch["people"]), ("担い手数", watch["watchers"]),
                       ("世話係数", watch["block_coordinators"]), ("地域コーディネーター数", watch["area_coordinators"]),
                       ("延べ実施回数", watch["acts"]), ("助成金(円)", watch["grant_yen"]))),
        ("ふれあいサロン事業", (("実施地区", salon["districts"]), ("日常生活型サロン数", salon["salons"]),
                         ("延べ実施回数", salon["sessions"]), ("延べ参加人数", salon["participants"]),
                         ("助成金(円)", salon["grant_yen"]))),
    ):  # fmt: skip
        print(f"  {title}")
        for label, value in rows:
            print(f"    {label}\t{value:,}")


if __name__ == "__main__":
    sys.exit(main())
