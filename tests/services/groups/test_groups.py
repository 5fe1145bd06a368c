"""団体・ネットワーク: ties however they are named, what was done together, a list with whom to reach there."""

from __future__ import annotations

import pytest

from sasaeai_desktop.domain.errors import InputError
from sasaeai_desktop.services.activities import activities
from sasaeai_desktop.services.groups import groups, network
from sasaeai_desktop.services.reports import printing


def group(desk, name, kind="town", **values):
    return groups.save_group(desk, None, {"name": name, "type": kind, **values}).result


def test_ties_and_joint_acts_make_the_network(desk):
    a, b = group(desk, "北一条町内会", chief="髙橋 弘"), group(desk, "民児協", "commissioners")
    c = group(desk, "小学校", "school")
    groups.tie(desk, b, a, "回覧板")
    for day, bodies in (("2026-04-10", (a, b)), ("2026-05-10", (a, b, c))):
        said = {
            "type": "joint",
            "state": "held",
            "date": day,
            "title": "清掃",
            "bodies": tuple(sorted(bodies)),
        }
        activities.save_activity(desk, None, said)
    found = network.network(desk, 2026)
    assert [(n.name, n.acts) for n in found.nodes] == [("北一条町内会", 2), ("民児協", 2), ("小学校", 1)]
    edges = {frozenset((e.a, e.b)): (e.times, e.how, e.written) for e in found.edges}
    assert edges == {
        frozenset((a, b)): (2, "回覧板", True), frozenset((a, c)): (1, "", False), frozenset((b, c)): (1, "", False),
    }  # fmt: skip
    assert [e.times for e in found.neighbours(a)] == [2, 1]
    groups.untie(desk, a, b)
    assert not any(e.written for e in network.network(desk, 2026).edges)
    contacts, drawn = (
        printing.print_form(desk, "contact-list"),
        printing.print_form(desk, "network-map", year=2026),
    )
    assert (contacts.pages, contacts.names, drawn.pages, drawn.names) == (1, ["髙橋 弘"], 1, [])
    with pytest.raises(InputError, match="同じ団体"):
        groups.tie(desk, a, a)
    with pytest.raises(InputError, match="種別"):
        group(desk, "名前だけ", "")


def test_two_laptops_tie_the_same_groups_once(desk, desks, carried):
    a, b = group(desk, "北一条町内会"), group(desk, "民児協", "commissioners")
    other = desks.new("B")
    carried(desk, other)
    groups.tie(desk, a, b)
    groups.tie(other, b, a, "合同の会議")
    carried(other, desk)
    (edge,) = network.network(desk, 2026).edges
    assert (edge.how, edge.written) == ("合同の会議", True)
    groups.save_group(desk, a, {"name": "北一条町内会", "type": "town", "end": "2026-06-10"})
    assert [g.name for g in groups.list_groups(desk)] == ["民児協"]
    assert network.network(desk, 2026).edges == ()
