"""An .xlsx workbook of one sheet in which every cell is a text.

Written as plain XML because openpyxl needs some 20 microseconds for every styled cell: 17 s for 100,000
visits, against 1 to 2 s here. Texts stand in the table of shared strings, as Excel writes them: readers are
quicker with it than with texts inside the cells.
Source of the format: ECMA-376 part 1, chapter 18 (SpreadsheetML).
"""

from __future__ import annotations

import io
import re
import unicodedata
import zipfile
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from html import escape  # that of xml.sax brings the network's modules with it

_ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_ESCAPED = re.compile("_(?=x[0-9A-Fa-f]{4}_)")  # looks like an escaped character and is none
_WIDEST = 48  # of a column, in half-width characters
_NARROWEST = 8
_LOOKED_AT = 200  # rows that decide the width of a column

Value = str | int
"""A text, or a figure to reckon with (year tables); a figure is shown with its thousands parted."""

_TEXT, _HEADER, _FIGURE = 1, 2, 3  # places in cellXfs below

_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_LINKS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml"

_PARTS = {
    "[Content_Types].xml": f'<Types xmlns="{_PACKAGE}/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/>'
    f'<Override PartName="/xl/workbook.xml" ContentType="{_TYPE}.sheet.main+xml"/>'
    f'<Override PartName="/xl/worksheets/sheet1.xml" ContentType="{_TYPE}.worksheet+xml"/>'
    f'<Override PartName="/xl/sharedStrings.xml" ContentType="{_TYPE}.sharedStrings+xml"/>'
    f'<Override PartName="/xl/styles.xml" ContentType="{_TYPE}.styles+xml"/></Types>',
    "_rels/.rels": f'<Relationships xmlns="{_PACKAGE}/relationships">'
    f'<Relationship Id="rId1" Type="{_LINKS}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
    "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{_PACKAGE}/relationships">'
    f'<Relationship Id="rId1" Type="{_LINKS}/worksheet" Target="worksheets/sheet1.xml"/>'
    f'<Relationship Id="rId2" Type="{_LINKS}/styles" Target="styles.xml"/>'
    f'<Relationship Id="rId3" Type="{_LINKS}/sharedStrings" Target="sharedStrings.xml"/></Relationships>',
    # Format 49 is "@" (text), 3 is "#,##0". Excel insists on style 0 and on fills 0 and 1.
    "xl/styles.xml": f'<styleSheet xmlns="{_MAIN}">'
    '<fonts count="2">'
    '<font><sz val="11"/><name val="游ゴシック"/><family val="3"/><charset val="128"/></font>'
    '<font><b/><sz val="11"/><name val="游ゴシック"/><family val="3"/><charset val="128"/></font></fonts>'
    '<fills count="2"><fill><patternFill patternType="none"/></fill>'
    '<fill><patternFill patternType="gray125"/></fill></fills>'
    '<borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>'
    '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>'
    '<cellXfs count="4"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>'
    '<xf numFmtId="49" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/>'
    '<xf numFmtId="49" fontId="1" fillId="0" borderId="0" xfId="0" applyNumberFormat="1" applyFont="1"/>'
    '<xf numFmtId="3" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/></cellXfs>'
    '<cellStyles count="1"><cellStyle name="標準" xfId="0" builtinId="0"/></cellStyles></styleSheet>',
}


@dataclass(frozen=True, slots=True)
class OnPaper:
    """What stands on every printed page of a list.

    Attributes:
        title: what it is, 住民・対象者.
        period: of when it is, 令和5年度 or 令和5年10月5日 現在.
    """

    title: str = "一覧"
    period: str = ""


def workbook(
    headers: Sequence[str], rows: Sequence[Sequence[Value]], on_paper: OnPaper | None = None
) -> bytes:
    """Return the file: bold frozen headers, columns as wide as their content, text format but for figures.

    The text format also holds for empty cells, so that 0166 or 5-4 typed into them stays as typed. Control
    characters, which the format cannot hold, are left out. Printed it is A4 in a readable size, with title, period and
    page, its headers (and the first two columns, where it takes more than one page in width) on each.

    Args:
        headers: the first row.
        rows: texts and whole numbers, as many as headers; a number becomes a figure.
        on_paper: title and period.
    """
    shared, about = _SharedTexts(), on_paper or OnPaper()
    widths = _widths(headers, rows)
    sheet = _sheet(headers, rows, shared, _page_setup(widths, about))
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=4) as archive:
        for name, text in _PARTS.items():
            archive.writestr(_member(name), _HEAD + text)
        archive.writestr(_member("xl/workbook.xml"), _HEAD + _book(about, _pages_across(widths) > 1))
        archive.writestr(_member("xl/sharedStrings.xml"), _HEAD + shared.xml())
        archive.writestr(_member("xl/worksheets/sheet1.xml"), _HEAD + sheet)
    return out.getvalue()


class _SharedTexts:
    """The table of texts; cells hold places in it."""

    def __init__(self) -> None:
        self._places: dict[str, int] = {}
        self._uses = 0

    def place(self, text: str) -> int:
        """Return the place of a text, added when it is new."""
        self._uses += 1
        return self._places.setdefault(text, len(self._places))

    def xml(self) -> str:
        """Return the part of the package."""
        texts = "".join(f'<si><t xml:space="preserve">{_escaped(text)}</t></si>' for text in self._places)
        counts = f'count="{self._uses}" uniqueCount="{len(self._places)}"'
        return f'<sst xmlns="{_MAIN}" {counts}>{texts}</sst>'


