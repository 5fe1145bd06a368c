"""Pages of a PDF as pictures (PySide6-Essentials has no PDF module)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class PageImage:
    """One page as 24-bit RGB.

    Attributes:
        width: px.
        height: px.
        rgb: ``height`` lines of ``stride`` bytes.
        stride: bytes per line.
    """

    width: int
    height: int
    rgb: bytes
    stride: int


class PdfPages:
    """An open PDF.

    Args:
        pdf: the bytes of the file.
    """

    def __init__(self, pdf: bytes) -> None:
        import pypdfium2  # noqa: PLC0415 - only when something is printed

        self._document: Any = pypdfium2.PdfDocument(pdf)
        self.count: int = len(self._document)

    def __call__(self, page: int, width: int) -> PageImage:
        """Return a page (0 = first) ``width`` px wide."""
        shown = self._document[page]
        bitmap = shown.render(scale=width / shown.get_width(), rev_byteorder=True)
        made = PageImage(bitmap.width, bitmap.height, bytes(bitmap.buffer), bitmap.stride)
        if bitmap.n_channels != 3:
            raise ValueError("page was not rendered as RGB")
        return made

    def close(self) -> None:
        """Let go of the file."""
        self._document.close()
