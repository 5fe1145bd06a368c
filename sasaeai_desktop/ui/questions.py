"""What the rules of judgement find unlikely in a form that has no field to ask beside: asked when it is saved."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QWidget

from sasaeai_desktop.domain.judging import Finding
from sasaeai_desktop.ui.dialogs.confirm import confirm


def agreed(parent: QWidget, findings: Sequence[Finding]) -> bool:
    """Ask about each unlikely value, and say whether all of them are meant so.

    Args:
        parent: the page that saves.
        findings: of the rules; what is impossible is the service's to refuse.
    """
    return all(
        confirm(
            parent, found.words, "まちがいなら「やめる」を押して、直してください。", verb="このまま保存する"
        )
        for found in findings
        if not found.impossible
    )
