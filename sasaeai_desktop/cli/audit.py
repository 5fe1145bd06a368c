"""audit list."""

from __future__ import annotations

from sasaeai_desktop.cli.common import Answer, Cli
from sasaeai_desktop.services.desk import audit
from sasaeai_desktop.services.people import erasing


def list_all(cli: Cli) -> Answer:
    """Say who did what at this computer, newest first."""
    args = cli.args
    with cli.desk() as desk:
        person = erasing.person_numbered(desk, args.person) if args.person else None
        found = audit.entries(desk, args.text, person, args.limit)
    document = [{"at": e.at, "by": e.by, "what": e.words, "people": list(e.people)} for e in found]
    return Answer(document, [f"{e.at}  {e.by}  {e.words}  {e.whose}".rstrip() for e in found])
