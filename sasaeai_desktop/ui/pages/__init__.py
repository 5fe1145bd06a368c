"""One package or module per tab."""
