"""Every journaled kind of this version, by name; a kind not listed is a newer program's and stays in the journal."""

from __future__ import annotations

from sasaeai_desktop.domain import cards, council, grants, keeping, money, people, plans, salon, school, watch
from sasaeai_desktop.domain import help as neighbours
from sasaeai_desktop.domain.kinds import Record

KINDS: dict[str, type[Record]] = {
    k.kind: k
    for k in (
        people.Person,
        people.HouseholdMember,
        people.EmergencyContact,
        people.Consent,
        people.Volunteer,
        people.Role,
        people.Merge,
        watch.WatchCase,
        watch.Assignment,
        watch.Visit,
        watch.Tally,
        watch.Sheet,
        salon.Salon,
        salon.Session,
        salon.Attendance,
        cards.ReferralCard,
        cards.CardCopy,
        cards.CardLink,
        plans.EvacuationPlan,
        plans.PlanSupporter,
        plans.PlanReview,
        plans.PlanCopy,
        plans.PlanLink,
        plans.SafetyEvent,
        plans.SafetyTick,
        neighbours.HelpMember,
        neighbours.PriceRule,
        neighbours.HelpRequest,
        neighbours.HelpAct,
        neighbours.Tickets,
        neighbours.Receipt,
        neighbours.Settlement,
        school.School,
        school.SchoolDay,
        school.Patrol,
        school.PatrolPost,
        money.LedgerLine,
        money.ReceiptPicture,
        money.BudgetLine,
        money.MoneyYear,
        money.YearClosing,
        grants.GrantRule,
        council.District,
        council.Device,
        council.Code,
        council.Grant,
        council.Statement,
        council.Provision,
        council.DeskUser,
        keeping.Closing,
        keeping.Erasure,
        keeping.CopyErasure,
        keeping.Decision,
        keeping.RetentionRule,
        keeping.Disposal,
    )
}
