# A wine of our own with what it lacks of Windows 10; sourced. "$1" is the folder that it lives in.
make_wine() {
    export WINEPREFIX=$1 WINEDEBUG=-all WINEDLLOVERRIDES="mscoree,mshtml=" LC_ALL=ja_JP.UTF-8
    local stubs=$here/installer/building/windows_parts name
    [ -d "$WINEPREFIX/drive_c/windows/system32" ] || wineboot --init >/dev/null 2>&1
    for name in bcryptprimitives:-ladvapi32 icuuc:; do
        # shellcheck disable=SC2086
        x86_64-w64-mingw32-gcc -shared -O1 -s -o "$WINEPREFIX/drive_c/windows/system32/${name%%:*}.dll" \
            "$stubs/${name%%:*}.c" ${name#*:}
    done
}
# Set one of Qt's variables for a program under wine, which takes every QT_ variable of Linux away unless it begins with WINE.
for_qt() { export "WINEQT_$1=$2"; }
