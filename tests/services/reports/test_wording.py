"""文章の下書き: figures in sentences beside the year before, and only of what was done."""

from __future__ import annotations

from pathlib import Path

from sasaeai_desktop.services.reports import wording
from sasaeai_desktop.services.salon import attending, salons


def test_the_year_is_told_beside_the_year_before(desk, town, tmp_path: Path) -> None:
    assert "まだありません" in wording.draft(desk, 2025)
    person = town.watched("田中 スミ", start="2024-04-01")
    for day in ("2024-05-01", "2025-05-01", "2025-06-01", "2025-07-01"):
        town.visit(person, day)
    salon = salons.save_salon(desk, None, {"name": "さくら", "type": "daily"}).result
    held = salons.plan_session(desk, salon, "2026-03-01").result
    attending.set_counts(desk, held, elderly=1_200)
    text = wording.draft(desk, 2025)
    assert text.startswith(
        "令和7年度の活動\n\n■ 安心見守り事業\n"
        "延べ実施回数は3回で、前の年度（1回）より2回 多くなりました。\n見守り対象者数は1人でした。\n\n"
    )
    assert "延べ参加人数は1,200人でした。" in text
    assert "つながりカード" not in text
    assert "田中" not in text
    town.visit(person, "2026-05-01")
    assert "延べ実施回数は1回で、前の年度（3回）より2回 少なくなりました。" in wording.draft(desk, 2026)
    wording.save(tmp_path / "text.txt", text)
    assert (tmp_path / "text.txt").read_bytes().decode("utf-8-sig").replace("\r\n", "\n") == text
