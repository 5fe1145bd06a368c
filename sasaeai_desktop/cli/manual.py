"""manual: the pictures of つかい方, and the helps on paper as a book and as a quick card."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from sasaeai_desktop import __version__
from sasaeai_desktop.cli.common import Answer, Cli
from sasaeai_desktop.disk import safe_write
from sasaeai_desktop.domain.errors import InputError
from sasaeai_desktop.forms import manual_book, quick_card
from sasaeai_desktop.forms.paper import Drawn
from sasaeai_desktop.paths import resource
from sasaeai_desktop.ui.help import book, council_guide
from sasaeai_desktop.ui.help.everywhere import GENERAL
from sasaeai_desktop.ui.help.topic import Help
from sasaeai_desktop.ui.help.topics import TOPICS

_ON_CARD = 3  # sentences of a page
_EVERYWHERE = "どの画面でも"


def manual(cli: Cli) -> Answer:
    """Write the book, the card, or draw the pictures of つかい方 anew: whatever was asked for."""
    args = cli.args
    if not (args.out or args.pdf or args.card):
        raise InputError(
            "「--pdf」「--card」「--out」のどれも ありません。",
            "本は --pdf FILE、早見カードは --card FILE です。",
        )
    document: dict[str, object] = {}
    lines: list[str] = []
    day = cli.clock.today()
    if args.pdf:
        document["pdf"] = _written(manual_book.draw(the_book(), printed_on=day), args.pdf)
        lines.append(str(args.pdf))
    if args.card:
        document["card"] = _written(quick_card.draw(the_card(), printed_on=day), args.card)
        lines.append(str(args.card))
    if args.out:
        from sasaeai_desktop.ui.help.manual import make  # noqa: PLC0415 - brings Qt

        marks = make(args.out)
        document.update(marks)
        lines += [str(args.out / f"{topic}.png") for topic in sorted(marks)]
    return Answer(document, lines)


def _written(drawn: Drawn, path: Path) -> dict[str, object]:
    safe_write(path, drawn.pdf)
    return {"path": str(path), "pages": drawn.pages, "missing": drawn.missing, "cut": drawn.cut}


def the_book() -> manual_book.Book:
    """Return the book's contents from the helps, their pictures and the council's guide."""
    guide = manual_book.Chapter(
        council_guide.TITLE,
        council_guide.LEAD,
        tuple(_topic(each, numbers=range(1, len(each.steps) + 1)) for each in council_guide.GUIDE),
    )
    others = manual_book.Chapter(
        book.OTHERS.title,
        book.OTHERS.lead,
        groups={
            about: tuple(_topic(TOPICS[n]) for n in names) for about, names in book.OTHERS.groups.items()
        },
    )
    everywhere = _topic(Help(_EVERYWHERE, GENERAL.purpose, GENERAL.steps), numbers=[0] * len(GENERAL.steps))
    first, *district = map(_chapter, book.DISTRICT)
    return manual_book.Book(
        edition=__version__,
        parts={
            "第1部　地区で使う": (replace(first, topics=(everywhere, *first.topics)), *district),
            "第2部　市社協で使う": tuple(map(_chapter, book.COUNCIL)),
            "第3部　市社協の準備": (guide,),
            "付録": (others,),
        },
        front=_picture("today"),
    )


def the_card() -> quick_card.QuickCard:
    """Return the quick card's contents: the first sentences of the main pages, and what holds everywhere."""
    boxes = tuple(
        (TOPICS[name].title, tuple(step.text for step in TOPICS[name].steps[:_ON_CARD])) for name in book.CARD
    )
    return quick_card.QuickCard(boxes, (_EVERYWHERE, tuple(step.text for step in GENERAL.steps)))


def _chapter(chapter: book.Chapter) -> manual_book.Chapter:
    topics = []
    for name in chapter.topics:
        at, numbers = 0, []
        for step in TOPICS[name].steps:  # as the picture's discs are numbered
            at += bool(step.at)
            numbers.append(at if step.at else 0)
        topics.append(_topic(TOPICS[name], numbers=numbers, picture=_picture(name)))
    return manual_book.Chapter(chapter.title, chapter.lead, tuple(topics))


def _topic(shown: Help, numbers: Sequence[int] = (), picture: Path | None = None) -> manual_book.Topic:
    steps = tuple(zip(numbers, (step.text for step in shown.steps), strict=True)) if numbers else ()
    return manual_book.Topic(shown.title, shown.purpose, steps, picture)


def _picture(topic: str) -> Path:
    return resource(f"manual/{topic}.png")
