"""Taking in a table file: all of it or nothing, or its good rows when asked so."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

from sasaeai_desktop.domain.changes import Changes
from sasaeai_desktop.exchange.reading import read_table
from sasaeai_desktop.exchange.rows import Parsed, Reject, parse_rows
from sasaeai_desktop.exchange.writing import write_rejects
from sasaeai_desktop.services.desk import backups, codes
from sasaeai_desktop.services.desk.desk import Desk, Done, acting
from sasaeai_desktop.services.tables.kinds.intake import Intake
from sasaeai_desktop.services.tables.kinds.registry import table_of

Progress = Callable[[int, int], None]
"""Called with (rows done, rows)."""

_STEP = 500


@dataclass(frozen=True, slots=True)
class ImportReport:
    """What became of a table file.

    Attributes:
        written: False when rows were rejected (or it was a rehearsal) and therefore nothing was written.
        rejects_file: beside the imported file, with line, column and reason only; with ``skip_bad``.
    """

    kind: str
    read: int
    added: int
    updated: int
    unchanged: int
    rejected: list[Reject]
    unknown_columns: tuple[str, ...]
    written: bool
    rejects_file: Path | None = None


class _NothingWritten(Exception):  # noqa: N818 - not an error: it takes the transaction back
    """Leaves the action without a commit."""


def import_table(
    desk: Desk,
    kind: str,
    path: Path,
    *,
    encoding: str = "auto",
    skip_bad: bool = False,
    dry_run: bool = False,
    progress: Progress | None = None,
) -> Done[ImportReport]:
    """Take in a table file.

    Args:
        desk: the open desk.
        kind: one of ``KIND_NAMES`` of the exchange.
        path: .csv, .tsv or .xlsx.
        encoding: auto, cp932 or utf-8.
        skip_bad: take the good rows, and write the bad ones' places to FILE.rejects.csv.
        dry_run: only say what would happen.
        progress: called while rows are taken in.

    Raises:
        InputError: the file cannot be read, or has not the columns it needs.
        DiskError: the disk failed; nothing was written.
    """
    spec = table_of(kind)
    table = parse_rows(kind, read_table(path, encoding), codes.signs(desk))
    if not dry_run and backups.changed_since_backup(desk):
        backups.back_up(desk, "import")
    changes = Changes()
    try:
        with acting(desk, f"{spec.kind.title}の表を取り込みました") as session:
            intake = Intake(desk, session)
            intake.rejected.extend(table.rejected)
            spec.take(intake, _told(table.rows, progress))
            if dry_run or (intake.rejected and not skip_bad):
                raise _NothingWritten
            intake.store()
            session.label = f"{spec.kind.title}の表を取り込みました（新しく {intake.added}件）"
        changes, written = session.changes, True
    except _NothingWritten:
        written = False
    rejects_file = (
        write_rejects(path, intake.rejected) if skip_bad and intake.rejected and not dry_run else None
    )
    report = ImportReport(kind, table.read, intake.added, intake.updated, intake.unchanged, intake.rejected,
                          table.unknown_columns, written, rejects_file)  # fmt: skip
    return Done(report, changes)


def _told(rows: list[Parsed], progress: Progress | None) -> Iterable[Parsed]:
    """Yield the rows, telling now and then how far they are taken."""
    for number, parsed in enumerate(rows):
        if progress is not None and number % _STEP == 0:
            progress(number, len(rows))
        yield parsed
