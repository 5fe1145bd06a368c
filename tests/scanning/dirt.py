"""What lies on a page and is nobody's sign: hairs, stains, folds, washes of colour, shadows, ruled lines."""

from __future__ import annotations

import math
import random
from collections.abc import Callable

from PIL import Image, ImageChops, ImageDraw, ImageFilter

from tests.scanning.scanner import DRAWN_DPI

_MM = DRAWN_DPI / 25.4
Spoil = Callable[[Image.Image, random.Random], Image.Image]


def _over(page: Image.Image, layer: Image.Image) -> Image.Image:
    return ImageChops.multiply(page, layer)


def _layer(page: Image.Image) -> tuple[Image.Image, ImageDraw.ImageDraw]:
    layer = Image.new("L", page.size, 255)
    return layer, ImageDraw.Draw(layer)


def _place(chance: random.Random) -> tuple[float, float]:
    return chance.uniform(60, 196) * _MM, chance.uniform(40, 262) * _MM


def hair(page: Image.Image, chance: random.Random) -> Image.Image:
    """Lay a dozen hairs and fibres on the glass."""
    layer, draw = _layer(page)
    for _ in range(12):
        x, y = _place(chance)
        angle, bend = chance.uniform(0, 6.3), chance.gauss(0, 0.06)
        points = []
        for _ in range(chance.randint(8, 60)):
            points.append((x, y))
            x, y = x + 0.6 * _MM * math.cos(angle), y + 0.6 * _MM * math.sin(angle)
            bend += chance.gauss(0, 0.02)
            angle += bend
        draw.line(points, fill=chance.randint(20, 110), width=chance.choice([1, 1, 1, 2]), joint="curve")
    return _over(page, layer)


def streak(page: Image.Image, chance: random.Random) -> Image.Image:
    """Draw the thin lines down the page that a speck on a feeder's glass makes."""
    layer, draw = _layer(page)
    for _ in range(3):
        x = chance.uniform(60, 196) * _MM
        draw.line((x, 0, x, page.height), fill=chance.randint(60, 190), width=chance.choice([1, 2, 3]))
    return _over(page, layer)


def fold(page: Image.Image, chance: random.Random) -> Image.Image:
    """Fold the page across and down: a soft grey line."""
    layer, draw = _layer(page)
    grey = chance.randint(150, 225)
    y, x = chance.uniform(60, 250) * _MM, chance.uniform(70, 190) * _MM
    draw.line(
        (0, y, page.width, y + chance.uniform(-20, 20)),
        fill=grey,
        width=round(chance.uniform(0.2, 0.8) * _MM),
    )
    draw.line(
        (x, 0, x + chance.uniform(-20, 20), page.height),
        fill=grey,
        width=round(chance.uniform(0.2, 0.8) * _MM),
    )
    return _over(page, layer.filter(ImageFilter.GaussianBlur(3)))


def coffee(page: Image.Image, chance: random.Random) -> Image.Image:
    """Spill drops and stains with a darker rim, and the ring of a cup."""
    layer, draw = _layer(page)
    for _ in range(chance.randint(6, 14)):
        x, y = _place(chance)
        radius = chance.choice([1.2, 1.8, 2.4, 3, 4, 6, 9, 14]) * chance.uniform(0.8, 1.2) * _MM
        grey = chance.randint(150, 215)
        flat = chance.uniform(0.8, 1.2)
        ends = (x - radius * flat, y - radius, x + radius * flat, y + radius)
        draw.ellipse(ends, fill=grey)
        draw.ellipse(ends, outline=max(120, grey - chance.randint(0, 35)), width=max(2, round(0.25 * _MM)))
    x, y = _place(chance)
    cup = chance.uniform(28, 42) * _MM
    draw.ellipse(
        (x - cup, y - cup, x + cup, y + cup),
        outline=chance.randint(150, 200),
        width=round(chance.uniform(0.6, 2.5) * _MM),
    )
    return _over(page, layer.filter(ImageFilter.GaussianBlur(2)))


