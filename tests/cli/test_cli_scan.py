"""scan: says what stands on paper, writes only when told, names what is not ours."""

from __future__ import annotations

import random
from pathlib import Path
from typing import Any

import pytest
from PIL import Image, ImageDraw

from sasaeai_desktop.domain.paper_boxes import Key
from sasaeai_desktop.forms import visit_sheet
from sasaeai_desktop.services.people import people, volunteers
from sasaeai_desktop.services.reports.papers import sheets as papers
from sasaeai_desktop.services.watch import registering, sheets
from tests.scanning.pen import Pen
from tests.scanning.scanner import DRAWN_DPI, Scanner, rendered

MONTH = "2024-05"
SURE: dict[Key, str] = {("mark", 0, 4, 0): "レ", ("mark", 0, 20, 1): "○"}


def _scan(page: Image.Image, shapes: dict[Key, str], path: Path) -> Path:
    # A hand whose ○ is round: a narrow one, alone on its page, might be a 0.
    pen = Pen(page, DRAWN_DPI, random.Random(9))
    for box in visit_sheet.boxes(MONTH).boxes:
        if box.key in shapes:
            pen.check(box.rect, shapes[box.key])
    Scanner(dust=0, noise=3, turn=0.3).scan(page, random.Random(2)).convert("L").save(path)
    return path


@pytest.fixture
def paper(begun: Any, opened: Any, tmp_path: Path) -> tuple[Path, Path]:
    """A district, and its sheet with two sure marks."""
    folder = begun("12")
    desk = opened(folder)
    watcher = volunteers.save_volunteer(desk, None, {"name": "山口 節子", "kana": "やまぐち"}).result
    person = people.save_person(desk, None, {"name": "阿部 ハツ", "kana": "あべ"}).result
    registering.start_watch(desk, person, "2024-01-10", every_days=7)
    registering.assign(desk, person, watcher, "2024-01-10")
    form = papers.visit_sheet(desk, MONTH, watcher)
    desk.close()
    pdf = visit_sheet.draw(form, printed_on="2024-05-01").pdf
    return folder, _scan(rendered(pdf)[0], SURE, tmp_path / "sure.png")


def _acts(opened: Any, folder: Path) -> int:
    desk = opened(folder)
    count = sheets.sheets_of_month(desk, MONTH)[0].marks
    desk.close()
    return int(count)


def test_scan_writes_only_when_told_and_only_once(call: Any, opened: Any, paper: Any) -> None:
    folder, sure = paper
    said = call("scan", sure, "--data-dir", folder, "--json")
    (sheet,) = said.json["sheets"]
    assert (said.code, sheet["number"], sheet["who"], sheet["month"]) == (0, "0501", "山口 節子", MONTH)
    assert [(m["date"], m["method"], m["state"]) for m in sheet["marks"]] == [
        ("2024-05-04", "visit", "new"), ("2024-05-20", "phone", "new"),
    ]  # fmt: skip
    assert _acts(opened, folder) == 0
    assert call("scan", sure, "--data-dir", folder, "--write", "--json").json["sheets"][0]["written"] == 2
    again = call("scan", sure, "--data-dir", folder, "--write")
    assert "もう入っています" in again.err
    assert _acts(opened, folder) == 2


def _spoilt(sure: Path, folder: Path) -> Path:
    """The same scan with a cross over the sure ○ of the 20th: three strokes where one belongs."""
    scan = Image.open(sure).convert("L")
    draw = ImageDraw.Draw(scan)
    mm = 200 / 25.4
    x, y, wide, high = (part * mm for part in visit_sheet.zone(0, 20, 1))
    for share in (0.35, 0.65):
        draw.line((x + 2, y + high * share, x + wide - 2, y + high * share), fill=60, width=4)
    scan.save(folder / "doubtful.png")
    return folder / "doubtful.png"


def test_a_doubtful_sheet_waits_for_a_person(call: Any, opened: Any, paper: Any, tmp_path: Path) -> None:
    folder, sure = paper
    doubtful = _spoilt(sure, tmp_path)
    said = call("scan", doubtful, "--data-dir", folder, "--write")
    assert said.code == 0
    assert "書きこみませんでした" in said.err
    assert "たしかめる印: 阿部 ハツ 5月20日電" in said.out
    assert _acts(opened, folder) == 0
    call("scan", doubtful, "--data-dir", folder, "--write", "--leave-doubtful")
    assert _acts(opened, folder) == 1


def test_what_is_not_ours_is_named(call: Any, begun: Any, paper: Any, tmp_path: Path) -> None:
    _, sure = paper
    other = begun("13")
    said = call("scan", sure, "--data-dir", other)
    assert (said.code, said.out) == (2, "")
    assert "この地区の票ではありません" in said.err
    Image.effect_mandelbrot((900, 700), (-2, -1, 1, 1), 60).save(tmp_path / "cat.png")
    said = call("scan", tmp_path / "cat.png", "--data-dir", other, "--json")
    assert said.code == 2
    assert [p["kind"] for p in said.json["problems"]] == ["codes"]
