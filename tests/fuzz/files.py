"""The other files that come from outside: invitations, registrations, key slots, tables."""

from __future__ import annotations

import io
import json
import random
import tempfile
import traceback
import zipfile
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import openpyxl

from sasaeai_desktop.domain import strictjson
from sasaeai_desktop.domain.errors import UserError
from sasaeai_desktop.exchange.reading import read_table
from sasaeai_desktop.paths import AppPaths, app_paths
from sasaeai_desktop.sync import invitation, registration
from sasaeai_desktop.sync.keys import USE_INVITATION, DeviceKeys
from sasaeai_desktop.vault import keeper, store
from sasaeai_desktop.vault.slots import PRACTICE
from tests.fuzz.drafts import text_of
from tests.fuzz.mutations import ODD_JSON, Chance, bent, junk
from tests.services.city import PASSPHRASE, PEOPLE, VISITS

Try = Callable[[Chance], str]
"""One attempt: "refused", or what became of it; raises AssertionError for what must not be."""


def _or_refused(act: Callable[[], Any]) -> Any:
    """Return what ``act`` returns, or the refusal; anything else that is raised is a fault."""
    try:
        return act()
    except UserError as caught:
        error = caught
    assert error.what.endswith("。")
    assert error.todo.endswith("。")
    return error


def _junked(chance: Chance, value: Any) -> Any:
    """Return a JSON value with one part of it, however deep, replaced or left out."""
    if isinstance(value, dict) and value and chance.random() < 0.9:
        name = chance.choice(list(value))
        if chance.random() < 0.15:
            return {n: v for n, v in value.items() if n != name}
        return {**value, name: _junked(chance, value[name])}
    if isinstance(value, list) and value and chance.random() < 0.9:
        at = chance.randrange(len(value))
        return [*value[:at], _junked(chance, value[at]), *value[at + 1 :]]
    return junk(chance)


def _bent_json(chance: Chance, data: bytes) -> bytes:
    """Return a JSON file that was damaged: its bytes, its JSON, or one of its values."""
    match chance.randrange(4):
        case 0:
            return bent(chance, data)
        case 1:
            return data[: chance.randrange(len(data))]
        case 2:
            value = f":{chance.choice(['1', 'null'])}".encode()
            at = data.find(b":", chance.randrange(len(data)))
            return data[:at] + b":" + chance.choice(ODD_JSON) + value + data[at + 1 :]
        case _:
            return text_of(_junked(chance, json.loads(data)))


# -- invitations -------------------------------------------------------------------------------------------------


@dataclass(slots=True)
class Invitations:
    """Two good invitations, and who made them."""

    council: DeviceKeys
    laptop: DeviceKeys

    def __post_init__(self) -> None:
        self.files = [
            invitation.to_bytes(
                invitation.invite_district(self.council, council_code="00", council_name="みどり市社協", district_code="12",
                                           district_name="新旭川", number=3),
                self.council,
            ),
            invitation.to_bytes(
                invitation.invite_sibling(self.laptop, district_code="12", district_name="新旭川", district_secret=bytes(32),
                                          letter="B", council_code="00", council_name="みどり市社協", council=self.council.public),
                self.laptop,
            ),
        ]  # fmt: skip
        self.good = [invitation.from_bytes(file) for file in self.files]

    files: list[bytes] = None  # type: ignore[assignment]  # made from the keys
    good: list[invitation.Invitation] = None  # type: ignore[assignment]

    def damaged(self, chance: Chance) -> str:
        """Damage a file: what is still read must say what it said."""
        n = chance.randrange(2)
        found = _or_refused(lambda: invitation.from_bytes(_bent_json(chance, self.files[n])))
        if isinstance(found, UserError):
            return "refused"
        assert found == self.good[n], "a damaged invitation was read as another one"
        return "as it was"

    def forged(self, chance: Chance) -> str:
        """Change what it says and sign it anew, as a hostile council or colleague could."""
        n = chance.randrange(2)
        file = json.loads(self.files[n])
        file["body"] = body = _junked(chance, file["body"])
        signer = (self.council, self.laptop)[n] if chance.random() < 0.7 else DeviceKeys.generate()
        try:
            file["signature"] = signer.sign(USE_INVITATION, strictjson.dumps(body)).hex()
        except ValueError:
            return "not JSON"
        found = _or_refused(lambda: invitation.from_bytes(text_of(file)))
        if isinstance(found, UserError):
            return "refused"
        assert signer.public == found.issuer, "an invitation was read that its issuer did not sign"
        assert registration.read_claim(invitation.accept(found, signer))
        return "signed by its issuer"


