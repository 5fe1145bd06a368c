"""What one row of each kind of table file says, in clean values; one frozen class per kind.

Texts that are empty are "", numbers that are empty are None. Dates are ISO, months "2023-10", times "09:30",
and choices are the codes of the domain's enums. Numbers of people, volunteers and salons (管理番号) are the
office's own texts: resolving them to ids is the caller's work.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True, slots=True)
class PersonRow:
    """A line of the people table; ``birth`` may be partial (1940, 1940-03)."""

    number: str
    name: str
    kana: str = ""
    birth: str = ""
    sex: str = ""
    postal: str = ""
    address: str = ""
    town: str = ""
    group: str = ""
    phone: str = ""
    mobile: str = ""
    household: str = ""
    contact_name: str = ""
    contact_relation: str = ""
    contact_phone: str = ""
    baseline: str = ""
    source: str = ""
    watch_start: str = ""
    watch_end: str = ""
    end_reason: str = ""
    watch_method: str = ""
    every_days: int | None = None
    watcher_numbers: tuple[str, ...] = ()
    consent_watch: str = ""
    consent_refer: str = ""
    consent_evacuation: str = ""
    note: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class VolunteerRow:
    """A line of the volunteers table; a further line of the same number brings roles with other dates."""

    number: str
    name: str = ""
    kana: str = ""
    phone: str = ""
    town: str = ""
    roles: tuple[str, ...] = ()
    start: str = ""
    end: str = ""
    pledged_on: str = ""
    note: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class VisitRow:
    """One act. ``signs`` are codes; ``other_signs`` are words in no list, kept as they were written."""

    date: str
    time: str = ""
    person_number: str
    watcher_numbers: tuple[str, ...] = ()
    method: str
    result: str = ""
    condition: str = ""
    signs: tuple[str, ...] = ()
    other_signs: tuple[str, ...] = ()
    memo: str = ""

    @property
    def full_memo(self) -> str:
        """The memo to store: the file's memo, and below it the signs that are in no list."""
        if not self.other_signs:
            return self.memo
        extra = "サイン: " + "、".join(self.other_signs)
        return f"{self.memo}\n{extra}" if self.memo else extra


@dataclass(frozen=True, kw_only=True, slots=True)
class TallyRow:
    """A month's acts of a person or of a watcher; at least one of the two numbers is there."""

    person_number: str = ""
    watcher_number: str = ""
    month: str
    method: str
    count: int


@dataclass(frozen=True, kw_only=True, slots=True)
class SalonRow:
    """A salon."""

    number: str
    name: str
    type: str = ""
    venue: str = ""
    host_numbers: tuple[str, ...] = ()
    start: str = ""
    end: str = ""
    advice_desk: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class SessionRow:
    """A session; the counts are participants without a name."""

    salon_number: str
    number: int | None = None
    date: str
    start: str = ""
    end: str = ""
    venue: str = ""
    program: tuple[str, ...] = ()
    elderly: int | None = None
    disabled: int | None = None
    children: int | None = None
    guardians: int | None = None
    others: int | None = None
    staff: int | None = None
    fee: int | None = None
    cancelled: bool = False
    cancel_reason: str = ""
    memo: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class AttendanceRow:
    """A participant of a salon's session on that day: by number, or by name if on no list yet."""

    salon_number: str
    date: str
    person_number: str = ""
    name: str = ""
    kana: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class CardRow:
    """A つながりカード. ``troubles`` are codes; words in no list are その他 with a ``trouble_note``."""

    number: str
    written_on: str
    writer_number: str = ""
    salon_number: str = ""
    person_number: str = ""
    trigger: str = ""
    troubles: tuple[str, ...] = ()
    trouble_note: str = ""
    facts: str = ""
    thoughts: str = ""
    urgency: str = ""
    consent: str = ""
    destination: str = ""
    handed_on: str = ""
    response: str = ""
    answered_on: str = ""
    answer: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class GrantRow:
    """Whether a programme was carried out in a fiscal year, and its grant; no ``district`` = the own one."""

    district: str = ""
    year: int
    programme: str
    carried_out: bool
    amount_yen: int | None = None


Row = (
    PersonRow
    | VolunteerRow
    | VisitRow
    | TallyRow
    | SalonRow
    | SessionRow
    | AttendanceRow
    | CardRow
    | GrantRow
)
