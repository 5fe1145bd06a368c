"""使う人と鍵: people, keys, laptops, what lies aside, and the council's code lists."""
