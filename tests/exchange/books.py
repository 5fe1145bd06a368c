"""Small .xlsx and .ods files written part by part, as Japanese Excel, LibreOffice and other programs lay them out."""

from __future__ import annotations

import zipfile
from pathlib import Path
from xml.sax.saxutils import escape, quoteattr

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
LINKS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
STRICT = {
    MAIN: "http://purl.oclc.org/ooxml/spreadsheetml/main",
    LINKS: "http://purl.oclc.org/ooxml/officeDocument/relationships",
}

Value = object
"""A text, a number, a truth, (value, style), or a whole <c ...> element as text."""


def letters(place: int) -> str:
    """Return the letters of a column."""
    return chr(65 + place) if place < 26 else chr(64 + place // 26) + chr(65 + place % 26)


def _cell(reference: str, value: Value) -> str:
    value, style = value if isinstance(value, tuple) else (value, 0)
    if isinstance(value, str) and value.startswith("<c"):
        return value.replace("<c", f'<c r="{reference}"', 1)
    mark = f' s="{style}"' if style else ""
    if value in (None, ""):
        return ""
    if isinstance(value, bool):
        return f'<c r="{reference}"{mark} t="b"><v>{int(value)}</v></c>'
    if isinstance(value, int | float):
        return f'<c r="{reference}"{mark}><v>{value!r}</v></c>'
    return f'<c r="{reference}"{mark} t="inlineStr"><is><t xml:space="preserve">{escape(str(value))}</t></is></c>'


def sheet(rows: list[list[Value]], *, after: str = "", hidden: tuple[int, ...] = ()) -> str:
    """Return the XML of a sheet."""
    body = ""
    for n, row in enumerate(rows, start=1):
        state = ' hidden="1"' if n in hidden else ""
        cells = "".join(_cell(f"{letters(p)}{n}", v) for p, v in enumerate(row))
        body += f'<row r="{n}"{state}>{cells}</row>'
    return f'<worksheet xmlns="{MAIN}" xmlns:r="{LINKS}"><sheetData>{body}</sheetData>{after}</worksheet>'


def styles(*formats: int | str) -> str:
    """Return styles: 0 general, then one per built-in id or code; the last one is struck through."""
    codes = {176 + n: f for n, f in enumerate(formats) if isinstance(f, str)}
    made = "".join(
        f"<numFmt numFmtId={quoteattr(str(i))} formatCode={quoteattr(c)}/>" for i, c in codes.items()
    )
    ids = [f if isinstance(f, int) else 176 + n for n, f in enumerate(formats)]
    cells = "".join(f'<xf numFmtId="{i}" fontId="0"/>' for i in [0, *ids]) + '<xf numFmtId="0" fontId="1"/>'
    return (
        f'<styleSheet xmlns="{MAIN}"><numFmts>{made}</numFmts><fonts><font><sz val="11"/></font>'
        f"<font><strike/></font></fonts><cellXfs>{cells}</cellXfs></styleSheet>"
    )


def book(
    path: Path,
    sheets: list[tuple[str, str]],
    *,
    style: str = "",
    hidden: tuple[str, ...] = (),
    more: str = "",
    extra: dict[str, str] | None = None,
    replace: dict[str, str] | None = None,
) -> Path:
    """Write a workbook of (name, sheet XML); ``replace`` changes words in every part (Strict, prefixes)."""
    states = dict.fromkeys(hidden, ' state="hidden"')
    listed = "".join(
        f'<sheet name="{name}" sheetId="{n}"{states.get(name, "")} r:id="r{n}"/>'
        for n, (name, _) in enumerate(sheets, 1)
    )
    links = "".join(
        f'<Relationship Id="r{n}" Type="{LINKS}/worksheet" Target="worksheets/s{n}.xml"/>'
        for n in range(1, len(sheets) + 1)
    )
    parts = {
        "_rels/.rels": f'<Relationships xmlns="{PACKAGE}/relationships"><Relationship Id="r1" '
        f'Type="{LINKS}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'<workbook xmlns="{MAIN}" xmlns:r="{LINKS}"><sheets>{listed}</sheets>{more}</workbook>',
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{PACKAGE}/relationships">{links}'
        f'<Relationship Id="st" Type="{LINKS}/styles" Target="styles.xml"/></Relationships>',
        "xl/styles.xml": style or styles(),
        **{f"xl/worksheets/s{n}.xml": xml for n, (_, xml) in enumerate(sheets, 1)},
        **(extra or {}),
    }
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in parts.items():
            for before, after in (replace or {}).items():
                text = text.replace(before, after)  # noqa: PLW2901 - the same part, changed
            archive.writestr(name, text)
    return path


_OFFICE = "urn:oasis:names:tc:opendocument:xmlns:office:1.0"
_TABLE = "urn:oasis:names:tc:opendocument:xmlns:table:1.0"
_TEXT = "urn:oasis:names:tc:opendocument:xmlns:text:1.0"


def ods(path: Path, rows: list[str]) -> Path:
    """Write an .ods whose rows are XML of table:table-row's content."""
    body = "".join(f"<table:table-row>{row}</table:table-row>" for row in rows)
    content = (
        f'<office:document-content xmlns:office="{_OFFICE}" xmlns:table="{_TABLE}" xmlns:text="{_TEXT}"><office:body>'
        f'<office:spreadsheet><table:table table:name="名簿">{body}</table:table></office:spreadsheet></office:body>'
        "</office:document-content>"
    )
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("META-INF/manifest.xml", "<manifest/>")
        archive.writestr("content.xml", content)
    return path


def ods_cell(text: str, kind: str = "string", value: str = "", spans: str = "") -> str:
    """Return a cell of an .ods."""
    held = {"date": "date-value", "time": "time-value", "float": "value", "boolean": "boolean-value"}.get(
        kind, ""
    )
    said = f' office:{held}="{value}"' if held else ""
    return f'<table:table-cell office:value-type="{kind}"{said}{spans}><text:p>{escape(text)}</text:p></table:table-cell>'
