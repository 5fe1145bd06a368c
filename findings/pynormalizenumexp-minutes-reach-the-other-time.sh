#!/usr/bin/env bash
# The hours of a salon as offices write them. Guess: pynormalizenumexp, made for Japanese expressions of number and time, reads
# 「10時から11時半」 as ten to half past eleven.
# Seen, pynormalizenumexp 0.3.4: minutes written at one end stand at the other end too, if that one names none: 10:30 to 11:30, a salon
# half an hour shorter; 「10時半から12時」 is one half an hour longer. With minutes at both ends, or at none, it is right.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet --disable-pip-version-check pynormalizenumexp==0.3.4
cat >"$work/try.py" <<'PY'
from importlib.metadata import version

from pynormalizenumexp.normalize_numexp import NormalizeNumexp

print("pynormalizenumexp", version("pynormalizenumexp"))
reader = NormalizeNumexp("ja")
seen = {}
for words in ("10時から11時半", "10時半から12時", "14時～15時30分", "9時半から11時45分", "午後1時から午後3時"):
    (found,) = reader.normalize(words)
    ends = found.value_lower_bound, found.value_upper_bound
    seen[words] = [(end.hour, end.minute if abs(end.minute) < 60 else 0) for end in ends]
    print(words, seen[words])
assert seen["10時から11時半"] == [(10, 30), (11, 30)]
assert seen["10時半から12時"] == [(10, 30), (12, 30)]
assert seen["14時～15時30分"] == [(14, 30), (15, 30)]
assert seen["9時半から11時45分"] == [(9, 30), (11, 45)]
assert seen["午後1時から午後3時"] == [(13, 0), (15, 0)]
PY
"$work/venv/bin/python" "$work/try.py"
