"""報告・印刷: the year's figures, the records behind them, printed forms."""
