#!/usr/bin/env bash
# Run the tests that touch windows, files and the database under wine with a Python for Windows, by night: each file of tests in a
# process of its own, so that one which hangs or dies takes no other with it. Ends with a table of what passed, what failed, and
# which of that is a fault of wine and why (installer/known_under_wine.txt). It takes hours on two cores.
#
#     bash installer/wine_nightly.sh                        tests/db sync services ui, and every page and dialog 50 times
#     bash installer/wine_nightly.sh tests/db tests/sync    only these; files may be named too
#     ROUNDS=5 bash installer/wine_nightly.sh lifetimes     only the pages and dialogs, each that often
#     FILE_SECONDS=300 bash installer/wine_nightly.sh       how long one file may take (900)
source "$(dirname "${BASH_SOURCE[0]}")/common.sh"

wanted_packages=$(missing_commands wine:wine x86_64-w64-mingw32-gcc:gcc-mingw-w64-x86-64)
set_up lock-dev.txt
work=${SASAEAI_WINE_WORK:-$(mktemp -d)}
mkdir -p "$work/logs"
[ -n "${SASAEAI_WINE_WORK:-}" ] || trap 'rm -rf "$work"' EXIT
export SASAEAI_WINE=${SASAEAI_WINE:-$work/wine}
tree=$work/python
if [ ! -f "$tree/python.exe" ]; then
    "$venv/bin/python" "$here/installer/building/embedded.py" --tree "$tree" --lock "$here/installer/lock-dev.txt" >&2
fi
source "$here/installer/building/windows_parts/wine_home.sh"
make_wine "$SASAEAI_WINE"
# The program and its tests come from this folder, not from the tree; and wine 8 has no CopyFile2, which shutil would call.
echo 'import _winapi; del _winapi.CopyFile2' >"$tree/packages/sitecustomize.py"
printf 'python313.zip\r\n.\r\npackages\r\nZ:%s\r\nZ:%s\r\nimport site\r\n' "${here//\//\\}" "${here//\//\\}\\tests" >"$tree/python313._pth"
# Compiled once for all files, and nothing of it in this folder.
unset PYTHONDONTWRITEBYTECODE
export PYTHONUTF8=1 ROUNDS=${ROUNDS:-50} SASAEAI_PATIENCE=${SASAEAI_PATIENCE:-10}
compiled="Z:${work//\//\\}\\compiled" # in wine only: our own Python would make a folder of that name here
for_qt QPA_PLATFORM offscreen
for_qt QPA_FONTDIR 'C:\windows\Fonts'
cd "$here"
in_wine() { true | PYTHONPYCACHEPREFIX=$compiled timeout -k 5 "${FILE_SECONDS:-900}" wine "$tree/python.exe" "$@" 2>&1 | cat; }

once() { # LOG pytest's arguments
    local log=$1 code=0
    shift
    in_wine -m pytest -q -p no:cacheprovider -o faulthandler_timeout=0 "$@" >"$log" || code=$?
    [ $code -ne 124 ] && [ $code -ne 137 ] || { wineserver -k || true; echo "HUNG" >>"$log"; }
    return $code
}
# A file that failed is run once more, and the table says so: where other programs are at work, a wait of five seconds may be short.
run() { # LOG'S NAME pytest's arguments
    local log=$work/logs/$1.log
    shift
    once "$log" "$@" || { mv "$log" "$log.first"; once "$log" "$@" || true; }
}
[ $# -gt 0 ] || set -- tests/db tests/sync tests/services tests/ui lifetimes
rm -f "$work"/logs/*
for part in "$@"; do
    if [ "$part" = lifetimes ]; then
        FILE_SECONDS=${LIFETIMES_SECONDS:-28800} run lifetimes -m lifetimes tests/ui/test_lifetimes.py
    else
        while IFS= read -r file; do run "$(tr / + <<<"$file")" "$file"; done < <(find "$part" -name 'test_*.py' | sort)
    fi
done
wineserver -k || true
"$venv/bin/python" "$here/installer/building/wine_table.py" "$work/logs" "$here/installer/known_under_wine.txt"
