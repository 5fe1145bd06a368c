"""Whose work is inside the program and under which licences; from the list of what is shipped."""

from __future__ import annotations

import json
import sys
from dataclasses import dataclass
from pathlib import Path

from sasaeai_desktop.paths import resource

_ON_DEBIAN = Path("/usr/share/doc/sasaeai")


@dataclass(frozen=True, slots=True)
class Component:
    """One part: ``brought_by`` names the package that it lies in, "" for a package of its own."""

    name: str
    version: str
    licence: str
    brought_by: str


@dataclass(frozen=True, slots=True)
class Licences:
    """What the page shows.

    Attributes:
        notice: on Qt's libraries, as the LGPL asks for.
        components: packages by name, then what lies inside them.
        texts: folder with the licences' texts, where the program was installed; None else.
    """

    notice: str
    components: tuple[Component, ...]
    texts: Path | None


def licences() -> Licences:
    """Read the list that is shipped with the program."""
    listed = json.loads(resource("licences.json").read_text(encoding="utf-8"))
    places = (Path(sys.executable).parent / "licences", _ON_DEBIAN)
    texts = next((place for place in places if (place / "LICENCES.txt").is_file()), None)
    return Licences(listed["notice"], tuple(Component(**part) for part in listed["components"]), texts)
