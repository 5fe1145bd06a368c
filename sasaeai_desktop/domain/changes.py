"""What a service changed, so that each screen can refresh what it shows."""

from __future__ import annotations

from dataclasses import dataclass, field

from sasaeai_desktop.domain.ids import Id


@dataclass(frozen=True, slots=True)
class Changes:
    """Which kinds and which records changed in one action.

    Attributes:
        ids: changed ids by kind name; an empty set means "many, look again".
        label: what was done, in plain Japanese, for the undo bar ("田中 スミさんの電話をきろくしました").
        action: id of the action in the journal, None when it cannot be undone.
    """

    ids: dict[str, frozenset[Id]] = field(default_factory=dict)
    label: str = ""
    action: bytes | None = None

    def joined(self, other: Changes) -> Changes:
        """Return both together, for a page that was not shown meanwhile; label and action are the later ones."""
        ids = {
            kind: self.ids.get(kind, frozenset()) | other.ids.get(kind, frozenset())
            if self.ids.get(kind, True) and other.ids.get(kind, True)
            else frozenset()
            for kind in (*self.ids, *other.ids)
        }
        return Changes(ids, other.label, other.action)

    def touches(self, *kinds: str) -> bool:
        """Say whether any of the named kinds changed."""
        return any(k in self.ids for k in kinds)
