#!/usr/bin/env bash
# Guess: a QR code seen from the back of thin paper, in mirror writing, is not read. Seen: zxing-cpp 3.1.1 reads it like any
# other, and nothing in its result tells: no attribute says "mirrored", and the corners are put in order again, clockwise
# as in an upright one, with an orientation of 90. Who scans thin paper has to tell the back from where several codes lie.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet --disable-pip-version-check zxing-cpp==3.1.1 segno==1.6.6 pillow==13.0.0
cat >"$work/try.py" <<'PY'
import io
from importlib.metadata import version

import segno
import zxingcpp
from PIL import Image, ImageOps

kept = io.BytesIO()
segno.make_qr("sheet 7 page 1").save(kept, kind="png", scale=6)
front = Image.open(kept).convert("L")


def turn(found):
    """Twice the signed area of the corners: positive when they run clockwise on a page."""
    p = found.position
    at = [p.top_left, p.top_right, p.bottom_right, p.bottom_left]
    return sum(a.x * b.y - b.x * a.y for a, b in zip(at, at[1:] + at[:1]))


print("zxing-cpp", version("zxing-cpp"))
front_read, back_read = (zxingcpp.read_barcodes(image)[0] for image in (front, ImageOps.mirror(front)))
told = [name for name in dir(back_read) if "irror" in name]
for side, found in (("front", front_read), ("back", back_read)):
    print(side, found.text, "clockwise:", turn(found) > 0, "orientation:", found.orientation)
print("told by", told)
assert front_read.text == back_read.text == "sheet 7 page 1"
assert not told and "irror" not in str(back_read.extra)
assert turn(front_read) > 0 and turn(back_read) > 0
assert (front_read.orientation, back_read.orientation) == (0, 90)
PY
"$work/venv/bin/python" "$work/try.py"
