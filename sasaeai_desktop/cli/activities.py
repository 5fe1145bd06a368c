"""activities list, due; groups list: the year's activities, whose refresher is due, the groups of the network."""

from __future__ import annotations

from sasaeai_desktop.cli.common import Answer, Cli
from sasaeai_desktop.domain.groups import GroupType
from sasaeai_desktop.domain.labels import label_of
from sasaeai_desktop.services.activities import activities, trainings
from sasaeai_desktop.services.groups import network


def list_activities(cli: Cli) -> Answer:
    """Give the activities of a fiscal year."""
    with cli.desk() as desk:
        rows = activities.list_activities(desk, cli.args.year)
    document = [
        {
            "number": r.activity.number, "type": r.activity.type, "date": r.activity.date, "title": r.activity.title,
            "place": r.activity.place, "state": r.activity.state, "reason": r.activity.reason, "replaced_by": r.replaced_by,
            "participants": r.activity.participants, "copies": r.activity.copies, "bodies": list(r.bodies),
            "completed": r.completed,
        }
        for r in rows
    ]  # fmt: skip
    return Answer(document, [f"{r.activity.date}  {r.type}  {r.state}  {r.title}" for r in rows])


def due(cli: Cli) -> Answer:
    """Give whose refresher is due."""
    with cli.desk() as desk:
        found = trainings.due(desk)
    document = [
        {"name": t.name, "course": c.title, "completed": c.date, "again_on": c.again_on} for t, c in found
    ]
    return Answer(document, [f"{c.again_on}  {t.name}  {c.title}（{c.date} 修了）" for t, c in found])


def list_groups(cli: Cli) -> Answer:
    """Give the groups with how often they took part, and who meets whom."""
    with cli.desk() as desk:
        found = network.network(desk, cli.args.year)
    names = {n.group: n.name for n in found.nodes}
    document = {
        "groups": [{"name": n.name, "type": n.type, "acts": n.acts} for n in found.nodes],
        "ties": [{"a": names[e.a], "b": names[e.b], "how": e.how, "times": e.times} for e in found.edges],
    }
    return Answer(document, [f"{label_of(GroupType, n.type)}  {n.name}  {n.acts}回" for n in found.nodes])
