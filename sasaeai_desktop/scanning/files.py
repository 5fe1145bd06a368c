"""Files from a scanner as pictures: PDF, PNG, JPEG, TIFF; one page in memory at a time."""

from __future__ import annotations

import io
import math
import warnings
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from itertools import islice
from pathlib import Path

import pypdfium2
from PIL import Image, ImageChops, ImageOps, TiffImagePlugin, UnidentifiedImageError

from sasaeai_desktop.domain.errors import InputError

SUFFIXES = (".pdf", ".png", ".jpg", ".jpeg", ".tif", ".tiff")
PDF_LONG_EDGE = 2600  # pixels: A4 at 222 dpi, whatever page size a scanner wrote into its file
MOST_PIXELS = 80_000_000  # A4 at 800 dpi is 62 million; more is no scan of a sheet
MOST_PAGES = 500
MOST_BYTES = 1 << 30
_SQUARE = 0.02  # share by which a scan's pixels may be wider than high
_PAPER = 100  # brightness: a scan without any paper is one whose black and white are exchanged
_THUMBNAIL = 0.6  # a picture whose edge is shorter than this share of the file's largest is a preview of it
_SUBFILE, _PHOTOMETRIC, _WHITE_IS_ZERO = 254, 262, 0  # tags of TIFF 6.0


def page_count(path: Path) -> int:
    """Return how many pages a file holds, for a progress bar.

    Raises:
        InputError: it is no picture or PDF that can be read.
    """
    if _is_pdf(path):
        with closing(_open_pdf(path)) as document:
            return _not_too_many(path, len(document))
    with _open_picture(path) as picture:
        return len(_pages_within(path, picture))


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
                    scan = _as_scanned(page)
                    if scan is not None:
                        yield scan
                        continue
                    scale = PDF_LONG_EDGE / max(page.get_width(), page.get_height(), 1.0)
                    with closing(page.render(scale=scale, grayscale=True, may_draw_forms=False)) as bitmap:
                        picture = bitmap.to_pil().convert("L")
            except pypdfium2.PdfiumError as error:
                raise _unreadable(path) from error
            yield picture


def _as_scanned(page: pypdfium2.PdfPage) -> Image.Image | None:
    """Return the JPEG that is all of a page, as a scanner put it there; None where the page has to be drawn.

    Drawing it anew took 75 ms of processor time, unpacking it takes 15.
    """
    found = list(islice(page.get_objects(max_depth=1), 2))
    if len(found) != 1 or not isinstance(found[0], pypdfium2.PdfImage) or page.get_rotation():
        return None
    if found[0].get_filters() != ["DCTDecode"] or not _fills(found[0].get_matrix().get(), page.get_size()):
        return None
    try:
        with _no_warnings(), Image.open(io.BytesIO(found[0].get_data())) as picture:
            if picture.mode not in ("L", "RGB") or picture.width * picture.height > MOST_PIXELS:
                return None
            grey = picture.convert("L")
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError):
        return None
    ratio = grey.width * page.get_height() / (grey.height * page.get_width())
    paper = max(grey.resize((32, 32), Image.Resampling.NEAREST).tobytes())
    return grey if abs(ratio - 1) < _SQUARE and paper >= _PAPER else None


def _fills(matrix: Sequence[float], size: tuple[float, float]) -> bool:
    """Say whether a picture lies upright over all of its page."""
    a, b, c, d, left, bottom = matrix
    near = 0.01 * max(size)
    off = (a - size[0], b, c, d - size[1], left, bottom)
    return all(abs(one) <= near for one in off)


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
        for number in _pages_within(path, picture):
            try:
                with _no_warnings():
                    picture.seek(number)
                    if picture.width * picture.height > MOST_PIXELS:
                        raise _too_large(path)
                    page = _upright_pixels(picture)
            except Image.DecompressionBombError as error:
                raise _too_large(path) from error
            # A damaged picture raises whatever its decoder stumbles over.
            except (OSError, ValueError, SyntaxError, EOFError, IndexError, TypeError, MemoryError) as error:
                raise _unreadable(path) from error
            yield page


def _upright_pixels(picture: Image.Image) -> Image.Image:
    """Return a page in grey, the right way up, with pixels as high as wide.

    A FAX in standard mode has 204 x 98 dots an inch.
    """
    grey = _grey(picture)
    page = ImageOps.exif_transpose(grey)
    across, down = _resolution(picture)
    if page.size != grey.size:
        across, down = down, across
    share = across / down
    if not 1.3 < max(share, 1 / share) < 4:
        return page
    wide, high = page.size
    size = (wide, round(high * share)) if share > 1 else (round(wide / share), high)
    return page if size[0] * size[1] > MOST_PIXELS else page.resize(size, Image.Resampling.BICUBIC)


def _resolution(picture: Image.Image) -> tuple[float, float]:
    """Return the dots per inch across and down as a file tells them; (1, 1) where it says nothing of use."""
    try:
        across, down = (float(part) for part in picture.info.get("dpi", (1, 1)))
    except (TypeError, ValueError, ZeroDivisionError):
        return 1.0, 1.0
    good = math.isfinite(across) and math.isfinite(down) and across > 0 and down > 0
    return (across, down) if good else (1.0, 1.0)


@contextmanager
def _no_warnings() -> Iterator[None]:
    """Keep Pillow from talking of odd tags (of size our own limit judges), and have libtiff read every TIFF.

    Pillow 13.0 unpacks an uncompressed TIFF that lies sideways (Orientation 5 to 8) with the wrong row length;
    libtiff, which it uses for every other compression, reads it right. Its writer must not see that setting.
    """
    before = TiffImagePlugin.READ_LIBTIFF
    TiffImagePlugin.READ_LIBTIFF = True
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", UserWarning)
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)
            yield
    finally:
        TiffImagePlugin.READ_LIBTIFF = before


def _pages_within(path: Path, picture: Image.Image) -> list[int]:
    """Return which pictures of a file are pages: a telephone or a scanner adds small ones to look at.

    Counting those of a TIFF walks through it, and may stumble.
    """
    try:
        with _no_warnings():
            total = _not_too_many(path, int(getattr(picture, "n_frames", 1)))
            if picture.format == "MPO" or total == 1:  # further pictures are previews, depth or gain maps
                return [0]
            edges: list[int] = []
            for number in range(total):
                picture.seek(number)
                tags = getattr(picture, "tag_v2", {})
                edges.append(0 if int(tags.get(_SUBFILE, 0)) & 1 else max(picture.size))
    except (OSError, ValueError, SyntaxError, EOFError, IndexError, TypeError, KeyError) as error:
        raise _unreadable(path) from error
    return [number for number, edge in enumerate(edges) if edge >= _THUMBNAIL * max(edges) and edge]


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
        grey = picture.convert("F").point(lambda v: (v - low) * (255 / (high - low)), "F").convert("L")
        tags = getattr(picture, "tag_v2", {})
        # Pillow turns round a picture in which white is zero only up to 8 bits.
        return ImageChops.invert(grey) if tags.get(_PHOTOMETRIC, 1) == _WHITE_IS_ZERO else grey
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
