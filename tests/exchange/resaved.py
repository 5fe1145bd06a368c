"""Every table we export, re-saved by LibreOffice as .xlsx, .ods and .csv, imports as unchanged: ``python -m tests.exchange.resaved``.

Needs ``soffice`` (Debian: libreoffice-calc-nogui). A nightly proof: it ends with 1 where LibreOffice is missing, so that it is
never passed over in silence. ``tests/exchange/test_office_habits.py`` keeps small hand-made equivalents in the normal suite.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from sasaeai_desktop.domain.clock import Clock
from sasaeai_desktop.domain.errors import UserError
from sasaeai_desktop.exchange.kinds.registry import KIND_NAMES
from sasaeai_desktop.paths import app_paths
from sasaeai_desktop.services.desk.desk import Desk
from sasaeai_desktop.services.safety.setup import open_desk
from sasaeai_desktop.services.tables import exporting, importing

# CSV as Excel in Japan writes it (cp932 is 64), and in UTF-8 (76): comma, quote, from line 1, cells as shown.
_FORMS = (
    "xlsx:Calc MS Excel 2007 XML",
    "ods:calc8",
    "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false",
)


def _resaved(soffice: str, sources: list[Path], form: str, folder: Path) -> Path:
    """Re-save all tables in one start of LibreOffice; returns the folder they are in."""
    subprocess.run(
        [soffice, f"-env:UserInstallation=file://{folder / 'profile'}", "--headless", "--convert-to", form,
         "--outdir", folder / form[:3], *sources],
        capture_output=True, check=True,
    )  # fmt: skip
    return folder / form[:3]


def _practice(folder: Path) -> Desk:
    """Return a practice district's open desk."""
    command = [
        sys.executable,
        "-m",
        "sasaeai_desktop",
        "demo",
        "--out",
        str(folder / "city"),
        "--seed",
        "7",
        "--districts",
        "1",
    ]
    subprocess.run(command, capture_output=True, check=True)
    passphrase = (folder / "city" / "passphrase.txt").read_text().strip()
    return open_desk(app_paths(folder / "city" / "district-01"), passphrase, Clock())


def _differs(desk: Desk, kind: str, path: Path) -> str:
    """Return what an import of a file would change or say, "" when nothing."""
    try:
        report = importing.import_table(desk, kind, path, dry_run=True).result
    except UserError as error:
        return f"{error.what}{error.todo}"
    odd = [*report.rejected, *report.asked, *report.left_out][:3]
    return "" if report.unchanged == report.read and not odd else f"{report.unchanged} of {report.read} {odd}"


def main() -> int:
    """Export a practice district's tables, re-save them, import them; 0 when nothing changes anywhere."""
    soffice = shutil.which("soffice")
    if soffice is None:
        print("soffice is missing: install libreoffice-calc-nogui", file=sys.stderr)
        return 1
    bad = 0
    with tempfile.TemporaryDirectory() as temp:
        folder = Path(temp)
        desk = _practice(folder)
        tables = {kind: folder / f"{kind}.xlsx" for kind in KIND_NAMES}
        counts = {kind: exporting.export_table(desk, kind, path) for kind, path in tables.items()}
        for form in _FORMS:
            saved = _resaved(soffice, list(tables.values()), form, folder)
            for kind in tables:
                path = saved / f"{kind}.{form.partition(':')[0]}"
                said = _differs(desk, kind, path)
                bad += bool(said)
                print(f"{'BAD' if said else 'ok '} {kind:14} {path.suffix:5} {counts[kind]:6} rows  {said}")
        desk.close()
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
