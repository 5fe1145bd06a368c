#!/usr/bin/env bash
# Prove under wine that nobody gets back to a program which cannot read the records: a really older version is built from this
# repository's history and tried in every way over today's. Prints a table; exit code 1 when a line of it failed.
#
#     bash installer/wine_downgrade.sh [SETUP.exe [COMMIT]]     today's installer is built first without one; the older version is
#                                                               that of COMMIT, by itself the last of schema 9
source "$(dirname "${BASH_SOURCE[0]}")/common.sh"
source "$here/installer/steps.sh"

wanted_packages=$(missing_commands wine:wine makensis:nsis x86_64-w64-mingw32-gcc:gcc-mingw-w64-x86-64 rsvg-convert:librsvg2-bin \
    icotool:icoutils)
set_up lock.txt
setup=${1:-} older=${2:-256b906^}
scratch=$(mktemp -d)
trap 'wineserver -k 2>/dev/null || true; git -C "$here" worktree remove --force "$scratch/older" 2>/dev/null || true; rm -rf "$scratch"' EXIT
export SASAEAI_QUICK=1 # packed in a minute, and larger: what is proven is the same
[ -n "$setup" ] || { bash "$here/installer/build.sh" windows --out "$scratch/today"; setup=$(echo "$scratch"/today/*-setup.exe); }
setup=$(realpath "$setup")
# By today's environment: each tree's own builder, but none of them installs anything for itself.
build() { PYTHONUTF8=1 LC_ALL=C.UTF-8 "$venv/bin/python" "$1/installer/building/windows.py" --out "$2"; }
git -C "$here" worktree add --detach "$scratch/older" "$older" >&2
build "$scratch/older" "$scratch/old"
# Today's installer as an older version will have been one day: all of it, but made to read only the schema below.
mkdir "$scratch/below"
git -C "$here" archive HEAD | tar -x -C "$scratch/below"
sed -i -E 's/^VERSION = .*/VERSION = 9/' "$scratch/below/sasaeai_desktop/db/schema.py"
rm "$scratch"/below/sasaeai_desktop/db/migrations/001[0-9].sql
build "$scratch/below" "$scratch/below/dist"

source "$here/installer/building/windows_parts/wine_home.sh"
make_wine "${SASAEAI_WINE:-$scratch/wine}"
export PYTHONUTF8=1 SASAEAI_PASSPHRASE QT_QPA_PLATFORM=offscreen
for_qt QPA_PLATFORM offscreen
place='C:\ささえあい デスク\もどす'
installed="$WINEPREFIX/drive_c/ささえあい デスク/もどす"
program="$place\\sasaeai-cli.exe"
data=$scratch/きろく stick=$scratch/stick
district=$(as_windows "$data/district-01")
in_wine reg delete 'HKCU\Software\sasaeai' /f >/dev/null || true # left by another run

put_in() { in_wine reg add 'HKCU\Software\sasaeai' /v folder /d "$place" /f; true | wine "$(as_windows "$1")" /S 2>&1 | cat; }
asked() { in_wine "$program" "$@" --data-dir "$district" --json; }
# Say whether a refusal (code 4) came with these words.
refused() {
    local words=$1 said code=0
    shift
    said=$(asked "$@") || code=$?
    printf '%s\n' "$code $said"
    [ "$code" -eq 4 ] && grep -q "$words" <<<"$said"
}
digest_of_data() { sha256sum "$data/district-01/desk.db" "$data/district-01/vault.json"; }

old_city() ( # made by the old program, which also hands itself out
    cd "$scratch/older"
    "$venv/bin/python" -m sasaeai_desktop demo --out "$data" --districts 1
    SASAEAI_PASSPHRASE=$(tr -d '\r\n' <"$data/passphrase.txt")
    mkdir "$stick"
    "$venv/bin/python" -m sasaeai_desktop council update --installer "$scratch"/old/*-setup.exe --out "$stick" --data-dir "$data/council"
)
old_reads() { put_in "$(echo "$scratch"/old/*-setup.exe)"; asked check | grep '"ok": true'; }
migrates() { put_in "$setup"; asked check | grep '"ok": true'; }
stick_is_refused() {
    asked update look "$(as_windows "$stick")" | grep '"state": "older"'
    refused 読めないので update fetch "$(as_windows "$stick")"
    refused 読めないので update back "$(as_windows "$stick")"
    [ ! -e "$data/district-01/updates" ]
}
installer_refuses() {
    local code=0 before
    before=$(find "$installed" -type f | sort | xargs -d '\n' sha256sum)
    put_in "$(echo "$scratch"/below/dist/*-setup.exe)" || code=$?
    echo "exit code $code"
    [ "$code" -eq 4 ] && [ "$before" = "$(find "$installed" -type f | sort | xargs -d '\n' sha256sum)" ]
}
old_program_refuses() { # an installer of before the guard: it goes in, and its program refuses
    local before
    before=$(digest_of_data)
    put_in "$(echo "$scratch"/old/*-setup.exe)"
    in_wine "$program" --version | grep 0.1.0
    refused '新しいプログラムで作られています' check
    [ "$before" = "$(digest_of_data)" ]
}
step "古い版（0.1.0、かた9）で 市と きろくを作る" old_city
SASAEAI_PASSPHRASE=$(tr -d '\r\n' <"$data/passphrase.txt")
step "古い版を入れて、きろくを読む" old_reads
step "今の版を上から入れて、きろくが新しい形になる" migrates
step "古い版のUSBは、新しくするにも もどすにも 断られる" stick_is_refused
step "きろくを読めない版のインストーラーは、何も変えずに断る" installer_refuses
step "断りを知らない古いインストーラーなら、古いプログラムが きろくを断り、さわらない" old_program_refuses
step "今の版を入れ直すと、きろくが また読める" migrates
in_wine "$place\\uninstall.exe" /S >/dev/null || true
say_steps
exit $failed
