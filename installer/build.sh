#!/usr/bin/env bash
# Build what is handed to people: an installer for Windows, a Debian package, or a folder of wheels for a place without a
# network. Prints the path of what was made and its size. Runs on Debian-like systems; the same input gives the same bytes.
source "$(dirname "${BASH_SOURCE[0]}")/common.sh"

kind=${1:-}
case "$kind" in
    windows) wanted_packages=$(missing_commands makensis:nsis wine:wine x86_64-w64-mingw32-gcc:gcc-mingw-w64-x86-64 \
        rsvg-convert:librsvg2-bin icotool:icoutils) ;;
    deb) wanted_packages=$(missing_commands dpkg-deb:dpkg) ;;
    wheelhouse) ;;
    *)
        say "使い方: bash installer/build.sh windows|deb|wheelhouse [--out DIR]"
        exit 2
        ;;
esac
set_up lock.txt
# A fixed moment stands for "when": the last commit's, or a day of our own outside a checkout.
SOURCE_DATE_EPOCH=$(git -C "$here" log -1 --format=%ct 2>/dev/null || echo 1767225600)
export SOURCE_DATE_EPOCH PYTHONUTF8=1 LC_ALL=C.UTF-8
exec "$venv/bin/python" "$here/installer/building/$kind.py" "${@:2}"
