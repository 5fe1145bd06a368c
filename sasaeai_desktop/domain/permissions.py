"""Who may do what at a desk: one table. Services ask it (``services.desk.desk``), the window only explains it.

The program keeps these rules, not the encryption: whoever can open the desk at all holds its key.
"""

from __future__ import annotations

from sasaeai_desktop.domain.labels import Labelled


class DeskRole(Labelled):
    """役割 of a person at a desk; each may do all that the one before may."""

    WATCHER = "watcher", "担い手"
    BLOCK = "block", "世話係"
    AREA = "area", "地域コーディネーター"
    OFFICE = "office", "事務局"
    ADMIN = "admin", "管理者"


class Deed(Labelled):
    """What can be done, as the person is told of it."""

    RECORD = "record", "担当の方を見る・見守りをきろくする"
    EVERYONE = "everyone", "名簿の全員を見る・日々のきろくを書く"
    PAPER = "paper", "様式を印刷する・報告を見る"
    TABLES = "tables", "表を取り込む・書き出す"
    EXCHANGE = "exchange", "USBで渡す・受け取る・月を締める"
    SETTLE = "settle", "くいちがいを決める・同じ人をまとめる"
    BACKUP = "backup", "控えをほかへ写す・試す"
    MONEY = "money", "お金の出入りを書く・決算する"
    ERASE = "erase", "法律にそって消去する"
    AUDIT = "audit", "だれが見たかのきろくを見る"
    KEYS = "keys", "使う人・鍵・招待・パソコンのことを決める"


_FROM: dict[Deed, DeskRole] = {
    Deed.RECORD: DeskRole.WATCHER,
    Deed.EVERYONE: DeskRole.BLOCK,
    Deed.PAPER: DeskRole.BLOCK,
    Deed.TABLES: DeskRole.AREA,
    Deed.EXCHANGE: DeskRole.AREA,
    Deed.SETTLE: DeskRole.AREA,
    Deed.BACKUP: DeskRole.AREA,
    Deed.MONEY: DeskRole.OFFICE,
    Deed.ERASE: DeskRole.OFFICE,
    Deed.AUDIT: DeskRole.OFFICE,
    Deed.KEYS: DeskRole.ADMIN,
}
"""The table: from which role on."""

_ORDER = list(DeskRole)


def role_of(text: str) -> DeskRole:
    """Return the role that is written down for a person, as code or as words.

    Where none of the five is, the person has all rights: earlier programs knew no roles, and asked for free words.
    """
    return next((r for r in DeskRole if text in (r.value, r.label)), DeskRole.ADMIN)


def may(role: DeskRole, deed: Deed) -> bool:
    """Say whether a role may do something."""
    return _ORDER.index(role) >= _ORDER.index(_FROM[deed])


def least_role(deed: Deed) -> DeskRole:
    """Return the first role that may do something."""
    return _FROM[deed]