@dataclass(slots=True)
class Registrations:
    """Two good registrations, and what their readers keep."""

    invitations: Invitations

    def bent(self, chance: Chance) -> str:
        """Change a registration: it must no longer prove anything, or still say the same."""
        n = chance.randrange(2)
        new = DeviceKeys.generate() if chance.random() < 0.2 else self.invitations.council
        good = self.invitations.good[n]
        reg = invitation.accept(good, new)
        true = registration.read_claim(reg)
        changed: Any = _junked(chance, reg)
        if chance.random() < 0.3 and isinstance(changed, dict):
            other = DeviceKeys.generate().public
            changed |= {"sign_key": other.sign.hex(), "age_key": other.age, "device": other.device}

        def proven() -> registration.Claim:
            claim = registration.read_claim(changed)
            if isinstance(good, invitation.CouncilInvitation):
                registration.check_secret(claim, good.secret, "12")
            else:
                registration.check_voucher(claim, good.inviter.sign, "12")
            return claim

        found = _or_refused(proven)
        if isinstance(found, UserError):
            return "refused"
        assert found == true, "a changed registration was taken for a good one"
        return "as it was"


# -- key slots ---------------------------------------------------------------------------------------------------


@dataclass(slots=True)
class Vaults:
    """A vault in a folder, damaged in both its copies at once."""

    folder: Path

    def __post_init__(self) -> None:
        self.paths = app_paths(self.folder).make()
        self.key, self.paper = keeper.create(self.paths, "ab" * 16, PASSPHRASE, kdf=PRACTICE)
        self.good = self.paths.vault.read_bytes()

    paths: AppPaths = None  # type: ignore[assignment]  # made in the folder
    key: bytes = b""
    paper: str = ""
    good: bytes = b""

    def damaged(self, chance: Chance) -> str:
        """Damage the file as it lies."""
        return self._opened(_bent_json(chance, self.good))

    def forged(self, chance: Chance) -> str:
        """Change its content and make its checksum fit, as another program could."""
        content = _junked(chance, json.loads(self.good))
        return self._opened(store.encode(content) if isinstance(content, dict) else text_of(content))

    def _opened(self, data: bytes) -> str:
        for place in (self.paths.vault, self.paths.vault_copy):
            place.write_bytes(data)
        ends = set()
        for open_ in (
            lambda: keeper.unlock(self.paths, PASSPHRASE),
            lambda: keeper.unlock_with_paper(self.paths, self.paper),
        ):
            found = _or_refused(open_)
            if not isinstance(found, UserError):
                assert found.data_key == self.key, "another key came out of a damaged vault"
            ends.add("refused" if isinstance(found, UserError) else "opened")
        return " and ".join(sorted(ends))


# -- tables ------------------------------------------------------------------------------------------------------


