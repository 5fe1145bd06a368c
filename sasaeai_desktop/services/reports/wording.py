"""文章の下書き: the text part of the year's report, put together from its figures by plain templates."""

from __future__ import annotations

from pathlib import Path

from sasaeai_desktop.disk import safe_write
from sasaeai_desktop.domain.figures.figure import Figure, For, Section
from sasaeai_desktop.domain.figures.year import Annual
from sasaeai_desktop.domain.fiscal import year_label
from sasaeai_desktop.services.desk.desk import Desk
from sasaeai_desktop.services.reports import reports

_NOTHING = "この年度の きろくは、まだありません。"
_BY_HAND = "■ ようすと、つぎの年度に向けて\n（ここに書いてください）"


def draft(desk: Desk, year: int) -> str:
    """Return the text of a fiscal year beside the year before; no names of people stand in it.

    Args:
        desk: the open desk of a district or a council.
        year: fiscal year.
    """
    return in_words(reports.annual(desk, year), reports.annual(desk, year - 1))


def in_words(now: Annual, before: Annual) -> str:
    """Return a heading, a paragraph per programme in which something was done, and room for what no figure says."""
    told = [
        part for section in now.sections if not section.home and (part := _paragraph(section, now, before))
    ]
    return "\n\n".join((f"{year_label(now.fiscal_year)}の活動", *(told or [_NOTHING]), _BY_HAND)) + "\n"


def save(path: Path, text: str) -> None:
    """Write the text into a file that every editor of Windows opens.

    Raises:
        DiskError: the disk or stick failed; nothing half-written is left.
    """
    safe_write(path, ("\ufeff" + text).replace("\n", "\r\n").encode())


def _paragraph(section: Section, now: Annual, before: Annual) -> str:
    values = now.totals[section.name]
    who = For.CITY if now.scope == "city" else For.DISTRICT
    shown = [f for f in section.in_window(who, values) if not f.part and not f.beside and now.amount(f.path)]
    if not any(not f.idle for f in shown):
        return ""
    great = [_compared(f, now, before) for f in shown if f.great]
    others = "、".join(f"{_name(f)}は{_count(f, now)}" for f in shown if not f.great)
    sentences = [*great, f"{others}でした。" if others else ""]
    return "\n".join((f"■ {section.title}", *(s for s in sentences if s)))


def _compared(figure: Figure, now: Annual, before: Annual) -> str:
    """Say a figure beside that of the year before, where there was one."""
    words, was = f"{_name(figure)}は{_count(figure, now)}", before.amount(figure.path) or 0
    if not was:
        return f"{words}でした。"
    more = (now.amount(figure.path) or 0) - was
    how = (
        f"より{abs(more):,}{figure.unit} {'多く' if more > 0 else '少なく'}なりました"
        if more
        else "と同じでした"
    )
    return f"{words}で、前の年度（{_count(figure, before)}）{how}。"


def _name(figure: Figure) -> str:
    return figure.said or figure.title


def _count(figure: Figure, year: Annual) -> str:
    return f"{year.amount(figure.path) or 0:,}{figure.unit}"