def _member(name: str) -> zipfile.ZipInfo:
    """Return an archive member without the hour of writing: the same table gives the same bytes."""
    member = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
    member.compress_type = zipfile.ZIP_DEFLATED
    return member


_PORTRAIT, _LANDSCAPE = 105, 165  # half-width signs across an A4 page at about 80 %


def _pages_across(widths: Sequence[int]) -> int:
    return max(1, -(-sum(widths) // _LANDSCAPE))


def _page_setup(widths: Sequence[int], about: OnPaper) -> str:
    """Return how the sheet is printed; ``&`` begins a command in headers and is written twice."""
    turned = "portrait" if sum(widths) <= _PORTRAIT else "landscape"
    title, period = (escape(text.replace("&", "&&"), quote=False) for text in (about.title, about.period))
    return (
        '<pageMargins left="0.4" right="0.4" top="0.75" bottom="0.6" header="0.3" footer="0.3"/>'
        f'<pageSetup paperSize="9" orientation="{turned}" fitToWidth="{_pages_across(widths)}" fitToHeight="0"/>'
        f"<headerFooter><oddHeader>&amp;L&amp;14&amp;B{title}&amp;R{period}</oddHeader>"
        "<oddFooter>&amp;C&amp;P / &amp;N</oddFooter></headerFooter>"
    )


def _book(about: OnPaper, columns_again: bool) -> str:
    """Return the workbook part: the sheet's name, and which rows and columns stand on every page."""
    name = re.sub(r"[\[\]:*?/\\']", "", about.title)[:31] or "一覧"
    columns = f"'{name}'!$A:$B," if columns_again else ""
    again = escape(f"{columns}'{name}'!$1:$1", quote=False)
    return (
        f'<workbook xmlns="{_MAIN}" xmlns:r="{_LINKS}"><sheets><sheet name="{escape(name)}" sheetId="1" r:id="rId1"/></sheets>'
        f'<definedNames><definedName name="_xlnm.Print_Titles" localSheetId="0">{again}'
        "</definedName></definedNames></workbook>"
    )


def _sheet(
    headers: Sequence[str], rows: Sequence[Sequence[Value]], shared: _SharedTexts, page_setup: str
) -> str:
    letters = [column_letters(place) for place in range(max(map(len, (headers, *rows)), default=1) or 1)]
    pane = (
        '<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/>'
        '<selection pane="bottomLeft"/>'
    )
    columns = "".join(
        f'<col min="{place}" max="{place}" width="{width}" style="{_TEXT}" customWidth="1"/>'
        for place, width in enumerate(_widths(headers, rows), start=1)
    )
    last = f"{letters[-1]}{len(rows) + 1}"
    parts = [
        f'<worksheet xmlns="{_MAIN}"><sheetPr><pageSetUpPr fitToPage="1"/></sheetPr><dimension ref="A1:{last}"/>',
        f'<sheetViews><sheetView workbookViewId="0">{pane}</sheetView></sheetViews>',
        f"<cols>{columns}</cols><sheetData>" if columns else "<sheetData>",
        _row(1, headers, letters, _HEADER, shared),
        *(_row(number, row, letters, _TEXT, shared) for number, row in enumerate(rows, start=2)),
        "</sheetData>",
        page_setup,
        # No green corners on numbers kept as text.
        f'<ignoredErrors><ignoredError sqref="A1:{last}" numberStoredAsText="1"/></ignoredErrors>',
        "</worksheet>",
    ]
    return "".join(parts)


def _row(
    number: int, values: Sequence[Value], letters: Sequence[str], style: int, shared: _SharedTexts
) -> str:
    cells = []
    for letter, value in zip(letters, values, strict=False):
        if isinstance(value, int):
            cells.append(f'<c r="{letter}{number}" s="{_FIGURE}"><v>{value}</v></c>')
        elif value:
            cells.append(f'<c r="{letter}{number}" s="{style}" t="s"><v>{shared.place(value)}</v></c>')
    return f'<row r="{number}">{"".join(cells)}</row>'


def _escaped(text: str) -> str:
    if text.isalnum():
        return text
    text = _ILLEGAL.sub("", text)
    if "_x" in text:
        text = _ESCAPED.sub("_x005F_", text)
    return escape(text, quote=False).replace("\r", "_x000D_")


def column_letters(place: int) -> str:
    """Return the letters of a column, counted from 0: A .. Z, AA .."""
    letters = ""
    place += 1
    while place:
        place, rest = divmod(place - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def _widths(headers: Sequence[str], rows: Sequence[Sequence[Value]]) -> list[int]:
    """Return a width per column, in half-width characters, from its header and its first rows."""
    widths = [_shown_width(header) for header in headers]
    for row in rows[:_LOOKED_AT]:
        for place, text in enumerate(row[: len(widths)]):
            widths[place] = max(widths[place], _shown_width(str(text)))
    return [min(_WIDEST, max(_NARROWEST, width + 2)) for width in widths]


def _shown_width(text: str) -> int:
    line = text.partition("\n")[0][:_WIDEST]
    return sum(2 if unicodedata.east_asian_width(sign) in "WFA" else 1 for sign in line)


_RETURN = re.compile("_x000D_|\r\n?")


def cell_texts(texts: Iterable[str]) -> list[str]:
    """Return texts of cells as openpyxl gives them with their returns (Excel writes _x000D_) as LF."""
    return [_with_newlines(text) if "\r" in text or "_x000D_" in text else text for text in texts]


def _with_newlines(text: str) -> str:
    return _RETURN.sub("\n", text.replace("_x000D_\n", "\n"))
