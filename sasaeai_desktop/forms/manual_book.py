"""つかい方の本: cover, contents, chapters of pages with their picture and numbered sentences; large print.

It is set twice: once to learn on which page everything stands, once with the contents and the pictures.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from PIL import Image, ImageChops
from reportlab.lib.utils import ImageReader

from sasaeai_desktop.domain.wareki import wareki
from sasaeai_desktop.forms import layout, marks
from sasaeai_desktop.forms.paper import BLOCK, FINE, HEAVY, HEIGHT, MM, WIDTH, Drawn, Paper, width_of, wrap

TITLE = "ささえあいデスク つかい方の本"
LEFT, RIGHT = 16.0, 194.0
TOP, BOTTOM = 15.0, 277.0
BODY, LEAD = 14.0, 6.8  # large print: nothing in the book is smaller
_SENTENCE = LEFT + 9.0  # where a sentence begins behind its number
_CHAPTER, _TOPIC = 24.0, 18.0
_WIDTHS = tuple(range(178, 110, -2))  # mm a picture may take, the widest that fits its page
_TALL = 0.6  # of a picture's width, the most it may be high
_GAP = 6.0
_COLUMN = (RIGHT - LEFT - 6) / 2  # of the contents
_AIR = 16  # px left below what a picture shows


@dataclass(frozen=True, slots=True)
class Topic:
    """One page of the program.

    Attributes:
        title: its name.
        purpose: what it is for.
        steps: (number in the picture, sentence); number 0 is a dot.
        picture: PNG file; None where there is none.
    """

    title: str
    purpose: str
    steps: tuple[tuple[int, str], ...] = ()
    picture: Path | None = None


@dataclass(frozen=True, slots=True)
class Chapter:
    """Topics that belong together.

    Attributes:
        title: of the chapter.
        lead: a sentence below the title.
        topics: told in full, in reading order.
        groups: told in a sentence each, by what they are about.
    """

    title: str
    lead: str
    topics: tuple[Topic, ...] = ()
    groups: Mapping[str, tuple[Topic, ...]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Book:
    """What to print.

    Attributes:
        edition: of which program, "0.2.0".
        parts: title of a part -> its chapters.
        front: picture on the cover.
    """

    edition: str
    parts: Mapping[str, tuple[Chapter, ...]]
    front: Path | None = None


def draw(book: Book, *, printed_on: str, invariant: bool = False) -> Drawn:
    """Draw the book.

    Args:
        book: what to print.
        printed_on: ISO day, on the cover and at the foot of every page.
        invariant: equal input gives equal bytes.
    """
    sketch = _Setting(book, printed_on, {}, pictures=False, invariant=invariant)
    sketch.run()
    fair = _Setting(book, printed_on, sketch.found, pictures=True, invariant=invariant)
    return fair.run()


class _Sheets(Paper):
    """Paper with pictures and with places to jump to."""

    def picture(self, x: float, y: float, width: float, height: float, source: ImageReader) -> None:
        bottom = (HEIGHT - y - height) * MM
        self._canvas.drawImage(source, x * MM, bottom, width * MM, height * MM)

    def place(self, key: str, title: str, level: int) -> None:
        self._canvas.bookmarkPage(key)
        self._canvas.addOutlineEntry(title, key, level=level, closed=level > 0)

    def link(self, left: float, top: float, right: float, bottom: float, key: str) -> None:
        box = (left * MM, (HEIGHT - bottom) * MM, right * MM, (HEIGHT - top) * MM)
        self._canvas.linkRect("", key, box, Border="[0 0 0]")


class _Setting:
    """Sets the book from the top down; ``found`` tells where everything came to stand."""

    def __init__(
        self, book: Book, printed_on: str, known: Mapping[str, int], *, pictures: bool, invariant: bool
    ) -> None:
        self._book = book
        self._day = wareki(printed_on)
        self._known = known
        self._pictures = pictures
        self._paper = _Sheets(TITLE, invariant=invariant)
        self._paper.about("", f"{book.edition}版 {self._day}")
        self._page = 1
        self._y = TOP
        self.found: dict[str, int] = {}

    def run(self) -> Drawn:
        self._cover()
        self._contents()
        for p, (part, chapters) in enumerate(self._book.parts.items()):
            self._mark(f"p{p}", part, 0)
            for c, chapter in enumerate(chapters):
                self._open_chapter(f"p{p}c{c}", part, chapter)
                self._in_full([(f"p{p}c{c}t{t}", topic) for t, topic in enumerate(chapter.topics)])
                for g, (about, topics) in enumerate(chapter.groups.items()):
                    self._in_short(f"p{p}c{c}g{g}", about, topics)
                self._turn()
        return self._paper.finish()

    def _turn(self) -> None:
        if self._page > 1:
            self._paper.line(LEFT, 280.5, RIGHT, 280.5, FINE)
            self._paper.text(LEFT, 287.5, self._day, BODY)
            self._paper.text(RIGHT, 287.5, f"{self._page} ページ", BODY, bold=True, align="right")
        self._paper.next_page()
        self._page += 1
        self._y = TOP

    def _need(self, height: float) -> None:
        """Begin a new page unless so much is left on this one."""
        if self._y + height > BOTTOM and self._y > TOP:
            self._turn()

    def _mark(self, key: str, title: str, level: int) -> None:
        self.found[key] = self._page
        self._paper.place(key, title, level)

    def _prose(self, text: str, left: float = LEFT, *, bold: bool = False) -> None:
        self._y = layout.prose(
            self._paper, self._y, text, size=BODY, left=left, right=RIGHT, leading=LEAD, bold=bold
        )

    def _cover(self) -> None:
        paper, middle = self._paper, WIDTH / 2
        paper.area(0, 0, WIDTH, 16)
        marks.centred(paper, middle, 55, "ささえあいデスク", 44, bold=True)
        marks.centred(paper, middle, 76, "つかい方の本", 34, bold=True)
        marks.centred(paper, middle, 97, "見守り・サロン・つながりカードを きろくし、USBで 市社協へ渡す", 16)
        if self._book.front is not None:
            self._y = 116
            self._picture(self._book.front, 166.0, 90.0)
        marks.centred(paper, middle, 222, "画面のことは、その画面の「つかい方」かF1キーでも見られます。", 16)
        marks.centred(paper, middle, 252, f"{self._day}　{self._book.edition}版", 18, bold=True)
        paper.area(0, HEIGHT - 16, WIDTH, 16)
        self._turn()

    def _contents(self) -> None:
        """Set the contents in two columns."""
        self._mark("contents", "もくじ", 0)
        self._heading("もくじ")
        entries = list(_entries(self._book))
        top, many = self._y, -(-len(entries) // 2)
        for at, (key, title, level) in enumerate(entries):
            column, row = divmod(at, many)
            self._y = top + row * (LEAD + 0.8)
            self._entry(key, title, level, LEFT + column * (_COLUMN + 6))
        self._turn()

    def _entry(self, key: str, title: str, level: int, left: float) -> None:
        base, right, bold = self._y + LEAD - 1.8, left + _COLUMN, level < 2
        self._paper.fit(left + 4 * level, base, title, BODY, _COLUMN - 4 * level - 9, bold=bold)
        if key in self._known:
            self._paper.text(right, base, str(self._known[key]), BODY, bold=bold, align="right")
            self._paper.link(left, self._y, right, self._y + LEAD, key)

    def _heading(self, title: str) -> None:
        self._paper.fit(LEFT, self._y + 9, title, _CHAPTER, RIGHT - LEFT, bold=True)
        self._paper.line(LEFT, self._y + 13, RIGHT, self._y + 13, HEAVY)
        self._y += 17

    def _open_chapter(self, key: str, part: str, chapter: Chapter) -> None:
        self._mark(key, chapter.title, 1)
        self._paper.text(LEFT, self._y + 4, part, BODY)
        self._y += 6
        self._heading(chapter.title)
        if chapter.lead:
            self._prose(chapter.lead)
            self._y += 4

    def _in_short(self, key: str, about: str, topics: tuple[Topic, ...]) -> None:
        """Set a group: each topic's name with its sentence behind it."""
        self._need(14 + 2 * LEAD)
        self._mark(key, about, 2)
        self._title(about)
        for topic in topics:
            after = LEFT + width_of(topic.title, BODY, bold=True) + 5
            first = wrap(topic.purpose, BODY, RIGHT - after)[0]
            rest = topic.purpose.removeprefix(first).lstrip()
            self._need((1 + len(wrap(rest, BODY, RIGHT - _SENTENCE))) * LEAD)
            self._paper.text(after, self._y + LEAD - 1.6, first, BODY)
            self._prose(topic.title, bold=True)
            self._prose(rest, _SENTENCE)
            self._y += 1.5
        self._y += _GAP

    def _in_full(self, named: list[tuple[str, Topic]]) -> None:
        """Set topics in one piece each: as many on a page as it holds, then their pictures as wide as it lets them."""
        rest = named
        while rest:
            room = BOTTOM - self._y
            many = len(rest)
            while many > 1 and _height(rest[:many], _WIDTHS[-1]) > room:
                many -= 1
            wide = next((w for w in _WIDTHS if _height(rest[:many], w) <= room), _WIDTHS[-1])
            for key, topic in rest[:many]:
                self._topic(key, topic, wide)
            rest = rest[many:]
            if rest:
                self._turn()

    def _topic(self, key: str, topic: Topic, wide: float) -> None:
        self._mark(key, topic.title, 2)
        self._title(topic.title)
        self._prose(topic.purpose)
        if topic.picture is not None:
            self._y += 3
            self._picture(topic.picture, wide, wide * _TALL)
        self._y += 2
        for number, text in topic.steps:
            self._step(number, text)
        self._y += _GAP

    def _title(self, title: str) -> None:
        self._paper.area(LEFT, self._y + 1, 2.2, 8)
        self._paper.fit(LEFT + 5, self._y + 7.8, title, _TOPIC, RIGHT - LEFT - 5, bold=True)
        self._y += 11

    def _step(self, number: int, text: str) -> None:
        if number:
            marks.numbered(self._paper, LEFT + 4, self._y + 3.6, number, 3.1)
        else:
            self._paper.disc(LEFT + 4, self._y + 3.8, 0.9)
        self._prose(text, _SENTENCE)
        self._y += 1

    def _picture(self, path: Path, wide: float, high: float) -> None:
        source = _seen(path)
        width, height = _inside(source, wide, high)
        left = (WIDTH - width) / 2
        if self._pictures:
            self._paper.picture(left, self._y, width, height, source)
        self._paper.frame(left, self._y, width, height, BLOCK)
        self._y += height + 4


