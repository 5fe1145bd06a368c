#!/usr/bin/env bash
# Prove the Debian package in a bare system: install it there with what it depends on, and let the installed copy test itself.
# Needs root and debootstrap. Prints a table; exit code 1 when a line of it failed.
#
#     sudo bash installer/deb_smoke.sh SASAEAI.deb [SUITE]
source "$(dirname "${BASH_SOURCE[0]}")/common.sh"
source "$here/installer/steps.sh"

deb=$(realpath "$1") suite=${2:-bookworm}
need_packages $(missing_commands debootstrap:debootstrap)
root=$(mktemp -d)
trap 'umount "$root/proc" 2>/dev/null || true; rm -rf --one-file-system "$root"' EXIT
inside() { chroot "$root" env -i PATH=/usr/sbin:/usr/bin:/sbin:/bin HOME=/root LANG=C.UTF-8 QT_QPA_PLATFORM=offscreen DEBIAN_FRONTEND=noninteractive "$@"; }
bare() {
    debootstrap --variant=minbase "$suite" "$root" ${SASAEAI_MIRROR:-}
    [ -n "${SASAEAI_MIRROR:-}" ] || cp /etc/apt/sources.list "$root/etc/apt/" 2>/dev/null || true
    cp -r /etc/apt/sources.list.d /etc/apt/apt.conf.d "$root/etc/apt/" 2>/dev/null || true
    mount -t proc proc "$root/proc" || true
    inside apt-get update -q
}
installs() {
    cp "$deb" "$root/tmp/sasaeai.deb"
    inside apt-get install -y -q --no-install-recommends /tmp/sasaeai.deb shared-mime-info desktop-file-utils
}
is_known() {
    inside update-mime-database /usr/share/mime
    inside grep -c 'x-sasaeai-invitation' /usr/share/mime/globs2
    inside grep -c 'x-sasaeai-bundle' /usr/share/mime/globs2
    inside desktop-file-validate /usr/share/applications/sasaeai.desktop
    [ -s "$root/usr/share/icons/hicolor/scalable/apps/sasaeai.svg" ] && [ -s "$root/usr/share/doc/sasaeai/LICENCES.txt" ]
}
starts() { inside sasaeai print --list | grep -c visit-sheet; }
selftest() { [ "$(inside sasaeai selftest | tee /dev/stderr | grep -c できた)" -ge 6 ]; }
goes() {
    inside apt-get remove -y -q sasaeai
    [ ! -e "$root/usr/bin/sasaeai" ] && [ ! -e "$root/usr/lib/sasaeai" ]
}
step "裸の $suite を作る" bare
step "入れる（足りないものも）" installs
step "メニュー・ファイルの種類・アイコン・決まりの一覧" is_known
step "動く" starts
step "入れたプログラムの selftest" selftest
step "消す" goes
say_steps
exit $failed
