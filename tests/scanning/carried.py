"""How a page comes to the computer: FAX, telephone, a sheet laid sideways on the glass, paper that is not flat.

Each way takes a scan (grey, upright) and writes the file that such a machine leaves.
"""

from __future__ import annotations

import math
import random
from collections.abc import Callable
from pathlib import Path

from PIL import Image, ImageFilter, ImageOps

_STRIPES = 60
Carry = Callable[[Image.Image, random.Random, Path], None]


def fax(scan: Image.Image, chance: random.Random, path: Path) -> None:
    """標準 mode: 204 dots across and 98 down an inch, black or white."""
    lines = scan.resize((1728, round(scan.height * 98 / 200)), Image.Resampling.BOX)
    black = lines.point([255 if v > chance.randint(140, 165) else 0 for v in range(256)])
    black.convert("1", dither=Image.Dither.NONE).save(path, "TIFF", compression="group3", dpi=(204, 98))


def telephone(scan: Image.Image, chance: random.Random, path: Path) -> None:
    """A JPEG that holds a second, small picture (MPO)."""
    small = scan.resize((scan.width // 4, scan.height // 4))
    scan.save(path, "MPO", save_all=True, append_images=[small], quality=chance.randint(60, 90))


def sideways(scan: Image.Image, chance: random.Random, path: Path) -> None:
    """An uncompressed TIFF whose pixels lie on their side: Orientation 6 or 8 says how to turn them."""
    turn, orientation = chance.choice(((Image.Transpose.ROTATE_90, 6), (Image.Transpose.ROTATE_270, 8)))
    scan.transpose(turn).save(path, "TIFF", tiffinfo={274: orientation})


def bowed(scan: Image.Image, chance: random.Random, path: Path) -> None:
    """Paper that bows by up to 1.1 mm between its edges: a book's gutter, a sheet that was folded."""
    deep = chance.uniform(0.3, 1.1) * scan.width / 210
    wide, high = scan.size
    mesh = []
    for n in range(_STRIPES):
        a, b = round(wide * n / _STRIPES), round(wide * (n + 1) / _STRIPES)
        s, e = (math.sin(math.pi * v / wide) * deep for v in (a, b))
        mesh.append(((a, 0, b, high), (a, s, a, high + s, b, high + e, b, e)))
    bent = scan.transform(scan.size, Image.Transform.MESH, mesh, Image.Resampling.BICUBIC, fillcolor=250)
    bent.save(path, "PNG")


def two_sided(scan: Image.Image, chance: random.Random, path: Path) -> None:
    """A feeder that scans both sides: the back is empty, the front shows through it, mirrored and pale."""
    soft = ImageOps.mirror(scan).filter(ImageFilter.GaussianBlur(2))
    share = chance.uniform(0.06, 0.14)
    back = soft.point([252 - round((255 - v) * share) for v in range(256)])
    scan.save(path, "TIFF", save_all=True, append_images=[back], compression="tiff_lzw")


CARRIED: dict[str, Carry] = {
    "FAX 204x98": fax, "telephone (MPO)": telephone, "TIFF on its side": sideways, "bowed paper": bowed,
    "both sides": two_sided,
}  # fmt: skip
