"""地区: what the council has received, what is missing, and what waits for it."""
