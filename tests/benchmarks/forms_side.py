"""500 visit sheets: the product's drawing against a bare reportlab script with the same strings and lines.

``python -m tests.benchmarks.forms_side ours|bare|cancel`` prints seconds, pages and the peak of memory (MB).
"""

from __future__ import annotations

import io
import json
import sys
import time
from collections.abc import Iterator

from reportlab.pdfgen.canvas import Canvas

from sasaeai_desktop.forms import fonts, visit_sheet
from sasaeai_desktop.forms.paper import HEIGHT, MM, WIDTH, Paper
from sasaeai_desktop.forms.visit_sheet import VisitSheet, WatchedPerson
from sasaeai_desktop.services.reports.papers.wanted import told

SHEETS, PEOPLE = 500, 4
_FAMILIES = "佐藤鈴木高橋田中渡邊伊藤山本中村小林加藤吉田山田﨑山髙木辻本塡本"
_GIVEN = "ハツ正雄清子弘昭一郎ヨシ江節子功修花春ミツ勝トメ"


def _peak_mb() -> float:
    """Return the most memory this process ever held."""
    import resource  # noqa: PLC0415 - not on Windows, where this benchmark is not run

    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak / 1e6 if sys.platform == "darwin" else peak / 1e3  # bytes there, kilobytes here


class _StopError(Exception):
    """What やめる raises."""


def _sheet(number: int) -> VisitSheet:
    def person(at: int) -> WatchedPerson:
        place = number * PEOPLE + at
        family = _FAMILIES[place * 2 % len(_FAMILIES) :][:2]
        given = _GIVEN[place * 3 % len(_GIVEN) :][:2]
        return WatchedPerson(
            name=f"{family} {given}", kana="たかはし はつ", about=f"{60 + place % 40}歳・女・一人暮らし",
            place=f"さくら町内会{place % 30}班", plan="月・木曜", planned=frozenset({2, 5, 9, 12, 16, 19, 23, 26, 30}),
            usual=f"朝{place % 12}時に新聞を取り、夕方5時に雨戸をしめる。",
        )  # fmt: skip

    return VisitSheet(
        sheet_id=f"{number:032x}", number=f"{number:04}", district="みどりが丘地区社協", watcher=f"山口 {number}",
        month="2023-10", people=tuple(person(at) for at in range(PEOPLE)), coordinator="佐々木",
        coordinator_phone="0166-00-1234",
    )  # fmt: skip


def ours() -> dict[str, float]:
    """Draw them as the product does, after one sheet that loads the fonts (the bare side has them loaded too)."""
    visit_sheet.draw(_sheet(0), printed_on="2023-10-01")
    sheets = [_sheet(n) for n in range(SHEETS)]
    began = time.perf_counter()
    drawn = visit_sheet.draw_all(sheets, printed_on="2023-10-01")
    seconds = time.perf_counter() - began
    assert drawn.pages == SHEETS
    return {"seconds": seconds, "rss": _peak_mb(), "mb": len(drawn.pdf) / 1e6}


def cancel() -> dict[str, float]:
    """Stop a batch in the middle; returns how long it went on after that."""
    asked = 0.0

    def report(done: int, _total: int) -> None:
        nonlocal asked
        if asked:
            raise _StopError
        if done == SHEETS // 2:
            asked = time.perf_counter()

    try:
        visit_sheet.draw_all(told([_sheet(n) for n in range(SHEETS)], report), printed_on="2023-10-01")
    except _StopError:
        return {"ms": (time.perf_counter() - asked) * 1000}
    raise AssertionError("the batch was not stopped")


def bare() -> dict[str, float]:
    """Draw the same strings and lines with nothing but reportlab's own calls."""
    pages = list(_gathered())
    began = time.perf_counter()
    canvas = Canvas(io.BytesIO(), pagesize=(WIDTH * MM, HEIGHT * MM), pageCompression=1)
    for page in pages:
        for x, y, width, height in page["areas"]:
            canvas.rect(x, y, width, height, stroke=0, fill=1)
        for x, y, radius in page["discs"]:
            canvas.circle(x, y, radius, stroke=0, fill=1)
        for weight, x1, y1, x2, y2 in page["lines"]:
            canvas.setLineWidth(weight)
            canvas.line(x1, y1, x2, y2)
        for weight, box in page["frames"]:
            canvas.setLineWidth(weight)
            if len(box) == 3:
                canvas.circle(*box)
            else:
                canvas.roundRect(*box)
        for x, y, font, size, text in page["texts"]:
            canvas.setFont(font, size)
            canvas.drawString(x, y, text)
        canvas.showPage()
    canvas.getpdfdata()
    return {"seconds": time.perf_counter() - began, "rss": _peak_mb()}


def _gathered() -> Iterator[dict[str, list[tuple[object, ...]]]]:
    """Give what the product puts on each page: taken from the kit just before it writes the page."""
    found: list[dict[str, list[tuple[object, ...]]]] = []
    finish_page = Paper.next_page

    def next_page(paper: Paper) -> None:
        found.append(
            {
                "areas": list(paper._areas),
                "discs": list(paper._discs),
                "lines": [(pen.weight, *line) for pen, some in paper._lines.items() for line in some],
                "frames": [(pen.weight, box) for pen, some in paper._frames.items() for box in some],
                "texts": [
                    (item.x, item.y, item.runs[0][0], item.size, "".join(piece for _, piece in item.runs))
                    for item in (*paper._black, *paper._white)
                ],
            }
        )
        finish_page(paper)

    Paper.next_page = next_page  # type: ignore[method-assign]
    try:
        for number in range(SHEETS):
            visit_sheet.draw(_sheet(number), printed_on="2023-10-01")
            yield found.pop()
    finally:
        Paper.next_page = finish_page  # type: ignore[method-assign]


if __name__ == "__main__":
    fonts.initial()
    print(json.dumps({"ours": ours, "bare": bare, "cancel": cancel}[sys.argv[1]]()))
