"""Files from a scanner as pictures: PDF, PNG, JPEG, TIFF; one page in memory at a time."""

from __future__ import annotations

import math
import warnings
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pypdfium2
from PIL import Image, ImageOps, UnidentifiedImageError

from sasaeai_desktop.domain.errors import InputError

SUFFIXES = (".pdf", ".png", ".jpg", ".jpeg", ".tif", ".tiff")
PDF_LONG_EDGE = 2600  # pixels: A4 at 222 dpi, whatever page size a scanner wrote into its file
MOST_PIXELS = 80_000_000  # A4 at 800 dpi is 62 million; more is no scan of a sheet
LEAST_EDGE = 500  # pixels; an icon is no scan
MOST_PAGES = 500
MOST_BYTES = 1 << 30


def page_count(path: Path) -> int:
    """Return how many pages a file holds, for a progress bar.

    Raises:
        InputError: it is no picture or PDF that can be read.
    """
    if _is_pdf(path):
        with closing(_open_pdf(path)) as document:
            return _not_too_many(path, len(document))
    with _open_picture(path) as picture:
        return _not_too_many(path, _frames(path, picture))


def pages_of(path: Path) -> Iterator[Image.Image]:
    """Yield the pages of a file in grey.

    Raises:
        InputError: it is no picture or PDF that can be read, or its pages are far too large.
    """
    yield from _pdf_pages(path) if _is_pdf(path) else _picture_pages(path)


def _is_pdf(path: Path) -> bool:
    try:
        if path.stat().st_size > MOST_BYTES:
            raise _too_large(path)
        with path.open("rb") as file:
            return b"%PDF-" in file.read(1024)
    except OSError as error:
        raise InputError(f"「{path.name}」を開けません。", "ファイルの場所を確かめてください。") from error


def _open_pdf(path: Path) -> pypdfium2.PdfDocument:
    try:
        return pypdfium2.PdfDocument(path)
    except pypdfium2.PdfiumError as error:
        if "password" in str(error).lower():
            raise InputError(
                f"「{path.name}」には、開くための合いことばが かかっています。",
                "合いことばのないPDFにして、もう一度えらんでください。",
            ) from error
        raise _unreadable(path) from error


def _pdf_pages(path: Path) -> Iterator[Image.Image]:
    with closing(_open_pdf(path)) as document:
        for number in range(_not_too_many(path, len(document))):
            try:
                with closing(document[number]) as page:
                    scale = PDF_LONG_EDGE / max(page.get_width(), page.get_height(), 1.0)
                    with closing(page.render(scale=scale, grayscale=True, may_draw_forms=False)) as bitmap:
                        picture = bitmap.to_pil().convert("L")
            except pypdfium2.PdfiumError as error:
                raise _unreadable(path) from error
            yield picture


def _open_picture(path: Path) -> Image.Image:
    try:
        with _no_warnings():
            picture = Image.open(path)
    except Image.DecompressionBombError as error:
        raise _too_large(path) from error
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError) as error:
        raise _unreadable(path) from error
    if picture.width * picture.height > MOST_PIXELS:
        picture.close()
        raise _too_large(path)
    return picture


def _picture_pages(path: Path) -> Iterator[Image.Image]:
    with _open_picture(path) as picture:
        for number in range(_not_too_many(path, _frames(path, picture))):
            try:
                with _no_warnings():
                    picture.seek(number)
                    if picture.width * picture.height > MOST_PIXELS:
                        raise _too_large(path)
                    page = ImageOps.exif_transpose(_grey(picture))
            except Image.DecompressionBombError as error:
                raise _too_large(path) from error
            # A damaged picture raises whatever its decoder stumbles over.
            except (OSError, ValueError, SyntaxError, EOFError, IndexError, TypeError, MemoryError) as error:
                raise _unreadable(path) from error
            yield page


@contextmanager
def _no_warnings() -> Iterator[None]:
    """Keep Pillow from talking of odd tags; of size our own limit judges."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", UserWarning)
        warnings.simplefilter("ignore", Image.DecompressionBombWarning)
        yield


def _frames(path: Path, picture: Image.Image) -> int:
    """Return the pictures of a file; counting those of a TIFF walks through it, and may stumble."""
    try:
        with _no_warnings():
            return int(getattr(picture, "n_frames", 1))
    except (OSError, ValueError, SyntaxError, EOFError, IndexError, TypeError, KeyError) as error:
        raise _unreadable(path) from error


def _not_too_many(path: Path, pages: int) -> int:
    if pages > MOST_PAGES:
        raise InputError(
            f"「{path.name}」は {pages}ページあります。",
            f"{MOST_PAGES}ページまでに分けて、読み取ってください。",
        )
    return pages


def _grey(picture: Image.Image) -> Image.Image:
    if picture.mode in ("RGBA", "LA", "PA") or "transparency" in picture.info:
        shown = picture.convert("RGBA")
        ground = Image.new("RGBA", shown.size, "white")  # what is transparent is paper
        return Image.alpha_composite(ground, shown).convert("L")
    if picture.mode.startswith(("I", "F")):
        low, high = _range(picture)
        return picture.convert("F").point(lambda v: (v - low) * (255 / (high - low)), "F").convert("L")
    return picture.convert("L")


def _range(picture: Image.Image) -> tuple[float, float]:
    extrema = picture.convert("F").getextrema()
    low, high = float(extrema[0]), float(extrema[1])  # type: ignore[arg-type]  # one band gives two numbers
    if not (math.isfinite(low) and math.isfinite(high)) or high <= low:
        raise ValueError("no picture")
    return low, high


def _unreadable(path: Path) -> InputError:
    return InputError(
        f"「{path.name}」は、絵としてもPDFとしても読めません。",
        "PDF・PNG・JPEG・TIFFの どれかで、もう一度読み取ってください。",
    )


def _too_large(path: Path) -> InputError:
    return InputError(
        f"「{path.name}」の絵が、大きすぎます。", "A4の紙を 200から300dpiで、もう一度読み取ってください。"
    )
