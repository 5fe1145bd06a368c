#!/usr/bin/env bash
# Set up and run: the window where there is a screen; with --demo the whole main job without one.
source "$(dirname "${BASH_SOURCE[0]}")/common.sh"

if [ "${1:-}" = "--demo" ]; then
    wanted_packages=$(missing_commands age:age)
    set_up lock.txt
    exec "$venv/bin/python" "$here/installer/main_job.py" "${@:2}"
fi
if [ "$#" -eq 0 ] && [ -z "${DISPLAY:-}${WAYLAND_DISPLAY:-}" ]; then
    say "このパソコンには画面がないようです。"
    say "ためしに動かすときは「bash installer/run.sh --demo」を実行してください。"
    exit 2
fi
[ "$#" -gt 0 ] || wanted_libraries=$screen_libraries
set_up lock.txt
exec "$venv/bin/python" -m sasaeai_desktop "$@"
