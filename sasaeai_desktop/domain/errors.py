"""What the world did, in words for the person at the desk.

A ``UserError`` carries two plain Japanese sentences: what happened and what to do. Everything else that is raised is a
bug, and ends in the crash log.
"""

from __future__ import annotations


class UserError(Exception):
    """Something outside the program went wrong; the person can do something about it.

    Attributes:
        what: one sentence, what happened.
        todo: one sentence, what to do now.
        exit_code: the command line's exit code (shared contract: 2 input, 3 locked, 4 refused, 5 disk).
    """

    exit_code = 2

    def __init__(self, what: str, todo: str = "") -> None:
        super().__init__(what)
        self.what = what
        self.todo = todo


class InputError(UserError):
    """Bad usage or bad input data; nothing was written."""


class LockedError(UserError):
    """Wrong passphrase, locked desk, or another copy is running."""

    exit_code = 3


class WrongPassphraseError(LockedError):
    """The passphrase opens nothing here; the person may try again."""


class NotAllowedError(LockedError):
    """The role of the person at the desk is not for this; nothing was done."""


class RefusedError(UserError):
    """A bundle, backup or data file was refused and nothing changed.

    Attributes:
        check: short English name of the check that failed, for logs and tests.
    """

    exit_code = 4

    def __init__(self, what: str, todo: str = "", *, check: str = "") -> None:
        super().__init__(what, todo)
        self.check = check


class DiskError(UserError):
    """The disk or the stick failed; nothing is half-written."""

    exit_code = 5
