"""``python -m tests.attacks``: the table for people to read."""

from __future__ import annotations

from tests.attacks.table import as_text, rows

if __name__ == "__main__":
    print(as_text(rows()))
    print(f"\n{len(rows())} rows")
