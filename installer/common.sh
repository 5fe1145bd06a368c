# What both commands of the README share; sourced, not run. Debian-like systems; for Windows see common.ps1.
set -euo pipefail

here=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
venv=${SASAEAI_VENV:-$here/.venv}

say() { printf '%s\n' "$*" >&2; }

# Install Debian packages where that is possible; otherwise name them in one sentence and stop.
need_packages() {
    [ "$#" -gt 0 ] || return 0
    local as_root=()
    if [ "$(id -u)" -ne 0 ]; then
        if command -v sudo >/dev/null 2>&1 && sudo -n true 2>/dev/null; then as_root=(sudo -n); else
            say "次のソフトが足りません: $*"
            say "管理者の方に「sudo apt-get install $*」をたのんでから、もう一度実行してください。"
            exit 2
        fi
    fi
    command -v apt-get >/dev/null 2>&1 || { say "次のソフトを入れてから、もう一度実行してください: $*"; exit 2; }
    say "足りないソフトを入れています: $*"
    "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get update -q >/dev/null
    "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -y -q --no-install-recommends "$@" >/dev/null
}

# Name the Debian package of every shared library that Qt needs and that is not there.
missing_libraries() {
    local known pair
    known=$(/sbin/ldconfig -p 2>/dev/null || ldconfig -p)
    for pair in \
        libglib-2.0.so.0:libglib2.0-0 libGL.so.1:libgl1 libEGL.so.1:libegl1 libxkbcommon.so.0:libxkbcommon0 \
        libdbus-1.so.3:libdbus-1-3 libfontconfig.so.1:libfontconfig1 "$@"; do
        case "$known" in *"${pair%%:*}"*) ;; *) printf '%s\n' "${pair#*:}" ;; esac
    done
}

# Only a real screen needs these.
screen_libraries="libxcb-cursor.so.0:libxcb-cursor0 libxcb-icccm.so.4:libxcb-icccm4 libxcb-keysyms.so.1:libxcb-keysyms1
    libxkbcommon-x11.so.0:libxkbcommon-x11-0 libxcb-shape.so.0:libxcb-shape0"

missing_commands() {
    local pair
    for pair in "$@"; do command -v "${pair%%:*}" >/dev/null 2>&1 || printf '%s\n' "${pair#*:}"; done
}

find_python() {
    local candidate
    for candidate in python3 python3.13 python3.12 python3.11; do
        if command -v "$candidate" >/dev/null 2>&1 && "$candidate" -c 'import sys; sys.exit(sys.version_info < (3, 11))'; then
            printf '%s\n' "$candidate"
            return 0
        fi
    done
    say "Python 3.11 より新しいものが見つかりません。「apt-get install python3」で入れてから、もう一度実行してください。"
    exit 2
}

# Say whether packages can be installed here without asking anybody.
can_install() {
    command -v apt-get >/dev/null 2>&1 && { [ "$(id -u)" -eq 0 ] || sudo -n true 2>/dev/null; }
}

# Install packages that are only good to have; where that cannot be done, everything goes on without them.
wish_packages() {
    [ "$#" -eq 0 ] || { can_install && (need_packages "$@"); } || say "なくても続けられます: $*"
}

# Make the virtual environment and install the project into it. "$1" is the list of packages: lock.txt, or lock-dev.txt
# for the tests. Every package is checked against the list; what is installed already is not asked for again.
set_up() {
    local python packages=()
    python=$(find_python)
    "$python" -c 'import ensurepip, venv' 2>/dev/null || packages+=("$("$python" -c 'import sys; print(f"python3.{sys.version_info.minor}-venv")')")
    while IFS= read -r package; do [ -n "$package" ] && packages+=("$package"); done <<<"${wanted_packages:-}"
    # shellcheck disable=SC2086
    while IFS= read -r package; do [ -n "$package" ] && packages+=("$package"); done < <(missing_libraries ${wanted_libraries:-})
    need_packages "${packages[@]}"
    # shellcheck disable=SC2086
    wish_packages ${wished_packages:-}
    if [ ! -x "$venv/bin/python" ]; then
        say "準備をしています（はじめの1回だけ、数分かかります）。"
        "$python" -m venv "$venv"
    fi
    local lock=$here/installer/$1 stamp=$venv/installed-$1
    if ! cat "$lock" "$here/pyproject.toml" | cmp --silent - "$stamp"; then
        local pip=("$venv/bin/python" -m pip install --quiet --disable-pip-version-check)
        "${pip[@]}" --require-hashes --only-binary :all: --requirement "$lock"
        "${pip[@]}" --no-deps --no-build-isolation --editable "$here"
        cat "$lock" "$here/pyproject.toml" >"$stamp"
    fi
}
