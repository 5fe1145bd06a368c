"""retention list, years, dispose: how long records are kept, and letting them go."""

from __future__ import annotations

from sasaeai_desktop.cli.common import Answer, Cli
from sasaeai_desktop.services.safety import retention


def list_all(cli: Cli) -> Answer:
    """Say of every class how long it is kept and how many may go today."""
    with cli.desk() as desk:
        found = retention.review(desk)
    document = [
        {
            "class": c.record_class.code, "label": c.record_class.label, "years": c.years, "due": c.count,
            "why": c.record_class.why,
        }
        for c in found
    ]  # fmt: skip
    lines = [f"{c.record_class.code}\t{c.years}\t{c.count}\t{c.record_class.label}" for c in found]
    return Answer({"classes": document}, lines)


def years(cli: Cli) -> Answer:
    """Say how many years a class is kept."""
    with cli.desk() as desk:
        done = retention.set_years(desk, cli.args.of, cli.args.years)
    cli.say(done.changes.label)
    return Answer({"class": cli.args.of, "years": cli.args.years}, [])


def dispose(cli: Cli) -> Answer:
    """Let everything of a class go whose years are over."""
    with cli.desk() as desk:
        due = next((c for c in retention.review(desk) if c.record_class.code == cli.args.of), None)
        count = due.count if due else 0
        if count:
            cli.confirm(
                f"{due.record_class.label if due else ''}を{count}件 廃棄します。元にはもどせません。よいですか。"
            )
        done = retention.dispose(desk, cli.args.of, witness=cli.args.witness)
    cli.say(done.changes.label)
    return Answer({"class": cli.args.of, "disposed": done.result}, [str(done.result)])
