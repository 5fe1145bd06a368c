"""update look, fetch, back: what a council's stick brings, and the way back, by command."""

from __future__ import annotations

import hashlib
import json
import sys
from pathlib import Path
from typing import Any

from sasaeai_desktop.db import schema
from sasaeai_desktop.services.desk.desk import reading
from sasaeai_desktop.services.usb.inviting import device_keys
from sasaeai_desktop.sync import release as releases
from sasaeai_desktop.sync.release import Release

BYTES = b"an installer"


def stick(opened: Any, desk: Path, folder: Path, version: str, schema_of_it: int) -> Path:
    """Write what a council of that version would, with this council's key."""
    council = opened(desk)
    with reading(council) as session:
        keys = device_keys(session)
    council.close()
    folder.mkdir()
    file = f"sasaeai-{version}.installer"
    (folder / file).write_bytes(BYTES)
    digest = hashlib.sha256(BYTES).hexdigest()
    said = Release(version, schema_of_it, sys.platform, file, len(BYTES), digest)
    (folder / releases.FILE).write_bytes(releases.sealed(said, keys))
    return folder


def test_an_update_and_the_way_back_by_command(call: Any, begun: Any, opened: Any, tmp_path: Path) -> None:
    desk = begun("00")
    at = ("--data-dir", desk, "--json")

    def backups() -> int:
        return len(list((desk / "backups").glob("*-upgrade*")))

    assert call("update", "back", *at).code == 2, "nothing is kept"
    newer = stick(opened, desk, tmp_path / "newer", "99.0.0", schema.VERSION + 1)
    assert call("update", "look", newer, *at).json["state"] == "newer"
    assert Path(call("update", "fetch", newer, *at).json["path"]).read_bytes() == BYTES
    assert call("update", "back", newer, *at).code == 4, "what is newer is no way back"
    before = stick(opened, desk, tmp_path / "before", "0.1.0", schema.VERSION)
    assert call("update", "fetch", before, *at).code == 4, "an older one is never an update"
    made = backups()
    kept = Path(call("update", "back", before, *at).json["path"])
    assert (kept.parent, kept.read_bytes()) == (desk / "updates", BYTES)
    assert backups() == made + 1
    assert call("update", "back", *at).json["path"] == str(kept), "kept: the stick may be gone"
    kept.write_bytes(BYTES[:-1] + b"!")
    assert call("update", "back", *at).code == 4
    assert backups() == made + 2, "nothing is done for a program that is not the council's"


def test_no_way_back_leads_below_the_datas_schema(call: Any, begun: Any, opened: Any, tmp_path: Path) -> None:
    desk = begun("00")
    older = stick(opened, desk, tmp_path / "older", "0.1.0", schema.VERSION - 1)
    assert call("update", "look", older, "--data-dir", desk, "--json").json["state"] == "older"
    for command in ("fetch", "back"):
        said = call("update", command, older, "--data-dir", desk, "--json")
        assert said.code == 4
        assert "きろくを読めない" in json.dumps(json.loads(said.out or said.err), ensure_ascii=False)
    assert not (desk / "updates").exists()
