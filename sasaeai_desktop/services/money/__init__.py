"""助成金・収支: the ledger with its receipts, budgets, the council's rules and what they come to, closed years."""
