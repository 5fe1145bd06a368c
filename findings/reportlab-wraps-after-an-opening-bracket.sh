#!/usr/bin/env bash
# Minutes and notes of Japanese offices are set by kinsoku (JIS X 4051): no line ends with an opening bracket or begins with ，．？！.
# Guess: reportlab's wordWrap="CJK" follows it, since it keeps 。 、 」 and small kana from the start of a line. Seen, reportlab 5.1.0:
# it has a list for the start of a line only. 「 （ 【 and ￥ stay at the end, and of what may not begin a line the comma and full stop of
# official texts (，．), the full-width ？ ！ ： ；, 〉 》 ｝, the wave dashes and … are missing.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet --disable-pip-version-check reportlab==5.1.0
cat >"$work/try.py" <<'PY'
import reportlab
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfbase.pdfmetrics import registerFont
from reportlab.platypus import Paragraph

FONT = "HeiseiKakuGo-W5"
registerFont(UnicodeCIDFont(FONT))
style = ParagraphStyle("note", fontName=FONT, fontSize=10, leading=12, wordWrap="CJK")


def lines(text):
    """The lines of a text in a column of ten characters."""
    paragraph = Paragraph(text, style)
    paragraph.wrap(100, 1000)
    return ["".join(str(part) for part in line[1]) for line in paragraph.blPara.lines]


print("reportlab", reportlab.Version)
starts = [sign for sign in "。、」）・ーっゃ々，．？！：；〉》｝〜～…" if lines("あ" * 9 + "か" + sign + "さ" * 5)[1].startswith(sign)]
ends = [sign for sign in "「『（【〈《［｛￥" if lines("あ" * 9 + sign + "か" * 5)[0].endswith(sign)]
print("may begin a line:", *starts)
print("may end a line:", *ends)
assert starts == list("，．？！：；〉》｝〜～…")
assert ends == list("「『（【〈《［｛￥")
PY
"$work/venv/bin/python" "$work/try.py"
