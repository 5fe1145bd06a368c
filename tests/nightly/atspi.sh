#!/usr/bin/env bash
# What a screen reader meets: every tab of both windows and what its buttons open, walked over AT-SPI in a real X session.
#
#   bash tests/nightly/atspi.sh            names, roles, states and actions; 0 when nothing is missing
#
# Debian or Ubuntu; installs what it needs (as root, or with sudo). Not part of the ordinary suite: it takes minutes.
set -euo pipefail
here=$(cd "$(dirname "$0")/../.." && pwd)
python=${PYTHON:-$here/.venv/bin/python}
. "$here/tests/nightly/session.sh"
need xvfb xauth dbus at-spi2-core python3-pyatspi

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$here"
export PYTHONUTF8=1 PYTHONPATH=$here
QT_QPA_PLATFORM=offscreen "$python" -m sasaeai_desktop demo --out "$work/city" --districts 1 >/dev/null

failed=0
for desk in district-01 council; do
  xvfb-run -a -s "-screen 0 1366x768x24" dbus-run-session -- env \
    QT_QPA_PLATFORM=xcb QT_ACCESSIBILITY=1 QT_LINUX_ACCESSIBILITY_ALWAYS_ON=1 \
    PROGRAM="$python" DATA="$work/city/$desk" PASSPHRASE_FILE="$work/city/passphrase.txt" \
    /usr/bin/python3 "$here/tests/nightly/atspi_walk.py" || failed=1
done
exit $failed
