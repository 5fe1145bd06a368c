"""``sasaeai selftest``: once through the main job on this very computer, on a copy; one line per step."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from sasaeai_desktop.domain.clock import Clock
from sasaeai_desktop.domain.errors import RefusedError, UserError
from sasaeai_desktop.domain.fiscal import fiscal_year
from sasaeai_desktop.domain.routes import Route
from sasaeai_desktop.paths import AppPaths
from sasaeai_desktop.services.desk import undoing
from sasaeai_desktop.services.desk.desk import Desk
from sasaeai_desktop.services.people import people
from sasaeai_desktop.services.reports import printing, reports
from sasaeai_desktop.services.safety import checking, setup
from sasaeai_desktop.services.usb import bundles, inviting, receiving
from sasaeai_desktop.services.watch import watching
from sasaeai_desktop.services.watch.watching import VisitDraft
from sasaeai_desktop.ui import screenshots, walk

_FORM = "visit-sheet"


@dataclass(frozen=True, slots=True)
class Step:
    """One step; ``problem`` is "" when it went well."""

    words: str
    problem: str = ""


def steps(
    paths: AppPaths | None, clock: Clock, passphrase: str | None, told: Callable[[Step], object]
) -> list[Step]:
    """Go through the steps and tell each as it is done; the first one that fails ends it.

    Args:
        paths: the installation, of which a copy is used; None takes a practice city.
        clock: today.
        passphrase: of the installation.
        told: called with each step.
    """
    done: list[Step] = []
    with TemporaryDirectory(prefix="sasaeai-") as folder:
        sources = list(screenshots.sources(Path(folder), paths, passphrase))
        run = _Run(sources, clock, Path(folder))
        for words, work in run.plan():
            try:
                work()
                step = Step(words)
            except UserError as error:
                step = Step(words, f"{error.what}{error.todo}")
            except Exception as error:  # noqa: BLE001 - a selftest tells whatever it finds
                step = Step(words, type(error).__name__)
            done.append(step)
            told(step)
            if step.problem:
                break
        run.close()
    return done


class _Run:
    """The steps over one or two desks: what is to be tested, and for practice its council."""

    def __init__(self, sources: list[walk.Source], clock: Clock, folder: Path) -> None:
        self._sources, self._clock, self._folder = sources, clock, folder
        self._desk: Desk | None = None

    def plan(self) -> list[tuple[str, Callable[[], object]]]:
        """Return the steps with their words."""
        return [
            ("合いことばで開く", self._unlock),
            ("見守りを1回きろくして、元にもどす", self._save_and_undo),
            ("PDFを作る", self._pdf),
            ("USBに書き出し、読みもどす", self._bundle),
            ("こわれていないか調べる", self._check),
            ("画面をかく", self._paint),
        ]

    def close(self) -> None:
        """Close what is open."""
        if self._desk is not None:
            self._desk.close()
            self._desk = None

    def _open(self) -> Desk:
        assert self._desk is not None
        return self._desk

    def _unlock(self) -> None:
        self._desk = setup.open_desk(self._sources[0].paths, self._sources[0].passphrase, self._clock)

    def _save_and_undo(self) -> None:
        desk = self._open()
        if desk.me.council:
            return
        before = reports.annual(desk, fiscal_year(desk.today())).watch.acts
        found = people.find_people(desk, limit=1)
        person = found[0].id if found else people.save_person(desk, None, {"name": "ためし"}).result
        watching.record_visit(desk, VisitDraft(person, desk.today(), "visit"))
        if reports.annual(desk, fiscal_year(desk.today())).watch.acts != before + 1:
            raise AssertionError("acts")
        undoing.undo_last(desk)
        if reports.annual(desk, fiscal_year(desk.today())).watch.acts != before:
            raise AssertionError("acts")

    def _pdf(self) -> None:
        if not printing.print_form(None, _FORM, blank=True).pdf.startswith(b"%PDF"):
            raise AssertionError(_FORM)

    def _bundle(self) -> None:
        """Out, and in at the council where there is one; else into what wrote it, by its hash."""
        desk = self._open()
        if desk.me.council or not any(device.council for device in inviting.known_devices(desk)):
            return
        path = bundles.export(desk, Route.TO_COUNCIL, self._folder / "stick").result.path
        if not receiving.inspect(desk, path).verified:
            raise AssertionError("inspect")
        if len(self._sources) > 1:
            council = setup.open_desk(self._sources[1].paths, self._sources[1].passphrase, self._clock)
            try:
                result = receiving.import_files(council, [path]).result[0]
            finally:
                council.close()
            if result.state == "refused":
                raise RefusedError(result.reason)

    def _check(self) -> None:
        found = checking.check(self._open())
        if not found.ok:
            raise RefusedError("データに合わないところがあります。", "、".join(found.problems))

    def _paint(self) -> None:
        self.close()
        written = screenshots.paint_tabs(self._folder / "pictures", self._sources[0], self._clock)
        if not written:
            raise AssertionError("no tab")
