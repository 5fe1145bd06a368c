#!/usr/bin/env bash
# Run the tests that touch windows, files and the database under wine with a Python for Windows, by night: one line each of what
# passed and what did not, and whether anything ended with an access violation. It takes hours on two cores.
#
#     bash installer/wine_nightly.sh                        tests/ui services sync db, and every page and dialog 50 times
#     bash installer/wine_nightly.sh tests/db tests/sync    only these
#     ROUNDS=5 bash installer/wine_nightly.sh lifetimes     only the pages and dialogs, each that often
source "$(dirname "${BASH_SOURCE[0]}")/common.sh"

wanted_packages=$(missing_commands wine:wine x86_64-w64-mingw32-gcc:gcc-mingw-w64-x86-64)
set_up lock-dev.txt
work=${SASAEAI_WINE_WORK:-$(mktemp -d)}
mkdir -p "$work"
[ -n "${SASAEAI_WINE_WORK:-}" ] || trap 'rm -rf "$work"' EXIT
export SASAEAI_WINE=${SASAEAI_WINE:-$work/wine}
tree=$work/python
if [ ! -f "$tree/python.exe" ]; then
    "$venv/bin/python" "$here/installer/building/embedded.py" --tree "$tree" --lock "$here/installer/lock-dev.txt" >&2
fi
source "$here/installer/building/windows_parts/wine_home.sh"
make_wine "$SASAEAI_WINE"
# The program and its tests come from this folder, not from the tree.
printf 'python313.zip\r\n.\r\npackages\r\nZ:%s\r\nZ:%s\r\n' "${here//\//\\}" "${here//\//\\}\\tests" >"$tree/python313._pth"
export PYTHONUTF8=1 QT_QPA_PLATFORM=offscreen QT_QPA_FONTDIR='C:\windows\Fonts' ROUNDS=${ROUNDS:-50} PYTHONDONTWRITEBYTECODE=1
cd "$here"

table=() failed=0
run() { # NAME pytest's arguments
    local name=$1 began=$SECONDS said log=$work/$(tr / - <<<"$1").log
    shift
    { true | wine "$tree/python.exe" -m pytest -q -p no:cacheprovider -o faulthandler_timeout=0 "$@" 2>&1 | cat >"$log"; } || failed=1
    said=$(grep -aE '^[0-9]+ (passed|failed|error|skipped|deselected)|(passed|failed|error)s? in ' "$log" | tail -1 || true)
    table+=("$name|${said:-ended without a word}|$(grep -ac 'access violation' "$log" || true) access violations|$((SECONDS - began)) s")
}

[ $# -gt 0 ] || set -- tests/db tests/sync tests/services tests/ui lifetimes
for part in "$@"; do
    if [ "$part" = lifetimes ]; then
        run "$part" -m lifetimes tests/ui/test_lifetimes.py
    else
        run "$part" "$part"
    fi
done
wineserver -k || true
printf '%s\n' "${table[@]}" | column -t -s '|'
exit $failed
