"""goals example, status, result: a plan that comes with the program, how plans stand in a year, what became of an effort."""

from __future__ import annotations

from sasaeai_desktop.cli.common import Answer, Cli
from sasaeai_desktop.domain.errors import InputError
from sasaeai_desktop.services.goals import plans, progress
from sasaeai_desktop.services.tables import plan_examples


def example(cli: Cli) -> Answer:
    """Take in one of the shipped plans."""
    with cli.desk() as desk:
        added = plan_examples.take_example(desk, cli.args.name).result
    return Answer({"name": cli.args.name, "added": added}, [f"目標と取り組みを {added}件入れました。"])


def status(cli: Cli) -> Answer:
    """Give every plan's goals in a fiscal year."""
    with cli.desk() as desk:
        found = [progress.progress(desk, p.name, cli.args.year) for p in plans.plans(desk)]
    document = [
        {
            "plan": p.plan.name,
            "goals": [
                {
                    "code": r.goal.code, "title": r.goal.title, "planned": r.planned, "done": r.done, "acts": r.acts,
                    "target": r.target, "reached": r.reached, "state": r.state, "programmes": list(r.programmes),
                }
                for r in p.rows
            ],
        }
        for p in found
    ]  # fmt: skip
    lines = [
        f"{p.plan.name}  {r.goal.code} {r.goal.title}  予定 {r.planned}  行った {r.done}  活動 {r.acts}  {r.state}".rstrip()
        for p in found
        for r in p.rows
    ]
    return Answer(document, lines)


def result(cli: Cli) -> Answer:
    """Write what became of a goal or an effort in a fiscal year."""
    args = cli.args
    with cli.desk() as desk:
        plan = next((p for p in plans.plans(desk) if p.name == args.plan), None)
        if plan is None:
            raise InputError(
                f"「{args.plan}」という計画がありません。", "goals status で たしかめてください。"
            )
        goal = plan.goal(args.goal) if args.goal else None
        effort = next((e for e in plan.efforts if e.number == args.effort), None) if args.effort else None
        item = goal or effort
        if item is None:
            raise InputError("この目標か取り組みがありません。", "--goal か --effort を たしかめてください。")
        values: dict[str, object] = {"done": not args.not_done} if effort else {}
        if args.reached is not None:
            values["reached"] = args.reached
        if args.note is not None:
            values["note"] = args.note
        done = plans.set_result(desk, item.id, args.year, values)
    return Answer(
        {"plan": plan.name, "item": args.goal or args.effort, "year": args.year}, [done.changes.label]
    )
