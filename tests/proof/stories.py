"""Short fixed runs, each of which once showed a fault or shows a planted one; every run ends with all comparisons."""

from __future__ import annotations

from dataclasses import dataclass

from tests.proof.machine import Run, Step


@dataclass(frozen=True)
class Story:
    """A plan of the city, the seat that still runs the former program (0: none), and what happens."""

    plan: str
    steps: tuple[Step, ...]
    old: int = 0

    def run(self) -> None:
        """Let it happen; an invariant that fails is raised."""
        run = Run(self.plan, self.old, 0)
        try:
            for step in self.steps:
                run.take(step)
        except BaseException:
            run.world.close()
            raise
        run.end()


def _(name: str, n: int, a: int = 0, b: int = 0, c: int = 0) -> Step:
    return name, n, a, b, c


ALL: dict[str, Story] = {
    "an undo of what was written over since": Story(
        "two laptops", (_("edit", 1, 0, 0, 1), _("edit", 1, 0, 0, 2), _("undo", 1, 1))
    ),
    "an undo of what a sibling wrote over": Story(
        "two laptops",
        (_("edit", 1, 0, 0, 1), _("send", 1, 2), _("deliver", 2, 0, 0, 1), _("edit", 2, 0, 0, 2), _("send", 2, 1),
         _("deliver", 1, 1, 0, 1), _("undo", 1)),
    ),
    "an old bundle after an erasure": Story(
        "three laptops",
        (_("edit", 3, 10, 0, 1), _("send", 3, 1), _("back_up", 2), _("deliver", 1, 0, 0, 1), _("deliver", 2, 0, 0, 1),
         _("send", 2, 1), _("deliver", 1, 1, 0, 1), _("restore", 2), _("erase", 1), _("send", 1, 2),
         _("deliver", 2, 2, 0, 1), _("deliver", 2, 0, 0, 3)),
    ),
    "a card without consent": Story("one laptop", (_("card", 1, 0, 0, 1), _("send", 1))),
    "a consent taken back": Story(
        "one laptop",
        (_("card", 1, 0, 0, 2), _("send", 1), _("deliver", 0, 0, 0, 1), _("card_consent", 1, 0, 0, 1), _("send", 1),
         _("deliver", 0, 1, 0, 1)),
    ),
    "a plan, and its consent taken back": Story(
        "one laptop",
        (_("plan", 1, 0, 0, 1), _("send", 1), _("deliver", 0, 0, 0, 1), _("plan_consent", 1, 0, 0, 1), _("send", 1),
         _("deliver", 0, 1, 0, 1)),
    ),
    "a plan's consent taken back on the sibling": Story(
        "two laptops",
        (_("plan", 1, 0, 0, 0), _("send", 1, 2), _("deliver", 2, 0, 0, 1), _("plan", 1, 0, 0, 1), _("plan_consent", 2, 0, 0, 0),
         _("send", 2, 1), _("deliver", 1, 1, 0, 1), _("send", 1), _("deliver", 0, 2, 0, 1)),
    ),
    "somebody who moved, offered and taken up, and the consent taken back": Story(
        "two districts",
        (_("card", 3, 0, 0, 2), _("send", 3), _("deliver", 0, 0, 0, 1), _("offer", 0, 0, 0, 1), _("send", 0, 1),
         _("deliver", 1, 1, 0, 1), _("offer", 1, 0, 0, 1), _("card_consent", 3, 0, 0, 1), _("send", 3), _("deliver", 0, 2, 0, 1),
         _("send", 0, 1), _("deliver", 2, 3, 0, 1), _("deliver", 2, 1, 0, 1), _("deliver", 1, 3, 0, 3)),
    ),
    "an offer taken back, the newer stick first, and offered again": Story(
        "two districts",
        (_("card", 3, 0, 0, 2), _("send", 3), _("deliver", 0, 0, 0, 1), _("offer", 0, 0, 0, 1), _("send", 0, 1),
         _("offer", 0, 0, 0, 3), _("send", 0, 1), _("deliver", 1, 2, 0, 1), _("deliver", 1, 1, 0, 1), _("offer", 0, 0, 0, 1),
         _("send", 0, 1), _("deliver", 2, 3, 0, 3), _("offer", 2, 0, 0, 1), _("erase", 2, 9)),
    ),
    "a disaster on two laptops": Story(
        "two laptops",
        (_("safety", 1, 0, 0, 1), _("send", 1, 2), _("deliver", 2, 0, 0, 1), _("safety", 2, 0, 1, 1), _("safety", 2, 1, 0, 5),
         _("send", 2, 1), _("deliver", 1, 1, 0, 1), _("send", 1), _("deliver", 0, 2, 0, 1)),
    ),
    "help asked, done, and its person erased": Story(
        "two laptops",
        (_("help_done", 1, 0, 0, 1), _("help_done", 1, 1, 1, 2), _("plan", 1, 0, 0, 1), _("send", 1), _("deliver", 0, 0, 0, 1),
         _("erase", 1), _("send", 1), _("deliver", 0, 1, 0, 1), _("deliver", 0, 0, 0, 3)),
    ),
    "a school day on two laptops": Story(
        "two laptops",
        (_("school_day", 1, 0), _("school_day", 1, 0), _("ledger", 1, 0, 1, 3), _("activity", 1, 0), _("activity", 1, 1),
         _("activity", 1, 0, 0, 7), _("goal", 1, 0), _("goal", 1, 0), _("goal", 1, 0, 0, 3),
         _("send", 1, 2), _("deliver", 2, 0, 0, 1),
         _("school_day", 1, 1),
         _("school_day", 2, 1), _("goal", 2, 0, 0, 4), _("goal", 1, 0, 0, 2),
         _("send", 2, 1), _("deliver", 1, 1, 0, 1), _("merge_and_back", 1, 0, 1)),
    ),
    "a stolen laptop writes on": Story(
        "two laptops", (_("revoke", 2), _("edit", 2, 0, 0, 1), _("send", 2), _("deliver", 0, 0, 0, 1))
    ),
    "a stolen laptop's late stick": Story(
        "two laptops",
        (_("edit", 2, 0, 0, 1), _("send", 2), _("revoke", 2), _("deliver", 0, 0, 0, 1), _("deliver", 1, 0, 0, 1)),
    ),
    "the same sheet typed on two laptops": Story("two laptops", (_("sheet", 1, 0, 7, 0), _("sheet", 2, 0, 7, 0))),
    "a month's count, and a laptop with the former program": Story(
        "two laptops", (_("tally", 1, 0, 0, 3), _("send", 1, 2), _("deliver", 2)), old=2
    ),
    "the same value on two laptops": Story("two laptops", (_("edit", 1, 0, 0, 1), _("edit", 2, 0, 0, 1))),
    "a delete here, an edit there": Story("two laptops", (_("delete", 1), _("edit", 2, 0, 0, 1))),
    "a gap after a restore": Story(
        "two laptops",
        (_("back_up", 2), _("edit", 1, 0, 0, 1), _("send", 1, 2), _("deliver", 2, 0, 0, 1), _("send", 2, 1),
         _("deliver", 1, 1, 0, 1), _("restore", 2), _("edit", 1, 0, 0, 2), _("send", 1, 2), _("deliver", 2, 2, 0, 3)),
    ),
    "a bundle under another's signature": Story(
        "two laptops", (_("edit", 1, 0, 0, 1), _("send", 1), _("spoil", 0, 0, 5))
    ),
    "a change that its owner never signed": Story("two laptops", (_("edit", 1, 0, 0, 1), _("forge", 2, 0, 1))),
    "home chains for the council": Story("two laptops", (_("forge", 2, 0, 0),)),
    "a delete here, a note at home there": Story("two laptops", (_("delete", 1, 1), _("edit", 2, 4, 0, 1))),
    "an erasure that waits": Story(
        "two laptops",
        (_("erase", 1), _("send", 1, 2), _("deliver", 2, 0, 0, 1), _("edit", 2, 4, 0, 1), _("confirm", 2)),
    ),
    "a council that writes into a district": Story(
        "two laptops",
        (_("hostile_council", 1, 0, 0), _("hostile_council", 2, 1, 0), _("hostile_council", 1, 2), _("hostile_council", 1, 3),
         _("edit", 1, 5, 0, 1)),
    ),
    "a tie-break number at its cap": Story("two laptops", (_("high_lam", 1), _("edit", 1, 0, 0, 1), _("edit", 1, 0, 0, 2))),
    "a table of acts on two laptops": Story("two laptops", (_("table", 1), _("table", 2))),
    "two entries that are one, and are not": Story("one laptop", (_("merge_and_back", 1, 0, 1),)),
    "a merge, and the month closed after it, in one bundle": Story("one laptop", (_("merge", 1, 2, 3), _("close_month", 1, 4))),
    "a copied laptop": Story(
        "two laptops", (_("clone", 1), _("edit", 1, 0, 0, 1), _("edit", 3, 0, 0, 2), _("begin", 3, 0, 0, 1))
    ),
    **{
        f"the power goes at statement {24 * b + 4 * c}": Story(
            "one laptop", (_("edit", 1, 0, 0, 1), _("begin", 1), _("send", 1), _("crash_import", 0, 0, b, c))
        )
        for b in range(6)
        for c in range(6)
    },
}  # fmt: skip
