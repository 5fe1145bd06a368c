#!/usr/bin/env bash
# Set up and pass the tests: style, types, the order of the rooms, the suite, and the window's part of it once more as
# with a screen reader about. Arguments go to pytest, which then runs once.
source "$(dirname "${BASH_SOURCE[0]}")/common.sh"

export QT_QPA_PLATFORM=offscreen PYTHONUTF8=1
wanted_packages=$(missing_commands pdffonts:poppler-utils age:age)
wished_packages=$(missing_commands strace:strace)  # without it, acts are not cut off at each of their calls
set_up lock-dev.txt
cd "$here"
bin=$venv/bin
"$bin/ruff" check .
"$bin/ruff" format --check .
"$bin/mypy"
"$bin/lint-imports"
"$bin/python" -m pytest -n auto --dist loadfile "$@"
if [ $# -eq 0 ]; then
  SASAEAI_ACCESSIBLE=1 "$bin/python" -m pytest -n auto --dist loadfile tests/ui
fi
