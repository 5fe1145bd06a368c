"""個別避難計画 and 安否確認: plans, who gets a copy, and the day of a disaster."""
