"""Pictures of forms that are kept: reference pages for the tests, and the small ones of the window's gallery.

After a form was changed on purpose, look at it, then run::

    python tests/forms/pictures.py

It writes tests/data/forms/*.png (reference pages, 60 dpi) and resources/forms/*.png (gallery, 224 px wide).
"""

from __future__ import annotations

import io
import sys
from pathlib import Path

from PIL import Image

from sasaeai_desktop.forms import registry
from sasaeai_desktop.forms.raster import Picture, page_image

ROOT = Path(__file__).resolve().parents[2]
REFERENCES = ROOT / "tests" / "data" / "forms"
GALLERY = ROOT / "resources" / "forms"
REFERENCE_WIDTH, GALLERY_WIDTH = 496, 224
PAGES = (("visit-sheet", 0), ("register-card", 0), ("salon-report", 0), ("city-table", 0))
"""Form and page of the reference pictures, drawn from the ordinary samples."""


def grey(picture: Picture) -> Image.Image:
    """Return a page in shades of grey."""
    return Image.frombytes("RGB", (picture.width, picture.height), picture.data).convert("L")


def gallery_picture(form: str) -> Image.Image:
    """Return the blank form's first page, small; drawn at three times the size and shrunk, so that lines stay."""
    drawn = registry.blank_form(form, printed_on="2024-04-01")
    large = grey(page_image(drawn.pdf, 0, GALLERY_WIDTH * 3))
    return large.resize((GALLERY_WIDTH, round(GALLERY_WIDTH * 297 / 210)), Image.Resampling.LANCZOS)


def reference_page(form: str, page: int) -> Image.Image:
    """Return a page of a form's ordinary sample."""
    from form_samples import FILLED  # noqa: PLC0415 - needs this folder on the path

    return grey(page_image(FILLED[form]().pdf, page, REFERENCE_WIDTH))


def as_png(image: Image.Image, shades: int) -> bytes:
    """Return a small file: few shades of grey are enough to know a page by."""
    file = io.BytesIO()
    image.quantize(shades).save(file, "PNG", optimize=True)
    return file.getvalue()


def main() -> None:
    """Write all of them anew."""
    for folder in (REFERENCES, GALLERY):
        folder.mkdir(parents=True, exist_ok=True)
        for old in folder.glob("*.png"):
            old.unlink()
    for form, page in PAGES:
        (REFERENCES / f"{form}-{page + 1}.png").write_bytes(as_png(reference_page(form, page), 16))
    for form in registry.names():
        (GALLERY / f"{form}.png").write_bytes(as_png(gallery_picture(form), 16))


if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).parent))
    main()
