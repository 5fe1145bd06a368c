"""Who sits down at a desk: the person whom a passphrase opens for."""

from __future__ import annotations

from sasaeai_desktop.db.engine import Database
from sasaeai_desktop.db.repositories import base
from sasaeai_desktop.domain.council import DeskUser
from sasaeai_desktop.domain.errors import WrongPassphraseError
from sasaeai_desktop.domain.ids import Id
from sasaeai_desktop.services.desk.desk import Desk, DeskPerson
from sasaeai_desktop.vault.keeper import Unlocked


def person_of(database: Database, user: Id) -> DeskPerson:
    """Return a person who may open, with the name and role that are written down by now."""
    with database.read() as connection:
        person = base.get(connection, DeskUser, user)
    return DeskPerson(user, person.name, person.role) if person else DeskPerson(user, "")


def seat(desk: Desk, found: list[Unlocked], name: str) -> DeskPerson:
    """Return who of those whom a passphrase opens for it is; the name tells where several have chosen the same.

    Raises:
        WrongPassphraseError: it is nobody of that name, or a name is needed; the words are the same for both, and for a
            passphrase that opens nothing, so that nobody learns of anybody's passphrase.
    """
    people = [person_of(desk.database, Id(bytes.fromhex(each.user))) for each in found]
    named = [person for person in people if not name or person.name == name]
    if len(named) == 1:
        return named[0]
    raise WrongPassphraseError(
        "お名前と合いことばの組み合わせがちがいます。",
        "お名前と合いことばを確かめて、もう一度入れてください。",
    )