class Tables:
    """Good tables as .csv and .xlsx, damaged."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.texts = [
            PEOPLE.encode(),
            VISITS.encode("utf-8-sig"),
            PEOPLE.encode("utf-16"),
            VISITS.encode("cp932"),
        ]
        book = openpyxl.Workbook()
        for row in PEOPLE.splitlines():
            book.active.append(row.split(","))
        file = io.BytesIO()
        book.save(file)
        self.workbook = file.getvalue()
        with zipfile.ZipFile(file) as archive:
            self.members = {name: archive.read(name) for name in archive.namelist()}

    def text(self, chance: Chance) -> str:
        """Damage a text table."""
        data = chance.choice(self.texts)
        changed = bent(chance, data)
        if chance.random() < 0.2:
            changed += chance.choice(
                (b'"', b"\x00" * 50, b"\xff\xfe", b"\r\r\n", b'a"b"c\n', b"=cmd|'/C calc'!A0\n")
            )
        return self._read("t" + chance.choice((".csv", ".tsv", ".txt", ".xlsx")), changed)

    def zipped(self, chance: Chance) -> str:
        """Damage a workbook's bytes."""
        data = self.workbook
        changed = data[: chance.randrange(len(data))] if chance.random() < 0.2 else bent(chance, data)
        return self._read("t.xlsx", changed)

    def inside(self, chance: Chance) -> str:
        """Change a part inside a workbook and zip it again."""
        members = dict(self.members)
        name = chance.choice(list(members))
        sheet = "xl/worksheets/sheet1.xml"
        entity = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;"><!ENTITY f SYSTEM "file:///etc/passwd">]>'
        match chance.randrange(6):
            case 0 | 1:
                members[name] = bent(chance, members[name])
            case 2:
                del members[name]
            case 3:
                members[sheet] = entity + members[sheet].replace(b"<v>", b"<v>&f;&b;", 1)
            case 4:
                at = chance.choice((b"<v>", b'r="', b't="', b"<c ", b"<row "))
                swap = chance.choice(
                    (
                        b"<v>" + b"9" * 5000,
                        b'r="ZZZZ999999999',
                        b't="zz',
                        b"<x ",
                        b'<c s="99999" ',
                        b'<row r="-5" ',
                        b"<f>1/0</f><v>",
                        b'<f>HYPERLINK("file:///etc/passwd")</f><v>',
                    )
                )
                members[sheet] = members[sheet].replace(at, swap, chance.choice((1, 100)))
            case _:
                members["xl/externalLinks/externalLink1.xml"] = b"<externalLink/>"
                members["xl/_rels/workbook.xml.rels"] = members["xl/_rels/workbook.xml.rels"].replace(
                    b"</Relationships>", b'<Relationship Id="rId99" Type="http://schemas.openxmlformats.org/officeDocument/2006/'
                    b'relationships/externalLink" Target="../../../../etc/passwd"/></Relationships>',
                )  # fmt: skip
        file = io.BytesIO()
        with zipfile.ZipFile(file, "w") as archive:
            for part, data in members.items():
                archive.writestr(part, data)
        return self._read("t.xlsx", file.getvalue())

    def _read(self, name: str, data: bytes) -> str:
        path = self.folder / name
        path.write_bytes(data)
        found = _or_refused(lambda: read_table(path))
        if isinstance(found, UserError):
            return "refused"
        assert "root:" not in repr(found), "a file of this computer was read into a table"
        return "read"


def tries(folder: Path) -> dict[str, Try]:
    """Return what can be tried, by name."""
    invitations = Invitations(DeviceKeys.generate(), DeviceKeys.generate())
    vaults, tables = Vaults(folder / "vault"), Tables(folder)
    return {
        "invitation: damaged": invitations.damaged,
        "invitation: changed and signed anew": invitations.forged,
        "registration: changed": Registrations(invitations).bent,
        "key slots: damaged, both copies": vaults.damaged,
        "key slots: changed, checksum made to fit": vaults.forged,
        "table: text damaged": tables.text,
        "table: workbook damaged": tables.zipped,
        "table: workbook changed inside": tables.inside,
    }


def run(cases: int, seed: int) -> tuple[dict[str, Counter[str]], list[str]]:
    """Try so many files in all; return how they ended by name, and what is wrong."""
    ends: dict[str, Counter[str]] = {}
    faults = []
    with tempfile.TemporaryDirectory(prefix="sasaeai-files-") as name:
        every = tries(Path(name))
        for number in range(cases):
            what, attempt = list(every.items())[number % len(every)]
            try:
                end = attempt(random.Random(f"{seed}:{number}"))
            except Exception:  # noqa: BLE001 - just this is looked for
                end = "crashed"
                faults.append(f"file {number} [{what}]\n{traceback.format_exc()}")
            ends.setdefault(what, Counter())[end] += 1
    return ends, faults


def report(cases: int, seed: int) -> list[str]:
    """Try so many files, print a line for each class, and return what is wrong."""
    ends, faults = run(cases, seed)
    for what, counts in ends.items():
        print(f"{what:<62}{sum(counts.values()):>6} {dict(counts)}")
    return faults
