#!/usr/bin/env bash
# Typing Japanese for real: X, a window manager, ibus with anthy and with mozc, keys and clicks by xdotool, as an ordinary user.
#
#   bash tests/nightly/ime.sh              one line per case and engine; 0 when all hold
#
# Debian or Ubuntu; installs what it needs. Run as root it makes an ordinary user for itself and works as that one.
set -euo pipefail
here=$(cd "$(dirname "$0")/../.." && pwd)
. "$here/tests/nightly/session.sh"
need xvfb xauth dbus openbox ibus ibus-anthy ibus-mozc gir1.2-ibus-1.0 xdotool python3

site=$("${PYTHON:-$here/.venv/bin/python}" -c 'import sysconfig; print(sysconfig.get_path("purelib"))')
work=$(mktemp -d)
chmod 755 "$work"
trap 'rm -rf "$work"' EXIT
run() { env -i "$@"; }
if [ "$(id -u)" -eq 0 ]; then
  id sasaeai-night >/dev/null 2>&1 || useradd --create-home sasaeai-night
  mkdir "$work/home" && chown sasaeai-night "$work/home"
  run() { runuser -u sasaeai-night -- env -i "$@"; }
else
  mkdir "$work/home"
fi
failed=0
for engine in anthy mozc-jp; do
  rm -rf "$work/home"/* "$work/home"/.[!.]* 2>/dev/null || true
  run HOME="$work/home" PATH=/usr/bin:/bin LANG=ja_JP.UTF-8 LC_ALL=C.UTF-8 PYTHONUTF8=1 \
    PYTHONPATH="$here:$site" QT_QPA_PLATFORM=xcb QT_IM_MODULE=ibus ENGINE="$engine" REPO="$here" \
    xvfb-run -a -s "-screen 0 1366x768x24" dbus-run-session -- bash "$here/tests/nightly/ime_desktop.sh" || failed=1
done
exit $failed