def _entries(book: Book) -> Iterator[tuple[str, str, int]]:
    """Yield (key, title, level) of what the contents name."""
    for p, (part, chapters) in enumerate(book.parts.items()):
        yield f"p{p}", part, 0
        for c, chapter in enumerate(chapters):
            yield f"p{p}c{c}", chapter.title, 1
            for t, topic in enumerate(chapter.topics):
                yield f"p{p}c{c}t{t}", topic.title, 2
            for g, about in enumerate(chapter.groups):
                yield f"p{p}c{c}g{g}", about, 2


def _height(named: list[tuple[str, Topic]], wide: float) -> float:
    """Return the height of topics below each other whose pictures are at most so wide."""
    seen = [_seen(topic.picture) for _, topic in named if topic.picture is not None]
    pictures = sum(7 + _inside(each, wide, wide * _TALL)[1] for each in seen)
    return sum(_height_of_words(topic) + _GAP for _, topic in named) - _GAP + pictures


@cache
def _height_of_words(topic: Topic) -> float:
    lines = len(wrap(topic.purpose, BODY, RIGHT - LEFT))
    lines += sum(len(wrap(text, BODY, RIGHT - _SENTENCE)) for _, text in topic.steps)
    return 13 + lines * LEAD + len(topic.steps)


@cache
def _seen(path: Path) -> ImageReader:
    """Return a picture without the empty ground at its lower edge."""
    whole = Image.open(path).convert("RGB")
    ground = Image.new("RGB", whole.size, whole.getpixel((0, whole.height - 1)))
    drawn = ImageChops.difference(whole, ground).getbbox()
    bottom = min(whole.height, drawn[3] + _AIR) if drawn else whole.height
    return ImageReader(whole.crop((0, 0, whole.width, bottom)))


def _inside(source: ImageReader, wide: float, high: float) -> tuple[float, float]:
    """Return the size in mm of a picture that fits a box."""
    width, height = source.getSize()
    scale = min(wide / width, high / height)
    return width * scale, height * scale
