"""Filling the papers of activities and groups: 議事録, 連絡先一覧, ネットワーク図."""

from __future__ import annotations

from sasaeai_desktop.domain.activities import ActivityState
from sasaeai_desktop.domain.errors import InputError
from sasaeai_desktop.domain.groups import GroupType
from sasaeai_desktop.domain.ids import Id
from sasaeai_desktop.domain.labels import label_of
from sasaeai_desktop.domain.wareki import western
from sasaeai_desktop.forms import contact_list, meeting_minutes, network_map
from sasaeai_desktop.forms.contact_list import Contact, ContactList
from sasaeai_desktop.forms.meeting_minutes import Minutes
from sasaeai_desktop.forms.network_map import MapEdge, MapNode, NetworkMap
from sasaeai_desktop.forms.paper import Drawn
from sasaeai_desktop.services.activities import activities
from sasaeai_desktop.services.activities.activities import ActivityRow
from sasaeai_desktop.services.desk.desk import Desk
from sasaeai_desktop.services.groups import groups, network
from sasaeai_desktop.services.reports.papers.sheets import district_words
from sasaeai_desktop.services.reports.papers.wanted import Report, Wanted, told


def minutes_to_print(desk: Desk, month: str, year: int, activity: Id | None) -> list[ActivityRow]:
    """Return one activity, or the meetings of a month.

    Raises:
        InputError: there is none.
    """
    if activity is not None:
        return [activities.activity_row(desk, activity)]
    found = [r for r in activities.list_activities(desk, year, "meeting") if r.activity.date[:7] == month]
    if not found:
        raise InputError(
            "この月には、会議が ありません。", "月を変えるか、その他の活動で 会議をえらんでください。"
        )
    return found


def minutes(desk: Desk, row: ActivityRow) -> Minutes:
    """Return one activity's minutes."""
    a = row.activity
    time = f"{a.start}から{a.end}" if a.start and a.end else a.start
    called_off = a.state in (ActivityState.POSTPONED, ActivityState.CANCELLED)
    reason = f"{a.reason}　かわり：{row.replaced_by}" if row.replaced_by else a.reason
    return Minutes(
        district=district_words(desk), kind=row.type, title=row.title, day=western(a.date) if a.date else "", time=time,
        place=a.place, state=row.state, reason=reason if called_off else "", bodies=row.bodies, observers=a.observers,
        participants=a.participants, contents=a.contents, decisions=a.decisions,
    )  # fmt: skip


def contacts(desk: Desk) -> ContactList:
    """Return every group with whom to reach there.

    Raises:
        InputError: there is none.
    """
    found = groups.list_groups(desk)
    if not found:
        raise InputError(
            "団体が、まだ登録されていません。", "団体・ネットワークのページで、団体を登録してください。"
        )
    return ContactList(
        district=district_words(desk),
        contacts=tuple(
            Contact(
                type=label_of(GroupType, b.type), name=b.name, chief=b.chief, phone=b.phone,
                role="　".join(w for w in (b.role, b.note) if w),
            )
            for b in found
        ),
    )  # fmt: skip


def network_picture(desk: Desk, year: int) -> NetworkMap:
    """Return the network as it is drawn.

    Raises:
        InputError: there are no groups.
    """
    found = network.network(desk, year)
    if not found.nodes:
        raise InputError(
            "団体が、まだ登録されていません。", "団体・ネットワークのページで、団体を登録してください。"
        )
    at = {node.group: n for n, node in enumerate(found.nodes)}
    return NetworkMap(
        district=district_words(desk), year=year,
        nodes=tuple(MapNode(name=n.name, acts=n.acts) for n in found.nodes),
        edges=tuple(MapEdge(a=at[e.a], b=at[e.b], times=e.times, how=e.how) for e in found.edges),
    )  # fmt: skip


def draw_minutes(desk: Desk, wanted: Wanted, report: Report) -> tuple[Drawn, list[str]]:
    """Draw minutes, a page or more each."""
    rows = minutes_to_print(desk, wanted.month, wanted.year, wanted.activity)
    filled = (minutes(desk, row) for row in told(rows, report))
    return meeting_minutes.draw_all(filled, printed_on=desk.today()), []


def draw_contacts(desk: Desk, _wanted: Wanted, _report: Report) -> tuple[Drawn, list[str]]:
    """Draw the contact list; whoever is named on it is noted."""
    found = contacts(desk)
    return contact_list.draw(found, printed_on=desk.today()), sorted(
        {c.chief for c in found.contacts if c.chief}
    )


def draw_network(desk: Desk, wanted: Wanted, _report: Report) -> tuple[Drawn, list[str]]:
    """Draw the network."""
    return network_map.draw(network_picture(desk, wanted.year), printed_on=desk.today()), []


DRAW = {
    meeting_minutes.NAME: draw_minutes,
    contact_list.NAME: draw_contacts,
    network_map.NAME: draw_network,
}
