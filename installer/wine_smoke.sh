#!/usr/bin/env bash
# Prove the Windows installer under wine: install in silence to a Japanese path with blanks, test the installed copy, take a
# bundle from Linux and give one back, repair, refuse while the program is open, uninstall, and find the records untouched.
# Prints a table; exit code 1 when a line of it failed. wine is no Windows: see installer/CHECKLIST.md for what it cannot show.
#
#     bash installer/wine_smoke.sh [SETUP.exe]        without one, it is built first
source "$(dirname "${BASH_SOURCE[0]}")/common.sh"
source "$here/installer/steps.sh"

wanted_packages=$(missing_commands wine:wine makensis:nsis x86_64-w64-mingw32-gcc:gcc-mingw-w64-x86-64 rsvg-convert:librsvg2-bin \
    icotool:icoutils xvfb-run:xvfb xdotool:xdotool)
set_up lock.txt
if ! locale -a | grep -qi '^ja_JP.utf-\?8'; then
    need_packages locales
    localedef -i ja_JP -f UTF-8 ja_JP.UTF-8
fi
scratch=$(mktemp -d)
setup=${1:-}
if [ -z "$setup" ]; then
    bash "$here/installer/build.sh" windows --out "$scratch/dist"
    setup=$(echo "$scratch"/dist/*-setup.exe)
fi
setup=$(realpath "$setup")
source "$here/installer/building/windows_parts/wine_home.sh"
make_wine "${SASAEAI_WINE:-$scratch/wine}"
trap 'wineserver -k 2>/dev/null || true; rm -rf "$scratch"' EXIT
export PYTHONUTF8=1 SASAEAI_PASSPHRASE QT_QPA_PLATFORM=offscreen
for_qt QPA_PLATFORM offscreen

on_linux() { "$venv/bin/python" -m sasaeai_desktop "$@"; }

place='C:\ささえあい デスク\プログラム の 場所'
installed="$WINEPREFIX/drive_c/ささえあい デスク/プログラム の 場所"
data="$scratch/きろく の 場所"
program="$place\\sasaeai-cli.exe"

install_silently() {
    in_wine reg add 'HKCU\Software\sasaeai' /v folder /d "$place" /f
    in_wine "$(as_windows "$setup")" /S
    [ -f "$installed/sasaeai.exe" ] && [ -f "$installed/licences/LICENCES.txt" ]
}
is_registered() {
    in_wine reg query 'HKCU\Software\Classes\.sasaeai-invite' | grep -c sasaeai.sasaeai-invite
    in_wine reg query 'HKCU\Software\Classes\sasaeai.age\shell\open\command' | grep -c '%1'
    in_wine reg query 'HKCU\Software\Microsoft\Windows\CurrentVersion\Uninstall\sasaeai' | grep -c 'EstimatedSize'
    find "$WINEPREFIX/drive_c/users" -name 'ささえあいデスク.lnk' | grep -c .
}
selftest() {
    local said
    said=$(in_wine "$program" selftest) || true
    printf '%s\n' "$said"
    [ "$(grep -c 'できた' <<<"$said")" -ge 6 ]
}
window_opens() { # on a screen of its own, with the plugin that Windows uses
    for_qt QPA_PLATFORM windows
    timeout 150 xvfb-run -a -s "-screen 0 1366x768x24" bash -c '
        { true | wine "$1" --data-dir "$2" 2>&1 | cat >&2; } &
        for _ in $(seq 120); do sleep 1; xdotool search --name "ささえあい" && break; done
        found=$?; [ -z "$3" ] || { sleep 10; import -window root "$3"; }; wineserver -k; exit $found' \
        - "$place\\sasaeai.exe" "$(as_windows "$data/district-01")" "${SASAEAI_PICTURE:-}"
}
city_from_linux() {
    on_linux demo --out "$data" --districts 2
    SASAEAI_PASSPHRASE=$(tr -d '\r\n' <"$data/passphrase.txt")
}
takes_in() {
    local said file council
    council=$(as_windows "$data/council-before")
    for file in "$data"/bundles/*.age; do
        said=$(in_wine "$program" bundle import "$(as_windows "$file")" --data-dir "$council" --json) || true
        grep -q '"applied"' <<<"$said" || { printf '%s\n' "$said"; return 1; }
    done
    in_wine "$program" report annual --year 2023 --json --data-dir "$council" >"$scratch/figures.json"
    "$venv/bin/python" - "$scratch/figures.json" "$data/expected.json" <<'PYTHON'
import json, sys
got, wanted = (json.load(open(name, encoding="utf-8")) for name in sys.argv[1:])
sys.exit(any(got[key] != wanted[key] for key in ("watch", "salon", "cards")))
PYTHON
}
gives_back() {
    mkdir -p "$scratch/stick"
    in_wine "$program" bundle export --to council --out "$(as_windows "$scratch/stick")" --data-dir "$(as_windows "$data/district-01")"
    on_linux bundle import "$scratch"/stick/*.age --data-dir "$data/council" --json | grep -c '"\(applied\|already\)"'
}
repairs() {
    rm -r "$installed/packages/sasaeai_desktop/domain"
    touch "$installed/packages/of_an_older_release.pyc"
    in_wine "$(as_windows "$setup")" /S
    [ -d "$installed/packages/sasaeai_desktop/domain" ] && [ ! -e "$installed/packages/of_an_older_release.pyc" ]
    in_wine "$program" check --json --data-dir "$(as_windows "$data/district-01")" | grep -c '"ok": true'
}
leaves_an_open_program_alone() {
    local code=0 before after
    before=$(find "$installed" -type f | wc -l)
    # One after the other, overlapping: the setup waits a quarter of a minute for the program to be closed.
    (for _ in 1 2 3 4 5 6 7; do in_wine "$program" selftest >/dev/null & sleep 4; done; wait) &
    sleep 4
    true | wine "$(as_windows "$setup")" /S 2>&1 | cat || code=$?
    after=$(find "$installed" -type f | wc -l)
    wait
    echo "exit code $code, $before files before, $after after"
    [ "$code" -ne 0 ] && [ "$before" -eq "$after" ]
}
refuses_to_go_below() { # as if a newer program that writes a newer form of the records had been installed since
    local code=0 before
    before=$(find "$installed" -type f -printf '%p %s %T@\n' | sort)
    in_wine reg add 'HKCU\Software\sasaeai' /v schema /t REG_DWORD /d 9999 /f
    true | wine "$(as_windows "$setup")" /S 2>&1 | cat || code=$?
    echo "exit code $code"
    [ "$code" -eq 4 ] && [ "$before" = "$(find "$installed" -type f -printf '%p %s %T@\n' | sort)" ]
}
uninstalls() {
    in_wine "$place\\uninstall.exe" /S
    for _ in $(seq 60); do [ -d "$installed" ] || break; sleep 1; done
    [ ! -d "$installed" ] && ! in_wine reg query 'HKCU\Software\Classes\.sasaeai-invite' | grep -c sasaeai.sasaeai-invite
}
records_stay() {
    on_linux check --json --data-dir "$data/district-01" | grep -c '"ok": true'
    on_linux check --json --data-dir "$data/council-before" | grep -c '"ok": true'
}

step "日本語と空白のある場所に、だまって入れる" install_silently
step "ファイルの種類・スタートメニュー・アプリの一覧" is_registered
step "入れたプログラムの selftest" selftest
city_from_linux >/dev/null 2>&1
export SASAEAI_PASSPHRASE
step "Linux の地区の USB を 市社協で受け取り、年間の数が同じ" takes_in
step "地区から書き出し、Linux の市社協で受け取る" gives_back
step "窓が開く (画面は Xvfb)" window_opens
step "上から入れて なおす（消えたファイルがもどり、古いものが消える）" repairs
step "開いている間は 何も変えない" leaves_an_open_program_alone
step "きろくを読めない古い版なら 何も変えない" refuses_to_go_below
step "プログラムを消す" uninstalls
step "きろくは 残っていて、こわれていない (Linux で check)" records_stay

say_steps
printf '%s  %s MB  %s\n' "$(basename "$setup")" "$(awk "BEGIN{printf \"%.1f\", $(stat -c %s "$setup") / 1e6}")" "$(wine --version 2>/dev/null | tail -1)"
exit $failed
