"""What is installed is what was read and locked; scripts for Windows are read as they were written."""

from __future__ import annotations

import json
import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
from packaging.requirements import Requirement

ROOT = Path(__file__).parents[1]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
_LOCKED = re.compile(
    r"^(?P<name>[\w.-]+)==(?P<version>[^ ;\\]+).*\\\n(?P<hashes>(?: +--hash=sha256:[0-9a-f]{64}(?: \\)?\n)+)",
    re.MULTILINE,
)


def locked(name: str) -> dict[str, str]:
    text = (ROOT / "installer" / name).read_text(encoding="utf-8")
    found = {m["name"]: m["version"] for m in _LOCKED.finditer(text)}
    assert len(found) == len(re.findall(r"^[\w.-]+==", text, re.MULTILINE)), "a package without its hashes"
    assert "://" not in text
    return found


@pytest.mark.parametrize(
    ("lock", "wanted"),
    [
        ("lock.txt", PROJECT["dependencies"]),
        ("lock-dev.txt", PROJECT["dependencies"] + PROJECT["optional-dependencies"]["dev"]),
    ],
)
def test_every_package_is_locked_in_a_version_that_the_project_asks_for(lock: str, wanted: list[str]) -> None:
    versions = locked(lock)
    for line in wanted:
        asked = Requirement(line)
        name = re.sub(r"[-_.]+", "-", asked.name).lower()
        assert versions.get(name, "none") in asked.specifier, f"{line}: run installer/lock.sh"


def test_tests_run_on_what_is_shipped() -> None:
    shipped, tested = locked("lock.txt"), locked("lock-dev.txt")
    assert shipped == {name: tested.get(name) for name in shipped}


SCRIPTS = sorted((ROOT / "installer").glob("*.ps1"))


@pytest.mark.parametrize("script", SCRIPTS, ids=lambda s: s.name)
def test_windows_powershell_reads_japanese_scripts_whole(script: Path) -> None:
    """PowerShell 5.1 reads a file without a byte order mark as cp932, where a sign can swallow the quote behind it."""
    raw = script.read_bytes()
    assert raw.startswith(b"\xef\xbb\xbf")
    text = raw.decode("utf-8-sig")
    assert text.count('"') % 2 == 0
    assert "2>$null" not in text, 'under "Stop", 5.1 makes an exception of what a program writes there'


def test_the_list_of_what_is_shipped_is_the_lock(tmp_path: Path) -> None:
    out = tmp_path / "sbom.json"
    made = subprocess.run(
        [sys.executable, str(ROOT / "installer" / "sbom.py"), "--out", str(out)],
        check=False,
        capture_output=True,
    )
    assert made.returncode == 0, made.stderr
    document = json.loads(out.read_text(encoding="utf-8"))
    assert (document["bomFormat"], document["specVersion"]) == ("CycloneDX", "1.6")
    assert {c["name"]: c["version"] for c in document["components"]} == locked("lock.txt")
    assert all(c["hashes"] and c["purl"].startswith("pkg:pypi/") for c in document["components"])
    refs = {c["bom-ref"] for c in document["components"]}
    assert set(document["dependencies"][0]["dependsOn"]) == refs
