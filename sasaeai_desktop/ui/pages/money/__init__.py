"""お金（収支・助成金）: ledger, budget, grant, the closed year; at the council the rules."""
