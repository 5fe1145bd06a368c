"""Several prints as one file."""

from __future__ import annotations

import io
from collections.abc import Sequence

import pypdfium2

from sasaeai_desktop.forms.paper import Drawn


def joined(parts: Sequence[Drawn]) -> Drawn:
    """Return all pages of several prints in one file, in order."""
    if len(parts) == 1:
        return parts[0]
    whole = pypdfium2.PdfDocument.new()
    for part in parts:
        source = pypdfium2.PdfDocument(part.pdf)
        whole.import_pages(source)
        source.close()
    file = io.BytesIO()
    whole.save(file)
    whole.close()

    def gathered(name: str) -> list[str]:
        return list(dict.fromkeys(text for part in parts for text in getattr(part, name)))

    return Drawn(
        file.getvalue(),
        sum(p.pages for p in parts),
        gathered("missing"),
        gathered("cut"),
        gathered("outside"),
    )
