"""What a scanner (or a hand) may put into a folder: whole, damaged, huge and locked files."""

from __future__ import annotations

import contextlib
import io
import random
import struct
import zlib
from pathlib import Path

import pytest
from PIL import Image
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.pdfgen.canvas import Canvas

from sasaeai_desktop.domain.errors import InputError
from sasaeai_desktop.scanning import files


def _modes(folder: Path) -> list[Path]:
    base = Image.linear_gradient("L").resize((700, 900))
    made = []
    for name, picture in (
        ("grey.png", base), ("one.png", base.convert("1")), ("colour.jpg", base.convert("RGB")),
        ("print.jpg", base.convert("CMYK")), ("few.png", base.convert("P")), ("deep.png", base.convert("I;16")),
        ("clear.png", Image.merge("LA", (base, base))), ("fax.tif", base.convert("1")),
    ):  # fmt: skip
        picture.save(folder / name)
        made.append(folder / name)
    return made


def test_every_kind_of_picture_becomes_grey(tmp_path: Path) -> None:
    for path in _modes(tmp_path):
        (page,) = files.pages_of(path)
        assert (page.mode, page.size) == ("L", (700, 900)), path.name


def test_pages_of_a_pdf_and_of_a_tiff(tmp_path: Path) -> None:
    for name in ("a.pdf", "a.tif"):
        pages = [Image.new("L", (620, 877), shade) for shade in (10, 120, 250)]
        pages[0].save(tmp_path / name, save_all=True, append_images=pages[1:])
        assert files.page_count(tmp_path / name) == 3
        shades = [
            page.getpixel((page.width // 2, page.height // 2)) for page in files.pages_of(tmp_path / name)
        ]
        assert [abs(a - b) < 4 for a, b in zip(shades, (10, 120, 250), strict=True)] == [True] * 3


def test_a_scan_that_is_all_of_a_page_is_taken_as_it_was_scanned_and_anything_else_is_drawn(
    tmp_path: Path,
) -> None:
    scan = Image.linear_gradient("L").resize((1654, 2339))
    scan.save(tmp_path / "scan.jpg", quality=90)
    scan.save(tmp_path / "whole.pdf", resolution=200, quality=90)
    (page,) = files.pages_of(tmp_path / "whole.pdf")
    assert page.size == scan.size

    def drawn(name: str, *more: str) -> Image.Image:
        canvas = Canvas(str(tmp_path / name), pagesize=(595.2, 841.8))
        if "turned" in more:
            canvas.translate(595.2, 841.8)
            canvas.rotate(180)
        small = 0.5 if "small" in more else 1
        canvas.drawImage(str(tmp_path / "scan.jpg"), 0, 0, 595.2 * small, 841.8 * small)
        if "words" in more:
            canvas.rect(0, 0, 595, 400, fill=1)
        canvas.save()
        (page,) = files.pages_of(tmp_path / name)
        return page

    assert drawn("turned.pdf", "turned").getpixel((900, 2500)) < 20  # the dark end is below
    assert drawn("small.pdf", "small").getpixel((1800, 2500)) == 255  # beside it is paper
    assert drawn("words.pdf", "words").getpixel((900, 2500)) == 0


def test_previews_beside_a_page_are_no_pages(tmp_path: Path) -> None:
    """A telephone keeps a small picture in its JPEG (MPO), a scanner in its TIFF."""
    page = Image.linear_gradient("L").resize((700, 900))
    small = page.resize((175, 225))
    page.save(tmp_path / "phone.jpg", format="MPO", save_all=True, append_images=[small])
    page.copy().save(tmp_path / "thumb.tif", save_all=True, append_images=[page.resize((175, 225))])
    for name in ("phone.jpg", "thumb.tif"):
        assert files.page_count(tmp_path / name) == 1
        assert [p.size for p in files.pages_of(tmp_path / name)] == [(700, 900)]


def test_a_fax_in_standard_mode_has_pixels_as_high_as_wide(tmp_path: Path) -> None:
    fax = Image.linear_gradient("L").resize((1728, 1146)).convert("1")
    fax.save(tmp_path / "fax.tif", compression="group3", dpi=(204, 98))
    (page,) = files.pages_of(tmp_path / "fax.tif")
    assert page.size == (1728, 2386)


def test_a_tiff_laid_sideways_and_one_of_sixteen_bits_in_which_white_is_zero(tmp_path: Path) -> None:
    page = Image.linear_gradient("L").resize((700, 900))
    side = page.transpose(Image.Transpose.ROTATE_90)
    side.save(tmp_path / "plain.tif", tiffinfo={274: 6})
    (read,) = files.pages_of(tmp_path / "plain.tif")
    assert (read.size, read.getpixel((350, 890))) == ((700, 900), page.getpixel((350, 890)))
    deep = struct.pack(f"<{700 * 900}H", *(65535 - v * 257 for v in page.tobytes()))
    tags = [
        (256, 4, 700), (257, 4, 900), (258, 3, 16), (259, 3, 1), (262, 3, 0), (273, 4, 8 + 2 + 9 * 12 + 4),
        (277, 3, 1), (278, 4, 900), (279, 4, len(deep)),
    ]  # fmt: skip
    head = struct.pack("<IH", 8, len(tags)) + b"".join(struct.pack("<HHII", t, k, 1, v) for t, k, v in tags)
    (tmp_path / "deep.tif").write_bytes(b"II*\0" + head + b"\0\0\0\0" + deep)
    (read,) = files.pages_of(tmp_path / "deep.tif")
    assert [read.getpixel((350, y)) for y in (5, 890)] == [page.getpixel((350, y)) for y in (5, 890)]


def _faulty(path: Path, words: str) -> None:
    for call in (files.page_count, lambda p: list(files.pages_of(p))):
        with pytest.raises(InputError, match=words) as raised:
            call(path)
        assert raised.value.todo


def test_what_cannot_be_read_is_said_in_plain_words(tmp_path: Path) -> None:
    locked = tmp_path / "locked.pdf"
    canvas = Canvas(str(locked), encrypt=StandardEncryption("secret"))
    canvas.drawString(100, 100, "x")
    canvas.save()
    _faulty(locked, "合いことば")
    huge = tmp_path / "huge.png"
    Image.new("1", (12_000, 12_000)).save(huge)
    _faulty(huge, "大きすぎます")
    text = tmp_path / "text.png"
    text.write_text("これは絵ではありません", encoding="utf-8")
    _faulty(text, "読めません")
    _faulty(tmp_path / "gone.png", "開けません")
    (tmp_path / "broken.pdf").write_bytes(b"%PDF-1.4\n" + b"\x00" * 300)
    _faulty(tmp_path / "broken.pdf", "読めません")


def test_far_too_many_pages_are_not_cut_off_silently(tmp_path: Path) -> None:
    canvas = Canvas(str(tmp_path / "long.pdf"))
    for _ in range(files.MOST_PAGES + 1):
        canvas.showPage()
    canvas.save()
    _faulty(tmp_path / "long.pdf", "501ページ")


def test_a_bomb_is_not_unpacked(tmp_path: Path) -> None:
    """A header that promises 40,000 million pixels is refused before anything is unpacked."""
    header = struct.pack(">IIBBBBB", 200_000, 200_000, 8, 0, 0, 0, 0)
    bomb = tmp_path / "bomb.png"
    parts = (b"IHDR" + header, b"IDAT" + zlib.compress(b"\0" * 1000))
    chunks = (struct.pack(">I", len(p) - 4) + p + struct.pack(">I", zlib.crc32(p)) for p in parts)
    bomb.write_bytes(b"\x89PNG\r\n\x1a\n" + b"".join(chunks))
    _faulty(bomb, "大きすぎます")


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "TIFF", "PDF"])
def test_damaged_files_end_in_a_sentence(tmp_path: Path, kind: str) -> None:
    file = io.BytesIO()
    Image.effect_mandelbrot((600, 800), (-2, -1, 1, 1), 40).convert("L").save(file, kind)
    whole = file.getvalue()
    chance = random.Random(kind)
    for at in range(40):
        data = bytearray(whole)
        for _ in range(chance.randint(1, 30)):
            data[chance.randrange(len(data))] = chance.randrange(256)
        path = tmp_path / f"{at}.{kind.lower()}"
        path.write_bytes(data[: chance.randint(20, len(data))] if at % 2 else data)
        with contextlib.suppress(InputError):  # anything else that is raised fails the test
            for page in files.pages_of(path):
                assert page.mode == "L"
