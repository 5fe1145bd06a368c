"""An invitation that would only cost a laptop its place is refused, and the laptop stays who it is."""

from __future__ import annotations

import pytest

from sasaeai_desktop.db.repositories import peers
from sasaeai_desktop.domain.errors import InputError, RefusedError
from sasaeai_desktop.domain.routes import Route
from sasaeai_desktop.services.desk.desk import Desk, reading
from sasaeai_desktop.services.safety import key_rotation
from sasaeai_desktop.services.usb import inviting, joining
from tests.services.city import PASSPHRASE, City


def councils(desk: Desk) -> list[str]:
    with reading(desk) as connection:
        return [p.device for p in peers.all_peers(connection) if p.council]


def test_no_second_council_gets_what_a_district_writes(
    city: City, tmp_path_factory: pytest.TempPathFactory
) -> None:
    north = city.district("12", "北")
    city.take(city.council, city.send(north))
    me = north.me
    other = City(tmp_path_factory.mktemp("other"))
    foreign = inviting.invite_district(other.council, "12", "北", other.folder / "stick").result
    other.close()
    with pytest.raises(RefusedError, match="いまつながっている市社協"):
        joining.join(north, foreign.path.read_bytes())
    assert (north.me, councils(north)) == (me, [city.council.me.device])
    assert city.take(city.council, city.send(north))[0].state != "refused"


def test_an_invitation_is_used_once_on_the_same_laptop(city: City) -> None:
    invited = inviting.invite_district(city.council, "12", "北", city.folder / "invitations").result
    north = city._begin("north", invited.path)
    by_sibling = inviting.invite_sibling(north, city.folder / "invitations").result
    second = city._begin("second", by_sibling.path)
    key_rotation.rotate(north, PASSPHRASE)
    for desk, file in ((north, invited.path), (second, by_sibling.path)):
        me = desk.me
        with pytest.raises(RefusedError, match="もう使われています"):
            joining.join(desk, file.read_bytes())
        assert desk.me == me
    with pytest.raises(RefusedError, match="このパソコンが作った"):
        joining.join(north, by_sibling.path.read_bytes())
    results = city.take(city.council, city.send(north))
    results += city.take(north, city.send(second, Route.TO_SIBLING))
    assert "refused" not in [r.state for r in results]


@pytest.mark.parametrize("code", ["00", "123456789", "", "../x"])
def test_a_code_that_no_district_can_begin_with_is_not_invited(city: City, code: str) -> None:
    with pytest.raises(InputError):
        inviting.invite_district(city.council, code, "北", city.folder / "invitations")
    assert not list(city.folder.rglob("*.sasaeai-invite"))


def test_a_council_is_told_that_it_has_no_second_computer_yet(city: City) -> None:
    """What two desks of a council would lose is measured in tests/postgres; until they exist, nothing half-built is given."""
    before = list(city.folder.rglob("*.sasaeai-invite"))
    with pytest.raises(InputError, match="2台目は、まだ使えません") as told:
        inviting.invite_sibling(city.council, city.folder / "invitations")
    assert "使う人と鍵" in told.value.todo
    assert list(city.folder.rglob("*.sasaeai-invite")) == before
