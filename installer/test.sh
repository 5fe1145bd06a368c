#!/usr/bin/env bash
# Set up and pass the tests: style, types, the order of the rooms, and the suite. Arguments go to pytest.
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
exec "$bin/python" -m pytest -n auto --dist loadfile "$@"
