"""避難計画 and 安否確認: plans, who has none, and the day of a disaster."""
