"""たしかめること: what waits for a person's eyes, and settling it."""
