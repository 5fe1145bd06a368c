"""Days, spans and consents in the words of the register."""

from __future__ import annotations

from sasaeai_desktop.domain.labels import label_of
from sasaeai_desktop.domain.people import Consent, ConsentForm, ConsentGiver, ConsentState, Role
from sasaeai_desktop.domain.wareki import short_wareki, wareki

CONSENT_LOOKS = {
    ConsentState.GIVEN: "done",
    ConsentState.REFUSED: "outline",
    ConsentState.UNKNOWN: "attention",
}
NOT_WRITTEN = "まだ書いてありません"


def consent_words(consent: Consent | None) -> str:
    """口頭・本人　R5.10.5; "" while nothing was recorded."""
    if consent is None:
        return ""
    if consent.revoked_on:
        return f"{short_wareki(consent.revoked_on)} に取り消し"
    giver = label_of(ConsentGiver, consent.giver)
    giver += f"（{consent.relation}）" if consent.relation else ""
    how = "・".join(w for w in (label_of(ConsentForm, consent.form), giver) if w)
    heard = f"聞いた方 {consent.heard_by}" if consent.heard_by else ""
    day = short_wareki(consent.date) if consent.date else ""
    return "　".join(w for w in (day, how, heard) if w)


def span_words(role: Role) -> str:
    """R5.4.1 から, R5.4.1 から R6.3.31 まで."""
    start = f"{short_wareki(role.start)} から" if role.start else "はじめの日は わかりません"
    return f"{start} {short_wareki(role.end)} まで" if role.end else start


def runs_on(role: Role, day: str) -> bool:
    """Whether a role is held on a day."""
    return role.start <= day and (not role.end or role.end >= day)


def birth_words(birth: str, age: int | None) -> str:
    """昭和15年3月2日（84歳）."""
    if not birth:
        return ""
    return wareki(birth) + (f"（{age}歳）" if age is not None else "")


def course_words(title: str, completed: str, again: str) -> str:
    """地域サポーター養成講座　R5.6.1 修了　つぎは R8.6.1."""
    done = f"{short_wareki(completed)} 修了" if completed else ""
    return "　".join(w for w in (title, done, f"つぎは {short_wareki(again)}" if again else "") if w)
