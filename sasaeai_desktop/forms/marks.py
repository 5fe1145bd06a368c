"""The signs that all forms share: 訪 disc, 電 ring, 姿 square, ！ disc, ticks, numbers, stamp boxes."""

from __future__ import annotations

from collections.abc import Sequence

from sasaeai_desktop.forms import codes
from sasaeai_desktop.forms.paper import FINE, GROUP, MM, Paper, width_of

MARK = 2.45  # half the height of a mark in mm
_MIDDLE = 0.36  # from the middle of a line of Japanese text down to its baseline, in ems
_DIGIT_MIDDLE = 0.355


def centred(
    paper: Paper, x: float, y: float, text: str, size: float, *, bold: bool = False, white: bool = False
) -> None:
    """Write text whose middle is at (x, y)."""
    paper.text(x, y + size * _MIDDLE / MM, text, size, bold=bold, align="center", white=white)


def visit(paper: Paper, x: float, y: float) -> None:
    """訪: white on a disc."""
    paper.disc(x, y, MARK)
    centred(paper, x, y, "訪", 8.5, bold=True, white=True)


def phone(paper: Paper, x: float, y: float) -> None:
    """電: in a ring."""
    paper.ring(x, y, MARK - 0.15, 1.0)
    centred(paper, x, y, "電", 8.5)


def seen(paper: Paper, x: float, y: float) -> None:
    """姿: in a rounded square."""
    half = MARK - 0.15
    paper.frame(x - half, y - half, 2 * half, 2 * half, 1.0, radius=0.8)
    centred(paper, x, y, "姿", 8.5)


def alert(paper: Paper, x: float, y: float, radius: float = 2.5) -> None:
    """！: white on a disc."""
    paper.disc(x, y, radius)
    size = radius * 4.6
    paper.text(x, y + size * 0.37 / MM, "!", size, bold=True, align="center", white=True)


def numbered(paper: Paper, x: float, y: float, number: int, radius: float = 3.0) -> None:
    """A number, white on a disc."""
    paper.disc(x, y, radius)
    size = radius * 4.6
    paper.text(x, y + size * _DIGIT_MIDDLE / MM, str(number), size, bold=True, align="center", white=True)


def tick(paper: Paper, x: float, y: float, size: float, weight: float = 1.4) -> None:
    """A tick in the square of ``size`` mm whose top left corner is (x, y)."""
    points = (
        (x + 0.18 * size, y + 0.52 * size),
        (x + 0.42 * size, y + 0.76 * size),
        (x + 0.84 * size, y + 0.24 * size),
    )
    paper.path(points, weight)


def box(paper: Paper, x: float, y: float, size: float = 4.8, *, ticked: bool = False) -> None:
    """A rounded box to tick; (x, y) is its top left corner."""
    paper.frame(x, y, size, size, 0.8, radius=0.6)
    if ticked:
        tick(paper, x, y, size, 1.8)


def choice(
    paper: Paper,
    x: float,
    middle: float,
    label: str,
    size: float = 12,
    *,
    ticked: bool = False,
    width: float = 0,
) -> float:
    """A box and its label (bold when ticked), both centred on ``middle``; returns the label's right edge."""
    box(paper, x, middle - 2.4, ticked=ticked)
    left = x + 6.3
    baseline = middle + size * _MIDDLE / MM
    if width:
        return left + paper.fit(left, baseline, label, size, width, least=9, bold=ticked)
    return left + paper.text(left, baseline, label, size, bold=ticked)


def arrow(paper: Paper, x: float, y: float, length: float = 5.0, weight: float = 1.2) -> None:
    """An arrow to the right, its middle at height ``y``."""
    paper.line(x, y, x + length - 1.2, y, weight)
    paper.polygon((x + length, y), (x + length - 2.0, y - 1.0), (x + length - 2.0, y + 1.0))


def tag(paper: Paper, x: float, y: float, text: str, *, width: float, height: float, size: float) -> None:
    """White words on a black ground; (x, y) is the top left corner."""
    paper.area(x, y, width, height)
    centred(paper, x + width / 2, y + height / 2, text, size, bold=True, white=True)


def contact(
    paper: Paper,
    at: tuple[float, float],
    name: str,
    phone: str,
    size: float,
    *,
    width: float,
    bold: bool = False,
) -> None:
    """Write 世話係, name and phone; the phone is never shortened, a long name gives way."""
    x, y = at
    while size > 9.5 and width_of(f"世話係 {name} {phone}", size, bold=bold) > width:
        size -= 0.5
    used = paper.text(x, y, "世話係 ", size, bold=bold)
    room = width - used - width_of(phone, size, bold=bold) - 1.5
    used += paper.one_or_two(x + used, y, name, size, room, least=8.5, small=7.5, bold=bold)
    paper.text(x + used + 1.5, y, phone, size, bold=bold)


def stamps(
    paper: Paper,
    x: float,
    y: float,
    labels: Sequence[str],
    *,
    width: float = 15,
    head: float = 4.3,
    body: float = 12,
    size: float = 9.5,
) -> None:
    """Boxes for name stamps, a caption above each; (x, y) is the top left corner of the first."""
    total = width * len(labels)
    paper.frame(x, y, total, head + body, GROUP)
    paper.line(x, y + head, x + total, y + head, FINE)
    for index, label in enumerate(labels):
        if index:
            paper.line(x + index * width, y, x + index * width, y + head + body, FINE)
        middle = x + (index + 0.5) * width
        paper.fit(middle, y + head / 2 + size * _MIDDLE / MM, label, size, width - 1, least=7, align="center")


def corner_codes(paper: Paper, form: str, sheet_id: str, page: int) -> None:
    """The four codes of a sheet that comes back, 14 mm, 10 mm from the sides and 8 mm from top and bottom."""
    mark = codes.mark_of(sheet_id)
    module = codes.SIZE / 21
    for corner, (left, top) in codes.CORNERS.items():
        text = codes.encode(codes.SheetCode(form, mark, page, corner))
        for x, y, width, height in codes.rectangles(text):
            paper.area(left + x * module, top + y * module, width * module, height * module)
