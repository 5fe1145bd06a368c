#!/usr/bin/env bash
# Romaji typed by mistake in a search for a reading. Guess: jaconv's own romaji comes back as the kana it was made of.
# Seen, jaconv 0.5.0: けんいち, しんや and じゅんいち do not (けにち, しにゃ, じゅにち), since ん is written n without a mark before
# a vowel or y. They are among the commonest given names of men.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet --disable-pip-version-check jaconv==0.5.0
cat >"$work/try.py" <<'PY'
from importlib.metadata import version

import jaconv

print("jaconv", version("jaconv"))
back = {kana: jaconv.alphabet2kana(jaconv.kana2alphabet(kana)) for kana in ("けんいち", "しんや", "じゅんいち", "さとう", "わたなべ")}
print(back)
assert back == {"けんいち": "けにち", "しんや": "しにゃ", "じゅんいち": "じゅにち", "さとう": "さとう", "わたなべ": "わたなべ"}
print(jaconv.alphabet2kana("jun'ichi"), jaconv.alphabet2kana("kon-ya"))
assert jaconv.alphabet2kana("jun'ichi") == "じゅんいち"
PY
"$work/venv/bin/python" "$work/try.py"
