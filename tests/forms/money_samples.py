"""Data of the forms of money: an ordinary paper, and one with everything too long and too much."""

from __future__ import annotations

from dataclasses import replace

from office_samples import DISTRICT, LONG_DISTRICT

from sasaeai_desktop.forms.grant_steps import GrantSteps, ProgrammeSteps, StepLine
from sasaeai_desktop.forms.ledger_book import BookLine, LedgerBook

STEPS = GrantSteps(
    district=DISTRICT, year=2023,
    programmes=(
        ProgrammeSteps(
            programme="見守り", yen=54_200, granted=54_200,
            steps=(
                StepLine(rule="1地区", words="1地区 30,000円", yen=30_000),
                StepLine(rule="町内会ごと", words="町内会 13 × 1,000円 = 13,000円", yen=13_000),
                StepLine(rule="対象者ごと", words="対象者 71人 × 200円 = 14,200円、上限 11,200円まで", yen=11_200),
            ),
        ),
        ProgrammeSteps(
            programme="サロン", yen=41_000,
            steps=(
                StepLine(rule="開催ごと", words="1回5人以上の開催 83回 × 500円 = 41,500円", yen=41_500),
                StepLine(rule="端数", words="1,000円で切り捨て：41,500円 → 41,000円", yen=-500),
            ),
        ),
    ),
)  # fmt: skip
LONG_STEPS = replace(
    STEPS, district=LONG_DISTRICT,
    programmes=(
        ProgrammeSteps(
            programme="地区ボランティアセンター", yen=987_654_321, granted=987_654_321,
            steps=(StepLine(rule="町内会と参加者と開催ごとに決めたきまり", yen=987_654_321,
                words="65歳以上 1,234人のうち 1,200人 × 50円 = 60,000円、" * 3),) * 4,
        ),
    ) * 6,
)  # fmt: skip
BOOK = LedgerBook(
    district=DISTRICT, year=2023, programme="サロン",
    lines=(
        BookLine(day="R5.4.10", what="市社協からの助成金", text="令和5年度分", receipt="", income=98_000, expense=None, left=98_000),
        BookLine(day="R5.5.20", what="会場費", text="会館　4月分　見本会館", receipt="1", income=None, expense=1_200, left=96_800),
    ),
)  # fmt: skip
LONG_BOOK = replace(
    BOOK, district=LONG_DISTRICT, programme="地区ボランティアセンター",
    lines=(
        BookLine(
            day="R12.12.31", what="地区ボランティアセンター　前年度からの繰越金", text="長い摘要と長い相手の名前" * 4, receipt="12345",
            income=None, expense=987_654_321, left=-987_654_321,
        ),
    ) * 60,
)  # fmt: skip
