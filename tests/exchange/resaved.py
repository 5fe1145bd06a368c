"""Every table we export, re-saved by LibreOffice as .xlsx, .ods and .csv, imports as unchanged: ``python -m tests.exchange.resaved``.

Needs ``soffice`` (Debian: libreoffice-calc-nogui). A nightly proof: it ends with 1 where LibreOffice is missing, so that it is
never passed over in silence. ``tests/exchange/test_office_habits.py`` keeps small hand-made equivalents in the normal suite.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from sasaeai_desktop.exchange.kinds.registry import KIND_NAMES

# CSV as Excel in Japan writes it (cp932 is 64), and in UTF-8 (76): comma, quote, from line 1, cells as shown.
_FORMS = (
    "xlsx:Calc MS Excel 2007 XML",
    "ods:calc8",
    "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false",
)


def _sasaeai(*words: object) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "sasaeai_desktop", *map(str, words)]
    return subprocess.run(command, capture_output=True, text=True, check=False)


def _resaved(soffice: str, source: Path, form: str, folder: Path) -> Path:
    subprocess.run(
        [soffice, f"-env:UserInstallation=file://{folder / 'profile'}", "--headless", "--convert-to", form,
         "--outdir", folder / form[:3], source],
        capture_output=True, check=True,
    )  # fmt: skip
    return folder / form[:3] / f"{source.stem}.{form.partition(':')[0]}"


def main() -> int:
    """Export a practice district's tables, re-save them, import them; 0 when nothing changes anywhere."""
    soffice = shutil.which("soffice")
    if soffice is None:
        print("soffice is missing: install libreoffice-calc-nogui", file=sys.stderr)
        return 1
    bad = 0
    with tempfile.TemporaryDirectory() as temp:
        folder = Path(temp)
        made = _sasaeai("demo", "--out", folder / "city", "--seed", 7, "--districts", 1)
        if made.returncode:
            print(made.stderr, file=sys.stderr)
            return 1
        os.environ["SASAEAI_PASSPHRASE"] = (folder / "city" / "passphrase.txt").read_text().strip()
        home = folder / "city" / "district-01"
        for kind in KIND_NAMES:
            table = folder / f"{kind}.xlsx"
            _sasaeai("export", kind, "--out", table, "--data-dir", home)
            for form in _FORMS:
                path = _resaved(soffice, table, form, folder)
                said = _sasaeai("import", kind, path, "--dry-run", "--json", "--data-dir", home)
                report = json.loads(said.stdout or "{}")
                fine = report.get("unchanged") == report.get("read") is not None
                bad += not fine
                counts = {k: report.get(k) for k in ("read", "added", "updated", "unchanged")}
                odd = [*report.get("rejected", []), *report.get("asked", []), *report.get("left_out", [])][:3]
                print(
                    f"{'ok ' if fine else 'BAD'} {kind:14} {path.suffix:5} {counts}",
                    odd or report.get("error", ""),
                )
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
