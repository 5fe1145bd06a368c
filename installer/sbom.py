"""Write what is shipped as a CycloneDX 1.6 list (SBOM), from the lock; the standard library is enough.

python installer/sbom.py --out sasaeai.cdx.json
"""

from __future__ import annotations

import argparse
import json
import re
import sys
import uuid
from datetime import UTC, datetime
from pathlib import Path

_ROOT = Path(__file__).resolve().parents[1]
_PACKAGE = re.compile(
    r"^([\w.-]+)==([^ ;\\]+)(?: *; *([^\\\n]*?))? *\\?\n((?: +--hash=\S+(?: \\)?\n)+)", re.MULTILINE
)


def main() -> int:
    """Write the list; returns the exit code."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--out", type=Path, required=True, help="the file to write")
    out: Path = parser.parse_args().out
    document = sbom((_ROOT / "installer" / "lock.txt").read_text(encoding="utf-8"), _version())
    out.write_text(json.dumps(document, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    print(f"{out}: {len(document['components'])} components")
    return 0


def sbom(lock: str, version: str) -> dict[str, list[dict[str, object]]]:
    """Return the document.

    Args:
        lock: text of ``lock.txt``: name==version ; marker, with the hashes of every file that may be installed.
        version: of this program.
    """
    components = [
        {
            "type": "library",
            "bom-ref": f"pkg:pypi/{name.lower()}@{release}",
            "name": name,
            "version": release,
            "purl": f"pkg:pypi/{name.lower()}@{release}",
            "scope": "optional" if marker else "required",
            "hashes": [
                {"alg": "SHA-256", "content": h} for h in re.findall(r"sha256:([0-9a-f]{64})", hashes)
            ],
            **({"properties": [{"name": "marker", "value": marker}]} if marker else {}),
        }
        for name, release, marker, hashes in _PACKAGE.findall(lock)
    ]
    root = f"pkg:generic/sasaeai-desktop@{version}"
    document: dict[str, object] = {
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "serialNumber": f"urn:uuid:{uuid.uuid5(uuid.NAMESPACE_OID, lock + version)}",
        "version": 1,
        "metadata": {
            "timestamp": datetime.now(UTC).isoformat(timespec="seconds"),
            "component": {
                "type": "application",
                "bom-ref": root,
                "name": "sasaeai-desktop",
                "version": version,
            },
        },
        "components": components,
        "dependencies": [{"ref": root, "dependsOn": [part["bom-ref"] for part in components]}],
    }
    return document  # type: ignore[return-value]  # JSON; the caller reads the components


def _version() -> str:
    text = (_ROOT / "sasaeai_desktop" / "__init__.py").read_text(encoding="utf-8")
    found = re.search(r'__version__ = "([^"]+)"', text)
    return found[1] if found else "0"


if __name__ == "__main__":
    sys.exit(main())
