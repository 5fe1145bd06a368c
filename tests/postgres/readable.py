"""What a database server of a council would hold in readable tables: rows and bytes by whose business it is."""

from __future__ import annotations

from collections import defaultdict
from pathlib import Path

from sasaeai_desktop.db.engine import ReadSession
from sasaeai_desktop.domain.kinds import TEXTUAL, Chain, Form, fields_of
from sasaeai_desktop.domain.registry import KINDS
from tests.postgres.desks import file_desk

_PLACES = {
    "segment": "journal: all bodies, compressed, not encrypted",
    "setting": "keys of the council, secrets, choices",
    "invitation": "keys of the council, secrets, choices",
    "search_key": "names in search keys",
    "search_gram": "names in search keys",
    "draft": "half-written forms",
    "access_log": "log of who looked at whom",
    "bundle_log": "log of bundles, with whose names were inside",
    "action": "what was done, in words (cards by number, names)",
    "quarantine": "lines of stopped laptops",
}
_CHAINS = {
    (Chain.OPEN, True): "open words: codes, summaries without names, answers to cards, places",
    (Chain.OPEN, False): "open days, numbers, ids: what totals need, nobody's name",
    (Chain.COMMON, None): "common: codes, rules, districts, public keys of laptops",
    (Chain.SHARED, None): "shared copies: names, telephones, texts of people (with consent)",
    (Chain.HOME, None): "home: the council's own people at the desk",
}
_FREE = {Form.TEXT, Form.TEXTS}


def _of_kind(session: ReadSession, name: str, found: dict[str, list[int]]) -> None:
    for field in fields_of(KINDS[name]).values():
        free = field.form in TEXTUAL and field.form in _FREE
        where = _CHAINS.get((field.chain, free)) or _CHAINS[field.chain, None]
        n, size = session.exec_driver_sql(
            f'SELECT count("{field.name}"), coalesce(sum(length("{field.name}")), 0) FROM "{name}"'
        ).one()
        found[where][0] += n
        found[where][1] += size


def report(city: Path) -> None:
    """Print the values and bytes of each sort."""
    found: dict[str, list[int]] = defaultdict(lambda: [0, 0])
    with file_desk(city / "council") as desk, desk.database.read() as session:
        for name in KINDS:
            _of_kind(session, name, found)
        for table, where in _PLACES.items():
            names = [row[1] for row in session.exec_driver_sql(f'PRAGMA table_info("{table}")')]
            size = " + ".join(f'coalesce(length("{n}"), 0)' for n in names)
            n, size = session.exec_driver_sql(
                f'SELECT count(*), coalesce(sum({size}), 0) FROM "{table}"'
            ).one()
            found[where][0] += n
            found[where][1] += size
        cards = session.exec_driver_sql("SELECT count(*) FROM card_copy WHERE name IS NOT NULL").scalar()
    for where, (n, size) in sorted(found.items(), key=lambda item: -item[1][1]):
        print(f"{n:9} values {size / 1000:10.1f} kB   {where}")
    print(f"card copies with a name: {cards}")
