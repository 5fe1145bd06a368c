#!/usr/bin/env bash
# Two rows of one neighbour in two lists. Guess: the cleaning and the sound codes that recordlinkage offers before names are compared do
# no harm to Japanese names; at worst they leave them as they are.
# Seen, recordlinkage 0.16: clean() with its defaults makes every name in kanji or kana the empty text, metaphone does the same, and
# soundex keeps the first sign alone, so 佐藤 花子 and 佐々木 健 have one code. Blocking on any of them pairs all with all, in silence.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet --disable-pip-version-check recordlinkage==0.16 jellyfish==1.3.0 pandas==2.3.3
cat >"$work/try.py" <<'PY'
from importlib.metadata import version

import pandas as pd
from recordlinkage.preprocessing import clean, phonetic

print("recordlinkage", version("recordlinkage"))
names = pd.Series(["佐藤 花子", "佐々木 健", "鈴木 一郎", "SATO Hanako"])
cleaned, soundex, metaphone = list(clean(names)), list(phonetic(names, "soundex")), list(phonetic(names, "metaphone"))
print(cleaned, soundex, metaphone)
assert cleaned == ["", "", "", "sato hanako"]
assert soundex[0] == soundex[1] == "佐000"
assert metaphone[:3] == ["", "", ""]
PY
"$work/venv/bin/python" "$work/try.py"