def marker(page: Image.Image, chance: random.Random) -> Image.Image:
    """Mark rows and single boxes with a text marker."""
    layer, draw = _layer(page)
    for _ in range(4):
        grey = chance.randint(160, 235)
        y, high = chance.uniform(40, 262) * _MM, chance.uniform(3, 5.5) * _MM
        left = chance.uniform(12, 160) * _MM
        draw.rectangle((left, y, left + chance.choice([5, 9, 30, 140]) * _MM, y + high), fill=grey)
    return _over(page, layer.filter(ImageFilter.GaussianBlur(1.5)))


def shadow(page: Image.Image, chance: random.Random) -> Image.Image:
    """Hold a hand between lamp and paper."""
    layer, draw = _layer(page)
    x, y = chance.uniform(120, 210) * _MM, chance.uniform(150, 297) * _MM
    grey = chance.randint(120, 200)
    for n in range(4):
        a = chance.uniform(-0.3, 0.3) + n * 0.3 - 2.2
        length, wide = chance.uniform(60, 110) * _MM, chance.uniform(14, 20) * _MM
        draw.line((x, y, x + length * math.cos(a), y + length * math.sin(a)), fill=grey, width=round(wide))
    return _over(page, layer.filter(ImageFilter.GaussianBlur(chance.uniform(3, 30))))


def hole(page: Image.Image, chance: random.Random) -> Image.Image:
    """Punch holes; a dark lid shows through them."""
    layer, draw = _layer(page)
    size = chance.choice([5.5, 6.0, 6.5, 8.0]) / 2 * _MM
    for _ in range(6):
        x, y = _place(chance)
        draw.ellipse((x - size, y - size, x + size, y + size), fill=chance.randint(10, 90))
    return _over(page, layer)


def ruled(page: Image.Image, chance: random.Random) -> Image.Image:
    """Strike rows through from end to end, with a ruler or two lines by hand."""
    layer, draw = _layer(page)
    for _ in range(5):
        y, wide = chance.uniform(40, 262) * _MM, max(1, round(chance.uniform(0.25, 0.6) * _MM))
        grey, left = chance.randint(20, 110), chance.uniform(12, 90) * _MM
        for n in range(chance.choice([1, 1, 2])):
            at = y + n * 1.6 * _MM
            points = [
                (left + s * 10 * _MM, at + chance.gauss(0, 0.15) * _MM)
                for s in range(19)
                if left + s * 10 * _MM < 200 * _MM
            ]
            draw.line(points, fill=grey, width=wide, joint="curve")
    return _over(page, layer)


def arrow(page: Image.Image, chance: random.Random) -> Image.Image:
    """Draw arrows across days and down rows: "the same until here"."""
    layer, draw = _layer(page)
    for _ in range(7):
        x, y = _place(chance)
        angle = chance.choice([0.0, 0.0, math.pi / 2]) + chance.gauss(0, 0.04)
        length, wide = chance.uniform(14, 70) * _MM, max(1, round(chance.uniform(0.3, 0.6) * _MM))
        ex, ey = x + length * math.cos(angle), y + length * math.sin(angle)
        grey = chance.randint(20, 110)
        draw.line((x, y, ex, ey), fill=grey, width=wide)
        for side in (2.6, -2.6):
            draw.line(
                (ex, ey, ex + 2.5 * _MM * math.cos(angle + side), ey + 2.5 * _MM * math.sin(angle + side)),
                fill=grey,
                width=wide,
            )
    return _over(page, layer)


def show_through(page: Image.Image, chance: random.Random) -> Image.Image:
    """Let the back of thin paper show: the page itself, mirrored and pale."""
    back = page.transpose(Image.Transpose.FLIP_LEFT_RIGHT).filter(ImageFilter.GaussianBlur(3))
    share = chance.uniform(0.05, 0.14)
    return _over(page, back.point([255 - round((255 - v) * share) for v in range(256)]))


DIRT: dict[str, Spoil] = {
    "hair": hair, "streak": streak, "fold": fold, "coffee": coffee, "marker": marker, "shadow": shadow, "hole": hole,
    "ruled": ruled, "arrow": arrow, "show-through": show_through,
}  # fmt: skip
