"""A scanner that is not kind: turned pages, shadows, noise, dust, blur, JPEG, grey, colour and 1 bit."""

from __future__ import annotations

import io
import random
from dataclasses import dataclass

import pypdfium2
from PIL import Image, ImageChops, ImageFilter

DRAWN_DPI = 300  # the page before it is scanned


@dataclass(frozen=True, slots=True)
class Scanner:
    """How a page is spoilt.

    Attributes:
        dpi: of the scan.
        turn: most degrees by which it lies askew.
        blur: of the optics, in pixels.
        noise: deviation of the grain, of 255.
        shade: how much darker one side is, 0..1.
        dust: dark specks.
        quality: of the JPEG, 0 for none.
        bits: 8, or 1 for a FAX.
        colour: scanned in colour (a yellowish paper).
    """

    dpi: int = 200
    turn: float = 2.0
    blur: float = 0.7
    noise: float = 8.0
    shade: float = 0.1
    dust: int = 60
    quality: int = 75
    bits: int = 8
    colour: bool = False

    def scan(self, page: Image.Image, chance: random.Random, *, upside_down: bool = False) -> Image.Image:
        """Return a page (grey, `DRAWN_DPI`) as this scanner gives it."""
        size = (round(page.width * self.dpi / DRAWN_DPI), round(page.height * self.dpi / DRAWN_DPI))
        out = page.resize(size, Image.Resampling.LANCZOS if self.bits > 1 else Image.Resampling.BOX)
        if upside_down:
            out = out.transpose(Image.Transpose.ROTATE_180)
        move = 2 * self.dpi / 25.4
        out = out.rotate(
            chance.uniform(-self.turn, self.turn), Image.Resampling.BICUBIC, fillcolor=248,
            translate=(chance.uniform(-move, move), chance.uniform(-move, move)),
        )  # fmt: skip
        out = out.point([round(25 + v * 0.875) for v in range(256)])  # no scan is wholly black or white
        out = out.filter(ImageFilter.GaussianBlur(self.blur * chance.uniform(0.7, 1.3)))
        if self.shade:
            out = ImageChops.multiply(out, _shadow(out.size, self.shade * chance.uniform(0.3, 1), chance))
        self._specks(out, chance)
        if self.noise:
            out = ImageChops.add(out, _grain(out.size, self.noise * chance.uniform(0.5, 1), chance), 1, -128)
        if self.bits == 1:
            return out.point([255 if v > 150 else 0 for v in range(256)]).convert(
                "1", dither=Image.Dither.NONE
            )
        if self.colour:
            bands = [out.point([round(v * share) for v in range(256)]) for share in (1.0, 0.97, 0.88)]
            out = Image.merge("RGB", bands)
        return _squeezed(out, self.quality) if self.quality else out

    def _specks(self, page: Image.Image, chance: random.Random) -> None:
        for _ in range(self.dust):
            x, y = chance.randrange(page.width), chance.randrange(page.height)
            radius = chance.choice([0, 1, 1, 2]) * self.dpi // 200
            page.paste(chance.randint(50, 170), (x - radius, y - radius, x + radius + 1, y + radius + 1))


def _shadow(size: tuple[int, int], depth: float, chance: random.Random) -> Image.Image:
    slope = Image.linear_gradient("L").point([round(255 - depth * v) for v in range(256)])
    return slope.rotate(chance.choice([0, 90, 180, 270])).resize(size)


def _grain(size: tuple[int, int], deviation: float, chance: random.Random) -> Image.Image:
    """Return noise round 128 that is the same for the same chance (Pillow's own is not)."""
    share = deviation / 52.0  # 255 / sqrt(24): the deviation of the mean of two even spreads
    layers = [Image.frombytes("L", size, chance.randbytes(size[0] * size[1])) for _ in range(2)]
    return Image.blend(*layers, 0.5).point([round(128 + (v - 127.5) * share) for v in range(256)])


def _squeezed(page: Image.Image, quality: int) -> Image.Image:
    file = io.BytesIO()
    page.save(file, "JPEG", quality=quality)
    file.seek(0)
    out = Image.open(file)
    out.load()
    return out


def rendered(pdf: bytes) -> list[Image.Image]:
    """Return the pages of a printed form, grey, as ink on paper."""
    document = pypdfium2.PdfDocument(pdf)
    pages = [
        document[at].render(scale=DRAWN_DPI / 72, grayscale=True).to_pil().convert("L")
        for at in range(len(document))
    ]
    document.close()
    return pages
